import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { examine } from '#commands/doctor.ts'
import { connect, type Database } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import { readEnv } from '#env.ts'
import { SYSTEM } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import type { Month } from '#kernel/period.ts'
import * as payouts from '#payouts/index.ts'
import { fillBooks } from './books.ts'
import { type Figure, inTurn, median } from './measure.ts'

const MONTHS = ['2025-02', '2025-03'] as Month[]
const PAGE = 10_000
const ROUNDS = Number(process.env.ROUNDS ?? 3)

/** Every row of the ledger once through the client, by pages: journals and transfers, nothing computed. */
async function readOnce(database: Database): Promise<void> {
  await database.alone('read once', async client => {
    for (const table of ['journal', 'transfer']) {
      for (let after = 0; ; ) {
        const sql = `select * from ${table} where id > ? order by id limit ${PAGE}`
        const { rows } = await client.execute({ sql, args: [after] })
        if (rows.length < PAGE) break
        after = Number(rows.at(-1)?.id)
      }
    }
  })
}

/** The whole of `doctor` on a million transfers, one month of two closed and written, against reading the ledger's rows once. */
export async function benchDoctor(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-bench-'))
  const url = `file:${join(folder, 'books.db')}`
  const database = await connect({ url, synchronous: 'normal' })
  try {
    await migrate(database)
    await fillBooks(database, { partners: 500, causes: 1_000, months: MONTHS })
    const at = new Date('2025-04-05T00:00:00Z')
    await database.write('close', async db => {
      const cx = { db, now: at, actor: SYSTEM }
      const [first] = MONTHS
      assert(first && (await payouts.closeMonth(cx, first)).ok, 'the first month closes')
      await payouts.passStatementsDue(cx)
    })
    const env = { ...readEnv(), dataDir: folder, databaseUrl: url }
    const timed = async (work: () => Promise<void>) => {
      const started = performance.now()
      await work()
      return performance.now() - started
    }
    const ours = () =>
      timed(async () => {
        const checks = await examine({ env, database, at, look: { db: database.read, now: at, actor: SYSTEM } })
        const bad = checks.find(check => !check.ok)
        assert(!bad, `the doctor finds nothing: ${bad?.name} ${bad?.detail}`)
      })
    const { a, b } = await inTurn(ROUNDS, ours, () => timed(() => readOnce(database)))
    return [
      {
        name: 'doctor, 1,000,000 transfers',
        ratio: median(a) / median(b),
        bar: { most: 3 },
        detail: `ours ${(median(a) / 1000).toFixed(1)} s, reading 1,500,000 rows once ${(median(b) / 1000).toFixed(1)} s`,
      },
    ]
  } finally {
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
