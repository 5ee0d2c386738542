import { sql } from 'drizzle-orm'
import type { Cx } from '#db/client.ts'
import type { ChainLeg } from './chain.ts'
import type { KeptJournal } from './audit-chain.ts'

type JournalRow = Omit<KeptJournal, 'legs' | 'copies' | 'firstTransfer' | 'transfersInOrder'>
type TransferRow = {
  id: number
  journal: number
  leg: number
  debit: string | null
  credit: string | null
  amount: string
  currency: string
  period: string
  effective: string
}

/** The journals after `id` as they lie in the file, raw: a wrong type or a lost row is for the rule to find. */
export async function keptAfter(cx: Cx, id: number, limit: number): Promise<KeptJournal[]> {
  const journals = await cx.db.all<JournalRow>(
    sql`select id, key, kind, cause, effective_date as effective, posted_at as postedAt, period_id as period,
          reverses_id as reverses, legs as legCount, detail, lower(hex(prev_hash)) as previous, lower(hex(hash)) as hash
        from journal where id > ${id} order by id limit ${limit}`,
  )
  const last = journals.at(-1)?.id ?? id
  const transfers = await cx.db.all<TransferRow>(
    sql`select t.id, t.journal_id as journal, t.leg, d.code as debit, c.code as credit, cast(t.amount as text) as amount,
          t.currency, t.period_id as period, t.effective_date as effective
        from transfer t left join account d on d.id = t.debit_id left join account c on c.id = t.credit_id
        where t.journal_id > ${id} and t.journal_id <= ${last} order by t.journal_id, t.leg`,
  )
  const byJournal = new Map<number, TransferRow[]>()
  for (const row of transfers) {
    const list = byJournal.get(row.journal)
    if (list) list.push(row)
    else byJournal.set(row.journal, [row])
  }
  return journals.map(j => {
    const rows = byJournal.get(j.id) ?? []
    return {
      ...j,
      legs: rows.map((r): ChainLeg => [r.leg, r.debit ?? '', r.credit ?? '', r.amount, r.currency]),
      copies: rows.every(r => r.period === j.period && r.effective === j.effective),
      firstTransfer: rows[0]?.id ?? null,
      transfersInOrder: rows.every((r, i) => r.id === (rows[0]?.id ?? 0) + i),
    }
  })
}

const moved = sql`(select account_id, sum(d) as d, sum(c) as c from (
    select debit_id as account_id, amount as d, 0 as c from transfer
    union all select credit_id, 0, amount from transfer) group by account_id)`

/** Accounts whose maintained counters are not what their transfers say. */
export const wrongBalances = (cx: Cx) =>
  cx.db.all<{ code: string; currency: string }>(
    sql`select coalesce(a.code, '?') as code, coalesce(a.currency, '?') as currency
        from (select account_id from balance union select account_id from ${moved}) x
        left join account a on a.id = x.account_id left join balance b on b.account_id = x.account_id
        left join ${moved} m on m.account_id = x.account_id
        where b.debits is not coalesce(m.d, 0) or b.credits is not coalesce(m.c, 0) or a.id is null limit 5`,
  )

export const wrongCurrencies = (cx: Cx) =>
  cx.db.all<{ currency: string }>(
    sql`select a.currency from balance b join account a on a.id = b.account_id
        group by a.currency having sum(b.debits) <> sum(b.credits)`,
  )

export const transfersWithoutJournal = (cx: Cx) =>
  cx.db.all<{ id: number; journal: number }>(
    sql`select t.id, t.journal_id as journal from transfer t left join journal j on j.id = t.journal_id
        where j.id is null limit 1`,
  )

export const accountRows = (cx: Cx) =>
  cx.db.all<{ code: string; owner: string | null; kind: string; currency: string; exponent: number | null }>(
    sql`select a.code, a.owner, a.kind, a.currency, c.exponent from account a left join currency c on c.code = a.currency`,
  )

export const periodRows = (cx: Cx) =>
  cx.db.all<{ month: string; closedAt: string | null; last: number | null; head: string | null; hash: string | null }>(
    sql`select p.id as month, p.closed_at as closedAt, p.last_journal as last, lower(hex(p.head)) as head,
          lower(hex(coalesce(j.hash, zeroblob(32)))) as hash
        from period p left join journal j on j.id = p.last_journal order by p.id`,
  )

/** A journal of a closed month that came after its close: the guards make it impossible, so it is a trace. */
export const journalsAfterClose = (cx: Cx) =>
  cx.db.all<{ id: number; month: string }>(
    sql`select j.id, p.id as month from period p join journal j on j.id > p.last_journal and j.period_id = p.id
        where p.closed_at is not null limit 1`,
  )

/** Accounts of closed months whose kept figures are not the transfers' or do not open where the last month closed. */
export const wrongMonths = (cx: Cx) =>
  cx.db.all<{ month: string; code: string }>(
    sql`with moved as (select period_id, account_id, sum(d) as d, sum(c) as c from (
            select period_id, debit_id as account_id, amount as d, 0 as c from transfer
            union all select period_id, credit_id, 0, amount from transfer) group by 1, 2),
          closed as (select id, lag(id) over (order by id) as previous from period where closed_at is not null),
          both as (select period_id, account_id from period_balance
            union select period_id, account_id from moved where period_id in (select id from closed)
            union select c.id, b.account_id from closed c join period_balance b on b.period_id = c.previous
              where b.closing <> 0)
        select x.period_id as month, coalesce(a.code, '?') as code from both x
        left join closed on closed.id = x.period_id
        left join account a on a.id = x.account_id
        left join period_balance p on p.period_id = x.period_id and p.account_id = x.account_id
        left join moved m on m.period_id = x.period_id and m.account_id = x.account_id
        left join period_balance q on q.period_id = closed.previous and q.account_id = x.account_id
        where closed.id is null or p.debits is not coalesce(m.d, 0) or p.credits is not coalesce(m.c, 0)
          or p.opening is not coalesce(q.closing, 0) or p.closing is not p.opening + p.debits - p.credits limit 5`,
  )

export async function triggerRows(cx: Cx): Promise<Map<string, string>> {
  const rows = await cx.db.all<{ name: string; sql: string }>(
    sql`select name, sql from sqlite_schema where type = 'trigger'`,
  )
  return new Map(rows.map(r => [r.name, r.sql]))
}
