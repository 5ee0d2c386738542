import { Meilisearch } from 'meilisearch'
import { answer, answerMany } from './answer.ts'
import { digestOf } from './digest.adapter.ts'
import type { Doc, Fed } from './document.ts'
import { type Kind, KINDS } from './facets.ts'
import { hasSettings, INDEX, keyOf, meiliDocument, PREFIX, settingsOf } from './meilisearch-document.ts'
import { faultOf, taskFault } from './meilisearch-fault.ts'
import { among, notAmong } from './meilisearch-query.ts'
import { MeilisearchRecall } from './meilisearch-recall.adapter.ts'
import type { Health, Page, Receipt, SearchEngine } from './plan.ts'
import type { Request } from './request.ts'
import { isSearchError } from './search-error.ts'

export type MeilisearchOptions = {
  readonly url: string
  /** An API key on `guildhall_*`, not the master key. It goes nowhere but to that server. */
  readonly key?: string | undefined
  readonly prefix?: string
}

const READ_MS = 800
const WRITE_MS = 15_000
/** How long a write may take to become visible before it is `write_pending`. */
const TASK_MS = 5_000
const BATCH = 1_000
const INTERVAL_MS = 20

/** Meilisearch behind the port. A write is a task: accepted at once, run in order, visible later. */
export class MeilisearchEngine implements SearchEngine {
  readonly name = 'meilisearch'
  readonly #prefix: string
  /** Writes and reads have a client each: a read that is late is of no use, a write is. */
  readonly #writer: Meilisearch
  readonly #recall: MeilisearchRecall

  constructor({ url, key, prefix = PREFIX }: MeilisearchOptions) {
    const common = { host: url, ...(key === undefined ? {} : { apiKey: key }) }
    this.#prefix = prefix
    this.#writer = new Meilisearch({ ...common, timeout: WRITE_MS })
    this.#recall = new MeilisearchRecall(new Meilisearch({ ...common, timeout: READ_MS }), prefix)
  }

