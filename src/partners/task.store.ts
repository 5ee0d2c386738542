import { sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import type { Day } from '#kernel/period.ts'
import type { Task } from './task.ts'

export type TaskEvent = {
  readonly id: string
  readonly program: ProgramKey
  readonly what: string
  readonly day: Day
  readonly partner: PartnerId | null
  readonly subject: string
}
type Row = {
  id: string
  partner: string
  program: string
  what: string
  whose: string
  event: string | null
  subject: string | null
  since: string
  due: string
  overdue_at: number
  done_at: number | null
  done_by: string | null
  note: string | null
  lapsed_at: number | null
}
const at = (ms: number | null): Date | null => (ms === null ? null : new Date(ms))
const taskOf = (row: Row): Task => ({
  id: row.id,
  partner: row.partner as PartnerId,
  program: row.program as ProgramKey,
  what: row.what,
  whose: row.whose === 'operator' ? 'operator' : 'partner',
  event: row.event,
  subject: row.subject,
  since: row.since as Day,
  due: row.due as Day,
  overdueAt: new Date(row.overdue_at),
  doneAt: at(row.done_at),
  doneBy: row.done_by,
  note: row.note,
  lapsedAt: at(row.lapsed_at),
})
const among = (ids: readonly string[]) => sql`(select value from json_each(${JSON.stringify(ids)}))`
const TASK = sql`t.id, t.partner, t.program, t.what, t.whose, t.event, e.subject, t.since, t.due, t.overdue_at, t.done_at,
  t.done_by, t.note, t.lapsed_at from task t left join task_event e on e.id = t.event`

export async function loadEvent(cx: Cx, id: string): Promise<TaskEvent | null> {
  const [row] = await cx.db.all<TaskEvent>(
    sql`select id, program, what, day, partner, subject from task_event where id = ${id}`,
  )
  return row ?? null
}

export async function keepEvent(cx: Cx, event: TaskEvent, by: string): Promise<void> {
  await cx.db.run(sql`insert into task_event(id, program, what, day, partner, subject, told_at, told_by) values
    (${event.id}, ${event.program}, ${event.what}, ${event.day}, ${event.partner}, ${event.subject}, ${cx.now.getTime()}, ${by})`)
}

/** How many tasks an event made. */
export async function countOfEvent(cx: Cx, event: string): Promise<number> {
  const [row] = await cx.db.all<{ n: number }>(sql`select count(*) as n from task where event = ${event}`)
  return row?.n ?? 0
}

export async function loadTask(cx: Cx, id: string): Promise<Task | null> {
  const [row] = await cx.db.all<Row>(sql`select ${TASK} where t.id = ${id}`)
  return row ? taskOf(row) : null
}

/** Open ones, the longest overdue first; of one partner, or of all. `after` is the last one seen. */
export async function loadOpen(
  cx: Cx,
  o: { partner: PartnerId | null; after: Task | null; overdue: boolean; limit: number },
): Promise<Task[]> {
  const since = o.after ? sql`and (t.overdue_at, t.id) > (${o.after.overdueAt.getTime()}, ${o.after.id})` : sql``
  const whose = o.partner === null ? sql`` : sql`and t.partner = ${o.partner}`
  const late = o.overdue ? sql`and t.overdue_at <= ${cx.now.getTime()}` : sql``
  const rows = await cx.db.all<Row>(sql`select ${TASK} where t.done_at is null and t.lapsed_at is null
    ${whose} ${late} ${since} order by t.overdue_at, t.id limit ${o.limit}`)
  return rows.map(taskOf)
}

/** Done ones, the last one first. */
export async function loadDone(
  cx: Cx,
  o: { partner: PartnerId | null; after: Task | null; limit: number },
): Promise<Task[]> {
  const since = o.after?.doneAt ? sql`and (t.done_at, t.id) < (${o.after.doneAt.getTime()}, ${o.after.id})` : sql``
  const whose = o.partner === null ? sql`` : sql`and t.partner = ${o.partner}`
  const rows = await cx.db.all<Row>(sql`select ${TASK} where t.done_at is not null ${whose} ${since}
    order by t.done_at desc, t.id desc limit ${o.limit}`)
  return rows.map(taskOf)
}

/** The open ones of some obligations of a partner, in any program. */
export async function loadOpenNamed(cx: Cx, partner: PartnerId, what: readonly string[]): Promise<Task[]> {
  const rows = await cx.db.all<Row>(sql`select ${TASK} where t.partner = ${partner} and t.done_at is null
    and t.lapsed_at is null and t.what in ${among(what)}`)
  return rows.map(taskOf)
}

export async function countOpen(cx: Cx, partner: PartnerId | null): Promise<{ open: number; overdue: number }> {
  const whose = partner === null ? sql`` : sql`and partner = ${partner}`
  const [row] = await cx.db.all<{ open: number; overdue: number }>(sql`select count(*) as open,
    coalesce(sum(overdue_at <= ${cx.now.getTime()}), 0) as overdue from task where done_at is null and lapsed_at is null ${whose}`)
  return { open: row?.open ?? 0, overdue: row?.overdue ?? 0 }
}

/** By partner and obligation, parted by a blank: the last day on which it was met, and how many turns were done. */
export type Met = ReadonlyMap<string, { readonly day: Day; readonly turns: number }>

/** The open turns of recurring obligations of these partners, and when each obligation was met. */
export async function loadTurns(
  cx: Cx,
  program: ProgramKey,
  partners: readonly PartnerId[],
): Promise<{ open: { id: string; partner: PartnerId; what: string }[]; met: Met }> {
  const open = await cx.db.all<{ id: string; partner: PartnerId; what: string }>(sql`select id, partner, what from task
    where program = ${program} and partner in ${among(partners)} and event is null and done_at is null and lapsed_at is null`)
  const met = await cx.db.all<{
    partner: string
    what: string
    day: Day
    turns: number
  }>(sql`select partner, what, max(done_day) as day, sum(event is null) as turns
    from task where program = ${program} and partner in ${among(partners)} and done_at is not null group by partner, what`)
  return { open, met: new Map(met.map(({ partner, what, day, turns }) => [`${partner} ${what}`, { day, turns }])) }
}

export type NewTask = {
  readonly id: string
  readonly partner: PartnerId
  readonly program: ProgramKey
  readonly what: string
  readonly whose: 'partner' | 'operator'
  readonly event: string | null
  readonly since: Day
  readonly due: Day
  readonly overdueAt: Date
  readonly remindAt: Date | null
}

/** New tasks; a turn that lapsed and binds again counts anew. */
export async function keepTasks(cx: Cx, tasks: readonly NewTask[]): Promise<void> {
  if (tasks.length === 0) return
  const rows = tasks.map(t => [
    ...[t.id, t.partner, t.program, t.what, t.whose, t.event, t.since, t.due],
    t.overdueAt.getTime(),
    t.remindAt?.getTime() ?? null,
  ])
  await cx.db.run(sql`
    insert into task(id, partner, program, what, whose, event, since, due, overdue_at, remind_at)
    select value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8, value->>9
    from json_each(${JSON.stringify(rows)}) where true
    on conflict(id) do update set lapsed_at = null, since = excluded.since, due = excluded.due,
      overdue_at = excluded.overdue_at, remind_at = excluded.remind_at where lapsed_at is not null`)
}

export async function endTask(cx: Cx, id: string, o: { day: Day; by: string; note: string | null }): Promise<void> {
  await cx.db.run(sql`update task set done_at = ${cx.now.getTime()}, done_day = ${o.day}, done_by = ${o.by}, note = ${o.note},
    remind_at = null where id = ${id} and done_at is null and lapsed_at is null`)
}

export async function lapseTasks(cx: Cx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await cx.db.run(sql`update task set lapsed_at = ${cx.now.getTime()}, remind_at = null
    where id in ${among(ids)} and done_at is null and lapsed_at is null`)
}

/** Tasks about which somebody is to be reminded by now. */
export async function loadToRemind(cx: Cx): Promise<Task[]> {
  const rows = await cx.db.all<Row>(
    sql`select ${TASK} where t.remind_at is not null and t.remind_at <= ${cx.now.getTime()} order by t.remind_at, t.id`,
  )
  return rows.map(taskOf)
}

export async function keepReminders(cx: Cx, next: readonly { id: string; at: Date | null }[]): Promise<void> {
  const rows = JSON.stringify(next.map(one => [one.id, one.at?.getTime() ?? null]))
  await cx.db.run(sql`update task set remind_at = value->>1 from json_each(${rows}) where task.id = value->>0`)
}

/** These partners, in each program they are in, or all of a program's, are to be looked at now. */
export async function watchPartner(cx: Cx, partner: PartnerId): Promise<void> {
  await cx.db.run(sql`insert into task_watch(program, partner, at)
    select program, partner, ${cx.now.getTime()} from membership where partner = ${partner}
    on conflict(program, partner) do update set at = min(at, excluded.at)`)
}
export async function watchProgram(cx: Cx, program: ProgramKey): Promise<void> {
  await cx.db.run(sql`insert into task_watch(program, partner, at) values (${program}, '', ${cx.now.getTime()})
    on conflict(program, partner) do update set at = min(at, excluded.at)`)
}

/** Everybody is looked at by then at the latest. */
export async function watchLater(cx: Cx, program: ProgramKey, at: Date): Promise<void> {
  await cx.db.run(sql`insert into task_watch(program, partner, at) values (${program}, '', ${at.getTime()})
    on conflict(program, partner) do update set at = min(at, excluded.at)`)
}

/** Whom to look at by now; '' stands for everybody in the program. */
export const loadWatched = (cx: Cx): Promise<{ program: ProgramKey; partner: PartnerId | '' }[]> =>
  cx.db.all(sql`select program, partner from task_watch where at <= ${cx.now.getTime()} order by program, partner`)

/** When to look again; null: not until something changes. */
export async function keepWatches(
  cx: Cx,
  program: ProgramKey,
  next: readonly { partner: PartnerId | ''; at: Date | null }[],
): Promise<void> {
  const rows = JSON.stringify(next.map(one => [one.partner, one.at?.getTime() ?? null]))
  await cx.db.run(sql`delete from task_watch where program = ${program}
    and partner in (select value->>0 from json_each(${rows}))`)
  await cx.db.run(sql`insert into task_watch(program, partner, at)
    select ${program}, value->>0, value->>1 from json_each(${rows}) where value->>1 is not null`)
}

export async function nextWork(cx: Cx): Promise<Date | null> {
  const [row] = await cx.db.all<{ at: number | null }>(sql`select min(at) as at from (
    select min(at) as at from task_watch union all select min(remind_at) from task where remind_at is not null)`)
  return at(row?.at ?? null)
}

export async function membersOf(cx: Cx, program: ProgramKey): Promise<PartnerId[]> {
  const rows = await cx.db.all<{ partner: PartnerId }>(
    sql`select partner from membership where program = ${program} order by partner`,
  )
  return rows.map(row => row.partner)
}

/** When each of these partners was first recorded: where a member without beginning begins. */
export async function recordedAt(cx: Cx, partners: readonly PartnerId[]): Promise<Map<PartnerId, Date>> {
  const rows = await cx.db.all<{ id: PartnerId; at: number }>(
    sql`select id, created_at as at from partner where id in ${among(partners)}`,
  )
  return new Map(rows.map(row => [row.id, new Date(row.at)]))
}
