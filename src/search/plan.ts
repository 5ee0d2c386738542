import type { Card, Doc, Fed, Field } from './document.ts'
import type { FacetName, Kind } from './facets.ts'
import type { Highlights } from './highlight.ts'
import type { Query } from './query.ts'
import type { Candidate, Head } from './ranking.ts'
import { evidenceGroups, type Filters, type Request } from './request.ts'
import { type Order, orderOf } from './sorts.ts'
import type { Contributions } from './weights.ts'

/** Candidates taken from each set, and results ordered by score; after them comes the rest by `base`. */
export const WINDOW = 120

/** A set of documents: all words in these texts, and a case as evidence for these facets. */
export type SetSpec = {
  readonly fields: readonly Field[]
  readonly exact: boolean
  readonly evidenced: readonly FacetName[]
}

/** All that an engine is asked for one attempt at a page. */
export type Plan = {
  readonly kind: Kind
  readonly query: Query
  readonly loose: boolean
  readonly filters: Filters
  readonly counts: boolean
  readonly order: Order
  readonly from: number
  readonly size: number
  /** Sets whose heads are ranked; empty: the page is `order` from `from`. */
  readonly sets: readonly SetSpec[]
  readonly signal: AbortSignal | null
}

const NESTED: readonly SetSpec[] = [
  { fields: ['name'], exact: true, evidenced: [] },
  { fields: ['name'], exact: false, evidenced: [] },
  { fields: ['name', 'facts'], exact: false, evidenced: [] },
  { fields: ['name', 'facts', 'proof'], exact: false, evidenced: [] },
]
const whole = (evidenced: readonly FacetName[]): SetSpec => ({
  fields: ['name', 'facts', 'proof', 'body'],
  exact: false,
  evidenced,
})

export function planOf(request: Request, query: Query, loose: boolean): Plan {
  const groups = request.kind === 'partner' ? evidenceGroups(request.filters) : []
  const text = query.terms.length > 0
  const ranked = request.sort === 'best' && (text || groups.length > 0)
  const proven = groups.length > 1 ? [groups, ...groups.map(group => [group])] : groups.length === 1 ? [groups] : []
  return {
    kind: request.kind,
    query,
    loose,
    filters: request.filters,
    counts: request.counts,
    order: orderOf(request.kind, request.sort),
    from: (request.page - 1) * request.perPage,
    size: request.perPage,
    sets: ranked ? [...(text ? NESTED : []), whole([]), ...proven.map(whole)] : [],
    signal: request.signal ?? null,
  }
}

export type Count = { readonly value: string; readonly label: string; readonly count: number }
export type Counts = { readonly [F in FacetName]?: readonly Count[] }
/** As an engine counts: values that nothing carries just now are there with 0 while any document carries them. */
export type RawCounts = { readonly [F in FacetName]?: readonly { readonly value: string; readonly count: number }[] }

export type Recalled = {
  readonly total: number
  readonly facets: RawCounts
  /** The union of the heads of the sets, each document once. */
  readonly heads: readonly Head[]
  /** Without sets: the ids of the page. */
  readonly page: readonly string[]
}
export type Found = Candidate & { readonly partner: Doc['partner']; readonly card: Card }

/** All that an engine must know; `answer.ts` makes pages of it, once for both. */
export interface Recall {
  readonly name: EngineName
  /** Whether it can forgive a wrong first letter. */
  readonly forgivesFirstLetter: boolean
  ask(plan: Plan): Promise<Recalled>
  /** Whether the words match anything when no filter is set. */
  any(plan: Plan): Promise<boolean>
  /** The whole set by `base` without those ids. */
  tail(plan: Plan, skip: readonly string[], from: number, size: number): Promise<string[]>
  /** In the order of the ids; what is gone meanwhile is left out. */
  found(kind: Kind, ids: readonly string[], signal: AbortSignal | null): Promise<Found[]>
  /** Whether these joined words are a city of some listed partner. */
  isPlace(words: string): Promise<boolean>
}

export type EngineName = 'embedded' | 'meilisearch'
export type Hit = {
  readonly kind: Kind
  readonly id: string
  readonly partner: Doc['partner']
  readonly card: Card
  readonly highlights: Highlights
  /** First because the query is its name. */
  readonly named: boolean
  /** 0…1, the sum of `parts`. */
  readonly score: number
  readonly parts: Contributions
}
export type Page = {
  readonly hits: readonly Hit[]
  readonly total: number
  /** There are more than `total`. */
  readonly capped: boolean
  readonly page: number
  readonly pages: number
  readonly facets: Counts
  /** The words that were searched instead, when all together found nothing. */
  readonly relaxed: Query | null
  readonly servedBy: EngineName
}
export type Receipt = { readonly engine: EngineName; readonly token: string }
export type Health = {
  readonly ok: boolean
  readonly detail: string
  readonly documents: { readonly [K in Kind]: number }
}

/** One of the two engines behind the port. */
export interface SearchEngine {
  readonly name: EngineName
  search(request: Request): Promise<Page>
  /** In the same order, all or nothing. */
  searchMany(requests: readonly Request[]): Promise<Page[]>
  /** All documents of each partner, whole; none removes it. Idempotent. `followed` is kept with them. */
  replace(feds: readonly Fed[], followed: number | null): Promise<Receipt>
  waitFor(receipt: Receipt, o?: { timeoutMs?: number }): Promise<void>
  /** Beside the live index, then swapped in. `from`: the last job whose change is surely in `all`. */
  rebuild(all: AsyncIterable<Fed>, from: number): Promise<{ documents: number }>
  /** Makes what is missing; says whether the documents must be built anew. */
  ensureReady(): Promise<{ rebuild: boolean }>
  /** The last job whose change the index holds; null if it follows none. */
  followed(): Promise<number | null>
  health(): Promise<Health>
  /** Ids and digests of all documents, to be held against the database. */
  digests(): Promise<Map<string, string>>
  close(): Promise<void>
}
