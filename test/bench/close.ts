import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { connect } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import { SYSTEM } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import type { Month } from '#kernel/period.ts'
import * as payouts from '#payouts/index.ts'
import { fillBooks } from './books.ts'
import { type Figure, inTurn, median } from './measure.ts'

const PARTNERS = 500
const CAUSES = 1_000
const MONTH = '2025-03' as Month
const ROUNDS = Number(process.env.ROUNDS ?? 3)
class Undone extends Error {}

/**
 * `close` of a month with 500 partners and a million transfers against the bare sums over the same rows: what every account
 * took and gave in the month. Each round closes the month anew in a transaction that is rolled back.
 */
export async function benchClose(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-bench-'))
  const database = await connect({ url: `file:${join(folder, 'books.db')}`, synchronous: 'normal' })
  try {
    await migrate(database)
    await fillBooks(database, { partners: PARTNERS, causes: CAUSES, months: [MONTH] })
    const now = new Date('2025-04-05T00:00:00Z')
    const timed = async (work: (db: Parameters<Parameters<typeof database.write>[1]>[0]) => Promise<void>) => {
      let ms = 0
      await database
        .write('bench', async db => {
          const started = performance.now()
          await work(db)
          ms = performance.now() - started
          throw new Undone()
        })
        .catch((error: unknown) => {
          if (!(error instanceof Undone)) throw error
        })
      return ms
    }
    const ours = () =>
      timed(async db => {
        const closed = await payouts.closeMonth({ db, now, actor: SYSTEM }, MONTH)
        assert(closed.ok && closed.value.statements === PARTNERS, 'every partner has its statement')
      })
    const bare = () =>
      timed(async db => {
        for (const side of ['debit_id', 'credit_id'])
          await db.all(
            sql`select ${sql.raw(side)} as account, sum(amount) as sum from transfer where period_id = ${MONTH} group by 1`,
          )
      })
    const { a, b } = await inTurn(ROUNDS, ours, bare)
    return [
      {
        name: 'close a month, 500 partners, 1,000,000 transfers',
        ratio: median(a) / median(b),
        bar: { most: 5 },
        detail: `ours ${median(a).toFixed(0)} ms, the bare sums by account ${median(b).toFixed(0)} ms`,
      },
    ]
  } finally {
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
