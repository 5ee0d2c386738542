import { sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import { assert } from '#kernel/assert.ts'
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

/** What moved from one account to another in a month, in sum. Each named by code, with its partner if it has one. */
export type PairMonth = {
  readonly debit: string
  readonly debitOwner: string | null
  readonly credit: string
  readonly creditOwner: string | null
  readonly currency: Currency
  readonly amount: bigint
}

/**
 * Sums the month's transfers once, by the two accounts they are between: the month's balances are made from these sums and
 * kept, and the month is closed with the chain's head. The triggers refuse it twice or out of order.
 */
export async function keepClose(cx: Cx, month: Month): Promise<PairMonth[]> {
  const [packed] = await cx.db.all<{ j: string }>(
    sql`select json_group_array(json_array(debit_id, credit_id, s)) as j from (
          select debit_id, credit_id, cast(sum(amount) as text) as s from transfer indexed by transfer_month_pair
          where period_id = ${month} group by debit_id, credit_id)`,
  )
  const pairs = packed?.j ?? '[]'
  await cx.db.run(
    sql`insert into period_balance
        with before as (select account_id, closing from period_balance
            where period_id = (select max(id) from period where id < ${month})),
          pair as materialized (select value->>0 as d, value->>1 as c, cast(value->>2 as integer) as s
            from json_each(${pairs})),
          moved as materialized (select account_id, sum(d) as d, sum(c) as c from (
            select d as account_id, s as d, 0 as c from pair
            union all select c, 0, s from pair) group by account_id)
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
  const sums = JSON.parse(pairs) as [number, number, string][]
  const names = await accountNamesOf(cx)
  return sums.map(([debit, credit, sum]) => {
    const [d, c] = [names.get(debit), names.get(credit)]
    assert(d && c, 'a transfer is between two accounts')
    return {
      debit: d.code,
      debitOwner: d.owner,
      credit: c.code,
      creditOwner: c.owner,
      currency: d.currency,
      amount: BigInt(sum),
    }
  })
}

type AccountName = { readonly code: string; readonly owner: string | null; readonly currency: Currency }
async function accountNamesOf(cx: Cx): Promise<Map<number, AccountName>> {
  const [row] = await cx.db.all<{ j: string }>(
    sql`select json_group_array(json_array(id, code, owner, currency)) as j from account`,
  )
  const rows = JSON.parse(row?.j ?? '[]') as [number, string, string | null, Currency][]
  return new Map(rows.map(([id, code, owner, currency]) => [id, { code, owner, currency }]))
}

/** Partners with anything in their pockets at the last close before a month, or moved since and by its end. */
export const ownersThrough = (cx: Cx, month: Month): Promise<{ partner: string; currency: Currency }[]> =>
  cx.db.all(
    sql`with closed as (select max(id) as id from period where closed_at is not null),
          used as materialized (
            select account_id as id from period_balance, closed where period_id = closed.id and closing <> 0
            union select debit_id from transfer indexed by transfer_month_pair, closed
              where period_id > coalesce(closed.id, '') and period_id <= ${month}
            union select credit_id from transfer indexed by transfer_month, closed
              where period_id > coalesce(closed.id, '') and period_id <= ${month})
        select distinct a.owner as partner, a.currency from used join account a on a.id = used.id
        where a.code like 'Liabilities:Partner:%' and a.code not like '%:VAT' order by 1, 2`,
  )

type AccountMonthRow = [
  owner: string,
  code: string,
  currency: Currency,
  opening: string,
  closing: string,
  moved: number,
]
const asAccountMonth = ([owner, code, currency, opening, closing, moved]: AccountMonthRow) => ({
  owner,
  code,
  currency,
  opening: BigInt(opening),
  closing: BigInt(closing),
  moved: moved === 1,
})

/** A closed month as it was kept, every partner's accounts. */
export async function closedMonth(cx: Cx, month: Month): Promise<(AccountMonth & { owner: string })[]> {
  const [row] = await cx.db.all<{ j: string }>(
    sql`select json_group_array(json_array(owner, code, currency, opening, closing, moved)) as j from (
        select a.owner, a.code, a.currency, cast(p.opening as text) as opening, cast(p.closing as text) as closing,
          p.debits <> 0 or p.credits <> 0 as moved
        from period_balance p join account a on a.id = p.account_id
        where p.period_id = ${month} and a.owner is not null order by a.owner, a.currency, a.code)`,
  )
  return (JSON.parse(row?.j ?? '[]') as AccountMonthRow[]).map(asAccountMonth)
}

/** Any month of one partner's accounts from the transfers themselves: for the months that are still open. */
export async function derivedMonth(cx: Cx, codes: readonly string[], month: Month): Promise<AccountMonth[]> {
  const sum = (compare: '<' | '<=') =>
    sql`cast((select coalesce(sum(amount), 0) from transfer indexed by transfer_debit
        where debit_id = a.id and period_id ${sql.raw(compare)} ${month})
      - (select coalesce(sum(amount), 0) from transfer indexed by transfer_credit
        where credit_id = a.id and period_id ${sql.raw(compare)} ${month})
      as text)`
  const [row] = await cx.db.all<{ j: string }>(
    sql`select json_group_array(json_array(owner, code, currency, opening, closing, moved)) as j from (
        select a.owner, a.code, a.currency, ${sum('<')} as opening, ${sum('<=')} as closing,
          exists (select 1 from transfer where debit_id = a.id and period_id = ${month})
            or exists (select 1 from transfer where credit_id = a.id and period_id = ${month}) as moved
        from json_each(${JSON.stringify(codes)}) n join account a on a.code = n.value order by a.currency, a.code)`,
  )
  return (JSON.parse(row?.j ?? '[]') as AccountMonthRow[]).map(asAccountMonth)
}

type MovementRow = [
  journal: number,
  leg: number,
  kind: string,
  cause: string,
  effective: Day,
  postedAt: string,
  detail: string,
  debit: string,
  credit: string,
  amount: string,
  currency: Currency,
]

/**
 * The transfers of a month that touch these accounts, in the chain's order. The joins are `cross` to keep SQLite from
 * beginning with the whole journal; the rows come as one text, for the driver's own cost ten times as much.
 */
export async function movementsOn(cx: Cx, codes: readonly string[], month: Month): Promise<Movement[]> {
  const [row] = await cx.db.all<{ j: string }>(
    sql`with mine as materialized (
          select a.id from json_each(${JSON.stringify(codes)}) n cross join account a on a.code = n.value),
        touched as materialized (
          select t.id from mine cross join transfer t indexed by transfer_month
            on t.period_id = ${month} and t.credit_id = mine.id
          union select t.id from mine cross join transfer t indexed by transfer_month_pair
            on t.period_id = ${month} and t.debit_id = mine.id)
        select json_group_array(json_array(journal, leg, kind, cause, effective, posted, detail, debit, credit, amount,
          currency)) as j
        from (select j.id as journal, t.leg, j.kind, j.cause, j.effective_date as effective, j.posted_at as posted,
            j.detail, d.code as debit, c.code as credit, cast(t.amount as text) as amount, t.currency
          from touched cross join transfer t on t.id = touched.id cross join journal j on j.id = t.journal_id
          cross join account d on d.id = t.debit_id cross join account c on c.id = t.credit_id
          order by t.journal_id, t.leg)`,
  )
  const rows = JSON.parse(row?.j ?? '[]') as MovementRow[]
  let [last, detail]: [number, Json] = [0, null]
  return rows.map(([journal, leg, kind, cause, effective, postedAt, why, debit, credit, amount, currency]) => {
    if (journal !== last) [last, detail] = [journal, JSON.parse(why) as Json]
    const late = month > effective.slice(0, 7)
    const about = { journal, leg, kind, cause, effective, postedAt, period: month, late, detail }
    return { ...about, debit, credit, amount: BigInt(amount), currency }
  })
}

/** In which month each cause last brought money into one account from another than `except`, before a month; others are left out. */
export async function lastMonths(
  cx: Cx,
  o: { account: string; currency: Currency; before: Month; causes: readonly string[]; except: readonly string[] },
): Promise<{ cause: string; month: Month }[]> {
  return cx.db.all(
    sql`select n.value as cause, max(j.period_id) as month
        from json_each(${JSON.stringify(o.causes)}) n
        cross join account a on a.code = ${o.account} and a.currency = ${o.currency}
        cross join journal j on j.cause = n.value and j.period_id < ${o.before}
        cross join transfer t on t.journal_id = j.id and t.credit_id = a.id
        cross join account d on d.id = t.debit_id
        where d.code not in (select value from json_each(${JSON.stringify(o.except)}))
        group by n.value`,
  )
}