  search(request: Request): Promise<Page> {
    return answer(this.#recall, request)
  }

  searchMany(requests: readonly Request[]): Promise<Page[]> {
    return answerMany(this.#recall, requests)
  }

  /** Documents are replaced whole; then what the partners have no longer is deleted, kind by kind. */
  replace(feds: readonly Fed[], _followed: number | null): Promise<Receipt> {
    return this.#guarded(async () => {
      const tasks: number[] = []
      for (const group of grouped(feds)) {
        const owners = group.map(fed => keyOf(fed.partner))
        for (const kind of KINDS) {
          const docs = group.flatMap(fed => fed.docs.filter(doc => doc.kind === kind))
          if (docs.length > 0) tasks.push(await this.#add(this.#uid(kind), docs))
          const kept = docs.map(doc => keyOf(doc.id))
          const filter = [among('partner', owners), ...(kept.length > 0 ? [notAmong('id', kept)] : [])].join(' AND ')
          tasks.push((await this.#writer.index(this.#uid(kind)).deleteDocuments({ filter })).taskUid)
        }
      }
      return { engine: this.name, token: tasks.join(',') }
    })
  }

  async waitFor(receipt: Receipt, o: { timeoutMs?: number } = {}): Promise<void> {
    const tasks = receipt.token.split(',').filter(text => text !== '')
    await this.#guarded(() => this.#wait(tasks.map(Number), o.timeoutMs ?? TASK_MS))
    this.#recall.forget()
  }

  /** New indexes with settings first, filled, then all three swapped in one act; what a killed rebuild left is deleted first. */
  rebuild(all: AsyncIterable<Fed>, _from: number): Promise<{ documents: number }> {
    return this.#guarded(async () => {
      const minutes = 10 * 60_000
      await this.#wait(await this.#deleteNext(), minutes)
      const made: number[] = []
      for (const kind of KINDS) made.push(...(await this.#create(kind, `${this.#uid(kind)}_next`)))
      await this.#wait(made, minutes)
      let documents = 0
      let tasks: number[] = []
      let waiting: Doc[] = []
      const send = async () => {
        for (const kind of KINDS) {
          const docs = waiting.filter(doc => doc.kind === kind)
          if (docs.length > 0) tasks.push(await this.#add(`${this.#uid(kind)}_next`, docs))
        }
        waiting = []
        if (tasks.length < 12) return
        await this.#wait(tasks, minutes)
        tasks = []
      }
      for await (const fed of all) {
        documents += fed.docs.length
        waiting.push(...fed.docs)
        if (waiting.length >= BATCH) await send()
      }
      await send()
      await this.#wait(tasks, minutes)
      const live = await this.#existing()
      const missing: number[] = []
      for (const kind of KINDS)
        if (!live.has(this.#uid(kind))) missing.push(...(await this.#create(kind, this.#uid(kind))))
      await this.#wait(missing, minutes)
      const pairs = KINDS.map(kind => ({ indexes: [this.#uid(kind), `${this.#uid(kind)}_next`] as [string, string] }))
      const swap = await this.#writer.swapIndexes(pairs.map(pair => ({ ...pair, rename: false })))
      await this.#wait([swap.taskUid], minutes)
      this.#recall.forget()
      await this.#wait(await this.#deleteNext(), minutes)
      return { documents }
    })
  }

  ensureReady(): Promise<{ rebuild: boolean }> {
    return this.#guarded(async () => {
      const live = await this.#existing()
      for (const kind of KINDS) {
        const uid = this.#uid(kind)
        if (!live.has(uid)) return { rebuild: true }
        const settings = (await this.#writer.index(uid).getSettings()) as Record<string, unknown>
        if (!hasSettings(kind, settings)) return { rebuild: true }
      }
      return { rebuild: false }
    })
  }

  async followed(): Promise<null> {
    return null
  }

  async health(): Promise<Health> {
    const documents = { partner: 0, case: 0, review: 0 }
    try {
      await this.#guarded(async () => {
        await this.#writer.health()
        for (const kind of KINDS)
          documents[kind] = (await this.#writer.index(this.#uid(kind)).getStats()).numberOfDocuments
      })
      return { ok: true, detail: 'available', documents }
    } catch (error) {
      if (!isSearchError(error)) throw error
      return { ok: false, detail: error.message, documents }
    }
  }

  digests(): Promise<Map<string, string>> {
    return this.#guarded(async () => {
      const found = new Map<string, string>()
      for (const kind of KINDS) {
        for (let offset = 0; ; offset += BATCH) {
          const fields = ['ref', 'digest']
          const page = await this.#writer.index(this.#uid(kind)).getDocuments({ fields, limit: BATCH, offset })
          for (const { ref, digest } of page.results) found.set(`${kind} ${String(ref)}`, String(digest))
          if (page.results.length < BATCH) break
        }
      }
      return found
    })
  }

  async close(): Promise<void> {}

  #uid = (kind: Kind): string => `${this.#prefix}_${INDEX[kind]}`

  async #add(uid: string, docs: readonly Doc[]): Promise<number> {
    const documents = docs.map(doc => meiliDocument(doc, digestOf(doc)))
    return (await this.#writer.index(uid).addDocuments(documents, { primaryKey: 'id' })).taskUid
  }

  async #create(kind: Kind, uid: string): Promise<number[]> {
    const created = await this.#writer.createIndex(uid, { primaryKey: 'id' })
    const settled = await this.#writer.index(uid).updateSettings(settingsOf(kind))
    return [created.taskUid, settled.taskUid]
  }

  async #existing(): Promise<Set<string>> {
    const { results } = await this.#writer.getRawIndexes({ limit: 1_000 })
    return new Set(results.map(index => index.uid))
  }

  async #deleteNext(): Promise<number[]> {
    const live = await this.#existing()
    const tasks: number[] = []
    for (const kind of KINDS) {
      const uid = `${this.#uid(kind)}_next`
      if (live.has(uid)) tasks.push((await this.#writer.deleteIndex(uid)).taskUid)
    }
    return tasks
  }

  /** A failed task throws nothing by itself, so each is looked at. */
  async #wait(tasks: readonly number[], timeout: number): Promise<void> {
    for (const uid of tasks) {
      const fault = taskFault(await this.#writer.tasks.waitForTask(uid, { timeout, interval: INTERVAL_MS }))
      if (fault !== null) throw fault
    }
  }

  async #guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw faultOf(error)
    }
  }
}

/** Partners in groups of at most about 1,000 documents: one write each. */
function* grouped(feds: readonly Fed[]): Generator<Fed[]> {
  let group: Fed[] = []
  let size = 0
  for (const fed of feds) {
    group.push(fed)
    size += fed.docs.length
    if (size < BATCH) continue
    yield group
    group = []
    size = 0
  }
  if (group.length > 0) yield group
}
