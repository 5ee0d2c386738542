/** How is it found? One port, two engines, one order: engines recall, one rule ranks, and both index the same words. */
import type { Database } from '#db/client.ts'
import type { Log, Search } from './desk.adapter.ts'
import type { SearchEngine } from './plan.ts'
import { isSearchError } from './search-error.ts'

export { addressOf, type Parsed, parseQuery, type Problem } from './address.ts'
export type { Difference, Search, Stats } from './desk.adapter.ts'
export type { Card, Quote } from './document.ts'
export { type FacetName, type Kind, KINDS, RATING_STEPS, SHOWN_FACETS as FACETS, shownFacets } from './facets.ts'
export type { Highlights, MarkedQuote, Segment } from './highlight.ts'
export { type SearchJson, toJson } from './json.ts'
export type { Count, Counts, EngineName, Health, Hit, Page } from './plan.ts'
export { type Query, readQuery } from './query.ts'
export { activeFilters, type Filters, type Request, requestFor, without } from './request.ts'
export { type Code, isSearchError, SearchError } from './search-error.ts'
export { defaultSort, type Sort, sortsOf } from './sorts.ts'
export type { Suggestion } from './suggestions.ts'
export { type Contributions, type Part, reasons, WEIGHTS } from './weights.ts'

export type OpenOptions = {
  readonly dataDir: string
  readonly meili?: { readonly url: string; readonly key?: string | undefined } | undefined
  readonly database: Database
  readonly log: Log
  /** The index on a thread of its own. False for short commands: it starts sooner. */
  readonly thread?: boolean
}

/**
 * Opens the search of this process. Returns at once: an index that is missing is built beside, and searches wait for it.
 * The engines are loaded here and not before, for a page's bundle must not carry them.
 */
export async function openSearch(o: OpenOptions): Promise<Search> {
  const { EmbeddedEngine } = await import('./embedded.adapter.ts')
  const { Search } = await import('./desk.adapter.ts')
  const { sourceOf } = await import('./source.verbs.ts')
  const embedded = new EmbeddedEngine({ folder: o.dataDir, thread: o.thread ?? true })
  const meili = o.meili === undefined ? null : await meilisearch({ ...o.meili, log: o.log })
  return new Search({ embedded, meili, source: sourceOf(o.database), log: o.log })
}

async function meilisearch(o: NonNullable<OpenOptions['meili']> & { readonly log: Log }): Promise<SearchEngine> {
  const { MeilisearchEngine } = await import('./meilisearch.adapter.ts')
  const engine = new MeilisearchEngine(o)
  try {
    await engine.ensureReady()
  } catch (error) {
    // A key that may not do its work stops the start; a server that is down does not.
    if (!isSearchError(error) || error.code === 'misconfigured') throw error
    o.log.warn(`meilisearch is away: ${error.message}`)
  }
  return engine
}
