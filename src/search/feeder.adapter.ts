import type { PartnerId } from '#kernel/id.ts'
import { Breaker } from './breaker.ts'
import type { Fed } from './document.ts'
import type { EmbeddedEngine } from './embedded.adapter.ts'
import type { Receipt, SearchEngine } from './plan.ts'
import { isSearchError } from './search-error.ts'
import type { Source } from './source.verbs.ts'

export type Log = { info(message: string): void; warn(message: string): void; error(message: string): void }
export type Engines = { readonly embedded: EmbeddedEngine; readonly meili: SearchEngine | null }

const FOLLOW_MS = 1_000
const TEND_MS = 5_000
const FOLLOW_BATCH = 200
const CATCH_UP_MS = 5_000
const CATCH_UP_PAUSE_MS = 100
const PENDING_TRIES = 6
const PREPARE_TRIES = 5
const PREPARE_PAUSE_MS = 300
/** Finished jobs are kept seven days: an index that has not followed for six is built anew. */
const TOO_OLD_MS = 6 * 86_400_000

/** Brings what changed in the database into the engines, one change after the other. */
export class Feeder {
  readonly #embedded: EmbeddedEngine
  readonly #meili: SearchEngine | null
  readonly #source: Source
  readonly #log: Log
  readonly #changed: () => void
  readonly breaker = new Breaker()
  /** Partners whose change Meilisearch has not taken yet. */
  readonly #owed = new Set<PartnerId>()
  /** Finished jobs that this process has done itself: not to be read again when followed. */
  readonly #done = new Set<number>()
  /** Open jobs whose change was read before they were done. */
  readonly #peeked = new Set<number>()
  readonly #timers: NodeJS.Timeout[] = []
  #day = new Date().toISOString().slice(0, 10)
  #closed = false
  #busy: Promise<unknown> = Promise.resolve()
  /** Kept when a complete index is open and holds everything up to now. */
  readonly prepared: Promise<void>

  /** `changed` is called after anything that can change an answer. */
  constructor({ embedded, meili, source, log, changed }: Engines & { source: Source; log: Log; changed: () => void }) {
    this.#embedded = embedded
    this.#meili = meili
    this.#source = source
    this.#log = log
    this.#changed = changed
    this.prepared = this.#inTurn(() => this.#prepareAtLast())
    this.prepared.catch((error: unknown) => log.error(`search could not be prepared: ${messageOf(error)}`))
    this.#every(FOLLOW_MS, () => this.#inTurn(() => this.#followFinished()))
    this.#every(TEND_MS, () => this.#inTurn(() => this.#tend()))
  }

  get owed(): number {
    return this.#owed.size
  }

  async feed(partners: readonly PartnerId[], jobs: readonly number[]): Promise<void> {
    await this.prepared
    await this.#inTurn(() => this.#replace(partners, null))
    for (const job of jobs) this.#done.add(job)
  }

  async catchUp(): Promise<void> {
    await this.prepared
    if (this.#embedded.writes) return this.#inTurn(() => this.#follow(true))
    // Another process writes: it looks every second, and what it has looked at is found here too.
    const last = await this.#source.lastJob()
    for (let waited = 0; waited < CATCH_UP_MS && (await this.#embedded.seen()) < last; waited += CATCH_UP_PAUSE_MS)
      await new Promise(resolve => setTimeout(resolve, CATCH_UP_PAUSE_MS))
    this.#changed()
  }

  async reindex(): Promise<{ documents: number }> {
    await this.prepared
    return this.#inTurn(() => this.#rebuild())
  }

  /** Meilisearch has lost its index or its settings: they are made again, and filled if need be. */
  async repair(engine: SearchEngine): Promise<void> {
    await this.#inTurn(async () => {
      const { rebuild } = await engine.ensureReady()
      if (rebuild) await this.#rebuildOne(engine)
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const timer of this.#timers) clearInterval(timer)
    await this.#busy
  }

  /** The database may be away or busy at the start: tried again a few times before the search is given up. */
  async #prepareAtLast(): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#prepare()
      } catch (error) {
        if (tries >= PREPARE_TRIES || this.#closed) throw error
        this.#log.warn(`search: ${messageOf(error)}; tried again`)
        await new Promise(resolve => setTimeout(resolve, PREPARE_PAUSE_MS * tries))
      }
    }
  }

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
      if (!isSearchError(error)) throw error
      this.#log.warn(`meilisearch is away: ${messageOf(error)}`)
      for (let i = 0; i < 3; i++) this.breaker.failed(Date.now())
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
    this.#changed()
    this.#log.info(`${engine.name} search index built: ${done.documents} documents`)
    // What changed while it was being built.
    await this.#follow(true)
    return done
  }

