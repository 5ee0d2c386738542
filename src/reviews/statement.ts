import { addMonths, type Day, dayOf } from '#kernel/period.ts'
import type { Reason } from './review.ts'

export { isReason, type Reason } from './review.ts'

/** RI-14: what the author is told when its review is not published. The page and the letter word it. */
export type Statement = {
  readonly action: 'rejected'
  readonly scope: 'whole-review'
  readonly duration: 'until-changed'
  readonly reason: Reason
  /** What the moderator saw; may be empty. */
  readonly facts: string
  /** Where our own rule is written. */
  readonly clause: string
  readonly automated: false
  readonly appealPath: '/account/reviews'
  /** Last day of an appeal: six months from the day the author is told, that day included. */
  readonly appealUntil: Day
}

export function statementOf({
  reason,
  facts,
  decidedAt,
}: {
  reason: Reason
  facts: string
  decidedAt: Date
}): Statement {
  return {
    action: 'rejected',
    scope: 'whole-review',
    duration: 'until-changed',
    reason,
    facts,
    clause: `/how-reviews-work#${reason}`,
    automated: false,
    appealPath: '/account/reviews',
    appealUntil: addMonths(dayOf(decidedAt, 'UTC'), 6),
  }
}
