import type { FacetName } from './facets.ts'
import { shownFacets } from './facets.ts'
import { CANDIDATE_ATTRIBUTES, keyOf, provenAttribute } from './meilisearch-document.ts'
import { type Plan, type SetSpec, WINDOW } from './plan.ts'
import type { Query } from './query.ts'
import { activeFilters, type Filters } from './request.ts'
import type { Order } from './sorts.ts'

/** One search as Meilisearch's multi-search takes it; `indexUid` is added by whoever knows the index. */
export type MeiliQuery = {
  q: string
  matchingStrategy: 'all'
  filter: string
  sort: string[]
  attributesToRetrieve: string[]
  attributesToSearchOn?: string[]
  facets?: string[]
  page?: number
  hitsPerPage?: number
  limit?: number
  offset?: number
}

/** Words joined by a space, one more at the end unless open: only a last word that nothing follows is a beginning. */
export const wordsOf = ({ terms, open }: Query): string =>
  terms.length === 0 ? '' : terms.join(' ') + (open ? '' : ' ')
/** In quotes a word is itself: no slips, no beginning. */
export const exactWords = ({ terms }: Query): string => terms.map(term => `"${term}"`).join(' ')

const quoted = (value: string): string => `"${value.replace(/[\\"]/g, '\\$&')}"`
export const among = (attribute: string, values: readonly string[]): string =>
  `${attribute} IN [${values.map(quoted).join(', ')}]`
export const notAmong = (attribute: string, values: readonly string[]): string =>
  `${attribute} NOT IN [${values.map(quoted).join(', ')}]`
export const is = (attribute: string, value: string): string => `${attribute} = ${quoted(value)}`

/** Built from checked values alone. `but` is left out: a facet's own counts do not apply its own choice. */
export function filterOf(
  filters: Filters,
  o: { but?: FacetName; proven?: readonly FacetName[]; also?: string } = {},
): string {
  const chosen = activeFilters(filters).filter(([name]) => name !== o.but)
  const proven = (o.proven ?? []).map(name => among(provenAttribute(name), filters[name] ?? []))
  return [...chosen.map(([name, values]) => among(name, values)), ...proven, ...(o.also ? [o.also] : [])].join(' AND ')
}

export const sortOf = (order: Order): string[] => [
  ...order.map(({ key, down }) => `${key}:${down ? 'desc' : 'asc'}`),
  'tie:asc',
]
const BY_BASE = ['base:desc', 'tie:asc']

const common = (plan: Plan) => ({
  q: wordsOf(plan.query),
  matchingStrategy: 'all' as const,
  filter: filterOf(plan.filters),
  sort: BY_BASE,
  attributesToRetrieve: ['ref'],
})

export type Asked = {
  readonly queries: MeiliQuery[]
  /** Which query has the total and the counts of the facets without a choice. */
  readonly whole: number
  readonly heads: readonly number[]
  /** Which query counts a facet that has a choice. */
  readonly own: ReadonlyMap<FacetName, number>
}

/** All searches of one attempt at a page: the sets, the whole with its total, and the counts of each chosen facet. */
export function queriesOf(plan: Plan): Asked {
  const queries: MeiliQuery[] = []
  const add = (query: MeiliQuery): number => queries.push(query) - 1
  const active = new Set(activeFilters(plan.filters).map(([name]) => name))
  const shown = plan.counts ? shownFacets(plan.kind).map(facet => facet.name) : []
  const ranked = plan.sets.length > 0
  const heads = plan.sets.filter(set => !isWhole(set)).map(set => add(setQuery(plan, set)))
  const paged = !ranked && plan.size > 0
  const whole = add({
    ...common(plan),
    sort: ranked ? BY_BASE : sortOf(plan.order),
    attributesToRetrieve: ranked ? CANDIDATE_ATTRIBUTES : ['ref'],
    facets: shown.filter(name => !active.has(name)),
    // Only this mode gives a true total; a page is of one size, so its start is a multiple of it.
    page: paged ? plan.from / plan.size + 1 : 1,
    hitsPerPage: ranked ? WINDOW : plan.size,
  })
  const own = new Map<FacetName, number>()
  for (const name of shown.filter(facet => active.has(facet)))
    own.set(
      name,
      add({ ...common(plan), filter: filterOf(plan.filters, { but: name }), facets: [name], page: 1, hitsPerPage: 0 }),
    )
  return { queries, whole, heads: ranked ? [...heads, whole] : [], own }
}

const isWhole = (set: SetSpec): boolean => set.fields.length === 4 && set.evidenced.length === 0

const setQuery = (plan: Plan, set: SetSpec): MeiliQuery => ({
  ...common(plan),
  q: set.exact ? exactWords(plan.query) : wordsOf(plan.query),
  filter: filterOf(plan.filters, { proven: set.evidenced }),
  attributesToRetrieve: CANDIDATE_ATTRIBUTES,
  ...(set.fields.length === 4 ? {} : { attributesToSearchOn: [...set.fields] }),
  limit: WINDOW,
})

export const anyQuery = (plan: Plan): MeiliQuery => ({ ...common(plan), filter: '', page: 1, hitsPerPage: 0 })

export const tailQuery = (plan: Plan, skip: readonly string[], from: number, size: number): MeiliQuery => ({
  ...common(plan),
  filter: filterOf(plan.filters, { also: notAmong('id', skip.map(keyOf)) }),
  offset: from,
  limit: size,
})
