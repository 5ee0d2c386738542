import type { Day } from '#kernel/period.ts'
import { lowestTier, type Membership, spanOn, tierOn } from '#partners/index.ts'
import type { Terms, TierTerms } from '#programs/index.ts'
import { askedFor, isMeasured } from './requirement.ts'

export const isReviewDay = (day: Day): boolean => day.endsWith('-01-01')
/** The first 1 January after a day. */
export const nextReview = (after: Day): Day => `${String(Number(after.slice(0, 4)) + 1).padStart(4, '0')}-01-01` as Day

/**
 * What a day asks of a membership:
 * - `measure`: it holds a tier without end whose measured requirements are looked at on this 1 January (SIM-8);
 * - `renew`: its tier ended on the day before and asks for nothing but measured requirements, so facts may prolong it;
 * - `fell`: its tier ended and nothing prolongs it (CC-9);
 * - `moved`: another tier begins, which was told when it was given;
 * - `same`: nothing.
 */
export type Turn =
  | { readonly kind: 'measure' | 'renew'; readonly tier: TierTerms }
  | { readonly kind: 'fell' | 'moved' | 'same' }

export function turnOn(
  membership: Membership,
  terms: { readonly before: Terms | null; readonly on: Terms },
  yesterday: Day,
  day: Day,
): Turn {
  const was = terms.before && tierOn(membership, terms.before, yesterday)
  const is = tierOn(membership, terms.on, day)
  const moved = { kind: was === is ? 'same' : 'moved' } as const
  if (!isReviewDay(day)) return moved
  const span = spanOn(membership, terms.on, day)
  if (span === null) {
    const ended = spanOn(membership, terms.on, yesterday)
    const tier = ended && terms.on.tiers.find(one => one.key === ended.tier)
    if (!tier || tier.key === lowestTier(terms.on)) return moved
    const asked = askedFor(tier, membership.modules)
    return asked.length > 0 && asked.every(isMeasured) ? { kind: 'renew', tier } : { kind: 'fell' }
  }
  const tier = terms.on.tiers.find(one => one.key === span.tier)
  const reviewed = tier?.qualified === 'each-1-january' && span.until === null && tier.key !== lowestTier(terms.on)
  // Midnight goes before what is given in the course of the day, however late the review is done.
  if (span.from === day && (span.ground === 'joined' || tier?.effective === 'at-once')) return moved
  return tier && reviewed && askedFor(tier, membership.modules).some(isMeasured) ? { kind: 'measure', tier } : moved
}
