import { addDays, addMonths, type Day, dayOf, startOfDay } from '#kernel/period.ts'
import type { Lead } from './dealing.ts'

/** `withdrawn`: approved once, and taken back by the operator. */
export const LEAD_STATES = ['pending', 'active', 'rejected', 'withdrawn', 'expired'] as const
export type LeadState = (typeof LEAD_STATES)[number]

type Decided = Pick<Lead, 'approvedAt' | 'rejectedAt' | 'expiresAt'>

/** What a lead is at an instant, by what had been decided by then. */
export function leadState({ approvedAt, rejectedAt, expiresAt }: Decided, at: Date): LeadState {
  const approved = approvedAt !== null && approvedAt <= at
  if (rejectedAt !== null && rejectedAt <= at) return approved ? 'withdrawn' : 'rejected'
  if (!approved) return 'pending'
  return expiresAt !== null && expiresAt <= at ? 'expired' : 'active'
}

/** From the day of approval to the same day so many months later, that day included (ONE-3, COC-10, G7). */
export function windowFrom(
  approvedAt: Date,
  months: number,
  timeZone: string,
): { readonly lastDay: Day; readonly expiresAt: Date } {
  const lastDay = addMonths(dayOf(approvedAt, timeZone), months)
  return { lastDay, expiresAt: startOfDay(addDays(lastDay, 1), timeZone) }
}

/** Days from one day to a later one; 0 on the last day itself. */
export const daysLeft = (lastDay: Day, today: Day): number =>
  Math.round((Date.parse(lastDay) - Date.parse(today)) / 86_400_000)

/** So many days before the last day the partner is reminded. */
const REMINDERS = [30, 7, 1] as const
export type Notice = { readonly kind: 'reminder'; readonly days: number } | { readonly kind: 'expired' }

/** When the partner is written to next, strictly after an instant: at the start of the day of a reminder, or when the lead expires. */
export function noticeAfter(lastDay: Day, timeZone: string, after: Date): Date | null {
  const days = [...REMINDERS.map(days => addDays(lastDay, -days)), addDays(lastDay, 1)]
  return days.map(day => startOfDay(day, timeZone)).find(at => at > after) ?? null
}

/** What the partner is told on a day on which something is due. A house that slept tells the days that are really left. */
export function noticeOn(lastDay: Day, today: Day): Notice {
  const days = daysLeft(lastDay, today)
  return days < 0 ? { kind: 'expired' } : { kind: 'reminder', days }
}
