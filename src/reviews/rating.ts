/**
 * Three numbers, three jobs (reviews.md sections 3–5). Pure: published reviews and a day go in. These are the only
 * floats of the house, and no money depends on them.
 */
import { addMonths, type Day } from '#kernel/period.ts'

/** One published, verified review that carries no incentive label: a "counted" one, with the day its version was published. */
export type Vote = { readonly stars: number; readonly day: Day; readonly customer: string }

export type RatingSettings = {
  readonly windowMonths: number
  readonly minShown: number
  readonly m: number
  readonly halfLifeDays: number
  readonly lowThreshold: number
  readonly lowMinReviews: number
  readonly lowWindowMonths: number
}
export const RATING_DEFAULTS: RatingSettings = {
  windowMonths: 36,
  minShown: 3,
  m: 5,
  halfLifeDays: 365,
  lowThreshold: 3.0,
  lowMinReviews: 5,
  lowWindowMonths: 24,
}

/** Ranking's C while there are few reviews, and where it may lie. */
const SITE_MEAN = { none: 4.0, from: 50, least: 3.6, most: 4.4 } as const
const WATCH = { reviews: 3, below: 3.4 } as const
const LOW_RECENT = { months: 12, reviews: 2 } as const
const Z = 1.645

export type Histogram = readonly [number, number, number, number, number]

export type Rating = {
  /** Counted reviews in the window of the shown mean. */
  readonly count: number
  /** Their plain mean, unrounded; null when there is none. Shown to people only from `minShown` on. */
  readonly mean: number | null
  readonly shown: boolean
  /** Counted reviews in the window with 1, 2, 3, 4 and 5 stars. */
  readonly histogram: Histogram
  /** B: the decayed Bayesian mean over all counted reviews, for ranking. */
  readonly bayes: number
  /** Bounds of the decision distribution over the low window. U decides; L is kept and not used. */
  readonly upper: number
  readonly lower: number
  readonly low: boolean
  readonly watch: boolean
}

const inWindow = (day: Day, today: Day, months: number): boolean => day >= addMonths(today, -months)

const daysBetween = (from: Day, to: Day): number => (Date.parse(to) - Date.parse(from)) / 86_400_000

export function histogramOf(stars: readonly number[]): Histogram {
  const counts: [number, number, number, number, number] = [0, 0, 0, 0, 0]
  for (const star of stars) counts[star - 1] = (counts[star - 1] ?? 0) + 1
  return counts
}

/** C: the mean of all counted reviews on the site, clamped; 4.0 while there are fewer than 50. */
export function siteMean(count: number, sum: number): number {
  if (count < SITE_MEAN.from) return SITE_MEAN.none
  return Math.min(SITE_MEAN.most, Math.max(SITE_MEAN.least, sum / count))
}

/** B = (m·C + Σ w·r) / (m + Σ w) with w = 2^(−age/half-life). An unrated partner has exactly C. */
export function bayes(votes: readonly Vote[], c: number, today: Day, settings = RATING_DEFAULTS): number {
  let weights = settings.m
  let sum = settings.m * c
  for (const { stars, day } of votes) {
    const weight = 2 ** (-Math.max(0, daysBetween(day, today)) / settings.halfLifeDays)
    weights += weight
    sum += weight * stars
  }
  return sum / weights
}

/** U and L of a five-star distribution with one pseudo-count a star. */
export function bounds(counts: Histogram): { readonly upper: number; readonly lower: number } {
  const total = counts.reduce((a, b) => a + b, 0)
  const moment = (power: number) =>
    counts.reduce((sum, count, i) => sum + (i + 1) ** power * (count + 1), 0) / (total + 5)
  const mean = moment(1)
  const spread = Z * Math.sqrt((moment(2) - mean ** 2) / (total + 6))
  return { upper: mean + spread, lower: mean - spread }
}

/** All numbers of one partner on a day. `votes` are its counted reviews, published on that day or before. */
export function rate(votes: readonly Vote[], c: number, today: Day, settings = RATING_DEFAULTS): Rating {
  const shown = votes.filter(vote => inWindow(vote.day, today, settings.windowMonths)).map(vote => vote.stars)
  const recent = votes.filter(vote => inWindow(vote.day, today, settings.lowWindowMonths))
  const { upper, lower } = bounds(histogramOf(recent.map(vote => vote.stars)))
  const b = bayes(votes, c, today, settings)
  const low =
    recent.length >= settings.lowMinReviews &&
    new Set(recent.map(vote => vote.customer)).size >= settings.lowMinReviews &&
    recent.filter(vote => inWindow(vote.day, today, LOW_RECENT.months)).length >= LOW_RECENT.reviews &&
    upper < settings.lowThreshold
  return {
    count: shown.length,
    mean: shown.length === 0 ? null : shown.reduce((a, s) => a + s, 0) / shown.length,
    shown: shown.length >= settings.minShown,
    histogram: histogramOf(shown),
    bayes: b,
    upper,
    lower,
    low,
    watch: recent.length >= WATCH.reviews && b < WATCH.below,
  }
}

/** Ranking's quality, 0…1. */
export const quality = (b: number): number => (b - 1) / 4

/** Consistently LOW: LOW now and at an evaluation at least 28 days earlier, with none in between that said otherwise (RI-54). */
export function consistentlyLow(
  evaluations: readonly { readonly day: Day; readonly low: boolean }[],
  today: Day,
): boolean {
  const newestFirst = [...evaluations].filter(e => e.day <= today).sort((a, b) => (a.day < b.day ? 1 : -1))
  if (!newestFirst[0]?.low || newestFirst[0].day !== today) return false
  for (const evaluation of newestFirst) {
    if (!evaluation.low) return false
    if (daysBetween(evaluation.day, today) >= 28) return true
  }
  return false
}
