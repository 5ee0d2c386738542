import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { actorName, actsForPartner, isStaff } from '#kernel/actor.ts'
import { type PartnerId, parseId } from '#kernel/id.ts'
import { type Day, dayOf } from '#kernel/period.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as outbox from '#outbox/index.ts'
import * as programs from '#programs/index.ts'
import * as settings from '#settings/index.ts'
import { membersFacts, type PartnerFacts } from './index.ts'
import { activeOn, membershipIn } from './standing.ts'
import { loadPartner } from './store.ts'
import { binds, dueDay, nextReminder, overdueFrom, recurs, type Task, taskId } from './task.ts'
import * as store from './task.store.ts'
import { passTurns } from './task-turn.verbs.ts'
import { tierOn } from './tier.ts'

export { binds, recurs, type Task, type TaskState, taskState } from './task.ts'
export { nextTaskDue, passTasksDue, watchPartner, watchProgram } from './task-turn.verbs.ts'

export const MAX_NOTE = 2_000

/**
 * Staff tell what starts the clock of an obligation on a day (today unless said): a major release, a problem. Everybody whom the
 * obligation binds on that day has a task from it, or the one partner that is named. The last day is counted by the terms of the
 * day (SIM-9, SIM-10). Refuses an obligation that the terms of that day do not have or that comes round by itself
 * (`unknown-obligation`), a day that is not here yet (`day-ahead`), a named partner whom it does not bind (`not-eligible`), and
 * another event under the same id (`id-conflict`); the same again has no effect.
 */
export async function startTasks(
  cx: Cx,
  wish: {
    readonly event: string
    readonly program: string
    readonly what: string
    readonly subject: string
    readonly day?: Day | undefined
    readonly partner?: PartnerId | undefined
  },
): Promise<
  Result<
    { readonly tasks: number },
    | 'not-allowed'
    | 'bad-id'
    | 'unknown-program'
    | 'unknown-partner'
    | 'unknown-obligation'
    | 'text-missing'
    | 'day-ahead'
    | 'not-eligible'
    | 'id-conflict'
  >
> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  if (!parseId(wish.event).ok) return refuse('bad-id')
  const program = await programs.findProgram(cx, wish.program)
  if (!program) return refuse('unknown-program')
  if (wish.partner !== undefined && !(await loadPartner(cx, wish.partner))) return refuse('unknown-partner')
  const today = dayOf(cx.now, program.timeZone)
  const day = wish.day ?? today
  const terms = programs.termsOn(await programs.termsOf(cx, program.key), day)
  const obligation = terms?.obligations.find(one => one.what === wish.what && !recurs(one))
  if (!terms || !obligation) return refuse('unknown-obligation')
  const subject = wish.subject.trim().slice(0, 300)
  if (subject === '') return refuse('text-missing')
  if (day > today) return refuse('day-ahead')
  const { event: id, what } = wish
  const event = { id, program: program.key, what, day, partner: wish.partner ?? null, subject }
  const before = await store.loadEvent(cx, id)
  if (before) {
    const same = JSON.stringify(before) === JSON.stringify(event)
    return same ? ok({ tasks: await store.countOfEvent(cx, id) }) : refuse('id-conflict')
  }
  const asked = event.partner === null ? await store.membersOf(cx, program.key) : [event.partner]
  const bound = [...(await membersFacts(cx, asked)).values()].filter(facts => {
    const membership = membershipIn(facts, program.key)
    if (!membership || !activeOn(facts, program.key, day, program.timeZone)) return false
    return binds(obligation, tierOn(membership, terms, day), membership.modules)
  })
  if (event.partner !== null && bound.length === 0) return refuse('not-eligible')
  await store.keepEvent(cx, event, actorName(cx.actor))
  const last = await lastDays(cx, obligation, day)
  const tasks = bound.map(facts => {
    const due = last(facts)
    return {
      id: taskId(program.key, what, facts.partner.id, `event:${id}`),
      partner: facts.partner.id,
      program: program.key,
      what,
      whose: obligation.whose,
      event: id,
      since: day,
      due,
      overdueAt: overdueFrom(due, program.timeZone),
      remindAt: nextReminder(due, program.timeZone, cx.now),
    }
  })
  await store.keepTasks(cx, tasks)
  for (const task of tasks) await outbox.enqueue(cx, 'task.told', task.id, { key: `task.told:${task.id}` })
  await audit.note(cx, { verb: 'task.start', subject: event.partner ?? program.key, detail: { event: id, what, day } })
  return ok({ tasks: tasks.length })
}

