import type { Columns } from './columns.ts'
import type { Order } from './sorts.ts'

/** Negative when row `a` comes before row `b`. Ties go by `tie`, then by row. */
export function comparator(columns: Columns, order: Order): (a: number, b: number) => number {
  const { tie } = columns.numbers
  const keys = order.map(({ key, down }) => ({
    column: key === 'nameKey' ? null : columns.numbers[key],
    sign: down ? -1 : 1,
  }))
  const names = columns.nameKeys
  return (a, b) => {
    for (const { column, sign } of keys) {
      if (column === null) {
        const [left, right] = [names[a] ?? '', names[b] ?? '']
        if (left !== right) return left < right ? -sign : sign
        continue
      }
      const [left, right] = [column[a] as number, column[b] as number]
      if (left !== right) return left < right ? -sign : sign
    }
    return (tie[a] as number) - (tie[b] as number) || a - b
  }
}

/** The rows from `from` on in an order. First pages keep a short sorted list; deep ones sort. */
export function slice(columns: Columns, ids: Uint32Array, order: Order, from: number, size: number): number[] {
  const compare = comparator(columns, order)
  const k = from + size
  if (from >= ids.length || size === 0) return []
  if (k > 500) return Array.from(ids).sort(compare).slice(from, k)
  const best: number[] = []
  for (const id of ids) {
    if (best.length === k && compare(id, best[k - 1] as number) >= 0) continue
    let low = 0
    let high = best.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (compare(best[middle] as number, id) < 0) low = middle + 1
      else high = middle
    }
    best.splice(low, 0, id)
    if (best.length > k) best.pop()
  }
  return best.slice(from)
}

const BY_BASE: Order = [{ key: 'base', down: true }]

/** All rows of a kind by `base`: the head of a set that holds much is found by walking it, without sorting the set. */
export class BaseOrder {
  readonly #columns: Columns
  #rows = new Uint32Array(0)
  #length = -1

  constructor(columns: Columns) {
    this.#columns = columns
  }

  /** Made at each use: columns that grow get new memory, and a comparison kept from before would read the old. */
  #comparator() {
    return comparator(this.#columns, BY_BASE)
  }

  /** A new row; the dead stay where they are until there are too many. */
  insert(row: number): void {
    if (this.#length < 0) return
    if (this.#length > 2 * this.#columns.count + 1_000 || this.#length === this.#rows.length) {
      // Made anew when it is next asked for.
      this.#length = -1
      return
    }
    const compare = this.#comparator()
    let low = 0
    let high = this.#length
    while (low < high) {
      const middle = (low + high) >> 1
      if (compare(this.#rows[middle] as number, row) < 0) low = middle + 1
      else high = middle
    }
    this.#rows.copyWithin(low + 1, low, this.#length)
    this.#rows[low] = row
    this.#length++
  }

  /** The first `k` living rows that pass. */
  first(k: number, passes: (row: number) => boolean): number[] {
    if (this.#length < 0) this.#build()
    const { live } = this.#columns
    const found: number[] = []
    for (let i = 0; i < this.#length && found.length < k; i++) {
      const row = this.#rows[i] as number
      if (live[row] === 1 && passes(row)) found.push(row)
    }
    return found
  }

  #build(): void {
    const { live, n, count } = this.#columns
    const rows = new Uint32Array(count)
    let k = 0
    for (let row = 0; row < n; row++) if (live[row] === 1) rows[k++] = row
    rows.sort(this.#comparator())
    this.#rows = new Uint32Array(count + Math.max(1_000, count >> 2))
    this.#rows.set(rows)
    this.#length = count
  }
}
