import { type SQL, sql } from '#db/orm.ts'
import type { Executor } from '#db/client.ts'
import type { PartnerId } from '#kernel/id.ts'
import type { Currency } from '#kernel/money.ts'
import type { Month } from '#kernel/period.ts'
import { COLUMNS, packed, type Row, settlementOf } from './row.store.ts'
import type { Settlement } from './settlement.ts'

/** Where a page ends: the cause's own day, the cause, and the number of its settlement. */
export type Cursor = { readonly earnedOn: string; readonly cause: string; readonly n: number }

/** What stood by an instant: the last settlement of each cause and program that was kept by then, gone ones left out. */
const standing = (partner: PartnerId, until: number): SQL => sql`s.partner = ${partner} and s.gone = 0
  and s.posted_at <= ${until} and not exists (select 1 from settlement l where l.cause = s.cause and l.n > s.n
    and l.partner = s.partner and l.program = s.program and l.posted_at <= ${until})`
const EVER = 8.64e15

export async function loadEntries(
  db: Executor,
  partner: PartnerId,
  o: { until: Date | null; month?: Month | null; after: Cursor | null; limit: number; newestFirst: boolean },
): Promise<Settlement[]> {
  const { after, month } = o
  const order = sql.raw(o.newestFirst ? 'desc' : 'asc')
  const further = sql.raw(o.newestFirst ? '<' : '>')
  const rows = await packed<Row>(
    db,
    sql`select json_group_array(json_array(${COLUMNS})) as j from (select * from settlement s
      where ${standing(partner, o.until?.getTime() ?? EVER)}
      ${month ? sql`and s.earned_on between ${`${month}-01`} and ${`${month}-31`}` : sql``}
      ${after ? sql`and (s.earned_on, s.cause, s.n) ${further} (${after.earnedOn}, ${after.cause}, ${after.n})` : sql``}
      order by s.earned_on ${order}, s.cause ${order}, s.n ${order} limit ${o.limit}) s`,
  )
  return rows.map(settlementOf)
}

export type MonthTotal = {
  readonly month: Month
  readonly currency: Currency
  readonly entries: number
  readonly accrued: bigint
  readonly matured: bigint
}

/** What stands now by the month in which it was earned, newest first. */
export async function loadMonths(db: Executor, partner: PartnerId): Promise<MonthTotal[]> {
  const rows = await db.all<{ month: Month; currency: Currency; entries: number; accrued: string; matured: string }>(
    sql`select substr(s.earned_on, 1, 7) as month, s.currency as currency, count(*) as entries,
        cast(sum(s.accrued) as text) as accrued, cast(sum(s.matured) as text) as matured
      from settlement s where ${standing(partner, EVER)} group by 1, 2 order by 1 desc, 2`,
  )
  return rows.map(row => ({ ...row, accrued: BigInt(row.accrued), matured: BigInt(row.matured) }))
}

export async function loadEarningMonths(db: Executor, partner: PartnerId): Promise<Month[]> {
  const rows = await db.all<{ month: Month }>(sql`with recursive step(month) as (
      select substr(max(earned_on), 1, 7) from settlement where partner = ${partner}
      union all select (select substr(max(s.earned_on), 1, 7) from settlement s where s.partner = ${partner} and s.earned_on < step.month)
      from step where step.month is not null)
    select month from step where month is not null`)
  return rows.map(row => row.month)
}

export async function loadEntry(db: Executor, partner: PartnerId, cause: string): Promise<Settlement[]> {
  const rows = await packed<Row>(
    db,
    sql`select json_group_array(json_array(${COLUMNS})) as j from settlement s
      where s.cause = ${cause} and ${standing(partner, EVER)}`,
  )
  return rows.map(settlementOf)
}
