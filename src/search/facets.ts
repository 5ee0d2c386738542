export const KINDS = ['partner', 'case', 'review'] as const
export type Kind = (typeof KINDS)[number]

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

type Row = {
  readonly name: string
  readonly kinds: readonly Kind[]
  /** A document may carry several values. */
  readonly many: boolean
  /** A published case can prove it: choosing it counts in the order (reviews.md section 6). */
  readonly evidence: boolean
  /** Indexed and counted for our own use; no parameter of the address, not shown. */
  readonly hidden: boolean
  /** The closed list of values where there is one, else their form. */
  readonly values: Partial<Record<Kind, readonly string[]>> | RegExp
  /** How a typed value becomes the stored one. */
  readonly tidy: (value: string) => string
}

const same = (value: string) => value
const row = <N extends string>(name: N, kinds: readonly Kind[], values: Row['values'], o: Partial<Row> = {}) => ({
  kinds,
  many: true,
  evidence: false,
  hidden: false,
  tidy: same,
  values,
  ...o,
  name,
})

/** Steps of the shown average: a partner with 4.2 has reached 3, 3.5 and 4. */
export const RATING_STEPS = ['3', '3.5', '4', '4.5'] as const
const STARS = ['1', '2', '3', '4', '5'] as const

/** One row a facet: parser, form, adapters, counts and tests follow from it. The order is the order of the address and of the page. */
export const FACETS = [
  row('expertise', KINDS, SLUG, { evidence: true }),
  row('service', KINDS, SLUG, { evidence: true }),
  row('industry', KINDS, SLUG, { evidence: true }),
  row('country', KINDS, /^[A-Z]{2}$/, { many: false, tidy: value => value.toUpperCase() }),
  row('language', KINDS, /^[a-z]{2,3}$/, { tidy: value => value.toLowerCase() }),
  row('tier', KINDS, SLUG, { many: false }),
  row('rating', ['partner', 'review'], { partner: RATING_STEPS, review: STARS }),
  row('accepting', ['partner'], { partner: ['1'] }, { many: false }),
  row('city', ['partner'], /./u, { many: false, hidden: true }),
] as const satisfies readonly Row[]

export type FacetName = (typeof FACETS)[number]['name']
export type Facet = Row & { readonly name: FacetName }

/** What visitors may choose from. */
export const SHOWN_FACETS: readonly Facet[] = (FACETS as readonly Facet[]).filter(facet => !facet.hidden)
export const facetsOf = (kind: Kind): readonly Facet[] =>
  (FACETS as readonly Facet[]).filter(facet => facet.kinds.includes(kind))
export const shownFacets = (kind: Kind): readonly Facet[] => facetsOf(kind).filter(facet => !facet.hidden)
export const EVIDENCE: readonly FacetName[] = (FACETS as readonly Facet[]).filter(f => f.evidence).map(f => f.name)

/** The stored value, or null if this facet of this kind cannot have it. */
export function facetValue(facet: Facet, kind: Kind, typed: string): string | null {
  const value = facet.tidy(typed)
  if (value === '' || value.length > 80) return null
  const fits = facet.values instanceof RegExp ? facet.values.test(value) : facet.values[kind]?.includes(value)
  return fits === true ? value : null
}

/** All steps that an average reaches; none under three reviews. `shown` is the mean × 1000, or −1. */
export const ratingSteps = (shown: number): string[] => RATING_STEPS.filter(step => shown >= Number(step) * 1000)
