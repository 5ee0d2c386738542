import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Fed } from './document.ts'
import { indexFiles, leftovers, nextName } from './index-files.ts'
import type { Meta } from './index-schema.ts'
import { type Lock, takeLock } from './lock.adapter.ts'
import type { Health, Page, Receipt, SearchEngine } from './plan.ts'
import type { Request } from './request.ts'
import { isSearchError, SearchError } from './search-error.ts'
import { type CallOptions, type Seat, seatHere, seatOnThread, type Verbs } from './seat.adapter.ts'

const DEADLINE_MS = 2_000
/** Documents in one commit: a write of more would hold up the searches behind it. */
const BATCH = 400

const WORN = 3
const WORN_FROM = 20_000

export type EmbeddedOptions = {
  readonly folder: string
  /** On a thread of its own (the site), or in this one (tests, the command line). */
  readonly thread: boolean
  readonly clock?: () => Date
}

/** The embedded engine: `search-<n>.db` of a folder. One process writes; others read what it writes. */
export class EmbeddedEngine implements SearchEngine {
  readonly name = 'embedded'
  readonly #options: EmbeddedOptions
  #seat: Seat
  #lock: Lock | null = null
  #reopened: Promise<unknown> | null = null
  #file: string | null = null
  /** As the file was found at opening: unclean means that it must be checked. */
  #found: Meta | null = null

  constructor(options: EmbeddedOptions) {
    this.#options = options
    mkdirSync(options.folder, { recursive: true })
    this.#seat = this.#newSeat()
  }

  get writes(): boolean {
    return this.#lock !== null
  }

  /** Opens the newest complete file. A reader without one waits for the writer to make it: nothing to rebuild. */
  async ensureReady(): Promise<{ rebuild: boolean }> {
    this.#lock ??= takeLock(this.#options.folder)
    for (const { name } of indexFiles(readdirSync(this.#options.folder))) {
      try {
        this.#found = await this.#call('open', [join(this.#options.folder, name), this.writes])
        this.#file = name
        if (this.writes) this.#clean(name)
        return { rebuild: false }
      } catch (error) {
        if (!isSearchError(error, 'not_ready')) throw error
      }
    }
    return { rebuild: this.writes }
  }

  /** Takes over from a writer that is gone; readers look for a newer file as well. Called now and then. */
  async keepUp(): Promise<void> {
    const newest = indexFiles(readdirSync(this.#options.folder))[0]?.name
    if (this.writes || newest === undefined) return
    this.#lock = takeLock(this.#options.folder)
    if (this.#lock !== null && this.#file === newest) await this.#call('promote', [])
    else if (this.#lock !== null || newest !== this.#file) await this.ensureReady()
  }

  /** False when the file was left open by a death and its words are damaged. */
  async isIntact(): Promise<boolean> {
    return this.#found === null || this.#found.clean || !this.writes || (await this.#call('isIntact', []))
  }

  /** A changed document leaves a dead row behind: when most are dead, a new file is smaller and faster. */
  async isWorn(): Promise<boolean> {
    const { rows, living } = await this.#call('wear', [])
    return rows > WORN * living + WORN_FROM
  }

  search(request: Request): Promise<Page> {
    const { signal, ...plain } = request
    return this.#call('search', [plain], { signal, deadlineMs: DEADLINE_MS })
  }

  searchMany(requests: readonly Request[]): Promise<Page[]> {
    const plain = requests.map(({ signal: _signal, ...rest }) => rest)
    return this.#call('searchMany', [plain], { signal: requests[0]?.signal, deadlineMs: DEADLINE_MS })
  }

  async replace(feds: readonly Fed[], followed: number | null, seen = followed ?? 0): Promise<Receipt> {
    if (!this.writes) throw new SearchError('write_failed', 'another process writes this index')
    for (const batch of batches(feds)) await this.#call('replace', [batch, null])
    if (followed !== null) await this.#call('replace', [[], { followed, seen, at: this.#now() }])
    return { engine: 'embedded', token: String(followed ?? '') }
  }

  /** A replacement is committed before its promise is kept. */
  async waitFor(): Promise<void> {}

  async rebuild(all: AsyncIterable<Fed>, from: number): Promise<{ documents: number }> {
    if (!this.writes) throw new SearchError('write_failed', 'another process writes this index')
    const { folder } = this.#options
    const name = nextName(readdirSync(folder))
    const builder = this.#newSeat()
    let documents = 0
    try {
      await builder.call('create', [join(folder, name)])
      let batch: Fed[] = []
      for await (const fed of all) {
        batch.push(fed)
        documents += fed.docs.length
        if (sizeOf(batch) < BATCH) continue
        await builder.call('replace', [batch, null])
        batch = []
      }
      await builder.call('replace', [batch, null])
      await builder.call('seal', [from, this.#now()])
      await builder.call('close', [])
    } finally {
      await builder.close()
    }
    this.#found = await this.#call('open', [join(folder, name), true])
    this.#file = name
    this.#clean(name)
    return { documents }
  }

  async followed(): Promise<number | null> {
    return (await this.#call('meta', [])).followed
  }

  /** The last job that was looked at, done or not. */
  async seen(): Promise<number> {
    return (await this.#call('meta', [])).seen
  }

  /** When the index last held all there was, ms since 1970. */
  async followedAt(): Promise<number> {
    return (await this.#call('meta', [])).followedAt
  }

  async health(): Promise<Health> {
    try {
      const documents = await this.#call('counts', [])
      return { ok: true, detail: `${this.#file ?? ''}${this.writes ? '' : ', read only'}`, documents }
    } catch (error) {
      if (!isSearchError(error)) throw error
      return { ok: false, detail: error.message, documents: { partner: 0, case: 0, review: 0 } }
    }
  }

  digests(): Promise<Map<string, string>> {
    return this.#call('digests', [])
  }

  async close(): Promise<void> {
    try {
      await this.#seat.call('close', [])
    } catch (error) {
      // A thread that has died has nothing left to close; the file is checked at the next start.
      if (!isSearchError(error)) throw error
    }
    await this.#seat.close()
    this.#lock?.release()
    this.#lock = null
  }

  /** A thread that ended by itself (out of memory, a fault of the driver) is replaced, and opens the file again. */
  async #call<V extends keyof Verbs>(
    verb: V,
    args: Parameters<Verbs[V]>,
    o?: CallOptions,
  ): Promise<Awaited<ReturnType<Verbs[V]>>> {
    if (this.#seat.broken) {
      this.#seat = this.#newSeat()
      const file = this.#file === null ? null : join(this.#options.folder, this.#file)
      this.#reopened = file === null ? null : this.#seat.call('open', [file, this.writes])
    }
    await this.#reopened
    return this.#seat.call(verb, args, o)
  }

  #now = (): number => (this.#options.clock?.() ?? new Date()).getTime()
  #newSeat = (): Seat => (this.#options.thread ? seatOnThread() : seatHere())

  #clean(keep: string): void {
    const { folder } = this.#options
    for (const name of leftovers(readdirSync(folder), keep)) rmSync(join(folder, name), { force: true })
  }
}

const sizeOf = (feds: readonly Fed[]): number => feds.reduce((sum, fed) => sum + Math.max(1, fed.docs.length), 0)

function* batches(feds: readonly Fed[]): Generator<Fed[]> {
  let batch: Fed[] = []
  for (const fed of feds) {
    batch.push(fed)
    if (sizeOf(batch) < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
