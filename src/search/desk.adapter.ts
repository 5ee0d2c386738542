import type { PartnerId } from '#kernel/id.ts'
import { mayFallBack } from './answer.ts'
import { Breaker } from './breaker.ts'
import { keyOf, PageCache } from './cache.ts'
import { digestOf } from './digest.adapter.ts'
import type { Fed } from './document.ts'
import type { EmbeddedEngine } from './embedded.adapter.ts'
import type { FacetName } from './facets.ts'
import { type Labels, labelOf, labelWords } from './labels.ts'
import type { Counts, Health, Page, SearchEngine } from './plan.ts'
import { readQuery } from './query.ts'
import { type Locale, type Request, requestFor } from './request.ts'
import { isSearchError, SearchError } from './search-error.ts'
import type { Source } from './source.verbs.ts'
import { type Suggestion, suggestTerms } from './suggestions.ts'

export type Log = { info(message: string): void; warn(message: string): void; error(message: string): void }
export type Stats = {
  readonly servedBy: SearchEngine['name']
  readonly embedded: Health
  readonly meilisearch: (Health & { readonly away: boolean; readonly owed: number }) | null
}
export type Difference = { readonly document: string; readonly what: 'missing' | 'stale' | 'left over' }

const PREPARING_MS = 10_000
const FOLLOW_MS = 1_000
const TEND_MS = 5_000
const FOLLOW_BATCH = 200
/** Finished jobs are kept seven days: an index that has not followed for six is built anew. */
const TOO_OLD_MS = 6 * 86_400_000
const TERMS_SHOWN = 5
const PARTNERS_SHOWN = 5

/** What the site, the command line and the worker are given: one search, whatever engines stand behind it. */
export class Search {
  readonly #embedded: EmbeddedEngine
  readonly #meili: SearchEngine | null
  readonly #source: Source
  readonly #log: Log
  readonly #cache = new PageCache()
  readonly #breaker = new Breaker()
  /** Partners whose change Meilisearch has not taken yet. */
  readonly #owed = new Set<PartnerId>()
  readonly #done = new Set<number>()
  readonly #timers: NodeJS.Timeout[] = []
  #labels: { readonly version: number; readonly labels: Labels; readonly words: ReadonlySet<string> } | null = null
  #day = new Date().toISOString().slice(0, 10)
  #closed = false
  #busy: Promise<unknown> = Promise.resolve()
  /** Kept when a complete index is open and holds everything up to now. */
  readonly prepared: Promise<void>

