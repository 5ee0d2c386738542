/**
 * The one configuration of the order, and what `/how-ranking-works` is printed from (RK-1). Whole numbers: the shares are
 * hundredths and sum to 100. Never inputs: tier, commission, revenue, spend, standing, replies to reviews (RK-3).
 */
export const WEIGHTS = {
  share: { relevance: 45, quality: 30, evidence: 10, responsiveness: 10, completeness: 5 },
  /** A word of the query counts as much as the best text it is found in; `body` makes findable and weighs nothing. */
  text: { name: 8, facts: 5, proof: 3, body: 0 },
} as const

export type Part = 'quality' | 'evidence' | 'responsiveness' | 'completeness'
/** Each from 0 to 10,000, made at index time. */
export type Parts = { readonly [P in Part]: number }
/** What each adds to the score of 0…1; together they are the score (RK-2). */
export type Contributions = { readonly [P in Part | 'relevance']: number }

export const SCALE = 10_000
const { share } = WEIGHTS
/** Points of full relevance, and of all other parts together. */
export const RELEVANCE_POINTS = share.relevance * SCALE
export const BASE_POINTS = (100 - share.relevance) * SCALE

/** From shares of 0…1, as the rooms give them, to whole numbers. */
export function partsOf(shares: { readonly [P in Part]: number }): Parts {
  const points = (share: number) => Math.round(SCALE * Math.min(1, Math.max(0, share)))
  return {
    quality: points(shares.quality),
    evidence: points(shares.evidence),
    responsiveness: points(shares.responsiveness),
    completeness: points(shares.completeness),
  }
}

/** 0…550,000: everything about a partner that does not depend on the query. */
export const baseOf = (parts: Parts): number =>
  share.quality * parts.quality +
  share.evidence * parts.evidence +
  share.responsiveness * parts.responsiveness +
  share.completeness * parts.completeness

/** `relevance` is 0…1, or null without text and evidence facets: then the other weights fill the whole. */
export function contributionsOf(parts: Parts, relevance: number | null): Contributions {
  const whole = relevance === null ? BASE_POINTS : BASE_POINTS + RELEVANCE_POINTS
  return {
    relevance: relevance === null ? 0 : relevancePoints(relevance) / whole,
    quality: (share.quality * parts.quality) / whole,
    evidence: (share.evidence * parts.evidence) / whole,
    responsiveness: (share.responsiveness * parts.responsiveness) / whole,
    completeness: (share.completeness * parts.completeness) / whole,
  }
}

export const relevancePoints = (relevance: number): number => Math.round(RELEVANCE_POINTS * relevance)

/** The three parts that add most, largest first: the answer to "why this result?". Parts that add nothing are left out. */
export function reasons(parts: Contributions): (keyof Contributions)[] {
  const names = Object.keys(parts) as (keyof Contributions)[]
  return names
    .filter(name => parts[name] > 0)
    .sort((a, b) => parts[b] - parts[a])
    .slice(0, 3)
}
