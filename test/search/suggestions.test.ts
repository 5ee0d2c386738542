import { expect, test } from 'vitest'
import type { Labels } from '#search/labels.ts'
import { readQuery } from '#search/query.ts'
import { suggestTerms } from '#search/suggestions.ts'
import { label, RETAIL, SEO } from './firms.ts'

const of = (...list: ReturnType<typeof label>[]) => new Map(list.map(one => [one.slug, one]))
const labels: Labels = {
  expertise: of(SEO, label('web-design', 'Web design', 'Webontwerp'), label('web-shops', 'Web shops', 'Webwinkels')),
  service: of(label('design-support', 'Design support', 'Ontwerphulp')),
  industry: of(RETAIL),
}
const partners: Record<string, number> = { 'web-design': 3, 'web-shops': 8 }
const suggest = (typed: string, locale: 'en' | 'nl' = 'en', limit = 8) =>
  suggestTerms(readQuery(typed), labels, (_facet, value) => partners[value] ?? 0, locale, limit)
const values = (typed: string, locale?: 'en' | 'nl') => suggest(typed, locale).map(one => 'value' in one && one.value)

test.each([
  ['web', ['web-shops', 'web-design']],
  ['desi', ['design-support', 'web-design']],
  ['web desi', ['web-design']],
  ['desing web ', ['web-design']],
  ['web retail', []],
  ['', []],
])('"%s" suggests %j: every word is held by one label', (typed, expected) => {
  expect(values(typed).sort()).toEqual([...expected].sort())
})

test('the nearest come first, and of equally near ones those with the most partners', () => {
  expect(values('web')).toEqual(['web-shops', 'web-design'])
  expect(values('web design ')).toEqual(['web-design'])
})

test('a label of the reader stands before one that is found by a synonym or in the other language', () => {
  expect(values('shops ')).toEqual(['web-shops', 'retail'])
  expect(values('detailhandel')).toEqual(['retail'])
})

test('of two that are equally near, the one whose own label was typed wins over more partners', () => {
  const both: Labels = { expertise: of(label('portals', 'Portals'), label('sites', 'Sites', 'Sites', 'portals')) }
  const counts = (_facet: string, value: string) => (value === 'sites' ? 9 : 1)
  const found = suggestTerms(readQuery('portals '), both, counts, 'en', 8)
  expect(found.map(one => one.label)).toEqual(['Portals', 'Sites'])
})

test('labels, marks and counts are of the reader’s language', () => {
  expect(suggest('webwin', 'nl')[0]).toEqual({
    kind: 'expertise',
    value: 'web-shops',
    label: 'Webwinkels',
    marked: [['Webwinkels', true]],
    count: 8,
  })
})

test('no more are suggested than were asked for', () => {
  expect([suggest('web', 'en', 1).length, suggest('web', 'en', 0).length]).toEqual([1, 0])
})
