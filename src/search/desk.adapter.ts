import type { PartnerId } from '#kernel/id.ts'
import { keyOf, PageCache } from './cache.ts'
import { digestOf } from './digest.adapter.ts'
import type { EmbeddedEngine } from './embedded.adapter.ts'
import type { FacetName } from './facets.ts'
import { type Engines, Feeder, type Log, messageOf } from './feeder.adapter.ts'
import { type Labels, labelOf, labelWords } from './labels.ts'
import type { Counts, Health, Page, SearchEngine } from './plan.ts'
import { readQuery } from './query.ts'
import { type Locale, type Request, requestFor } from './request.ts'
import { isSearchError, SearchError } from './search-error.ts'
import type { Source } from './source.verbs.ts'
import { type Suggestion, suggestTerms } from './suggestions.ts'

export type { Log } from './feeder.adapter.ts'
export type Stats = {
  readonly servedBy: SearchEngine['name']
  readonly embedded: Health
  readonly meilisearch: (Health & { readonly away: boolean; readonly owed: number }) | null
}
export type Difference = { readonly document: string; readonly what: 'missing' | 'stale' | 'left over' }

const PREPARING_MS = 10_000
const TERMS_SHOWN = 5
const PARTNERS_SHOWN = 5

/** What the site, the command line and the worker are given: one search, whatever engines stand behind it. */
export class Search {
  readonly #embedded: EmbeddedEngine
  readonly #meili: SearchEngine | null
  readonly #source: Source
  readonly #log: Log
  readonly #feeder: Feeder
  readonly #cache = new PageCache()
  #labels: { readonly version: number; readonly labels: Labels; readonly words: ReadonlySet<string> } | null = null

  constructor(o: Engines & { source: Source; log: Log }) {
    this.#embedded = o.embedded
    this.#meili = o.meili
    this.#source = o.source
    this.#log = o.log
    this.#feeder = new Feeder({ ...o, changed: () => this.#cache.drop() })
  }

  /** Kept when a complete index is open and holds everything up to now. */
  get prepared(): Promise<void> {
    return this.#feeder.prepared
  }

  /** A page of results. Waits while the first index is being built, then `not_ready`. */
  async search(request: Request): Promise<Page> {
    const key = request.signal === undefined ? keyOf(request) : ''
    const kept = this.#cache.get(key)
    if (kept !== null) return kept
    await this.#whenPrepared()
    const { version } = this.#cache
    const [page] = await this.#ask([await this.#withLabels(request)])
    if (page === undefined) throw new SearchError('unavailable', 'no answer')
    const shown = await this.#worded(page, request.locale)
    if (key !== '') this.#cache.put(key, shown, version)
    return shown
  }

  /** In the same order, all or nothing: the sections of a page. */
  async searchMany(requests: readonly Request[]): Promise<Page[]> {
    return Promise.all(requests.map(request => this.search(request)))
  }

  /** Terms of the vocabulary and partners, while typing. */
  async suggest(typed: string, locale: Locale, signal?: AbortSignal): Promise<Suggestion[]> {
    const query = readQuery(typed)
    if (query.terms.length === 0) return []
    await this.#whenPrepared()
    const { labels } = await this.#vocabulary()
    const everything = await this.search(requestFor('partner', { perPage: 1, locale }))
    const counts = new Map(
      (['expertise', 'service', 'industry'] as const).map(facet => [
        facet as string,
        new Map((everything.facets[facet] ?? []).map(one => [one.value, one.count])),
      ]),
    )
    const terms = suggestTerms(query, labels, (facet, value) => counts.get(facet)?.get(value) ?? 0, locale, TERMS_SHOWN)
    const asked = requestFor('partner', { query, perPage: PARTNERS_SHOWN, counts: false, locale })
    const page = await this.search(signal === undefined ? asked : { ...asked, signal })
    const named = page.hits.filter(hit => hit.highlights.title.some(([, marked]) => marked))
    return [
      ...terms,
      ...named.map(hit => ({
        kind: 'partner' as const,
        slug: hit.card.partner.slug,
        label: hit.card.title,
        marked: hit.highlights.title,
      })),
    ]
  }

