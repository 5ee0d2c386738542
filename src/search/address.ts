import { type Facet, type FacetName, facetValue, type Kind, KINDS, shownFacets } from './facets.ts'
import { readQuery } from './query.ts'
import { type Filters, type Locale, type Request, requestFor } from './request.ts'
import { defaultSort, isSort } from './sorts.ts'

/** A parameter that could not be used, and why. */
export type Problem = {
  readonly parameter: string
  readonly value: string
  readonly code: 'unknown-parameter' | 'bad-value' | 'too-many'
}
export type Parsed = {
  readonly request: Request
  /** API: one is enough for a 422 that names them all. Site: the wrong values were dropped, with a line and `noindex`. */
  readonly problems: readonly Problem[]
}

const MAX_VALUES = 20
const MAX_PAGE = 100_000

/**
 * Reads an address. `site` is forgiving: foreign parameters are ignored, wrong values dropped and told. `api` also names
 * every parameter that it does not know, and knows `locale`.
 */
export function parseQuery(params: URLSearchParams, mode: 'site' | 'api', locale: Locale = 'en'): Parsed {
  const problems: Problem[] = []
  const wrong = (parameter: string, value: string, code: Problem['code'] = 'bad-value') => {
    problems.push({ parameter, value: value.slice(0, 100), code })
  }
  /** The one value of a parameter; an empty one is like none. */
  const single = (name: string): string | null => {
    const values = params.getAll(name).filter(value => value !== '')
    if (values.length > 1) wrong(name, values[1] ?? '', 'too-many')
    return values[0] ?? null
  }

  const typedKind = single('kind')
  const kind: Kind = isKind(typedKind) ? typedKind : 'partner'
  if (typedKind !== null && !isKind(typedKind)) wrong('kind', typedKind)

  const facets = shownFacets(kind)
  const known = new Set<string>(['q', 'kind', 'sort', 'page', ...facets.map(facet => facet.name)])
  if (mode === 'api') {
    known.add('locale')
    for (const name of new Set(params.keys())) if (!known.has(name)) wrong(name, '', 'unknown-parameter')
  }

  const filters: { [F in FacetName]?: string[] } = {}
  for (const facet of facets) {
    const values = valuesOf(facet, kind, params.getAll(facet.name), wrong)
    if (values.length > 0) filters[facet.name] = values
  }

  const typedSort = single('sort')
  const sort = typedSort !== null && isSort(kind, typedSort) ? typedSort : defaultSort(kind)
  if (typedSort !== null && !isSort(kind, typedSort)) wrong('sort', typedSort)

  const typedPage = single('page')
  const page = typedPage === null ? 1 : /^[1-9]\d{0,5}$/.test(typedPage) ? Math.min(Number(typedPage), MAX_PAGE) : 0
  if (page === 0) wrong('page', typedPage ?? '')

  const asked = mode === 'api' ? single('locale') : null
  if (asked !== null && asked !== 'en' && asked !== 'nl') wrong('locale', asked)
  const reader = asked === 'en' || asked === 'nl' ? asked : locale

  const query = readQuery(single('q') ?? '')
  return { request: requestFor(kind, { query, filters, sort, page: Math.max(1, page), locale: reader }), problems }
}

const isKind = (text: string | null): text is Kind => (KINDS as readonly (string | null)[]).includes(text)

function valuesOf(
  facet: Facet,
  kind: Kind,
  typed: readonly string[],
  wrong: (parameter: string, value: string, code?: Problem['code']) => void,
): string[] {
  const found = new Set<string>()
  for (const text of typed) {
    if (text === '') continue
    const value = facetValue(facet, kind, text)
    if (value === null) wrong(facet.name, text)
    else found.add(value)
  }
  const values = [...found].sort()
  if (values.length > MAX_VALUES) wrong(facet.name, String(values.length), 'too-many')
  return values.slice(0, MAX_VALUES)
}

/** The canonical query string: fixed order, sorted values, no defaults. '' or '?q=…'. The inverse of `parseQuery`. */
export function addressOf(request: Request): string {
  const params = new URLSearchParams()
  if (request.query.text !== '') params.set('q', request.query.text)
  if (request.kind !== 'partner') params.set('kind', request.kind)
  const filters: Filters = request.filters
  for (const facet of shownFacets(request.kind))
    for (const value of [...(filters[facet.name] ?? [])].sort()) params.append(facet.name, value)
  if (request.sort !== defaultSort(request.kind)) params.set('sort', request.sort)
  if (request.page > 1) params.set('page', String(request.page))
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}
