import type { PartnerId } from '#kernel/id.ts'
import { type Result, ok, refuse } from '#kernel/result.ts'

export const LOCALES = ['en', 'nl'] as const
export type Locale = (typeof LOCALES)[number]
export const BUDGETS = ['under-5k', '5k-20k', '20k-50k', 'over-50k'] as const
export const SIZES = ['1-10', '11-50', '51-200', 'over-200'] as const
export type Budget = (typeof BUDGETS)[number]
export type Size = (typeof SIZES)[number]

/** What a partner may write, in characters and counts (ui.md section 5). An operator's import may hold longer texts. */
export const LIMITS = { name: 80, summary: 160, description: 4_000, industries: 3, expertise: 8, services: 12 } as const

export type ListingTexts = { readonly summary: string; readonly description: string }

/** All that a partner says about itself; a draft and what is published are both of this shape. Labels are slugs. */
export type ListingContent = {
  /** The language the partner writes first; shown where a text is missing in the reader's own (I-3). */
  readonly locale: Locale
  readonly texts: { readonly [L in Locale]?: ListingTexts }
  readonly website: string | null
  readonly expertise: readonly string[]
  readonly services: readonly string[]
  readonly industries: readonly string[]
  /** ISO 639-1 codes, lower case. */
  readonly languages: readonly string[]
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country: string | null
  readonly city: string | null
  readonly budget: Budget | null
  readonly teamSize: Size | null
  readonly founded: number | null
  readonly accepting: boolean
  /** Certified people; counts as evidence in ranking. */
  readonly certified: number
  /** Content hashes of drawings, to be fetched at `/assets/<hash>.svg`. Null: show the monogram. */
  readonly logo: string | null
  readonly cover: string | null
}

/** A published listing as the directory shows it. `name` and `slug` are the partner's own. */
export type Listing = ListingContent & {
  readonly partner: PartnerId
  readonly slug: string
  readonly name: string
  /** When it first appeared, when this version was published, when the partner last confirmed that it is still true. */
  readonly listedAt: Date
  readonly publishedAt: Date
  readonly confirmedAt: Date
}

export const EMPTY_LISTING: ListingContent = {
  locale: 'en',
  texts: {},
  website: null,
  expertise: [],
  services: [],
  industries: [],
  languages: [],
  country: null,
  city: null,
  budget: null,
  teamSize: null,
  founded: null,
  accepting: true,
  certified: 0,
  logo: null,
  cover: null,
}

/** The text to show a reader, and its language when that is not the reader's own. */
export function textsFor(content: ListingContent, reader: Locale): ListingTexts & { readonly locale: Locale } {
  const locale = [reader, content.locale, ...LOCALES].find(
    l => content.texts[l]?.summary || content.texts[l]?.description,
  )
  const texts = locale === undefined ? undefined : content.texts[locale]
  return { summary: texts?.summary ?? '', description: texts?.description ?? '', locale: locale ?? reader }
}

export type ListingRefusal =
  | 'summary-missing'
  | 'summary-too-long'
  | 'description-too-long'
  | 'industry-missing'
  | 'too-many-industries'
  | 'too-many-expertise'
  | 'too-many-services'
  | 'bad-website'
  | 'bad-language'
  | 'bad-country'
  | 'bad-year'
  | 'discount-advertised'
export type ListingProblem = { readonly field: string; readonly refusal: ListingRefusal }

/**
 * Public text may not advertise discounts (SIM-13): the price is the operator's and the partner's own affair, not an argument in
 * the directory. A word about saving the client's costs is no discount.
 */
const DISCOUNT =
  /\b(?:discount(?:s|ed)?|rebates?|cash[- ]?back|price cuts?|(?:reduced|special|lower|slashed) (?:prices?|rates?|fees?)|special offers?|cheapest|half[- ]price|money[- ](?:back|off)|coupons?|voucher codes?|promo(?:tion(?:al)?)? codes?|free of charge|(?:\w+-?)?korting(?:en|s\w*)?|\w*kortingen|afgeprijsd|prijsverlaging|prijzenslag|goedkoopste|gratis|voordeelprij\w+|stuntprij\w+|actieprij\w+|lagere (?:prijs|prijzen|tarieven))\b|\b\d{1,3}(?:[.,]\d+)?\s?(?:%|per ?cent|procent)\s?(?:off|discount|reduction|korting|cheaper|goedkoper|voordeliger|less)/i
