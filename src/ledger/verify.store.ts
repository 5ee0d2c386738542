import { type SQL, sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import type { ChainLeg } from './chain.ts'
import type { KeptJournal } from './audit-chain.ts'

type JournalRow = [
  id: number,
  key: string,
  kind: string,
  cause: string,
  effective: string,
  postedAt: string,
  period: string,
  reverses: number | null,
  legs: number,
  detail: string,
  previous: string,
  hash: string,
]
type TransferRow = [
  id: number,
  journal: number,
  leg: number,
  debit: number,
  credit: number,
  amount: string,
  currency: string,
  period: string,
  effective: string,
]
export type Names = ReadonlyMap<number, { readonly code: string; readonly currency: string }>

/** Rows as one text: the driver's own cost ten times as much. The query selects one column named j. */
async function packed<T>(cx: Cx, query: SQL): Promise<T[]> {
  const [row] = await cx.db.all<{ j: string }>(query)
  return JSON.parse(row?.j ?? '[]') as T[]
}

export async function accountNames(cx: Cx): Promise<Names> {
  const rows = await packed<[number, string, string]>(
    cx,
    sql`select json_group_array(json_array(id, code, currency)) as j from account`,
  )
  return new Map(rows.map(([id, code, currency]) => [id, { code, currency }]))
}

/** The journals after `id` as they lie in the file, raw: a wrong value or a lost row is for the rule to find. */
export async function keptAfter(cx: Cx, id: number, limit: number, names: Names): Promise<KeptJournal[]> {
  const journals = await packed<JournalRow>(
    cx,
    sql`select json_group_array(json_array(id, key, kind, cause, effective_date, posted_at, period_id, reverses_id, legs,
          detail, lower(hex(prev_hash)), lower(hex(hash)))) as j
        from (select * from journal where id > ${id} order by id limit ${limit})`,
  )
  const last = journals.at(-1)?.[0] ?? id
  const transfers = await packed<TransferRow>(
    cx,
    sql`select json_group_array(json_array(id, journal_id, leg, debit_id, credit_id, cast(amount as text), currency,
          period_id, effective_date)) as j
        from (select * from transfer where journal_id > ${id} and journal_id <= ${last} order by journal_id, leg)`,
  )
  /** An account of another currency is no account of this transfer: its code is then empty, which no hash knows. */
  const codeOf = (account: number, currency: string): string => {
    const name = names.get(account)
    return name?.currency === currency ? name.code : ''
  }
  let at = 0
  return journals.map(
    ([id, key, kind, cause, effective, postedAt, period, reverses, legCount, detail, previous, hash]) => {
      while (at < transfers.length && (transfers[at]?.[1] ?? id) < id) at += 1
      const legs: ChainLeg[] = []
      const first = transfers[at]?.[1] === id ? (transfers[at]?.[0] ?? null) : null
      let [copies, inOrder] = [true, true]
      for (let row = transfers[at]; row !== undefined && row[1] === id; row = transfers[++at]) {
        if (row[7] !== period || row[8] !== effective) copies = false
        if (row[0] !== (first ?? 0) + legs.length) inOrder = false
        legs.push([row[2], codeOf(row[3], row[6]), codeOf(row[4], row[6]), row[5], row[6]])
      }
      const facts = { id, key, kind, cause, effective, postedAt, period, reverses, detail, legs }
      return { ...facts, legCount, previous, hash, copies, firstTransfer: first, transfersInOrder: inOrder }
    },
  )
}

export type PairRow = [period: string, debit: number, credit: number, sum: string]
/** What moved between two accounts in each month, in sum. */
export const pairSums = (cx: Cx): Promise<PairRow[]> =>
  packed(
    cx,
    sql`select json_group_array(json_array(p, d, c, s)) as j from (
          select period_id as p, debit_id as d, credit_id as c, cast(sum(amount) as text) as s
          from transfer indexed by transfer_month_pair group by 1, 2, 3)`,
  )

export type CounterRow = [account: number, debits: string, credits: string]
/** The maintained counters. */
export const counterRows = (cx: Cx): Promise<CounterRow[]> =>
  packed(
    cx,
    sql`select json_group_array(json_array(account_id, cast(debits as text), cast(credits as text))) as j from balance`,
  )

export type MonthRow = [
  period: string,
  account: number,
  opening: string,
  debits: string,
  credits: string,
  closing: string,
]
/** What each close kept, in the order of the months. */
export const monthRows = (cx: Cx): Promise<MonthRow[]> =>
  packed(
    cx,
    sql`select json_group_array(json_array(period_id, account_id, cast(opening as text), cast(debits as text),
          cast(credits as text), cast(closing as text))) as j
        from (select * from period_balance order by period_id, account_id)`,
  )

/** A transfer outside of the numbers that the chain's own transfers have: no journal knows it. */
export const straysBeside = (cx: Cx, transfers: number) =>
  cx.db.all<{ id: number }>(
    sql`select id from transfer where id > ${transfers} union all select id from transfer where id < 1 limit 1`,
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

export async function triggerRows(cx: Cx): Promise<Map<string, string>> {
  const rows = await cx.db.all<{ name: string; sql: string }>(
    sql`select name, sql from sqlite_schema where type = 'trigger'`,
  )
  return new Map(rows.map(r => [r.name, r.sql]))
}
