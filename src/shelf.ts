/** Things that can be made again, bounded by bytes: what was not asked for longest goes first, and nothing outlives its time. */
export class Shelf<T> {
  readonly #kept = new Map<string, { readonly value: T; readonly bytes: number; readonly until: number }>()
  readonly #limit: number
  #bytes = 0

  constructor(limit: number) {
    this.#limit = limit
  }
  get bytes(): number {
    return this.#bytes
  }
  get size(): number {
    return this.#kept.size
  }
  get(key: string, now: number): T | null {
    const found = this.#kept.get(key)
    if (!found) return null
    this.#kept.delete(key)
    if (found.until <= now) {
      this.#bytes -= found.bytes
      return null
    }
    this.#kept.set(key, found)
    return found.value
  }
  /** What would take more than a quarter of the shelf is not kept at all. */
  put(key: string, value: T, bytes: number, until: number): void {
    this.#bytes -= this.#kept.get(key)?.bytes ?? 0
    this.#kept.delete(key)
    if (bytes > this.#limit / 4) return
    this.#kept.set(key, { value, bytes, until })
    this.#bytes += bytes
    for (const [oldest, kept] of this.#kept) {
      if (this.#bytes <= this.#limit) break
      this.#kept.delete(oldest)
      this.#bytes -= kept.bytes
    }
  }
}
