import { expect, test } from 'vitest'
import { cellOf, Columns } from '#search/columns.ts'
import { NUMBER_KEYS } from '#search/document.ts'
import { provesAll, select } from '#search/selection.ts'
import type { Filters } from '#search/request.ts'
import { random } from './data.ts'

const NAMES = ['expertise', 'country', 'language'] as const
const r = random(11)
const rows = Array.from({ length: 400 }, () => ({
  expertise: Array.from({ length: 40 }, (_, i) => `e${i}`).filter(() => r() < 0.1),
  country: [`${'ABCDEFG'[Math.floor(r() * 7)]}X`],
  language: ['nl', 'en', 'de'].filter(() => r() < 0.5),
}))
const columns = new Columns('partner')
rows.forEach((row, rid) => {
  const cells = NAMES.flatMap(name => {
    const place = columns.all.findIndex(column => column.facet.name === name)
    return row[name].map(value => cellOf(place, columns.all[place]?.learn(value) ?? -1))
  })
  columns.set(rid, { cells, numbers: NUMBER_KEYS.map(() => 0), nameKey: '' })
})
for (const rid of [3, 30, 300]) columns.drop(rid)
const alive = rows.map((row, rid) => ({ ...row, rid })).filter(row => columns.live[row.rid] === 1)

const filterSets: Filters[] = [
  {},
  { expertise: ['e1', 'e39'] },
  { country: ['AX'], language: ['nl'] },
  { expertise: ['e5'], country: ['BX', 'CX'], language: ['en', 'de'] },
  { expertise: ['nobody'] },
]

test.each(filterSets)('filters and counts with %j agree with the plain definition, for all and for some', filters => {
  const passes = (row: (typeof alive)[number], but?: string) =>
    NAMES.every(name => name === but || !filters[name] || filters[name].some(value => row[name].includes(value)))
  for (const some of [null, [...rows.keys()].filter(rid => rid % 3 === 0)]) {
    const chosen = alive.filter(row => some === null || some.includes(row.rid))
    const found = select(columns, some === null ? null : Uint32Array.from(some), filters, true)
    expect([...found.ids]).toEqual(chosen.filter(row => passes(row)).map(row => row.rid))
    for (const name of NAMES) {
      const counted = Object.fromEntries((found.facets[name] ?? []).map(one => [one.value, one.count]))
      for (const value of Object.keys(counted))
        expect(counted[value]).toBe(chosen.filter(row => row[name].includes(value) && passes(row, name)).length)
    }
  }
})

test('counts come by number, then value; a value that nothing carries any more is gone', () => {
  const { facets } = select(columns, null, {}, true)
  const list = facets.country ?? []
  expect(list).toEqual([...list].sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)))
  expect(select(columns, null, {}, false).facets).toEqual({})
})

test('what cases prove is asked apart from what a partner claims', () => {
  const own = new Columns('partner')
  const place = own.all.findIndex(column => own.evidence.includes(column) && column.facet.name === 'expertise')
  const number = own.all[place]?.learn('seo') ?? -1
  own.set(0, { cells: [cellOf(place, number)], numbers: NUMBER_KEYS.map(() => 0), nameKey: '' })
  own.set(1, { cells: [], numbers: NUMBER_KEYS.map(() => 0), nameKey: '' })
  const proves = provesAll(own, ['expertise'], { expertise: ['seo'] })
  expect([proves(0), proves(1)]).toEqual([true, false])
})
