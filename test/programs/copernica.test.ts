import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** A partner's year, played from the outside as an operator would; every figure below is worked out by hand. */
const folder = mkdtempSync(join(tmpdir(), 'guildhall-year-'))
const env = { ...process.env, DATABASE_URL: `file:${join(folder, 'year.db')}`, DATA_DIR: folder }
function guildhall(...args: string[]): string {
  const run = spawnSync(process.execPath, ['src/cli.ts', ...args], { env, encoding: 'utf8' })
  if (run.status !== 0) throw new Error(`guildhall ${args.join(' ')}: ${run.stderr}`)
  return run.stdout
}
type Entry = {
  cause: string
  base: string
  amount: string
  earnedOn: string
  payableOn: string | null
  reason: string | null
}
const earnings = (partner: string, asOf = '2025-12-31') =>
  JSON.parse(guildhall('earnings', '--partner', partner, '--as-of', asOf, '--json')) as {
    balances: { currency: string; pending: string; payable: string }[]
    entries: Entry[]
  }
const rows = (entries: Entry[]) =>
  Object.fromEntries(entries.map(e => [e.cause, [e.base, e.amount, e.earnedOn, e.payableOn, e.reason]]))

let played: { line: number; ok: boolean; refusal?: string }[] = []
let brightwave: ReturnType<typeof earnings>
let nova: ReturnType<typeof earnings>
beforeAll(() => {
  guildhall('migrate')
  const lines = guildhall('replay', 'test/programs/copernica.jsonl', '--json').trim().split('\n')
  played = lines.map(line => JSON.parse(line))
  brightwave = earnings('brightwave')
  nova = earnings('nova')
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a year in the directory program', () => {
  test('G8, COP-3, G9, COP-8: what may not be done is refused by name', () => {
    expect(played.filter(line => !line.ok)).toEqual([
      { line: 8, ok: false, refusal: 'agreement-not-accepted' },
      { line: 9, ok: false, refusal: 'self-dealing' },
      { line: 12, ok: false, refusal: 'already-chosen' },
      { line: 23, ok: false, refusal: 'partner-not-active' },
      { line: 27, ok: false, refusal: 'not-bound' },
    ])
  })

  test('COP-4, COP-5, COP-6, COP-7: the chosen partner earns 10 % of what was bought while it was chosen', () => {
    expect(rows(brightwave.entries)).toEqual({
      'invoice:INV-1': ['100.00', '0.00', '2025-01-05', null, 'not-bound'],
      'invoice:INV-2': ['100.00', '10.00', '2025-01-10', '2025-02-01', null],
      'invoice:INV-3': ['200.00', '20.00', '2025-03-01', null, null],
      'invoice:INV-4': ['50.00', '5.00', '2025-04-01', '2025-05-01', null],
      'invoice:INV-5': ['70.00', '0.00', '2025-04-01', null, 'not-bound'],
      'invoice:INV-6': ['90.00', '0.00', '2025-06-10', null, 'not-bound'],
      'invoice:INV-7': ['10.00', '0.00', '2025-06-20', null, 'not-bound'],
      'invoice:INV-8': ['60.00', '0.00', '2025-07-02', null, 'not-bound'],
      'invoice:INV-9': ['1005', '101', '2025-08-02', '2025-08-03', null],
      'credit-note:CN-9': ['-300', '-30', '2025-09-01', '2025-09-01', null],
    })
    expect(brightwave.balances).toMatchObject([
      { currency: 'EUR', pending: '20.00', payable: '15.00' },
      { currency: 'JPY', pending: '0', payable: '71' },
    ])
  })

  test('G2, G9: why nothing is named by the first condition that fails, and suspension holds for its whole day', () => {
    expect(rows(nova.entries)).toMatchObject({
      'invoice:INV-1': ['100.00', '0.00', '2025-01-05', null, 'agreement-not-accepted'],
      'invoice:INV-2': ['100.00', '0.00', '2025-01-10', null, 'agreement-not-accepted'],
      'invoice:INV-3': ['200.00', '0.00', '2025-03-01', null, 'agreement-not-accepted'],
      'invoice:INV-4': ['50.00', '0.00', '2025-04-01', null, 'not-bound'],
      'invoice:INV-5': ['70.00', '7.00', '2025-04-01', null, null],
      'invoice:INV-6': ['90.00', '0.00', '2025-06-10', null, 'partner-not-active'],
      'invoice:INV-7': ['10.00', '1.00', '2025-06-20', null, null],
      'invoice:INV-8': ['60.00', '0.00', '2025-07-02', null, 'not-bound'],
    })
    expect(nova.balances).toMatchObject([{ currency: 'EUR', pending: '8.00', payable: '0.00' }])
  })

  test('as of a day before the payment of INV-4 its 5.00 was still pending', () => {
    expect(earnings('brightwave', '2025-04-30').balances).toMatchObject([{ pending: '25.00', payable: '10.00' }])
  })
})
