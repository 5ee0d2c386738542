import { sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'

/** One statement takes at most this many rows: larger ones hold the synchronous driver for too long. */
const ROWS = 500

/** The next number of each partner's series; one that has none yet begins. */
export async function nextNumbers(cx: Cx, partners: readonly string[]): Promise<Map<string, number>> {
  const ids = JSON.stringify(partners)
  await cx.db.run(
    sql`insert into series (id) select value from json_each(${ids}) where value not in (select id from series)`,
  )
  const rows = await cx.db.all<{ id: string; next: number }>(
    sql`select s.id, s.next from json_each(${ids}) n cross join series s on s.id = n.value`,
  )
  return new Map(rows.map(row => [row.id, row.next]))
}

export type IssuedRow = {
  readonly partner: string
  readonly number: number
  readonly currency: string
  readonly period: string
  readonly hash: string
  readonly head: string
}

/**
 * Takes the numbers and keeps the statements, in the transaction that uses them, so that no series has a gap. The first of
 * every partner in one go, then the second of those that have two: a series moves by one at a time.
 */
export async function keepStatements(cx: Cx, rows: readonly IssuedRow[]): Promise<void> {
  const rounds: IssuedRow[][] = []
  const seen = new Map<string, number>()
  for (const row of rows) {
    const n = seen.get(row.partner) ?? 0
    seen.set(row.partner, n + 1)
    const round = rounds[n]
    if (round) round.push(row)
    else rounds[n] = [row]
  }
  for (const round of rounds) {
    const ids = JSON.stringify(round.map(row => row.partner))
    await cx.db.run(sql`update series set next = next + 1 where id in (select value from json_each(${ids}))`)
    for (let i = 0; i < round.length; i += ROWS) {
      const values = round.slice(i, i + ROWS).map(r => [r.partner, r.number, r.currency, r.period, r.hash, r.head])
      await cx.db.run(
        sql`insert into statement (series, number, partner, currency, period, hash, head)
            with r(v) as materialized (select value from json_each(${JSON.stringify(values)}))
            select v->>0, v->>1, v->>0, v->>2, v->>3, v->>4, v->>5 from r`,
      )
    }
  }
}

export type KeptRow = {
  readonly series: string
  readonly number: number
  readonly hash: string
  readonly head: string | null
  readonly body: string | null
  readonly bodyHash: string | null
}
const kept = sql.raw('s.series, s.number, s.hash, s.head, b.body, b.hash as bodyHash')
const withBody = sql.raw('statement s left join statement_body b on b.series = s.series and b.number = s.number')

export const statementsFor = (cx: Cx, partner: string, period: string) =>
  cx.db.all<KeptRow>(
    sql`select ${kept} from ${withBody} where s.partner = ${partner} and s.period = ${period} order by s.currency`,
  )

export const statementsAfter = (cx: Cx, series: string, number: number, limit: number) =>
  cx.db.all<KeptRow>(
    sql`select ${kept} from ${withBody} where (s.series, s.number) > (${series}, ${number})
        order by s.series, s.number limit ${limit}`,
  )

/** Issued statements whose lines are not written yet, of one month or of all, those of a partner together. */
export const unwritten = (cx: Cx, period: string | null, limit: number) =>
  cx.db.all<{ partner: string; period: string; head: string }>(
    sql`select s.partner, s.period, s.head from ${withBody}
        where b.body is null and s.head is not null and ${period === null ? sql`1` : sql`s.period = ${period}`}
        order by s.period, s.partner, s.number limit ${limit}`,
  )

export async function keepBodies(
  cx: Cx,
  bodies: readonly { partner: string; number: number; text: string; hash: string }[],
): Promise<void> {
  for (const { partner, number, text, hash } of bodies)
    await cx.db.run(
      sql`insert into statement_body (series, number, body, hash) values (${partner}, ${number}, ${text}, ${hash})`,
    )
}

export type StatementListRow = {
  readonly partner: string
  readonly number: number
  readonly period: string
  readonly currency: string
  readonly head: string | null
}

export const statementRows = (cx: Cx, partner: string) =>
  cx.db.all<StatementListRow>(
    sql`select partner, number, period, currency, head from statement where series = ${partner} order by number desc`,
  )

/** The statements of a month, by partner and number, from after one. */
export const monthRows = (cx: Cx, period: string, after: { partner: string; number: number }, limit: number) =>
  cx.db.all<StatementListRow>(
    sql`select partner, number, period, currency, head from statement indexed by statement_period
        where period = ${period} and (partner, number) > (${after.partner}, ${after.number})
        order by partner, number limit ${limit}`,
  )

/** Everything a month issued, for the doctor. */
export const issuedIn = (cx: Cx, period: string) =>
  cx.db.all<StatementListRow>(
    sql`select partner, number, period, currency, head from statement indexed by statement_period
        where period = ${period}`,
  )

export const monthCounts = (cx: Cx) =>
  cx.db.all<{ period: string; statements: number }>(
    sql`select period, count(*) as statements from statement group by period`,
  )

/** Numbers of the statements of these months in one currency. */
export const numbersIn = (cx: Cx, partner: string, currency: string, months: readonly string[]) =>
  cx.db.all<{ period: string; number: number }>(
    sql`select s.period, s.number from json_each(${JSON.stringify(months)}) n
        cross join statement s on s.partner = ${partner} and s.period = n.value and s.currency = ${currency}`,
  )
