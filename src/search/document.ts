import type { PartnerId } from '#kernel/id.ts'
import type { FacetName, Kind } from './facets.ts'
import type { Locale } from './request.ts'
import type { Parts } from './weights.ts'

/** Four texts of falling weight, as words joined by one space. `body` is recall only: it makes findable and never weighs. */
export type Field = 'name' | 'facts' | 'proof' | 'body'
export const FIELDS: readonly Field[] = ['name', 'facts', 'proof', 'body']

export type Quote = {
  readonly text: string
  readonly stars: number
  /** ISO 8601. */
  readonly date: string
  readonly role: string | null
  readonly industry: string | null
}

/** What a result shows. The same shape for all kinds; what a kind lacks is null or empty. */
export type Card = {
  readonly title: string
  /** A path of the site without language. */
  readonly url: string
  readonly summary: { readonly [L in Locale]: string }
  readonly image: string | null
  readonly partner: {
    readonly id: PartnerId
    readonly slug: string
    readonly name: string
    readonly logo: string | null
  }
  readonly tier: string | null
  readonly accepting: boolean
  readonly country: string | null
  readonly city: string | null
  readonly languages: readonly string[]
  readonly expertise: readonly string[]
  readonly services: readonly string[]
  readonly industries: readonly string[]
  readonly budget: string | null
  readonly teamSize: string | null
  /** Of the partner; `mean` is null under three reviews. */
  readonly rating: { readonly count: number; readonly mean: number | null }
  /** Newest first. */
  readonly quotes: readonly Quote[]
  readonly cases: number
  /** A review's stars; a case's year and whether its customer confirmed it. */
  readonly stars: number | null
  readonly year: number | null
  readonly confirmed: boolean
  /** ISO 8601: listed at, published at. */
  readonly date: string
}

export type Doc = {
  readonly kind: Kind
  readonly id: string
  readonly partner: PartnerId
  readonly texts: { readonly [F in Field]: string }
  readonly facets: { readonly [F in FacetName]?: readonly string[] }
  /** What the partner's published cases prove, by facet. */
  readonly evidence: { readonly [F in FacetName]?: readonly string[] }
  readonly parts: Parts | null
  readonly base: number
  readonly tie: number
  /** The mean × 1000, −1 under three reviews. */
  readonly shown: number
  readonly reviews: number
  /** Milliseconds since 1970. */
  readonly date: number
  readonly stars: number
  readonly length: number
  readonly nameKey: string
  readonly card: Card
}

/** All documents of one partner; none when it is not listed. */
export type Fed = { readonly partner: PartnerId; readonly docs: readonly Doc[] }

export const NUMBER_KEYS = ['base', 'tie', 'shown', 'reviews', 'date', 'stars', 'length'] as const
export type NumberKey = (typeof NUMBER_KEYS)[number]