  /**
   * The handler of `search.partner` jobs: reads these partners again and replaces their documents. Kept when the embedded
   * index holds it; what Meilisearch cannot take now is taken when it is back. `jobs` saves reading them twice.
   */
  async feed(partners: string | readonly string[], jobs: number | readonly number[] = []): Promise<void> {
    await this.#feeder.feed(
      (typeof partners === 'string' ? [partners] : partners) as readonly PartnerId[],
      typeof jobs === 'number' ? [jobs] : jobs,
    )
  }

  /** Takes in every change so far, also those that no worker has taken: for a process that wants to see its own writes. */
  async catchUp(): Promise<void> {
    await this.#feeder.catchUp()
  }

  /** Builds anew beside the live index, then swaps. */
  async reindex(): Promise<{ documents: number }> {
    return this.#feeder.reindex()
  }

  async health(): Promise<Health> {
    return this.#embedded.health()
  }

  async stats(): Promise<Stats> {
    const meili = this.#meili === null ? null : await this.#meili.health()
    return {
      servedBy: this.#front().name,
      embedded: await this.#embedded.health(),
      meilisearch: meili && { ...meili, away: this.#feeder.breaker.open, owed: this.#feeder.owed },
    }
  }

  /** For `doctor`: documents that are not what the database says. Empty is well. */
  async differences(): Promise<Difference[]> {
    await this.catchUp()
    const held = new Map(await this.#embedded.digests())
    const found: Difference[] = []
    for await (const fed of this.#source.all())
      for (const doc of fed.docs) {
        const document = `${doc.kind} ${doc.id}`
        const digest = held.get(document)
        held.delete(document)
        if (digest === undefined) found.push({ document, what: 'missing' })
        else if (digest !== digestOf(doc)) found.push({ document, what: 'stale' })
      }
    return [...found, ...[...held.keys()].map(document => ({ document, what: 'left over' as const }))]
  }

  async close(): Promise<void> {
    await this.#feeder.close()
    await this.#meili?.close()
    await this.#embedded.close()
  }

  #front(): SearchEngine {
    return this.#meili === null || this.#feeder.breaker.open ? this.#embedded : this.#meili
  }

  async #ask(requests: readonly Request[]): Promise<Page[]> {
    const front = this.#front()
    if (front === this.#embedded) return this.#embedded.searchMany(requests)
    try {
      return await front.searchMany(requests)
    } catch (error) {
      if (requests.some(request => request.signal?.aborted)) throw error
      this.#feeder.breaker.failed(Date.now())
      this.#log.warn(`${front.name} did not answer: ${messageOf(error)}`)
      if (isSearchError(error, 'not_ready', 'bad_request')) this.#feeder.repair(front).catch(() => undefined)
      return this.#embedded.searchMany(requests)
    }
  }

  async #whenPrepared(): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      const error = new SearchError('not_ready', 'the index is being prepared')
      timer = setTimeout(() => reject(error), PREPARING_MS)
    })
    try {
      await Promise.race([this.prepared, late])
    } finally {
      clearTimeout(timer)
    }
  }

  async #withLabels(request: Request): Promise<Request> {
    const { terms } = request.query
    if (terms.length === 0) return request
    const { words } = await this.#vocabulary()
    const labels = terms.map((_, i) => i + 1).filter(n => words.has(terms.slice(0, n).join(' ')))
    return labels.length === 0 ? request : { ...request, labels }
  }

  async #worded(page: Page, locale: Locale): Promise<Page> {
    const { labels } = await this.#vocabulary()
    const pairs = Object.entries(page.facets) as [FacetName, NonNullable<Counts[FacetName]>][]
    const facets = pairs.map(([name, list]) => {
      const worded = list.map(one => ({ ...one, label: labelOf(labels, name, one.value, locale) }))
      return [name, worded.sort((a, b) => b.count - a.count || a.label.localeCompare(b.label, locale))] as const
    })
    return { ...page, facets: Object.fromEntries(facets) }
  }

  async #vocabulary() {
    const { version } = this.#cache
    if (this.#labels?.version === version) return this.#labels
    const labels = await this.#source.labels()
    const countries = await this.#countries()
    this.#labels = { version, labels, words: labelWords(labels, countries) }
    return this.#labels
  }

  async #countries(): Promise<string[]> {
    const page = await this.#embedded.search(requestFor('partner', { perPage: 1 }))
    return (page.facets.country ?? []).map(one => one.value)
  }
}
