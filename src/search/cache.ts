import type { Page } from './plan.ts'
import { activeFilters, type Request } from './request.ts'

const KEPT = 400

/** Two requests with one key have one answer while the index stands still. */
export function keyOf(request: Request): string {
  const filters = activeFilters(request.filters)
    .map(([name, values]) => `${name}=${[...values].sort().join(',')}`)
    .sort()
  const { kind, query, sort, page, perPage, counts, locale } = request
  return JSON.stringify([kind, query.terms, query.open, filters, sort, page, perPage, counts, locale])
}

/**
 * Pages by request, the least used out first. Everything goes when the index changes: a change is rare beside a search,
 * and a wrong count is worse than a slow one.
 */
export class PageCache {
  readonly #pages = new Map<string, Page>()
  #version = 0

  get version(): number {
    return this.#version
  }

  get(key: string): Page | null {
    const page = this.#pages.get(key)
    if (page === undefined) return null
    this.#pages.delete(key)
    this.#pages.set(key, page)
    return page
  }

  /** `version`: of the index when the search began; an answer from before a change is not kept. */
  put(key: string, page: Page, version: number): void {
    if (version !== this.#version) return
    if (this.#pages.size >= KEPT) this.#pages.delete(this.#pages.keys().next().value ?? '')
    this.#pages.set(key, page)
  }

  drop(): void {
    this.#version++
    this.#pages.clear()
  }
}