  async #followFinished(): Promise<void> {
    await this.#embedded.keepUp()
    await this.#follow(false)
  }

  /**
   * Follows the outbox by id. A job that is still open is read once, so that its change is soon found, and again when it is
   * done, for until then it may absorb others; the mark never passes an open one. `again`: read open ones once more.
   */
  async #follow(again: boolean): Promise<void> {
    if (!this.#embedded.writes) return this.#changed()
    const last = await this.#source.lastJob()
    let after = (await this.#embedded.followed()) ?? 0
    for (;;) {
      const jobs = await this.#source.jobsAfter(after, FOLLOW_BATCH)
      const stop = jobs.findIndex(job => job.open)
      const settled = stop < 0 ? jobs : jobs.slice(0, stop)
      const unread = jobs.filter(job => (job.open ? again || !this.#peeked.has(job.id) : !this.#done.has(job.id)))
      const whole = jobs.length < FOLLOW_BATCH
      const mark =
        stop >= 0 ? (settled.at(-1)?.id ?? after) : whole ? Math.max(last, after) : (jobs.at(-1)?.id ?? after)
      const seen = whole ? Math.max(last, after) : (jobs.at(-1)?.id ?? after)
      if (unread.length > 0 || mark > after)
        await this.#replace(
          unread.map(job => job.subject as PartnerId),
          mark,
          seen,
        )
      for (const job of jobs) if (job.open) this.#peeked.add(job.id)
      for (const job of settled) {
        this.#done.delete(job.id)
        this.#peeked.delete(job.id)
      }
      // Jobs done after an open one are read now and not again before the mark passes them.
      for (const job of unread) if (!job.open && job.id > mark) this.#done.add(job.id)
      after = mark
      if (stop >= 0 || whole) return
    }
  }

  async #replace(partners: readonly PartnerId[], followed: number | null, seen?: number): Promise<void> {
    const ids = [...new Set(partners)]
    const feds: Fed[] = ids.length === 0 ? [] : await this.#source.feds(ids)
    if (this.#embedded.writes) await this.#embedded.replace(feds, followed, seen)
    if (ids.length === 0) return
    this.#changed()
    if (this.#meili === null) return
    for (const id of ids) this.#owed.add(id)
    if (!this.breaker.open) await this.#pay(feds)
  }

  /** Gives Meilisearch what it is owed; what it cannot take stays owed. One bad document fails a batch: then one by one. */
  async #pay(feds: readonly Fed[]): Promise<void> {
    if (this.#meili === null || feds.length === 0) return
    try {
      const receipt = await this.#meili.replace(feds, null)
      await this.#settled(this.#meili, receipt)
      for (const fed of feds) this.#owed.delete(fed.partner)
      this.#changed()
    } catch (error) {
      if (!isSearchError(error)) throw error
      if (feds.length > 1 && error.code === 'write_failed') for (const fed of feds) await this.#pay([fed])
      else this.#log.warn(`meilisearch did not take ${feds.length} partners: ${error.message}`)
    }
  }

  /** A task that is late still runs: it is the same one that is waited for again. */
  async #settled(engine: SearchEngine, receipt: Receipt): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        return await engine.waitFor(receipt)
      } catch (error) {
        if (!isSearchError(error, 'write_pending') || tries >= PENDING_TRIES) throw error
      }
    }
  }

  async #tend(): Promise<void> {
    const today = new Date().toISOString().slice(0, 10)
    if (today !== this.#day) {
      // Ages of reviews and the week of the ties have moved: unchanged documents are skipped by their digest.
      this.#day = today
      for await (const fed of this.#source.all()) await this.#replace([fed.partner], null)
    }
    if (this.#embedded.writes && (await this.#embedded.isWorn())) await this.#rebuildOne(this.#embedded)
    if (this.#meili === null) return
    if (this.breaker.probeDue(Date.now())) {
      const { ok } = await this.#meili.health()
      if (ok) await this.#pay(await this.#source.feds([...this.#owed]))
      this.breaker.probed(ok, this.#owed.size > 0, Date.now())
    } else if (!this.breaker.open && this.#owed.size > 0) await this.#pay(await this.#source.feds([...this.#owed]))
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

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
