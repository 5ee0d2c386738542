/** One firm of the town. None of them exists. Labels are slugs of `labels.ts`. */
export type PartnerRow = {
  readonly id: string
  readonly name: string
  readonly city: string
  readonly country: string
  readonly locale: 'en' | 'nl'
  readonly languages: string
  readonly expertise: string
  readonly services: string
  readonly industries: string
  readonly size: '1-10' | '11-50' | '51-200' | 'over-200'
  readonly budget: 'under-5k' | '5k-20k' | '20k-50k' | 'over-50k'
  readonly founded: number
  /** How well it works, 0 to 1: what its reviews will say. */
  readonly quality: number
  /** How often it is chosen; the reviews follow. */
  readonly reach: number
  readonly en: readonly [tagline: string, story: string]
  readonly nl: readonly [tagline: string, story: string]
}
