import { sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import { actorName } from '#kernel/actor.ts'
import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import type { Day } from '#kernel/period.ts'

export type Confirmation = {
  readonly partner: PartnerId
  readonly program: ProgramKey
  readonly tier: string
  readonly day: Day
  readonly reason: string | null
  readonly at: Date
}

/** What was confirmed of these partners in a program, oldest first. */
export async function loadConfirmations(cx: Cx, program: string, partners: readonly string[]): Promise<Confirmation[]> {
  const rows = await cx.db.all<Omit<Confirmation, 'at'> & { at: number }>(sql`
    select t.partner, t.program, t.tier, t.day, t.reason, t.at from json_each(${JSON.stringify(partners)}) c
    cross join tier_confirmation t on t.partner = c.value and t.program = ${program}
    order by t.partner, t.id`)
  return rows.map(row => ({ ...row, at: new Date(row.at) }))
}

export async function keepConfirmation(cx: Cx, row: Omit<Confirmation, 'at'>): Promise<void> {
  await cx.db.run(sql`
    insert into tier_confirmation(partner, program, tier, day, reason, at, by)
    values (${row.partner}, ${row.program}, ${row.tier}, ${row.day}, ${row.reason}, ${cx.now.getTime()}, ${actorName(cx.actor)})`)
}

/** Every program with its time zone and the day up to which its tiers were looked at; null: not since it was made. */
export async function loadClocks(
  cx: Cx,
): Promise<{ program: ProgramKey; timeZone: string; through: Day | null; madeAt: Date }[]> {
  const rows = await cx.db.all<{ program: ProgramKey; zone: string; through: Day | null; made: number }>(sql`
    select p.key as program, p.time_zone as zone, r.through, p.created_at as made
    from program p left join tier_review r on r.program = p.key order by p.key`)
  return rows.map(row => ({
    program: row.program,
    timeZone: row.zone,
    through: row.through,
    madeAt: new Date(row.made),
  }))
}

export async function keepThrough(cx: Cx, program: ProgramKey, through: Day): Promise<void> {
  await cx.db.run(sql`
    insert into tier_review(program, through) values (${program}, ${through})
    on conflict(program) do update set through = excluded.through`)
}
