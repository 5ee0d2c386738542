import { sql } from 'drizzle-orm'
import type { Cx } from '#db/client.ts'
import type { Statement } from './issued.ts'

/** The partner's next number; taken in the transaction that uses it, so that the series has no gap. */
export async function nextNumber(cx: Cx, partner: string): Promise<number> {
  await cx.db.run(sql`insert into series (id) select ${partner} where ${partner} not in (select id from series)`)
  const [row] = await cx.db.all<{ number: number }>(
    sql`update series set next = next + 1 where id = ${partner} returning next - 1 as number`,
  )
  if (!row) throw new Error('broken promise: a partner has its series')
  return row.number
}

export async function keepStatement(cx: Cx, s: Statement): Promise<void> {
  await cx.db.run(
    sql`insert into statement (series, number, partner, currency, period, hash)
        values (${s.partner}, ${s.number}, ${s.partner}, ${s.currency}, ${s.period}, ${s.hash})`,
  )
  await cx.db.run(sql`insert into statement_body (series, number, body) values (${s.partner}, ${s.number}, ${s.text})`)
}

export const bodiesFor = (cx: Cx, partner: string, period: string) =>
  cx.db.all<{ body: string; hash: string }>(
    sql`select b.body, s.hash from statement s join statement_body b on b.series = s.series and b.number = s.number
        where s.partner = ${partner} and s.period = ${period} order by s.currency`,
  )

export const statementRows = (cx: Cx, partner: string) =>
  cx.db.all<{ number: number; period: string; currency: string; hash: string }>(
    sql`select number, period, currency, hash from statement where series = ${partner} order by number desc`,
  )

export const bodiesAfter = (cx: Cx, series: string, number: number, limit: number) =>
  cx.db.all<{ series: string; number: number; body: string | null; hash: string }>(
    sql`select s.series, s.number, b.body, s.hash from statement s
        left join statement_body b on b.series = s.series and b.number = s.number
        where (s.series, s.number) > (${series}, ${number}) order by s.series, s.number limit ${limit}`,
  )
