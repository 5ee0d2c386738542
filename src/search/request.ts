import type { FacetName, Kind } from './facets.ts'
import { EVIDENCE } from './facets.ts'
import { EMPTY_QUERY, type Query } from './query.ts'
import { defaultSort, type Sort } from './sorts.ts'

export type Locale = 'en' | 'nl'
/** OR within a facet, AND between facets. */
export type Filters = { readonly [F in FacetName]?: readonly string[] }

export type Request = {
  readonly kind: Kind
  readonly query: Query
  readonly filters: Filters
  readonly sort: Sort
  /** From 1. */
  readonly page: number
  readonly perPage: number
  /** Whether the page needs the counts of the facets. */
  readonly counts: boolean
  readonly locale: Locale
  /** How many of the first words are an expertise, an industry or a place: no partner is put first for bearing one as its name. */
  readonly labels?: readonly number[]
  readonly signal?: AbortSignal
}

export const PER_PAGE = 24
export const MAX_PER_PAGE = 100
/** Totals are exact up to here. */
export const MAX_TOTAL = 100_000

export function requestFor(kind: Kind, o: Partial<Omit<Request, 'kind'>> = {}): Request {
  return {
    kind,
    query: EMPTY_QUERY,
    filters: {},
    sort: defaultSort(kind),
    page: 1,
    perPage: PER_PAGE,
    counts: true,
    locale: 'en',
    ...o,
  }
}

export const activeFilters = (filters: Filters): [FacetName, readonly string[]][] =>
  (Object.entries(filters) as [FacetName, readonly string[]][]).filter(([, values]) => values.length > 0)

/** The chosen facets that a published case can prove. */
export const evidenceGroups = (filters: Filters): FacetName[] =>
  EVIDENCE.filter(name => (filters[name]?.length ?? 0) > 0)

/** Without one facet's choice: what a "Without Dutch: 7" line asks for. */
export function without(request: Request, facet: FacetName): Request {
  const { [facet]: _left, ...filters } = request.filters
  return { ...request, filters, page: 1 }
}
