import { sql } from '#db/orm.ts'
import type { Executor } from '#db/client.ts'
import { settleProgress } from '#db/schema/commissions.ts'
import type { Settlement } from './settlement.ts'
import { COLUMNS, packed, type Row, settlementOf } from './row.store.ts'

const CHUNK = 1_000

export async function progress(db: Executor): Promise<number> {
  const [row] = await db.select({ seq: settleProgress.factSeq }).from(settleProgress)
  return row?.seq ?? 0
}

export async function moveProgress(db: Executor, seq: number): Promise<void> {
  await db.update(settleProgress).set({ factSeq: seq })
}

/** The latest instant at which anything was settled, `now` if that is later; it is kept. */
export async function latestClock(db: Executor, now: Date): Promise<Date> {
  const at = now.getTime()
  const [row] = await db.all<{ at: number }>(sql`select at from settle_clock`)
  if (row && row.at >= at) return new Date(row.at)
  await db.run(sql`update settle_clock set at = ${at} where id = 1`)
  return now
}

/** Puts causes on the list; those that stand on it already keep their place. */
export async function putBack(db: Executor, causes: readonly string[]): Promise<void> {
  for (let i = 0; i < causes.length; i += CHUNK)
    await db.run(sql`insert into unsettled (cause) select value from json_each(${JSON.stringify(causes.slice(i, i + CHUNK))})
      where true on conflict (cause) do nothing`)
}

/** Moves to the list what changes by itself and is due by now. */
export async function putBackDue(db: Executor, now: Date): Promise<void> {
  const at = now.getTime()
  await db.run(sql`insert into unsettled (cause) select cause from due where at <= ${at} order by at, cause
    on conflict (cause) do nothing`)
  await db.run(sql`delete from due where at <= ${at}`)
}

export async function firstDue(db: Executor): Promise<Date | null> {
  const [row] = await db.all<{ at: number | null }>(sql`select min(at) as at from due`)
  return row?.at == null ? null : new Date(row.at)
}

/** Takes the first causes off the list. */
export async function takeUnsettled(db: Executor, limit: number): Promise<string[]> {
  const [row] = await db.all<{ j: string; last: number | null }>(
    sql`select json_group_array(cause) as j, max(id) as last from (select id, cause from unsettled order by id limit ${limit})`,
  )
  if (!row || row.last === null) return []
  await db.run(sql`delete from unsettled where id <= ${row.last}`)
  return JSON.parse(row.j) as string[]
}

export async function anyUnsettled(db: Executor): Promise<boolean> {
  return (await db.all(sql`select 1 from unsettled limit 1`)).length > 0
}

export async function countUnsettled(db: Executor): Promise<number> {
  return (await db.all<{ n: number }>(sql`select count(*) as n from unsettled`))[0]?.n ?? 0
}

/** The last settlement of each partner and program, by cause. */
export async function latestOf(db: Executor, causes: readonly string[]): Promise<Map<string, Settlement[]>> {
  const rows = await packed<Row>(
    db,
    sql`select json_group_array(json_array(${COLUMNS})) as j
      from json_each(${JSON.stringify(causes)}) c cross join settlement s on s.cause = c.value
      where not exists (select 1 from settlement l
        where l.cause = s.cause and l.n > s.n and l.partner = s.partner and l.program = s.program)`,
  )
  const byCause = new Map<string, Settlement[]>()
  for (const row of rows) {
    const settlement = settlementOf(row)
    const list = byCause.get(settlement.cause)
    if (list) list.push(settlement)
    else byCause.set(settlement.cause, [settlement])
  }
  return byCause
}

const text = (value: string | null): string => (value === null ? 'null' : JSON.stringify(value))

/** A settlement's columns as a JSON array, written by hand: there are thousands at a time. */
const rowText = (s: Settlement): string =>
  `[${text(s.cause)},${s.n},${s.journals},${text(s.partner)},${text(s.program)},${text(s.customer)},${s.terms},${text(s.tier)},${s.ppm},"${s.currency}",${s.basis},${s.accrued},${s.matured},"${s.earnedOn}",${text(s.payableOn)},${text(s.reason)},${s.gone ? 1 : 0}]`

/** Materialized: without that SQLite writes a row's text anew for each column that is read from it. */
export async function keep(db: Executor, settlements: readonly Settlement[], at: Date): Promise<void> {
  const rows = settlements.map(rowText)
  for (let i = 0; i < rows.length; i += CHUNK)
    await db.run(sql`insert into settlement
      with r(v) as materialized (select value from json_each(${`[${rows.slice(i, i + CHUNK).join(',')}]`}))
      select v->>0, v->>1, v->>2, v->>3, v->>4, v->>5, v->>6, v->>7, v->>8, v->>9, v->>10, v->>11, v->>12, v->>13, v->>14, v->>15,
        v->>16, ${at.getTime()} from r`)
}

/** Notes when causes change by themselves; those of `causes` that do not any more are forgotten. */
export async function keepDue(db: Executor, causes: readonly string[], due: readonly (readonly [string, number])[]) {
  await db.run(sql`delete from due where cause in (select value from json_each(${JSON.stringify(causes)}))`)
  if (due.length > 0)
    await db.run(sql`insert into due select value->>0, value->>1 from json_each(${JSON.stringify(due)})`)
}

/** The causes that were ever settled, in order, after a given one. */
export async function settledCauses(db: Executor, after: string, limit: number): Promise<string[]> {
  return packed<string>(
    db,
    sql`select json_group_array(cause) as j from (
      select distinct cause from settlement where cause > ${after} order by cause limit ${limit})`,
  )
}
