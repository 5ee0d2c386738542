import type { Meilisearch } from 'meilisearch'
import { type FacetName, facetsOf, type Kind } from './facets.ts'
import { FOUND_ATTRIBUTES, INDEX, keyOf, readStored } from './meilisearch-document.ts'
import { faultOf } from './meilisearch-fault.ts'
import { among, anyQuery, is, type MeiliQuery, queriesOf, tailQuery } from './meilisearch-query.ts'
import type { Found, Plan, RawCounts, Recall, Recalled } from './plan.ts'
import { type Head, unknownFields } from './ranking.ts'

type Answer = {
  readonly hits: readonly Record<string, unknown>[]
  readonly totalHits?: number
  readonly facetDistribution?: Readonly<Record<string, Readonly<Record<string, number>>>>
}
type Counted = { readonly value: string; readonly count: number }

/** How long "which values are there at all" and "is this a city" may be remembered, in ms; a write of ours forgets them. */
const REMEMBER_MS = 10_000

/** What Meilisearch knows, for `answer.ts`. It recalls; it never ranks: every query sends its own sort. */
export class MeilisearchRecall implements Recall {
  readonly name = 'meilisearch'
  /** Its typo rule counts a wrong first letter as two and cannot be told otherwise. */
  readonly forgivesFirstLetter = false
  readonly #client: Meilisearch
  readonly #prefix: string
  #remembered = new Map<string, { readonly at: number; readonly value: unknown }>()

  constructor(client: Meilisearch, prefix: string) {
    this.#client = client
    this.#prefix = prefix
  }

  forget(): void {
    this.#remembered.clear()
  }

  async ask(plan: Plan): Promise<Recalled> {
    const asked = queriesOf(plan)
    const [answers, values] = await Promise.all([
      this.#search(plan.kind, asked.queries, plan.signal),
      plan.counts ? this.#values(plan.kind, plan.signal) : NO_VALUES,
    ])
    const whole = answers[asked.whole]
    const heads = new Map<string, Head>()
    for (const i of asked.heads)
      for (const hit of answers[i]?.hits ?? []) heads.set(String(hit.ref), unknownFields(readStored(hit)))
    const facets: { [F in FacetName]?: Counted[] } = {}
    for (const { name, hidden } of plan.counts ? facetsOf(plan.kind) : []) {
      if (hidden) continue
      const own = asked.own.get(name)
      const counts = (own === undefined ? whole : answers[own])?.facetDistribution?.[name] ?? {}
      facets[name] = merged(counts, values[name] ?? [])
    }
    const page = asked.heads.length > 0 ? [] : (whole?.hits ?? []).map(hit => String(hit.ref))
    return { total: whole?.totalHits ?? 0, facets, heads: [...heads.values()], page }
  }

  async any(plan: Plan): Promise<boolean> {
    const [answer] = await this.#search(plan.kind, [anyQuery(plan)], plan.signal)
    return (answer?.totalHits ?? 0) > 0
  }

  async tail(plan: Plan, skip: readonly string[], from: number, size: number): Promise<string[]> {
    const [answer] = await this.#search(plan.kind, [tailQuery(plan, skip, from, size)], plan.signal)
    return (answer?.hits ?? []).map(hit => String(hit.ref))
  }

  async found(kind: Kind, ids: readonly string[], signal: AbortSignal | null): Promise<Found[]> {
    if (ids.length === 0) return []
    const query: MeiliQuery = {
      q: '',
      matchingStrategy: 'all',
      filter: among('id', ids.map(keyOf)),
      sort: ['base:desc', 'tie:asc'],
      attributesToRetrieve: FOUND_ATTRIBUTES,
      limit: ids.length,
    }
    const [answer] = await this.#search(kind, [query], signal)
    const byId = new Map((answer?.hits ?? []).map(hit => [String(hit.ref), readStored(hit)]))
    return ids.flatMap(id => byId.get(id) ?? [])
  }

  isPlace(words: string): Promise<boolean> {
    return this.#remember(`place ${words}`, async () => {
      const query = { ...everything, filter: is('city', words.slice(0, 80)), page: 1, hitsPerPage: 0 }
      const [answer] = await this.#search('partner', [query], null)
      return (answer?.totalHits ?? 0) > 0
    })
  }

  /** Every value that some document carries, with no count of this query: what stays in the list with 0. */
  #values(kind: Kind, signal: AbortSignal | null): Promise<RawCounts> {
    return this.#remember(`values ${kind}`, async () => {
      const names = facetsOf(kind).flatMap(facet => (facet.hidden ? [] : [facet.name]))
      const [answer] = await this.#search(kind, [{ ...everything, facets: names, page: 1, hitsPerPage: 0 }], signal)
      return Object.fromEntries(names.map(name => [name, merged(answer?.facetDistribution?.[name] ?? {}, [])]))
    })
  }

  async #remember<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.#remembered.get(key)
    if (known !== undefined && Date.now() - known.at < REMEMBER_MS) return known.value as T
    const value = await ask()
    if (this.#remembered.size > 500) this.#remembered.clear()
    this.#remembered.set(key, { at: Date.now(), value })
    return value
  }

  async #search(kind: Kind, queries: readonly MeiliQuery[], signal: AbortSignal | null): Promise<readonly Answer[]> {
    const indexUid = `${this.#prefix}_${INDEX[kind]}`
    try {
      const asked = queries.map(query => ({ ...query, indexUid }))
      const { results } = await this.#client.multiSearch({ queries: asked }, signal === null ? {} : { signal })
      return results as readonly Answer[]
    } catch (error) {
      throw faultOf(error, signal)
    }
  }
}

const NO_VALUES: RawCounts = {}
const everything = {
  q: '',
  matchingStrategy: 'all' as const,
  filter: '',
  sort: ['base:desc', 'tie:asc'],
  attributesToRetrieve: ['ref'],
}

/** By count, then value; values without a count stay with 0. */
function merged(counts: Readonly<Record<string, number>>, all: readonly Counted[]): Counted[] {
  const list = new Map(all.map(({ value }) => [value, 0]))
  for (const [value, count] of Object.entries(counts)) list.set(value, count)
  return [...list]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}
