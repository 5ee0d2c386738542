import type { Label } from './facts.ts'
import { type Segment, Marker } from './highlight.ts'
import { matcher } from './matching.ts'
import type { Query } from './query.ts'
import type { Labels } from './labels.ts'
import type { Locale } from './request.ts'
import { words } from './words.ts'

export type Suggestion =
  | {
      readonly kind: 'expertise' | 'service' | 'industry'
      readonly value: string
      readonly label: string
      readonly marked: readonly Segment[]
      /** Partners that carry it. */
      readonly count: number
    }
  | { readonly kind: 'partner'; readonly slug: string; readonly label: string; readonly marked: readonly Segment[] }

const FACETS = ['expertise', 'service', 'industry'] as const

/**
 * Terms of the vocabulary that hold every word of the query in one of their labels or synonyms, in either language;
 * nearest first, then the most partners. Found from the vocabulary, not from documents.
 */
export function suggestTerms(
  query: Query,
  labels: Labels,
  counts: (facet: (typeof FACETS)[number], value: string) => number,
  locale: Locale,
  limit: number,
): Suggestion[] {
  if (query.terms.length === 0) return []
  const { match } = matcher(query, false)
  const marker = new Marker(query)
  const cost = (text: string): number => {
    const own = words(text)
    let total = 0
    for (let i = 0; i < query.terms.length; i++)
      total += Math.min(...own.map(word => match(i, word)?.cost ?? Number.POSITIVE_INFINITY), Number.POSITIVE_INFINITY)
    return total
  }
  const found = FACETS.flatMap(facet =>
    [...(labels[facet]?.values() ?? [])].map(label => {
      const texts = [label.labels[locale], ...others(label, locale)]
      const costs = texts.map((text, i) => cost(text) + (i === 0 ? 0 : 0.1))
      return { facet, label, cost: Math.min(...costs), count: counts(facet, label.slug) }
    }),
  ).filter(one => one.cost < Number.POSITIVE_INFINITY)
  found.sort((a, b) => a.cost - b.cost || b.count - a.count || (a.label.slug < b.label.slug ? -1 : 1))
  return found.slice(0, limit).map(({ facet, label, count }) => ({
    kind: facet,
    value: label.slug,
    label: label.labels[locale],
    marked: marker.mark(label.labels[locale]),
    count,
  }))
}

const others = (label: Label, locale: Locale): string[] => [
  label.labels[locale === 'en' ? 'nl' : 'en'],
  ...label.synonyms,
]
