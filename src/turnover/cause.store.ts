import { sql } from '#db/orm.ts'
import type { Executor } from '#db/client.ts'
import type { CustomerId } from '#kernel/id.ts'
import { anyDeal, packed } from './row.store.ts'

const CAUSE =
  sql.raw(`case f.kind when 'invoice' then 'invoice:' || f.document when 'payment' then 'invoice:' || f.invoice
  else case when f.invoice is not null and exists (select 1 from fact i where i.kind = 'invoice' and i.document = f.invoice)
    then 'invoice:' || f.invoice else 'credit-note:' || f.document end end`)

/** The causes that the next `limit` facts touch, in the order in which they were first told. */
export async function causesAfter(
  db: Executor,
  seq: number,
  limit: number,
): Promise<{ causes: string[]; upTo: number }> {
  const [row] = await db.all<{ j: string; upTo: number | null }>(
    sql`select json_group_array(cause) as j, max(last) as upTo from (
      select ${CAUSE} as cause, min(seq) as first, max(seq) as last
      from (select * from fact where seq > ${seq} order by seq limit ${limit}) f group by 1 order by first)`,
  )
  const upTo = row?.upTo ?? seq
  const causes = row ? (JSON.parse(row.j) as string[]) : []
  return { causes: [...causes, ...(await dealCausesBetween(db, seq, upTo))], upTo }
}

/**
 * The deals that facts touch: those they name, those that the invoice they name is of, and those that were named beside an
 * invoice that was not known before. Nothing is looked at where no fact ever named a deal.
 */
async function dealCausesBetween(db: Executor, seq: number, upTo: number): Promise<string[]> {
  if (upTo === seq || !(await anyDeal(db))) return []
  const fresh = sql`fact f where f.seq > ${seq} and f.seq <= ${upTo}`
  return packed<string>(
    db,
    sql`select json_group_array('deal:' || deal) as j from (select deal, min(seq) as first from (
      select f.deal as deal, f.seq as seq from ${fresh} and f.deal is not null
      union all select i.deal, f.seq from (select * from ${fresh} and f.invoice is not null) f
        cross join fact i on i.kind = 'invoice' and i.document = f.invoice where i.deal is not null
      union all select n.deal, f.seq from (select * from ${fresh} and f.kind = 'invoice') f
        cross join fact n on n.invoice = f.document where n.deal is not null)
      group by 1 order by first)`,
  )
}

export async function causesOfCustomers(
  db: Executor,
  customers: readonly CustomerId[],
  from: Date | null,
): Promise<string[]> {
  if (customers.length === 0) return []
  const [row] = await db.all<{ j: string }>(
    sql`select json_group_array(cause) as j from (
      select ${CAUSE} as cause from json_each(${JSON.stringify([...new Set(customers)])}) c
      cross join fact f on f.customer = c.value and f.occurred_at >= ${from?.getTime() ?? -8.64e15}
      where f.kind <> 'payment' group by 1 order by min(f.seq))`,
  )
  return row ? (JSON.parse(row.j) as string[]) : []
}
