import { sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import { actorName } from '#kernel/actor.ts'
import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import type { Day } from '#kernel/period.ts'
import type { Benefit } from './election.ts'
import type { TierGround } from './tier.ts'

export type NewSpan = {
  readonly partner: PartnerId
  readonly tier: string
  readonly from: Day | null
  readonly until: Day | null
}

/** `noted` is today in the program's time zone. At most 1,000 at a time. The number of the last one; 0 for none. */
export async function keepSpans(
  cx: Cx,
  o: {
    readonly program: ProgramKey
    readonly ground: TierGround
    readonly reason: string | null
    readonly noted: Day
    readonly spans: readonly NewSpan[]
  },
): Promise<number> {
  if (o.spans.length === 0) return 0
  const rows = JSON.stringify(o.spans.map(span => [span.partner, span.tier, span.from, span.until]))
  await cx.db.run(sql`
    insert into tier_span(partner, program, tier, starts_on, ends_on, ground, reason, noted_on, at, by)
    select value->>0, ${o.program}, value->>1, value->>2, value->>3, ${o.ground}, ${o.reason}, ${o.noted},
      ${cx.now.getTime()}, ${actorName(cx.actor)}
    from json_each(${rows})`)
  const [last] = await cx.db.all<{ id: number }>(sql`select max(id) as id from tier_span`)
  return last?.id ?? 0
}

export async function keepElection(
  cx: Cx,
  o: { readonly partner: PartnerId; readonly program: ProgramKey; readonly benefit: Benefit; readonly from: Day },
): Promise<void> {
  await cx.db.run(sql`
    insert into benefit_election(partner, program, benefit, starts_on, at, by)
    values (${o.partner}, ${o.program}, ${o.benefit}, ${o.from}, ${cx.now.getTime()}, ${actorName(cx.actor)})`)
}

export async function keepModules(
  cx: Cx,
  o: { readonly partner: PartnerId; readonly program: ProgramKey; readonly modules: readonly string[] },
): Promise<void> {
  await cx.db.run(sql`
    update membership set modules = ${JSON.stringify(o.modules)} where partner = ${o.partner} and program = ${o.program}`)
}

/** Partners of a program by id, from after a given one; `spanned` leaves out those that never had a tier but the lowest. */
export async function loadMembersAfter(
  cx: Cx,
  program: string,
  o: { readonly after: string; readonly limit: number; readonly spanned: boolean },
): Promise<PartnerId[]> {
  const rows = await cx.db.all<{ partner: PartnerId }>(
    o.spanned
      ? sql`select distinct partner from tier_span where program = ${program} and partner > ${o.after}
          order by partner limit ${o.limit}`
      : sql`select partner from membership where program = ${program} and partner > ${o.after}
          order by partner limit ${o.limit}`,
  )
  return rows.map(row => row.partner)
}

/** By program, the first day after the given one on which something begins that was written on an earlier day. One statement. */
export async function firstAhead(cx: Cx, after: ReadonlyMap<ProgramKey, Day>): Promise<Map<ProgramKey, Day>> {
  const rows = await cx.db.all<{ program: ProgramKey; day: Day | null }>(sql`
    select c.value->>0 as program, (select min(starts_on) from tier_span
      where program = c.value->>0 and starts_on > noted_on and starts_on > c.value->>1) as day
    from json_each(${JSON.stringify([...after])}) c`)
  return new Map(rows.flatMap(row => (row.day === null ? [] : [[row.program, row.day]])))
}
