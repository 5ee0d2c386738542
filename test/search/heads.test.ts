import { expect, test } from 'vitest'
import { Columns } from '#search/columns.ts'
import { NUMBER_KEYS, type NumberKey } from '#search/document.ts'
import { BaseOrder, comparator, slice } from '#search/heads.ts'
import type { Order } from '#search/sorts.ts'
import { random } from './data.ts'

type Firm = Partial<Record<NumberKey, number>> & { nameKey?: string }
const put = (columns: Columns, row: number, firm: Firm) =>
  columns.set(row, { cells: [], numbers: NUMBER_KEYS.map(key => firm[key] ?? 0), nameKey: firm.nameKey ?? '' })
function columnsOf(firms: readonly Firm[]): Columns {
  const columns = new Columns('partner')
  for (const [row, firm] of firms.entries()) put(columns, row, firm)
  return columns
}
const byBase: Order = [{ key: 'base', down: true }]
const all = (n: number) => Uint32Array.from({ length: n }, (_, i) => i)

test('rows come by the keys in turn, then by tie, then as they are', () => {
  const columns = columnsOf([
    { shown: 4_000, reviews: 9, tie: 2 },
    { shown: 4_500, reviews: 3, tie: 9 },
    { shown: 4_500, reviews: 8, tie: 9 },
    { shown: 4_000, reviews: 9, tie: 1 },
    { shown: 4_000, reviews: 9, tie: 1 },
  ])
  const order: Order = [
    { key: 'shown', down: true },
    { key: 'reviews', down: true },
  ]
  expect(slice(columns, all(5), order, 0, 5)).toEqual([2, 1, 3, 4, 0])
})

test('names rise from a to z, and fall when they are asked to', () => {
  const columns = columnsOf([{ nameKey: 'visser' }, { nameKey: 'ashford' }, { nameKey: 'jansen' }])
  expect(slice(columns, all(3), [{ key: 'nameKey', down: false }], 0, 3)).toEqual([1, 2, 0])
  expect(slice(columns, all(3), [{ key: 'nameKey', down: true }], 0, 3)).toEqual([0, 2, 1])
})

test('pages follow each other without a gap or a double, the first as well as those that lie deep', () => {
  const r = random(7)
  const columns = columnsOf(
    Array.from({ length: 700 }, () => ({ base: Math.floor(r() * 50), tie: Math.floor(r() * 9) })),
  )
  const whole = Array.from(all(700)).sort(comparator(columns, byBase))
  const pages = Array.from({ length: 30 }, (_, i) => slice(columns, all(700), byBase, i * 24, 24))
  expect(pages.flat()).toEqual(whole)
  expect([slice(columns, all(700), byBase, 700, 24), slice(columns, all(700), byBase, 0, 0)]).toEqual([[], []])
})

test('the order by base holds whoever comes and leaves out whoever goes', () => {
  const columns = columnsOf([{ base: 30 }, { base: 50 }, { base: 10 }])
  const order = new BaseOrder(columns)
  expect(order.first(2, () => true)).toEqual([1, 0])
  put(columns, 3, { base: 40 })
  order.insert(3)
  expect(order.first(9, () => true)).toEqual([1, 3, 0, 2])
  columns.drop(1)
  expect(order.first(2, () => true)).toEqual([3, 0])
  expect(order.first(9, row => row !== 0)).toEqual([3, 2])
})

test('after thousands of changes, for which its columns had to grow, it is still the order that sorting gives', () => {
  const r = random(3)
  const columns = columnsOf([{ base: 1 }])
  const order = new BaseOrder(columns)
  order.first(1, () => true)
  for (let row = 1; row < 2_500; row++) {
    put(columns, row, { base: Math.floor(r() * 1_000), tie: row % 7 })
    order.insert(row)
    if (row % 3 === 0) columns.drop(Math.floor(r() * row))
  }
  const living = Array.from(all(columns.n)).filter(row => columns.live[row] === 1)
  expect(order.first(5_000, () => true)).toEqual(living.sort(comparator(columns, byBase)))
})
