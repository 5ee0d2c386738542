import { addDays, type Day, firstDay, monthOf, nextMonth } from '#kernel/period.ts'
import type { TermsBody, TierTerms } from '#programs/index.ts'

export type TierGround = 'joined' | 'applied' | 'invited' | 'qualified' | 'review' | 'ended'
/** A tier over days, both included. `from` null: without beginning; `until` null: no end. `seq`: the order of writing. */
export type TierSpan = {
  readonly tier: string
  readonly from: Day | null
  readonly until: Day | null
  readonly ground: TierGround
  readonly reason: string | null
  readonly at: Date
  readonly seq: number
}
type Spanned = { readonly tiers: readonly TierSpan[] }

/** Letters and digits alone decide: a caller's "Premier" and "serviceProvider" are our `premier` and `service-provider`. */
const plain = (word: string): string => word.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

/** Which of the known keys is meant; null if none is. */
export function keyMeant(known: readonly { readonly key: string }[], said: string): string | null {
  const word = plain(said)
  return known.find(one => one.key === said)?.key ?? known.find(one => plain(one.key) === word)?.key ?? null
}

/** By rank, the lowest first. */
export const ladder = (terms: Pick<TermsBody, 'tiers'>): TierTerms[] => terms.tiers.toSorted((a, b) => a.rank - b.rank)

const lowest = new WeakMap<readonly TierTerms[], string | null>()
/** The tier of whoever has no other; null where the terms have no tiers. */
export function lowestTier(terms: Pick<TermsBody, 'tiers'>): string | null {
  const known = lowest.get(terms.tiers)
  if (known !== undefined) return known
  const found = ladder(terms)[0]?.key ?? null
  lowest.set(terms.tiers, found)
  return found
}

/** These say where the partner stands whatever it had before; every other ground only lifts it. */
const PLACES: ReadonlySet<TierGround> = new Set(['joined', 'review', 'ended'])

/**
 * The span that decides on a day: the highest tier among those that cover it since the partner was last placed, the one
 * written last where two are of one tier. A tier that the terms do not know counts for nothing.
 */
export function spanOn(membership: Spanned, terms: Pick<TermsBody, 'tiers'>, day: Day): TierSpan | null {
  const { tiers } = membership
  let best: TierSpan | null = null
  let rank = 0
  let reviewed: Day | null = null
  for (let i = tiers.length - 1; i >= 0; i--) {
    const span = tiers[i]
    if (span === undefined || (span.from !== null && span.from > day) || (span.until !== null && span.until < day))
      continue
    if (reviewed !== null && (span.from === null || span.from <= reviewed)) continue
    const known = terms.tiers.find(one => one.key === span.tier)
    if (known === undefined) continue
    if (known.rank > rank) {
      best = span
      rank = known.rank
    }
    // A review that is done late takes nothing of what was given after its day.
    if (span.ground === 'review' && span.from !== null) reviewed = span.from
    else if (PLACES.has(span.ground)) break
  }
  return best
}

/** The tier of a member on a day, by the terms of that day (CC-11); null where those have no tiers. */
export function tierOn(membership: Spanned, terms: Pick<TermsBody, 'tiers'>, day: Day): string | null {
  if (terms.tiers.length === 0) return null
  return membership.tiers.length === 0 ? lowestTier(terms) : (spanOn(membership, terms, day)?.tier ?? lowestTier(terms))
}

const yearEnd = (day: Day, later = 0): Day => `${String(Number(day.slice(0, 4)) + later).padStart(4, '0')}-12-31` as Day

/** How long a tier holds that was reached on one day and begins on another (CC-8): the year of the reaching counts. */
export function keptUntil(tier: Pick<TierTerms, 'kept'>, reached: Day, from: Day): Day | null {
  if (tier.kept === 'no-end') return null
  return tier.kept === 'rest-of-year' ? yearEnd(from) : yearEnd(reached, 1)
}

/** From when a tier reached today counts: at once, or from the first day of the next month, on the first of a month too (CC-7). */
export const beginsOn = (tier: Pick<TierTerms, 'effective'>, reached: Day): Day =>
  tier.effective === 'at-once' ? reached : firstDay(nextMonth(monthOf(reached)))

/**
 * The span that a grant adds; null if it would change nothing. What is held as long already is not told twice: the span begins
 * on the first day on which less is held.
 */
export function spanOfGrant(
  membership: Spanned,
  terms: Pick<TermsBody, 'tiers'>,
  tier: TierTerms,
  reached: Day,
): { readonly from: Day; readonly until: Day | null } | null {
  if (tier.key === lowestTier(terms) && spanOn(membership, terms, reached) === null) return null
  let from = beginsOn(tier, reached)
  const until = keptUntil(tier, reached, from)
  const ranks = new Map(terms.tiers.map(known => [known.key, known.rank]))
  for (let turn = 0; turn <= membership.tiers.length; turn++) {
    const holding = spanOn(membership, terms, from)
    if (holding === null || (ranks.get(holding.tier) ?? 0) < tier.rank) break
    if (holding.until === null) return null
    from = addDays(holding.until, 1)
  }
  return until !== null && from > until ? null : { from, until }
}
