import { sql } from 'drizzle-orm'
import type { Cx } from '#db/client.ts'
import type { Json } from '#kernel/json.ts'
import type { Currency } from '#kernel/money.ts'
import type { Day, Month } from '#kernel/period.ts'

export type Period = {
  readonly month: Month
  readonly closedAt: Date | null
  /** The last journal of the chain when the month was closed (0 of an empty ledger), and its hash. */
  readonly lastJournal: number | null
  readonly head: string | null
}
/** What moved on one account in one month; `opening` and `closing` are debits less credits. */
export type AccountMonth = { code: string; currency: Currency; opening: bigint; closing: bigint; moved: boolean }
/** One transfer that touches a partner's account, with its journal's why. */
export type Movement = {
  readonly journal: number
  readonly leg: number
  readonly kind: string
  readonly cause: string
  readonly effective: Day
  readonly postedAt: string
  readonly period: Month
  readonly late: boolean
  readonly detail: Json
  readonly debit: string
  readonly credit: string
  readonly amount: bigint
  readonly currency: Currency
}

export async function allPeriods(cx: Cx): Promise<Period[]> {
  const rows = await cx.db.all<{
    id: Month
    closed_at: string | null
    last_journal: number | null
    head: string | null
  }>(sql`select id, closed_at, last_journal, lower(hex(head)) as head from period order by id`)
  return rows.map(r => ({
    month: r.id,
    closedAt: r.closed_at === null ? null : new Date(r.closed_at),
    lastJournal: r.last_journal,
    head: r.closed_at === null ? null : r.head,
  }))
}

/** Keeps the month's balances, then closes it with the chain's head. The triggers refuse it twice or out of order. */
export async function keepClose(cx: Cx, month: Month): Promise<void> {
  await cx.db.run(
    sql`insert into period_balance
        with before as (select account_id, closing from period_balance
            where period_id = (select max(id) from period where id < ${month})),
          moved as (select account_id, sum(d) as d, sum(c) as c from (
            select debit_id as account_id, amount as d, 0 as c from transfer where period_id = ${month}
            union all select credit_id, 0, amount from transfer where period_id = ${month}) group by account_id)
        select ${month}, a.id, coalesce(before.closing, 0), coalesce(moved.d, 0), coalesce(moved.c, 0),
          coalesce(before.closing, 0) + coalesce(moved.d, 0) - coalesce(moved.c, 0)
        from account a left join before on before.account_id = a.id left join moved on moved.account_id = a.id
        where coalesce(before.closing, 0) <> 0 or moved.account_id is not null`,
  )
  await cx.db.run(
    sql`update period set closed_at = ${cx.now.toISOString()},
          last_journal = (select coalesce(max(id), 0) from journal),
          head = coalesce((select hash from journal order by id desc limit 1), zeroblob(32))
        where id = ${month}`,
  )
}

type AccountMonthRow = {
  owner: string
  code: string
  currency: Currency
  opening: string
  closing: string
  moved: number
}
const asAccountMonth = (r: AccountMonthRow) => ({
  owner: r.owner,
  code: r.code,
  currency: r.currency,
  opening: BigInt(r.opening),
  closing: BigInt(r.closing),
  moved: r.moved === 1,
})

/** A closed month as it was kept, every partner's accounts. */
export async function closedMonth(cx: Cx, month: Month): Promise<(AccountMonth & { owner: string })[]> {
  const rows = await cx.db.all<AccountMonthRow>(
    sql`select a.owner, a.code, a.currency, cast(p.opening as text) as opening, cast(p.closing as text) as closing,
          p.debits <> 0 or p.credits <> 0 as moved
        from period_balance p join account a on a.id = p.account_id
        where p.period_id = ${month} and a.owner is not null order by a.owner, a.currency, a.code`,
  )
  return rows.map(asAccountMonth)
}

/** Any month of one partner's accounts from the transfers themselves: for the months that are still open. */
export async function derivedMonth(cx: Cx, codes: readonly string[], month: Month): Promise<AccountMonth[]> {
  const sum = (compare: '<' | '<=') =>
    sql`cast((select coalesce(sum(amount), 0) from transfer indexed by transfer_debit
        where debit_id = a.id and period_id ${sql.raw(compare)} ${month})
      - (select coalesce(sum(amount), 0) from transfer indexed by transfer_credit
        where credit_id = a.id and period_id ${sql.raw(compare)} ${month})
      as text)`
  const rows = await cx.db.all<AccountMonthRow>(
    sql`select a.owner, a.code, a.currency, ${sum('<')} as opening, ${sum('<=')} as closing,
          exists (select 1 from transfer where debit_id = a.id and period_id = ${month})
            or exists (select 1 from transfer where credit_id = a.id and period_id = ${month}) as moved
        from json_each(${JSON.stringify(codes)}) n join account a on a.code = n.value order by a.currency, a.code`,
  )
  return rows.map(asAccountMonth)
}

/**
 * The transfers of a month that touch these accounts, in the chain's order. The joins are `cross` to keep SQLite from
 * beginning with the whole journal.
 */
export async function movementsOn(cx: Cx, codes: readonly string[], month: Month): Promise<Movement[]> {
  const rows = await cx.db.all<Omit<Movement, 'amount' | 'detail' | 'late'> & { amount: number; detail: string }>(
    sql`with mine as materialized (
          select a.id from json_each(${JSON.stringify(codes)}) n cross join account a on a.code = n.value),
        touched as materialized (
          select t.id from mine cross join transfer t indexed by transfer_month
            on t.period_id = ${month} and t.credit_id = mine.id
          union select t.id from mine cross join transfer t indexed by transfer_debit
            on t.debit_id = mine.id where t.period_id = ${month})
        select j.id as journal, t.leg, j.kind, j.cause, j.effective_date as effective, j.posted_at as postedAt,
          j.period_id as period, j.detail, d.code as debit, c.code as credit, t.amount, t.currency
        from touched cross join transfer t on t.id = touched.id cross join journal j on j.id = t.journal_id
        cross join account d on d.id = t.debit_id cross join account c on c.id = t.credit_id order by t.journal_id, t.leg`,
  )
  return rows.map(r => ({
    ...r,
    amount: BigInt(r.amount),
    late: r.period > r.effective.slice(0, 7),
    detail: JSON.parse(r.detail) as Json,
  }))
}
