import { expect, test } from 'vitest'
import { documents } from '#search/documents.ts'
import { toJson } from '#search/json.ts'
import type { Hit, Page } from '#search/plan.ts'
import { readQuery } from '#search/query.ts'
import { requestFor } from '#search/request.ts'
import { caseOf, firm, reviewOf } from './firms.ts'

const NOW = new Date('2026-11-21T12:00:00Z')
const { docs } = documents(
  firm('Northwind', {
    summary: { en: 'We build.', nl: 'Wij bouwen.' },
    cases: [caseOf('c', '2025-05-01', { confirmed: true, year: 2024 })],
    reviews: [reviewOf('r', '2026-01-01', { stars: 2 })],
  }),
  NOW,
)
const hits = docs.map(
  ({ kind, id, partner, card }): Hit => ({
    kind,
    id,
    partner,
    card,
    highlights: { title: [[card.title, false]], summary: [], quote: null },
    named: false,
    score: 0.5,
    parts: { relevance: 0.3, quality: 0.2, evidence: 0, responsiveness: 0, completeness: 0 },
  }),
)
const page = (o: Partial<Page> = {}): Page => ({
  hits,
  total: 3,
  capped: false,
  page: 1,
  pages: 1,
  facets: {
    country: [{ value: 'NL', label: 'Netherlands', count: 1 }],
    city: [{ value: 'utrecht', label: 'x', count: 1 }],
  },
  relaxed: null,
  servedBy: 'embedded',
  ...o,
})
const request = requestFor('partner', { query: readQuery('north wind') })

test('every facet of the kind is told, one without counts as an empty list; what visitors cannot choose is not', () => {
  const { facets } = toJson(page(), request)
  expect(Object.keys(facets)).toContain('tier')
  expect(facets).toMatchObject({ country: [{ value: 'NL', label: 'Netherlands', count: 1 }], tier: [] })
  expect(facets).not.toHaveProperty('city')
})

test('texts and addresses are of the language asked for', () => {
  const [en, nl] = [toJson(page(), request), toJson(page(), request, 'nl')].map(told => told.hits[0])
  expect([en?.summary, en?.url]).toEqual(['We build.', '/partners/northwind'])
  expect([nl?.summary, nl?.url]).toEqual(['Wij bouwen.', '/nl/partners/northwind'])
})

test('a case tells its year and whether it was confirmed, a review its stars, a partner neither', () => {
  const [partner, story, review] = toJson(page(), request).hits
  expect(story).toMatchObject({ year: 2024, confirmed: true, date: '2025-05-01T00:00:00.000Z' })
  expect(review).toMatchObject({ stars: 2, date: '2026-01-01T00:00:00.000Z' })
  expect(Object.keys(partner ?? {})).not.toEqual(expect.arrayContaining(['date']))
  expect([partner, story].map(hit => 'stars' in (hit ?? {}))).toEqual([false, false])
})

test('why a result stands where it does is told by the parts that add, largest first', () => {
  expect(toJson(page(), request).hits[0]?.reasons).toEqual(['relevance', 'quality'])
})

test('that there are more than can be counted, and that other words were searched, is said only when it is so', () => {
  expect(toJson(page(), request)).not.toHaveProperty('capped')
  expect(toJson(page({ capped: true }), request)).toMatchObject({ capped: true, query: 'north wind', relaxed: null })
  expect(toJson(page({ relaxed: readQuery('north') }), request).relaxed).toBe('north')
})
