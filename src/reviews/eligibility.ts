import type { BindingId } from '#kernel/id.ts'
import { type Result, ok, refuse } from '#kernel/result.ts'
import { type Day, dayOf } from '#kernel/period.ts'

/** A binding of the customer to the partner it wants to review, in its program's time zone. */
export type Engagement = {
  readonly binding: BindingId
  readonly from: Date
  readonly until: Date | null
  readonly timeZone: string
  readonly reviewed: boolean
}
export type EligibilitySettings = { readonly minBindingDays: number; readonly maxDaysAfterEnd: number }
export type NotEligible = 'not-bound' | 'too-new' | 'too-late' | 'already-reviewed'

const days = (from: Day, to: Day): number => (Date.parse(to) - Date.parse(from)) / 86_400_000

function allowed(e: Engagement, now: Date, settings: EligibilitySettings): 'yes' | 'too-new' | 'too-late' {
  const today = dayOf(now, e.timeZone)
  if (e.until !== null && days(dayOf(e.until, e.timeZone), today) > settings.maxDaysAfterEnd) return 'too-late'
  return days(dayOf(e.from, e.timeZone), today) >= settings.minBindingDays ? 'yes' : 'too-new'
}

/**
 * RI-01 and RI-02: which engagement a review would be about. The newest one that is old enough, not over for too long, and
 * not reviewed yet; otherwise the reason, told about the newest engagement.
 */
export function engagementToReview(
  engagements: readonly Engagement[],
  now: Date,
  settings: EligibilitySettings,
): Result<Engagement, NotEligible> {
  const begun = engagements.filter(e => e.from <= now).sort((a, b) => b.from.getTime() - a.from.getTime())
  const open = begun.filter(e => allowed(e, now, settings) === 'yes')
  const free = open.find(e => !e.reviewed)
  if (free) return ok(free)
  if (open.length > 0) return refuse('already-reviewed')
  const [newest] = begun
  if (!newest) return refuse('not-bound')
  return refuse(allowed(newest, now, settings) === 'too-late' ? 'too-late' : 'too-new')
}