  constructor(o: { embedded: EmbeddedEngine; meili: SearchEngine | null; source: Source; log: Log }) {
    this.#embedded = o.embedded
    this.#meili = o.meili
    this.#source = o.source
    this.#log = o.log
    this.prepared = this.#inTurn(() => this.#prepare())
    this.prepared.catch((error: unknown) => this.#log.error(`search could not be prepared: ${messageOf(error)}`))
    this.#every(FOLLOW_MS, () => this.#inTurn(() => this.#followFinished()))
    this.#every(TEND_MS, () => this.#inTurn(() => this.#tend()))
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
   * index holds it; what Meilisearch cannot take now is taken when it is back. `job` saves reading it twice.
   */
  async feed(partners: string | readonly string[], job?: number): Promise<void> {
    await this.prepared
    const ids = (typeof partners === 'string' ? [partners] : partners) as readonly PartnerId[]
    await this.#inTurn(() => this.#replace(ids, null))
    if (job !== undefined) this.#done.add(job)
  }

  /** Takes in every change so far, also those that no worker has taken: for a process that wants to see its own writes. */
  async catchUp(): Promise<void> {
    await this.prepared
    await this.#inTurn(() => this.#follow(true))
  }

  /** Builds anew beside the live index, then swaps. */
  async reindex(): Promise<{ documents: number }> {
    await this.prepared
    return this.#inTurn(() => this.#rebuild())
  }

  async health(): Promise<Health> {
    return this.#embedded.health()
  }

  async stats(): Promise<Stats> {
    const meili = this.#meili === null ? null : await this.#meili.health()
    return {
      servedBy: this.#front().name,
      embedded: await this.#embedded.health(),
      meilisearch: meili && { ...meili, away: this.#breaker.open, owed: this.#owed.size },
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
    this.#closed = true
    for (const timer of this.#timers) clearInterval(timer)
    await this.#busy.catch(() => undefined)
    await this.#meili?.close()
    await this.#embedded.close()
  }

  // ---- asking

  #front(): SearchEngine {
    return this.#meili === null || this.#breaker.open ? this.#embedded : this.#meili
  }

  async #ask(requests: readonly Request[]): Promise<Page[]> {
    const front = this.#front()
    if (front === this.#embedded) return this.#embedded.searchMany(requests)
    try {
      return await front.searchMany(requests)
    } catch (error) {
      if (requests.some(request => request.signal?.aborted)) throw error
      this.#breaker.failed(Date.now())
      this.#log.warn(`${front.name} did not answer: ${messageOf(error)}`)
      if (!mayFallBack(error)) this.#inTurn(() => front.ensureReady()).catch(() => undefined)
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

  // ---- feeding

  async #prepare(): Promise<void> {
    const { rebuild } = await this.#embedded.ensureReady()
    const damaged = !rebuild && !(await this.#embedded.isIntact())
    if (damaged) this.#log.warn('the search index was damaged and is built anew')
    const old = !rebuild && Date.now() - (await this.#embedded.followedAt().catch(() => Date.now())) > TOO_OLD_MS
    if (rebuild || damaged || old) await this.#rebuildOne(this.#embedded)
    else await this.#follow(true)
    await this.#prepareMeili()
  }

  async #prepareMeili(): Promise<void> {
    if (this.#meili === null) return
    try {
      const { rebuild } = await this.#meili.ensureReady()
      if (rebuild) await this.#rebuildOne(this.#meili)
      else await this.#reconcile(this.#meili)
    } catch (error) {
      // A wrong address or key stops the start; a server that is down does not.
      if (isSearchError(error, 'misconfigured')) throw error
      this.#log.warn(`meilisearch is away: ${messageOf(error)}`)
      for (let i = 0; i < 3; i++) this.#breaker.failed(Date.now())
    }
  }

  /** What the two engines hold differently is fed again: whatever was missed while this process was away. */
  async #reconcile(meili: SearchEngine): Promise<void> {
    const [own, theirs] = [await this.#embedded.digests(), await meili.digests()]
    const differ = [...own].some(([id, digest]) => theirs.get(id) !== digest) || own.size !== theirs.size
    if (differ) await this.#rebuildOne(meili)
  }

  async #rebuild(): Promise<{ documents: number }> {
    const done = await this.#rebuildOne(this.#embedded)
    if (this.#meili !== null) await this.#rebuildOne(this.#meili)
    return done
  }

  async #rebuildOne(engine: SearchEngine): Promise<{ documents: number }> {
    const from = await this.#source.lastJob()
    const done = await engine.rebuild(this.#source.all(), from)
    this.#cache.drop()
    this.#log.info(`${engine.name} search index built: ${done.documents} documents`)
    // What changed while it was being built.
    await this.#follow(true)
    return done
  }

  async #followFinished(): Promise<void> {
    await this.#embedded.keepUp()
    await this.#follow(false)
  }

  /** Follows the outbox by id. Open jobs are left to whoever takes them, unless `open`; the mark never passes one. */
  async #follow(open: boolean): Promise<void> {
    if (!this.#embedded.writes) return this.#cache.drop()
    const last = await this.#source.lastJob()
    let after = (await this.#embedded.followed()) ?? 0
    for (;;) {
      const jobs = await this.#source.jobsAfter(after, FOLLOW_BATCH)
      const stop = jobs.findIndex(job => job.open)
      const settled = stop < 0 ? jobs : jobs.slice(0, stop)
      const unread = (open ? jobs : settled).filter(job => !this.#done.has(job.id))
      const mark =
        stop >= 0
          ? (settled.at(-1)?.id ?? after)
          : jobs.length < FOLLOW_BATCH
            ? Math.max(last, after)
            : (jobs.at(-1)?.id ?? after)
      if (unread.length > 0 || mark > after)
        await this.#replace(
          unread.map(job => job.subject as PartnerId),
          mark,
        )
      for (const job of settled) this.#done.delete(job.id)
      after = mark
      if (stop >= 0 || jobs.length < FOLLOW_BATCH) return
    }
  }

  async #replace(partners: readonly PartnerId[], followed: number | null): Promise<void> {
    const ids = [...new Set(partners)]
    const feds: Fed[] = ids.length === 0 ? [] : await this.#source.feds(ids)
    if (this.#embedded.writes) await this.#embedded.replace(feds, followed)
    if (ids.length === 0) return
    this.#cache.drop()
    if (this.#meili === null) return
    for (const id of ids) this.#owed.add(id)
    if (!this.#breaker.open) await this.#pay(feds)
  }

  /** Gives Meilisearch what it is owed; what it cannot take stays owed. */
  async #pay(feds: readonly Fed[]): Promise<void> {
    if (this.#meili === null || feds.length === 0) return
    try {
      const receipt = await this.#meili.replace(feds, null)
      await this.#meili.waitFor(receipt)
      for (const fed of feds) this.#owed.delete(fed.partner)
      this.#cache.drop()
    } catch (error) {
      if (!isSearchError(error)) throw error
      this.#log.warn(`meilisearch did not take ${feds.length} partners: ${error.message}`)
    }
  }

  async #tend(): Promise<void> {
    const today = new Date().toISOString().slice(0, 10)
    if (today !== this.#day) {
      // Ages of reviews and the week of the ties have moved: unchanged documents are skipped by their digest.
      this.#day = today
      for await (const fed of this.#source.all()) await this.#replace([fed.partner], null)
    }
    if (this.#meili === null) return
    if (this.#breaker.probeDue(Date.now())) {
      const { ok } = await this.#meili.health()
      if (ok) await this.#pay(await this.#source.feds([...this.#owed]))
      this.#breaker.probed(ok, this.#owed.size > 0, Date.now())
    } else if (!this.#breaker.open && this.#owed.size > 0) await this.#pay(await this.#source.feds([...this.#owed]))
  }

  /** One after the other: two writers of one partner could leave the older truth. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#busy.then(work, work)
    this.#busy = mine.catch(() => undefined)
    return mine
  }

  #every(ms: number, work: () => Promise<void>): void {
    let running = false
    const tick = async () => {
      if (running || this.#closed) return
      running = true
      try {
        await work()
      } catch (error) {
        this.#log.warn(`search: ${messageOf(error)}`)
      }
      running = false
    }
    this.#timers.push(setInterval(tick, ms).unref())
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
