import { expect, test } from 'vitest'
import { keyOf, PageCache } from '#search/cache.ts'
import type { Page } from '#search/plan.ts'
import { readQuery } from '#search/query.ts'
import { requestFor } from '#search/request.ts'

const page = (total: number): Page => ({
  hits: [],
  total,
  capped: false,
  page: 1,
  pages: 0,
  facets: {},
  relaxed: null,
  servedBy: 'embedded',
})
const seo = requestFor('partner', { query: readQuery('seo') })

test('the order in which filters were chosen does not matter, an empty choice is none, and capitals are the same words', () => {
  const one = requestFor('partner', { filters: { country: ['NL', 'BE'], industry: ['retail'] } })
  const same = requestFor('partner', { filters: { industry: ['retail'], tier: [], country: ['BE', 'NL'] } })
  expect(keyOf(one)).toBe(keyOf(same))
  expect(keyOf({ ...seo, query: readQuery('SEO') })).toBe(keyOf(seo))
})

test.each([
  ['a closed word', { query: readQuery('seo ') }],
  ['another word', { query: readQuery('seos') }],
  ['a filter', { filters: { country: ['NL'] } }],
  ['another sort', { sort: 'name' as const }],
  ['the next page', { page: 2 }],
  ['a longer page', { perPage: 100 }],
  ['no counts', { counts: false }],
  ['another language', { locale: 'nl' as const }],
])('%s is another question', (_what, change) => {
  expect(keyOf({ ...seo, ...change })).not.toBe(keyOf(seo))
})

test('a change of the index forgets every page, and an answer from before it is not kept', () => {
  const cache = new PageCache()
  const before = cache.version
  cache.put('seo', page(7), before)
  expect(cache.get('seo')?.total).toBe(7)
  cache.drop()
  expect(cache.get('seo')).toBeNull()
  cache.put('seo', page(7), before)
  expect(cache.get('seo')).toBeNull()
  cache.put('seo', page(8), cache.version)
  expect(cache.get('seo')?.total).toBe(8)
})

test('of more than 400 pages the one least lately used goes first', () => {
  const cache = new PageCache()
  for (let i = 0; i < 400; i++) cache.put(`word ${i}`, page(i), 0)
  cache.get('word 0')
  cache.put('one more', page(400), 0)
  expect([cache.get('word 0')?.total, cache.get('word 1'), cache.get('word 2')?.total]).toEqual([0, null, 2])
})
