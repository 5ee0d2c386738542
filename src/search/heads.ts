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
