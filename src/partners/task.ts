import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import { addDays, addMonths, type Day, startOfDay } from '#kernel/period.ts'
import type { Obligation } from '#programs/index.ts'

/** An obligation of a partner, or of the operator towards it, with the last day on which it is met in time. */
export type Task = {
  readonly id: string
  readonly partner: PartnerId
  readonly program: ProgramKey
  /** The obligation, in the word of the terms. */
  readonly what: string
  readonly whose: 'partner' | 'operator'
  /** What staff told, if that is what started the clock. */
  readonly event: string | null
  readonly subject: string | null
  /** The day from which it counts, and the last day. */
  readonly since: Day
  readonly due: Day
  /** The first instant of the day after the last, where the program lives. */
  readonly overdueAt: Date
  readonly doneAt: Date | null
  readonly doneBy: string | null
  readonly note: string | null
  /** The obligation bound the partner no more from here on. */
  readonly lapsedAt: Date | null
}
export type TaskState = 'open' | 'overdue' | 'done' | 'lapsed'
export type EveryTerm = Extract<Obligation['due'], { every: string }>['every']

/** Open on the last day still, overdue on the day after (SIM-9). */
export function taskState(task: Pick<Task, 'doneAt' | 'lapsedAt' | 'overdueAt'>, now: Date): TaskState {
  if (task.doneAt) return 'done'
  if (task.lapsedAt) return 'lapsed'
  return task.overdueAt <= now ? 'overdue' : 'open'
}

/** Whether an obligation binds a partner of that tier with those modules; no tiers or no modules named: all of them. */
export function binds({ binds: whom }: Obligation, tier: string | null, modules: readonly string[]): boolean {
  const byTier = whom.tiers.length === 0 || (tier !== null && whom.tiers.includes(tier))
  const byModule = whom.modules.length === 0 || whom.modules.some(module => modules.includes(module))
  return byTier && byModule
}

/** Obligations that come round by themselves; the others wait for somebody to tell what happened. */
export const recurs = ({ due }: Obligation): boolean => 'every' in due

const MONTHS: Record<EveryTerm, number> = { month: 1, quarter: 3, 'half-year': 6, year: 12 }

/**
 * The last day, counted from a day. "Within 30 days": the thirtieth day after it. "Every six months": the same day six months
 * later (G7). `businessDay` finds the n-th business day after a day.
 */
export function dueDay(due: Obligation['due'], since: Day, businessDay: (day: Day, n: number) => Day): Day {
  if ('days' in due) return addDays(since, due.days)
  if ('businessDays' in due) return businessDay(since, due.businessDays)
  return addMonths(since, MONTHS[due.every])
}

export const overdueFrom = (due: Day, timeZone: string): Date => startOfDay(addDays(due, 1), timeZone)

/** How many days before the last day somebody is reminded; the third time is the first day on which it is overdue. */
export const REMIND_DAYS = [7, 1] as const

/** When to write next about an open task, after an instant; null when all letters are written. */
export function nextReminder(due: Day, timeZone: string, after: Date): Date | null {
  const days = [...REMIND_DAYS.map(n => addDays(due, -n)), addDays(due, 1)]
  return days.map(day => startOfDay(day, timeZone)).find(at => at > after) ?? null
}

/**
 * The first day of the unbroken time, up to a day, on which something held. `edges` are all days on which it can have changed; null: it
 * held before the first of them already.
 */
export function heldSince(holds: (day: Day) => boolean, edges: readonly Day[], day: Day): Day | null {
  const back = [...new Set(edges)].filter(edge => edge <= day).sort((a, b) => b.localeCompare(a))
  return back.find(edge => !holds(addDays(edge, -1))) ?? null
}

/** The first of these days after a day; null if there is none. */
export const nextEdge = (edges: readonly Day[], day: Day): Day | null =>
  edges.filter(edge => edge > day).sort()[0] ?? null

/** Two versions of the terms say the same of what is due; whom it binds is asked of each for itself. */
export const sameDuty = (a: Obligation, b: Obligation): boolean =>
  a.what === b.what && a.whose === b.whose && JSON.stringify(a.due) === JSON.stringify(b.due)

/** A task's id names its cause: the program, the obligation, the partner, and the event (`event:R5`) or the turn (`turn:2`). */
export const taskId = (program: string, what: string, partner: string, ground: string): string =>
  [program, what, partner, ground].join('/')
