import type { PartnerId } from '#kernel/id.ts'
import type { Locale } from './request.ts'
import type { Part } from './weights.ts'

/** A term of the vocabulary with its words in both languages. */
export type Label = {
  readonly slug: string
  readonly labels: { readonly [L in Locale]: string }
  readonly synonyms: readonly string[]
}
export type Texts = { readonly [L in Locale]?: string }

export type CaseFacts = {
  readonly id: string
  readonly slug: string
  readonly title: string
  readonly summary: string
  readonly challenge: string
  readonly approach: string
  readonly results: string
  readonly expertise: readonly Label[]
  readonly services: readonly Label[]
  readonly industries: readonly Label[]
  readonly year: number
  /** By the customer itself. */
  readonly confirmed: boolean
  readonly publishedAt: Date
  readonly cover: string | null
}

export type ReviewFacts = {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly stars: number
  readonly publishedAt: Date
  readonly role: string | null
  readonly industry: string | null
  /** The services that the customer had of the partner. */
  readonly labels: readonly Label[]
}

/** Everything public that search may know of one listed partner. No mail address, commission, standing or other private field. */
export type PartnerFacts = {
  readonly id: PartnerId
  readonly slug: string
  readonly name: string
  readonly tier: string | null
  readonly listedAt: Date
  readonly accepting: boolean
  readonly country: string | null
  readonly city: string | null
  readonly languages: readonly string[]
  readonly expertise: readonly Label[]
  readonly services: readonly Label[]
  readonly industries: readonly Label[]
  readonly summary: Texts
  readonly description: Texts
  /** Free text about an expertise. */
  readonly notes: readonly string[]
  readonly logo: string | null
  readonly budget: string | null
  readonly teamSize: string | null
  /** The parts of the order, each 0…1, as the rooms that own their facts compute them (reviews.md section 6). */
  readonly parts: { readonly [P in Part]: number }
  readonly cases: readonly CaseFacts[]
  readonly rating: {
    readonly count: number
    /** The plain mean, null while there is none; what is shown from three reviews on. */
    readonly mean: number | null
  }
  readonly reviews: readonly ReviewFacts[]
}