/** What only sounds like one: words of accountants and of retail, and Dutch words for making something shorter. */
const HARMLESS =
  /\b(?:discount(?:ed)? cash[- ]?flows?|discount(?:ing)? (?:rates?|factors?|retail\w*|stores?|chains?|supermarkets?|brokers?)|invoice discount(?:s|ing)?|discounters?|(?:ver|in|be|af|op)korting(?:en)?)\b/gi
export const advertisesDiscount = (text: string): boolean => DISCOUNT.test(text.replace(HARMLESS, ' '))

/** Everything that keeps a draft from being saved, field by field; empty when it may be. A missing part is only refused at submission. */
export function problemsOf(content: ListingContent, year: number): ListingProblem[] {
  const found: ListingProblem[] = []
  const check = (bad: boolean, field: string, refusal: ListingRefusal) => {
    if (bad) found.push({ field, refusal })
  }
  for (const locale of LOCALES) {
    const texts = content.texts[locale]
    if (!texts) continue
    check(lengthOf(texts.summary) > LIMITS.summary, `summary.${locale}`, 'summary-too-long')
    check(lengthOf(texts.description) > LIMITS.description, `description.${locale}`, 'description-too-long')
    check(advertisesDiscount(texts.summary), `summary.${locale}`, 'discount-advertised')
    check(advertisesDiscount(texts.description), `description.${locale}`, 'discount-advertised')
  }
  check(content.industries.length > LIMITS.industries, 'industries', 'too-many-industries')
  check(content.expertise.length > LIMITS.expertise, 'expertise', 'too-many-expertise')
  check(content.services.length > LIMITS.services, 'services', 'too-many-services')
  check(content.website !== null && !isWebAddress(content.website), 'website', 'bad-website')
  check(!content.languages.every(code => /^[a-z]{2,3}$/.test(code)), 'languages', 'bad-language')
  check(content.country !== null && !/^[A-Z]{2}$/.test(content.country), 'country', 'bad-country')
  check(content.founded !== null && (content.founded < 1800 || content.founded > year), 'founded', 'bad-year')
  return found
}

/** What a submitted listing must have beyond a savable draft: one summary and at least one industry. */
export function readyToPublish(content: ListingContent, year: number): Result<ListingContent, ListingRefusal> {
  const [first] = problemsOf(content, year)
  if (first) return refuse(first.refusal)
  if (!LOCALES.some(l => content.texts[l]?.summary.trim())) return refuse('summary-missing')
  if (content.industries.length === 0) return refuse('industry-missing')
  return ok(content)
}

/** Only http and https, with a host: what is put in an `href` must not be a script. */
export function isWebAddress(text: string): boolean {
  if (!/^https?:\/\/\S+$/i.test(text) || !URL.canParse(text)) return false
  return new URL(text).hostname.includes('.')
}

/** Characters as a reader counts them: an emoji is one. */
export const lengthOf = (text: string): number => [...text].length

export const COMPLETENESS = [
  'logo',
  'tagline',
  'description',
  'expertise',
  'industry',
  'languages',
  'location',
  'budget',
  'team-size',
  'case',
] as const
export type CompletenessItem = (typeof COMPLETENESS)[number]

/** The ten items of reviews.md section 6: what is still missing, and the share that is filled (0…1). */
export function completeness(
  content: ListingContent,
  publishedCases: number,
): { readonly share: number; readonly missing: readonly CompletenessItem[] } {
  const texts = textsFor(content, content.locale)
  const filled: Record<CompletenessItem, boolean> = {
    logo: content.logo !== null,
    tagline: texts.summary !== '',
    description: texts.description !== '',
    expertise: content.expertise.length > 0,
    industry: content.industries.length > 0,
    languages: content.languages.length > 0,
    location: content.country !== null && content.city !== null,
    budget: content.budget !== null,
    'team-size': content.teamSize !== null,
    case: publishedCases > 0,
  }
  const missing = COMPLETENESS.filter(item => !filled[item])
  return { share: (COMPLETENESS.length - missing.length) / COMPLETENESS.length, missing }
}
