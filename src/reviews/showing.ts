/** What readers are shown of published reviews: which count, which are marked, and which may be put forward. */
import { addMonths, dayOf } from '#kernel/period.ts'
import { RATING_DEFAULTS } from './rating.ts'
import type { PublicReview, Reply, ReviewContent } from './review.ts'

const OLD_MONTHS = 24

/** What is not said by its author's declarations or by its age is in the numbers. */
export function shown(
  live: Pick<PublicReview, 'id' | 'partner' | 'publishedAt'> & {
    readonly content: ReviewContent
    readonly reply: Reply | null
  },
  now: Date,
): PublicReview {
  const { content, ...rest } = live
  const today = dayOf(now, 'UTC')
  const day = dayOf(live.publishedAt, 'UTC')
  const older = day < addMonths(today, -RATING_DEFAULTS.windowMonths)
  const incentivised = content.declarations.incentive === true
  return {
    ...rest,
    overall: content.overall,
    sub: content.sub,
    recommend: content.recommend,
    text: content.text,
    identity: content.identity,
    project: content.project,
    counted: !older && !incentivised,
    notCounted: incentivised ? 'incentivised' : older ? 'older' : null,
    incentivised,
    old: day < addMonths(today, -OLD_MONTHS),
  }
}

/** RI-35: the newest with four stars or more and, if there is one, the newest with three or fewer; nothing without the first. */
export function highlight<T extends { readonly overall: number; readonly publishedAt: Date }>(
  reviews: readonly T[],
): T[] {
  const newest = [...reviews].sort((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime())
  const good = newest.find(review => review.overall >= 4)
  const critical = newest.find(review => review.overall <= 3)
  return good ? [good, ...(critical ? [critical] : [])] : []
}

/** "9 of 10 recommend": 9 and 10 on the scale, of those who answered. */
export function recommending(answers: readonly (number | null)[]): { readonly yes: number; readonly of: number } {
  const given = answers.filter(answer => answer !== null)
  return { yes: given.filter(answer => answer >= 9).length, of: given.length }
}

/** Characters of all that was written, for "most detailed". */
export const lengthOf = ({ text }: ReviewContent): number =>
  [text.title, text.challenge, text.wentWell, text.couldBeBetter, text.text].join('').length
