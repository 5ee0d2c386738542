import type { CaseId, CustomerId, PartnerId } from '#kernel/id.ts'
import { type Result, ok, refuse } from '#kernel/result.ts'
import { advertisesDiscount, lengthOf, type Locale } from './listing.ts'

export const CASE_LIMITS = {
  title: 120,
  summary: 240,
  section: 4_000,
  metrics: 6,
  metricValue: 24,
  metricLabel: 80,
} as const

/** A result in figures: "+38 %" and "repeat orders in six months". */
export type Metric = { readonly value: string; readonly label: string }

export type CaseContent = {
  readonly locale: Locale
  readonly title: string
  readonly summary: string
  /** The client as it may be named in public: a name, or "a family-run garden centre". */
  readonly client: string
  readonly challenge: string
  readonly approach: string
  readonly results: string
  readonly metrics: readonly Metric[]
  readonly expertise: readonly string[]
  readonly services: readonly string[]
  readonly industry: string | null
  readonly year: number
  readonly cover: string | null
}

export type CaseStudy = CaseContent & {
  readonly id: CaseId
  readonly partner: PartnerId
  readonly slug: string
  readonly publishedAt: Date
  /** When the customer itself confirmed it, by a link sent to that customer; null while it has not. */
  readonly confirmedAt: Date | null
}

/** A case as its partner sees it: what is published, if anything, and the draft beside it. */
export type OwnCase = {
  readonly id: CaseId
  readonly partner: PartnerId
  readonly slug: string
  readonly draft: CaseContent | null
  readonly published: CaseContent | null
  readonly publishedAt: Date | null
  readonly confirmedAt: Date | null
  readonly customer: CustomerId | null
}

export type CaseRefusal =
  | 'title-missing'
  | 'title-too-long'
  | 'text-too-long'
  | 'challenge-missing'
  | 'approach-missing'
  | 'results-missing'
  | 'metric-missing'
  | 'too-many-metrics'
  | 'bad-year'
  | 'discount-advertised'

/** A draft may be unfinished, never too long nor without a title. */
export function savableCase(content: CaseContent, year: number): Result<CaseContent, CaseRefusal> {
  const texts = [content.summary, content.challenge, content.approach, content.results]
  if (content.title.trim() === '') return refuse('title-missing')
  if (lengthOf(content.title) > CASE_LIMITS.title) return refuse('title-too-long')
  if (lengthOf(content.summary) > CASE_LIMITS.summary) return refuse('text-too-long')
  if (texts.some(text => lengthOf(text) > CASE_LIMITS.section)) return refuse('text-too-long')
  if (content.metrics.length > CASE_LIMITS.metrics) return refuse('too-many-metrics')
  if (
    content.metrics.some(
      m => lengthOf(m.value) > CASE_LIMITS.metricValue || lengthOf(m.label) > CASE_LIMITS.metricLabel,
    )
  )
    return refuse('text-too-long')
  if (content.year < 1990 || content.year > year) return refuse('bad-year')
  if ([content.title, ...texts].some(advertisesDiscount)) return refuse('discount-advertised')
  return ok(content)
}

/** A published case shows challenge, approach and results, and proves them with at least one figure. */
export function publishableCase(content: CaseContent, year: number): Result<CaseContent, CaseRefusal> {
  const savable = savableCase(content, year)
  if (!savable.ok) return savable
  if (content.challenge.trim() === '') return refuse('challenge-missing')
  if (content.approach.trim() === '') return refuse('approach-missing')
  if (content.results.trim() === '') return refuse('results-missing')
  if (!content.metrics.some(m => m.value.trim() !== '' && m.label.trim() !== '')) return refuse('metric-missing')
  return ok(content)
}

/**
 * Evidence of reviews.md section 6, 0…1: customer-confirmed cases under 24 months and certified people, three of each
 * count in full. `confirmedRecently` is the number of such cases.
 */
export const evidence = (confirmedRecently: number, certified: number): number =>
  0.7 * Math.min(1, confirmedRecently / 3) + 0.3 * Math.min(1, certified / 3)
