import { expect, test } from 'vitest'
import { Columns } from '#search/columns.ts'
import { BaseOrder, comparator, slice } from '#search/heads.ts'
import { random } from './data.ts'

const BY_BASE = [{ key: 'base', down: true }] as const
function filled(n: number) {
  const r = random(2)
  const columns = new Columns('partner')
  for (let rid = 0; rid < n; rid++)
    columns.set(rid, {
      cells: [],
      numbers: [Math.floor(r() * 50), Math.floor(r() * 9), 0, 0, 0, 0, 0],
      nameKey: `n${Math.floor(r() * 30)}`,
    })
  return columns
}
const all = (n: number) => Uint32Array.from({ length: n }, (_, i) => i)

test('a page is the same whether a short list is kept or everything is sorted', () => {
  const columns = filled(900)
  for (const order of [BY_BASE, [{ key: 'nameKey', down: false }] as const]) {
    const sorted = [...all(900)].sort(comparator(columns, order))
    expect(slice(columns, all(900), order, 0, 24)).toEqual(sorted.slice(0, 24))
    expect(slice(columns, all(900), order, 480, 48)).toEqual(sorted.slice(480, 528))
    expect(slice(columns, all(900), order, 890, 24)).toEqual(sorted.slice(890))
    expect(slice(columns, all(900), order, 900, 24)).toEqual([])
  }
})

test('the walk finds the head of a set as sorting would, also after documents came and went', () => {
  const columns = filled(500)
  const order = new BaseOrder(columns)
  const third = (row: number) => row % 3 === 0
  const wanted = () =>
    [...all(columns.n)]
      .filter(row => columns.live[row] === 1 && third(row))
      .sort(comparator(columns, BY_BASE))
      .slice(0, 20)
  expect(order.first(20, third)).toEqual(wanted())
  for (let rid = 500; rid < 2_600; rid++) {
    columns.set(rid, { cells: [], numbers: [rid % 61, rid % 7, 0, 0, 0, 0, 0], nameKey: '' })
    order.insert(rid)
    if (rid % 2 === 0) columns.drop(rid - 400)
  }
  expect(order.first(20, third)).toEqual(wanted())
})
