import { SYSTEM } from '#kernel/actor.ts'
import { sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import type { Currency } from '#kernel/money.ts'
import type { Day, Month } from '#kernel/period.ts'
import { canonical } from '#kernel/json.ts'
import { NO_HASH } from '#ledger/chain.ts'
import { type Draft, sealed } from '#ledger/journal.ts'
import { commissionExpense, partnerAccount } from '#ledger/index.ts'
import { accountIds, keepJournals, openMonths } from '#ledger/post.store.ts'

const BATCH = 20_000
const EUR = 'EUR' as Currency

export type Books = {
  readonly partners: number
  /** Causes a partner; each is one journal of two transfers: earned, then payable. */
  readonly causes: number
  readonly months: readonly Month[]
}

/** One journal as `commissions` posts it: what an invoice earned, and that all of it is payable. */
function draftOf(partner: string, n: number, months: readonly Month[]): Draft {
  const basis = BigInt(1_000 + ((n * 7_919) % 90_000))
  const minor = basis / 10n
  const day = `${months[n % months.length]}-${String((n % 28) + 1).padStart(2, '0')}` as Day
  const cause = `invoice:INV-${partner}-${n}`
  const amount = { minor, currency: EUR }
  const detail = {
    basis: String(basis),
    cause,
    customer: `c${n % 5_000}`,
    partner,
    ppm: '100000',
    program: 'main',
    terms: '1',
  }
  const [pending, payable] = [partnerAccount(partner, 'Pending'), partnerAccount(partner, 'Payable')]
  const legs = [
    { debit: commissionExpense('main'), credit: pending, amount },
    { debit: pending, credit: payable, amount },
  ]
  return { key: `settle:${cause}:1`, kind: 'settle', cause, effective: day, detail, legs }
}

/**
 * A ledger of many lines, written as `post` writes it (same rows, same chain) but with the guards aside, which cost more
 * than the rows; the balances they would have kept are summed afterwards. The settlements of commissions lie beside it.
 */
export async function fillBooks(database: Database, { partners, causes, months }: Books): Promise<void> {
  const guards = await database.read.all<{ name: string; sql: string }>(
    sql`select name, sql from sqlite_schema where type = 'trigger'`,
  )
  await database.alone('unguard', client => client.batch(guards.map(g => `DROP TRIGGER ${g.name}`)))
  const postedAt = new Date(`${months.at(-1)}-28T12:00:00Z`)
  let place = { id: 1, previous: NO_HASH, postedAt: postedAt.toISOString(), closedThrough: null }
  const total = partners * causes
  for (let from = 0; from < total; from += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, total - from) }, (_, i) => from + i)
    const journals = numbers.map(i => {
      const draft = draftOf(`p${i % partners}`, Math.floor(i / partners), months)
      const journal = sealed(draft, canonical(draft.detail), place)
      place = { ...place, id: journal.id + 1, previous: journal.hash }
      return journal
    })
    await database.write('books', async db => {
      const cx = { db, now: postedAt, actor: SYSTEM }
      const names = [...new Set(journals.flatMap(j => j.legs.flatMap(([, debit, credit]) => [debit, credit])))]
      await openMonths(cx, months)
      await keepJournals(
        cx,
        journals,
        await accountIds(
          cx,
          names.map(code => [code, EUR] as const),
        ),
      )
      const rows = journals.map(j => [j.cause, j.detail, j.effective])
      await db.run(sql`insert into settlement
        (cause, n, journals, partner, program, customer, terms, tier, ppm, currency, basis, accrued, matured, earned_on,
          payable_on, reason, gone, posted_at)
        select value->>0, 1, 1, value->>1->>'partner', 'main', value->>1->>'customer', 1, null, 100000, 'EUR',
          cast(value->>1->>'basis' as integer), cast(value->>1->>'basis' as integer) / 10,
          cast(value->>1->>'basis' as integer) / 10, value->>2, value->>2, null, 0, ${postedAt.getTime()}
        from json_each(${JSON.stringify(rows)})`)
    })
  }
  await database.write('balances', async db => {
    await db.run(sql`insert into balance select account_id, sum(d), sum(c) from (
      select debit_id as account_id, amount as d, 0 as c from transfer
      union all select credit_id, 0, amount from transfer) group by account_id`)
  })
  await database.alone('guard', client => client.batch(guards.map(g => g.sql)))
}
