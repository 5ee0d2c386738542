import { expect, test } from 'vitest'
import { cellOf, Columns, eachBit, FacetColumn } from '#search/columns.ts'
import { FACETS, type Facet } from '#search/facets.ts'

const facet = (name: string) => FACETS.find(one => one.name === name) as Facet
const place = (columns: Columns, name: string) => columns.all.findIndex(column => column.facet.name === name)

/** The cells of a document of these values, as a writer makes them. */
const cells = (columns: Columns, values: Record<string, string[]>) =>
  Object.entries(values).flatMap(([name, list]) => {
    const at = place(columns, name)
    return list.map(value => cellOf(at, columns.all[at]?.learn(value) ?? 0))
  })
const held = (columns: Columns, name: string, value: string) => {
  const column = columns.all[place(columns, name)]
  return column?.held[column.numberOf(value) ?? -1]
}

test('a value keeps its number, and one that was never learned has none', () => {
  const column = new FacetColumn(facet('country'))
  expect([column.learn('NL'), column.learn('BE'), column.learn('NL'), column.numberOf('DE')]).toEqual([0, 1, 0, null])
})

test('it is known how many living documents carry a value: written anew and dropped ones count no more', () => {
  const columns = new Columns('partner')
  const row = (values: Record<string, string[]>) => ({ cells: cells(columns, values), numbers: [], nameKey: '' })
  columns.set(0, row({ country: ['NL'], industry: ['retail', 'media'] }))
  columns.set(1, row({ country: ['NL'], industry: ['retail'] }))
  expect([held(columns, 'country', 'NL'), held(columns, 'industry', 'retail')]).toEqual([2, 2])
  columns.set(1, row({ country: ['BE'] }))
  expect([held(columns, 'country', 'NL'), held(columns, 'industry', 'retail'), columns.count]).toEqual([1, 1, 2])
  columns.drop(0)
  columns.drop(0)
  columns.drop(99)
  expect([held(columns, 'country', 'NL'), held(columns, 'industry', 'media'), columns.count]).toEqual([0, 0, 1])
})

test('more than 32 values of a facet and more rows than were foreseen lose nothing', () => {
  const columns = new Columns('partner')
  const many = Array.from({ length: 40 }, (_, i) => `topic-${i}`)
  columns.set(3, { cells: cells(columns, { expertise: many }), numbers: [55], nameKey: 'northwind' })
  columns.set(5_000, { cells: cells(columns, { expertise: ['topic-39'] }), numbers: [77], nameKey: '' })
  expect([held(columns, 'expertise', 'topic-0'), held(columns, 'expertise', 'topic-39')]).toEqual([1, 2])
  columns.drop(3)
  expect([held(columns, 'expertise', 'topic-0'), held(columns, 'expertise', 'topic-39')]).toEqual([0, 1])
  expect([columns.numbers.base[3], columns.numbers.base[5_000], columns.nameKeys[3]]).toEqual([55, 77, 'northwind'])
  expect([columns.n, columns.count]).toEqual([5_001, 1])
})

test('only partners have columns of what their cases prove', () => {
  expect(new Columns('partner').evidence.map(column => column.facet.name)).toEqual(['expertise', 'service', 'industry'])
  expect([new Columns('case').evidence, new Columns('review').evidence]).toEqual([[], []])
})

test.each([
  [0, 0, []],
  [0b101, 0, [0, 2]],
  [0x8000_0000, 0, [31]],
  [0x8000_0001, 2, [64, 95]],
])('the bits of %d in layer %d are the numbers %j', (bits, layer, numbers) => {
  const seen: number[] = []
  eachBit(bits, layer, number => seen.push(number))
  expect(seen).toEqual(numbers)
})
