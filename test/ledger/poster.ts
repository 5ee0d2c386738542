/** A process of its own that posts for ever, for the test that kills it: `node poster.ts FILE`. */
import { sql } from 'drizzle-orm'
import { connect } from '#db/client.ts'
import { SYSTEM } from '#kernel/actor.ts'
import * as ledger from '#ledger/index.ts'
import { BANK, draft, EXPENSE, inPayment, leg, payable, pending } from './books.ts'

const database = await connect({ url: `file:${process.argv[2]}` })
const [row] = await database.read.all<{ n: number }>(sql`select coalesce(max(id), 0) as n from journal`)
process.stdout.write('posting\n')
for (let n = row?.n ?? 0; ; n += 3) {
  const partner = `p${n % 5}`
  await database.write('post', async db => {
    const cx = { db, now: new Date(), actor: SYSTEM }
    // Two calls in one transaction: a death between them must leave neither.
    await ledger.post(cx, [
      draft(`k${n}`, '2025-03-04', [leg(EXPENSE, pending(partner), 90), leg(pending(partner), payable(partner), 60)]),
      draft(`k${n + 1}`, '2025-04-04', [leg(payable(partner), inPayment(partner), 20)]),
    ])
    await ledger.post(cx, [draft(`k${n + 2}`, '2025-04-05', [leg(inPayment(partner), BANK, 20)])])
  })
}
