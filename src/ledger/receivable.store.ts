import { sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import type { Currency } from '#kernel/money.ts'
import { resellerReceivable } from './account.ts'
import type { Receivable } from './receivable.verbs.ts'

/** Charged is what moved between the receivable and revenue; open is all that moved on it. */
export async function receivableSums(cx: Cx, partner: string, at: Date | null): Promise<Receivable[]> {
  const by = at === null ? sql`1` : sql`j.posted_at <= ${at.toISOString()}`
  const rows = await cx.db.all<{ currency: Currency; charged: string; open: string }>(
    sql`with mine as materialized (select id, currency from account where code = ${resellerReceivable(partner)}),
        moved as (
          select m.currency, t.amount as amount, o.kind as other from mine m
            cross join transfer t indexed by transfer_debit on t.debit_id = m.id
            cross join journal j on j.id = t.journal_id join account o on o.id = t.credit_id where ${by}
          union all
          select m.currency, -t.amount, o.kind from mine m
            cross join transfer t indexed by transfer_credit on t.credit_id = m.id
            cross join journal j on j.id = t.journal_id join account o on o.id = t.debit_id where ${by})
        select currency, cast(coalesce(sum(amount) filter (where other = 'revenue'), 0) as text) as charged,
          cast(sum(amount) as text) as open
        from moved group by currency order by currency`,
  )
  return rows.map(r => ({ currency: r.currency, charged: BigInt(r.charged), open: BigInt(r.open) }))
}
