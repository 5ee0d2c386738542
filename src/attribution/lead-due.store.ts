import { sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import type { LeadId, ProgramKey } from '#kernel/id.ts'
import type { Month } from '#kernel/period.ts'

/** When the lead's partner is written to next; null: not any more. */
export async function keepLeadDue(cx: Cx, lead: LeadId, at: Date | null): Promise<void> {
  if (at === null) await cx.db.run(sql`delete from lead_due where lead = ${lead}`)
  else
    await cx.db.run(sql`
      insert into lead_due(lead, at) values (${lead}, ${at.getTime()}) on conflict(lead) do update set at = excluded.at`)
}

export const loadLeadsDue = (cx: Cx, limit: number): Promise<{ lead: LeadId; at: number }[]> =>
  cx.db.all(sql`select lead, at from lead_due where at <= ${cx.now.getTime()} order by at, lead limit ${limit}`)

export type RegistryMonth = { readonly program: ProgramKey; readonly month: Month; readonly dueAt: Date }

/** The first month of a program's registry; the one that is known stays. */
export async function startRegistry(cx: Cx, { program, month, dueAt }: RegistryMonth): Promise<void> {
  await cx.db.run(sql`
    insert into registry_month(program, month, due_at) values (${program}, ${month}, ${dueAt.getTime()})
    on conflict(program) do nothing`)
}

export async function keepRegistryMonth(cx: Cx, { program, month, dueAt }: RegistryMonth): Promise<void> {
  await cx.db.run(sql`
    update registry_month set month = ${month}, due_at = ${dueAt.getTime()} where program = ${program}`)
}

export async function loadRegistriesDue(cx: Cx): Promise<RegistryMonth[]> {
  const rows = await cx.db.all<{ program: ProgramKey; month: Month; at: number }>(sql`
    select program, month, due_at as at from registry_month where due_at <= ${cx.now.getTime()} order by due_at, program`)
  return rows.map(({ at, ...rest }) => ({ ...rest, dueAt: new Date(at) }))
}

/** The earliest of both; two steps in two indexes. */
export async function loadNextDue(cx: Cx): Promise<Date | null> {
  const [row] = await cx.db.all<{ lead: number | null; registry: number | null }>(sql`
    select (select min(at) from lead_due) as lead, (select min(due_at) from registry_month) as registry`)
  const instants = [row?.lead, row?.registry].filter(at => at !== null && at !== undefined)
  return instants.length === 0 ? null : new Date(Math.min(...instants))
}
