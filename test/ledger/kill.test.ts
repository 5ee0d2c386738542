/** Invariant 1: debits equal credits, always; also after the process is killed between any two statements. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import * as ledger from '#ledger/index.ts'
import { freshFileDatabase, looking } from '../support/database.ts'
import { expectSound, netOf } from './books.ts'

const POSTER = fileURLToPath(new URL('./poster.ts', import.meta.url))

test('invariant 1: a ledger whose process is killed again and again is whole every time', {
  timeout: 60_000,
}, async () => {
  const database = await freshFileDatabase()
  const cx = looking(database, '2025-06-01T00:00:00Z')
  let before = 0
  for (let kill = 0; kill < 5; kill++) {
    const poster = spawn(process.execPath, [POSTER, database.file], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(poster.stdout, 'data')
    await new Promise(resolve => setTimeout(resolve, 37 + kill * 23))
    poster.kill('SIGKILL')
    await once(poster, 'exit')
    await expectSound(cx)
    const [last] = await ledger.journals(cx, { limit: 1 })
    // Whole transactions only: three journals each, and nothing left on its way to the bank.
    expect((last?.id ?? 0) % 3).toBe(0)
    expect([...(await netOf(cx)).keys()].filter(name => name.endsWith(':InPayment'))).toEqual([])
    expect(last?.id ?? 0).toBeGreaterThanOrEqual(before)
    before = last?.id ?? 0
  }
  expect(before).toBeGreaterThan(0)
})
