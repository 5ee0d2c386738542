import { SYSTEM } from '#kernel/actor.ts'
import type { Month } from '#kernel/period.ts'
import { enqueue } from '#outbox/index.ts'
import { writeBodies } from '#payouts/index.ts'
import type { Handler } from './worker.ts'

/** So many statements are written in one turn of the write queue: pages wait for a turn no longer than that. */
const PAPERS = 20

/** After a close: writes the lines of the month's statements. Halted, it leaves the rest for later. */
export const statementsIssued: Handler = async (bench, job, now) => {
  const month = job.subject as Month
  for (;;) {
    if (bench.halted?.()) {
      const key = `statements.issued:${month}`
      return bench.database.write('write statements later', db =>
        enqueue({ db, now, actor: SYSTEM }, 'statements.issued', month, { key }),
      )
    }
    const written = await bench.database.write('write statements', db =>
      writeBodies({ db, now, actor: SYSTEM }, { month, limit: PAPERS }),
    )
    if (written < PAPERS) return
    await new Promise(resolve => setImmediate(resolve))
  }
}
