import { answer, answerMany } from './answer.ts'
import type { Fed } from './document.ts'
import { IndexFile } from './embedded-file.adapter.ts'
import { EmbeddedRecall } from './embedded-recall.adapter.ts'
import { isIntact, type Mark, replace, seal } from './embedded-write.adapter.ts'
import { KINDS, type Kind } from './facets.ts'
import type { Meta } from './index-schema.ts'
import type { Page } from './plan.ts'
import type { Request } from './request.ts'
import { SearchError } from './search-error.ts'

/** The verbs of one index file. They run where the file is: in the worker, or in this thread (tests, the command line). */
export class EmbeddedIndex {
  #open: { readonly index: IndexFile; readonly recall: EmbeddedRecall; readonly writes: boolean } | null = null

  /** A new, empty file to be filled and sealed. */
  create(file: string): void {
    this.close()
    const index = IndexFile.create(file)
    this.#open = { index, recall: new EmbeddedRecall(index), writes: true }
  }

  /** Leaves the file that was open alone when this one cannot be read (`not_ready`). The meta data is as it was found. */
  open(file: string, writes: boolean): Meta {
    const index = IndexFile.open(file)
    this.close()
    this.#open = { index, recall: new EmbeddedRecall(index), writes }
    const meta = index.meta()
    if (writes) index.putMeta({ clean: false })
    return meta
  }

  /** From reader to writer, when the process that wrote is gone. */
  promote(): Meta {
    const open = this.#ready()
    const meta = open.index.meta()
    this.#open = { ...open, writes: true }
    open.index.putMeta({ clean: false })
    return meta
  }

  async search(request: Request): Promise<Page> {
    const { index, recall, writes } = this.#ready()
    if (!writes) this.#refresh(index)
    return answer(recall, request)
  }

  async searchMany(requests: readonly Request[]): Promise<Page[]> {
    const { index, recall, writes } = this.#ready()
    if (!writes) this.#refresh(index)
    return answerMany(recall, requests)
  }

  replace(feds: readonly Fed[], mark: Mark | null): void {
    const { index } = this.#ready()
    replace(index, feds, mark)
  }

  seal(followed: number, at: number): void {
    seal(this.#ready().index, followed, at)
  }

  meta(): Meta {
    return this.#ready().index.meta()
  }

  isIntact(): boolean {
    return isIntact(this.#ready().index)
  }

  counts(): { [K in Kind]: number } {
    const { index, writes } = this.#ready()
    if (!writes) this.#refresh(index)
    const { partner, case: cases, review } = index.columns
    return { partner: partner.count, case: cases.count, review: review.count }
  }

  wear(): { rows: number; living: number } {
    const all = Object.values(this.#ready().index.columns)
    return { rows: all.reduce((sum, one) => sum + one.n, 0), living: all.reduce((sum, one) => sum + one.count, 0) }
  }

  digests(): Map<string, string> {
    const { index } = this.#ready()
    return new Map(
      KINDS.flatMap(kind => index.sql[kind].digests.all().map(([id, d]) => [`${kind} ${id}`, d as string] as const)),
    )
  }

  close(): void {
    const open = this.#open
    this.#open = null
    if (open === null) return
    if (open.writes) open.index.putMeta({ clean: true })
    open.index.close()
  }

  #refresh(index: IndexFile): void {
    const before = index.version
    index.refresh()
    if (index.version === before) return
    index.forgetPhrases()
  }

  #ready() {
    if (this.#open === null) throw new SearchError('not_ready', 'the index is being prepared')
    return this.#open
  }
}
