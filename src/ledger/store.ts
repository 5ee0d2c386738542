import { sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import type { Json } from '#kernel/json.ts'
import { type Currency, money } from '#kernel/money.ts'
import type { Day, Month } from '#kernel/period.ts'
import { type AccountKind, BANK, partnerAccount } from './account.ts'
import type { Journal, Leg } from './journal.ts'

type JournalRow = {
  id: number
  key: string
  kind: string
  cause: string
  effective: Day
  posted_at: string
  period: Month
  reverses: number | null
  detail: string
  hash: string
}
type LegRow = { journal: number; debit: string; credit: string; amount: number; currency: Currency }
export type Posting = {
  journal: number
  cause: string
  effective: Day
  debit: string
  credit: string
  amount: bigint
  currency: Currency
}
/** Sums come as text, for they may pass what a JavaScript number holds. */
export type AccountSums = { account: string; currency: Currency; kind: AccountKind; debits: bigint; credits: bigint }

const columns = sql`j.id, j.key, j.kind, j.cause, j.effective_date as effective, j.posted_at, j.period_id as period,
  j.reverses_id as reverses, j.detail, lower(hex(j.hash)) as hash`

async function withLegs(cx: Cx, rows: readonly JournalRow[]): Promise<Journal[]> {
  const legs = new Map<number, Leg[]>()
  const found = await cx.db.all<LegRow>(
    sql`select t.journal_id as journal, d.code as debit, c.code as credit, t.amount, t.currency
        from json_each(${JSON.stringify(rows.map(r => r.id))}) n
        cross join transfer t on t.journal_id = n.value
        join account d on d.id = t.debit_id join account c on c.id = t.credit_id
        order by t.journal_id, t.leg`,
  )
  for (const { journal, debit, credit, amount, currency } of found) {
    const leg = { debit, credit, amount: money(BigInt(amount), currency) }
    const list = legs.get(journal)
    if (list) list.push(leg)
    else legs.set(journal, [leg])
  }
  return rows.map(({ posted_at, detail, ...row }) => ({
    ...row,
    postedAt: new Date(posted_at),
    late: row.period > row.effective.slice(0, 7),
    detail: JSON.parse(detail) as Json,
    legs: legs.get(row.id) ?? [],
  }))
}

export async function journalsOf(cx: Cx, ids: readonly number[]): Promise<Journal[]> {
  const rows = await cx.db.all<JournalRow>(
    sql`select ${columns} from json_each(${JSON.stringify(ids)}) n cross join journal j on j.id = n.value order by n.key`,
  )
  return withLegs(cx, rows)
}

export async function journalPage(
  cx: Cx,
  page: { after: number | null; limit: number; cause: string | null; newest: boolean },
): Promise<Journal[]> {
  const past = page.after === null ? sql`1` : page.newest ? sql`j.id < ${page.after}` : sql`j.id > ${page.after}`
  const about = page.cause === null ? sql`1` : sql`j.cause = ${page.cause}`
  const order = page.newest ? sql`desc` : sql`asc`
  const rows = await cx.db.all<JournalRow>(
    sql`select ${columns} from journal j where ${past} and ${about} order by j.id ${order} limit ${page.limit}`,
  )
  return withLegs(cx, rows)
}

export async function isReversed(cx: Cx, id: number): Promise<boolean> {
  const rows = await cx.db.all<{ id: number }>(sql`select id from journal where reverses_id = ${id}`)
  return rows.length > 0
}

export const accountsDeclared = (cx: Cx): Promise<{ code: string; kind: AccountKind }[]> =>
  cx.db.all(sql`select distinct code, kind from account order by code`)

export async function currenciesUsed(cx: Cx): Promise<Currency[]> {
  const rows = await cx.db.all<{ code: Currency }>(sql`select code from currency order by code`)
  return rows.map(r => r.code)
}

/** Every journal's id in the order of the day it was posted on; within a day in the order of the chain. */
export async function idsByPostedDay(cx: Cx, until: Date | null): Promise<number[]> {
  const rows = await cx.db.all<{ id: number }>(
    sql`select id from journal where ${until === null ? sql`1` : sql`posted_at <= ${until.toISOString()}`}
        order by substr(posted_at, 1, 10), id`,
  )
  return rows.map(r => r.id)
}

export async function postingsOfCauses(cx: Cx, causes: readonly string[]): Promise<Posting[]> {
  const rows = await cx.db.all<Omit<Posting, 'amount'> & { amount: number }>(
    sql`select j.id as journal, j.cause, j.effective_date as effective, d.code as debit, c.code as credit, t.amount,
          t.currency
        from json_each(${JSON.stringify(causes)}) n cross join journal j on j.cause = n.value
        cross join transfer t on t.journal_id = j.id
        join account d on d.id = t.debit_id join account c on c.id = t.credit_id`,
  )
  return rows.map(r => ({ ...r, amount: BigInt(r.amount) }))
}

export type CauseSum = [cause: string, owner: string, earned: string, payable: string]

/**
 * What stands for each cause in the pockets of each partner, in minor units: in Pending, Payable and Held, and in the last
 * two alone. Summed by the database, for the doctor looks at every cause there is.
 */
export async function sumsOfCauses(cx: Cx, causes: readonly string[]): Promise<CauseSum[]> {
  const side = (column: 'debit_id' | 'credit_id', sign: '1' | '-1') =>
    sql`select p.cause, o.owner, ${sql.raw(sign)} * p.amount as amount, o.pending
        from posted p join own o on o.id = p.${sql.raw(column)}`
  const [row] = await cx.db.all<{ j: string }>(
    sql`with own as materialized (select id, owner, code like '%:Pending' as pending from account
            where code like 'Liabilities:Partner:%'
              and (code like '%:Pending' or code like '%:Payable' or code like '%:Held')),
          posted as materialized (select j.cause, t.debit_id, t.credit_id, t.amount
            from json_each(${JSON.stringify(causes)}) n cross join journal j on j.cause = n.value
            cross join transfer t on t.journal_id = j.id)
        select json_group_array(json_array(cause, owner, earned, payable)) as j from (
          select cause, owner, cast(sum(amount) as text) as earned,
            cast(sum(case when pending then 0 else amount end) as text) as payable
          from (${side('credit_id', '1')} union all ${side('debit_id', '-1')}) group by cause, owner)`,
  )
  return JSON.parse(row?.j ?? '[]') as CauseSum[]
}

/** The maintained counters of a partner's accounts. */
export async function countersOf(cx: Cx, codes: readonly string[]): Promise<AccountSums[]> {
  const rows = await cx.db.all<Record<'account' | 'currency' | 'kind' | 'debits' | 'credits', string>>(
    sql`select a.code as account, a.currency, a.kind, cast(b.debits as text) as debits, cast(b.credits as text) as credits
        from json_each(${JSON.stringify(codes)}) n cross join account a on a.code = n.value
        join balance b on b.account_id = a.id`,
  )
  return rows.map(asSums)
}

/** The same from the transfers, as posted by an instant. */
export async function derivedOf(cx: Cx, codes: readonly string[], at: Date): Promise<AccountSums[]> {
  const side = (column: 'debit_id' | 'credit_id') =>
    sql`(select coalesce(sum(t.amount), 0) from transfer t join journal j on j.id = t.journal_id
         where t.${sql.raw(column)} = a.id and j.posted_at <= ${at.toISOString()})`
  const rows = await cx.db.all<Record<'account' | 'currency' | 'kind' | 'debits' | 'credits', string>>(
    sql`select a.code as account, a.currency, a.kind, cast(${side('debit_id')} as text) as debits,
          cast(${side('credit_id')} as text) as credits
        from json_each(${JSON.stringify(codes)}) n cross join account a on a.code = n.value`,
  )
  return rows.map(asSums)
}

/** What left for the bank, less what came back by a reversal; by currency. */
export async function paidTo(
  cx: Cx,
  partner: string,
  at: Date | null,
): Promise<{ currency: Currency; paid: bigint }[]> {
  const by = at === null ? sql`1` : sql`j.posted_at <= ${at.toISOString()}`
  const rows = await cx.db.all<{ currency: Currency; paid: string }>(
    sql`select a.currency, cast(
          (select coalesce(sum(t.amount), 0) from transfer t join journal j on j.id = t.journal_id
            where t.debit_id = a.id and t.credit_id = bank.id and ${by})
          - (select coalesce(sum(t.amount), 0) from transfer t join journal j on j.id = t.journal_id
            where t.credit_id = a.id and t.debit_id = bank.id and ${by}) as text) as paid
        from account a join account bank on bank.code = ${BANK} and bank.currency = a.currency
        where a.code = ${partnerAccount(partner, 'InPayment')}`,
  )
  return rows.map(r => ({ currency: r.currency, paid: BigInt(r.paid) }))
}

export async function allSums(cx: Cx, at: Date | null): Promise<AccountSums[]> {
  if (at !== null) {
    const codes = await cx.db.all<{ code: string }>(sql`select distinct code from account`)
    return derivedOf(
      cx,
      codes.map(c => c.code),
      at,
    )
  }
  const rows = await cx.db.all<Record<'account' | 'currency' | 'kind' | 'debits' | 'credits', string>>(
    sql`select a.code as account, a.currency, a.kind, cast(coalesce(b.debits, 0) as text) as debits,
          cast(coalesce(b.credits, 0) as text) as credits
        from account a left join balance b on b.account_id = a.id`,
  )
  return rows.map(asSums)
}

const asSums = (row: Record<'account' | 'currency' | 'kind' | 'debits' | 'credits', string>): AccountSums => ({
  account: row.account,
  currency: row.currency as Currency,
  kind: row.kind as AccountKind,
  debits: BigInt(row.debits),
  credits: BigInt(row.credits),
})