/** The last day of an event's task for each partner: business days are those of its own country, else of the operator's. */
async function lastDays(
  cx: Cx,
  { due, whose }: programs.Obligation,
  since: Day,
): Promise<(facts: PartnerFacts) => Day> {
  // The calendars of all countries are large: who asks for no business day does not load them.
  if (!('businessDays' in due)) return () => dueDay(due, since, day => day)
  const { businessDayAfter } = await import('./business-day.ts')
  const home = (await settings.get(cx, 'tasks.country')) || null
  return ({ partner }) => {
    const country = whose === 'partner' ? (partner.country ?? home) : home
    return dueDay(due, since, (day, n) => businessDayAfter(day, n, country))
  }
}

/**
 * A task is done, with a word about how. The partner's people do the partner's tasks (owner and editor), the operator's partner
 * managers its own and anybody's. Done already: taken, no effect. Other people's tasks are unknown.
 */
export async function finishTask(
  cx: Cx,
  { task: id, note }: { readonly task: string; readonly note: string },
): Promise<Result<Task, 'not-allowed' | 'unknown-task' | 'text-missing' | 'text-too-long'>> {
  const task = await store.loadTask(cx, id)
  const staff = isStaff(cx.actor, 'partner-manager')
  if (!task || !(staff || isStaff(cx.actor) || actsForPartner(cx.actor, task.partner))) return refuse('unknown-task')
  const own = task.whose === 'partner' && actsForPartner(cx.actor, task.partner, 'editor')
  if (!staff && !own) return refuse('not-allowed')
  if (task.doneAt) return ok(task)
  if (task.lapsedAt) return refuse('unknown-task')
  const text = note.trim()
  if (text === '') return refuse('text-missing')
  if (text.length > MAX_NOTE) return refuse('text-too-long')
  await end(cx, task, text)
  return ok((await store.loadTask(cx, id)) ?? task)
}

async function end(cx: Cx, task: Task, note: string | null): Promise<void> {
  const program = await programs.findProgram(cx, task.program)
  const day = dayOf(cx.now, program?.timeZone ?? 'UTC')
  await store.endTask(cx, task.id, { day, by: actorName(cx.actor), note })
  await audit.note(cx, { verb: 'task.done', subject: task.partner, detail: { task: task.id } })
  if (task.event === null) await passTurns(cx, task.program, [task.partner])
}

/**
 * What was just done meets these obligations of the partner, in whichever program binds it to them: other rooms say so in the
 * same act (a confirmed listing, a recorded plan), having checked who may.
 */
export async function meetObligation(cx: Cx, partner: PartnerId, what: readonly string[]): Promise<void> {
  for (const task of await store.loadOpenNamed(cx, partner, what)) if (task.event === null) await end(cx, task, null)
}

/** Tasks for the partner's own people and for staff, 50 unless said; `open` ones by last day, `done` ones the last first. */
export async function tasksOf(
  cx: Cx,
  o: {
    readonly partner?: PartnerId | undefined
    readonly show?: 'open' | 'overdue' | 'done'
    readonly after?: string | null
    readonly limit?: number
  } = {},
): Promise<Task[]> {
  const partner = o.partner ?? null
  if (!isStaff(cx.actor) && (partner === null || !actsForPartner(cx.actor, partner))) return []
  const seen = o.after ? await store.loadTask(cx, o.after) : null
  const page = { partner, after: seen, limit: o.limit ?? 50 }
  return o.show === 'done' ? store.loadDone(cx, page) : store.loadOpen(cx, { ...page, overdue: o.show === 'overdue' })
}

/** One task, for whoever may see it. */
export async function findTask(cx: Cx, id: string): Promise<Task | null> {
  const task = await store.loadTask(cx, id)
  return task && (isStaff(cx.actor) || actsForPartner(cx.actor, task.partner)) ? task : null
}

/** How many are open, and how many of those overdue: of one partner for its people, of all for staff. */
export async function countTasks(cx: Cx, partner: PartnerId | null = null): Promise<{ open: number; overdue: number }> {
  const may = isStaff(cx.actor) || (partner !== null && actsForPartner(cx.actor, partner))
  return may ? store.countOpen(cx, partner) : { open: 0, overdue: 0 }
}

/** The obligations of all programs whose clock somebody has to start, by the terms of today, for staff. */
export async function obligationsToTell(
  cx: Cx,
): Promise<{ program: string; name: string; obligation: programs.Obligation }[]> {
  if (!isStaff(cx.actor)) return []
  const found: { program: string; name: string; obligation: programs.Obligation }[] = []
  for (const { key, name, timeZone } of await programs.listPrograms(cx)) {
    const terms = programs.termsOn(await programs.termsOf(cx, key), dayOf(cx.now, timeZone))
    for (const obligation of terms?.obligations ?? [])
      if (!recurs(obligation)) found.push({ program: key, name, obligation })
  }
  return found
}
