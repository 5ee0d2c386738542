import { expect, test } from 'vitest'
import {
  anyQuery,
  exactWords,
  filterOf,
  is,
  notAmong,
  queriesOf,
  sortOf,
  tailQuery,
  wordsOf,
} from '#search/meilisearch-query.ts'
import { planOf } from '#search/plan.ts'
import { readQuery } from '#search/query.ts'
import { type Request, requestFor } from '#search/request.ts'
import { orderOf } from '#search/sorts.ts'

const planFor = (typed: string, o: Partial<Request> = {}) => {
  const query = readQuery(typed)
  return planOf(requestFor('partner', { query, ...o }), query, false)
}

test('a query that may go on ends at its last word, a closed one at a space; exactly meant words stand in quotes', () => {
  expect([wordsOf(readQuery('Web desi')), wordsOf(readQuery('web design ')), wordsOf(readQuery(''))]).toEqual([
    'web desi',
    'web design ',
    '',
  ])
  expect(exactWords(readQuery('"web" -desi'))).toBe('"web" "desi"')
})

test('a value cannot leave its quotes', () => {
  expect(is('city', 'a" OR tier = "gold')).toBe('city = "a\\" OR tier = \\"gold"')
  expect(is('city', 'a\\')).toBe('city = "a\\\\"')
  expect(notAmong('id', ['p"1', 'p2'])).toBe('id NOT IN ["p\\"1", "p2"]')
})

test('filters are OR within a facet and AND between; a facet is left out of its own counts', () => {
  const filters = { country: ['NL', 'BE'], industry: ['retail'], tier: [] }
  expect(filterOf(filters)).toBe('country IN ["NL", "BE"] AND industry IN ["retail"]')
  expect(filterOf(filters, { but: 'country' })).toBe('industry IN ["retail"]')
  expect(filterOf(filters, { but: 'country', proven: ['industry'] })).toBe(
    'industry IN ["retail"] AND caseIndustry IN ["retail"]',
  )
  expect(filterOf({})).toBe('')
})

test('every order ends with the tie', () => {
  expect(sortOf(orderOf('partner', 'rating'))).toEqual(['shown:desc', 'reviews:desc', 'tie:asc'])
  expect(sortOf(orderOf('partner', 'name'))).toEqual(['nameKey:asc', 'tie:asc'])
})

test('a page of words is four narrower sets and the whole, which has the total and the counts', () => {
  const { queries, whole, heads, own } = queriesOf(planFor('web design'))
  expect(queries.map(query => query.attributesToSearchOn?.join(' ') ?? 'all')).toEqual([
    'name',
    'name',
    'name facts',
    'name facts proof',
    'all',
  ])
  expect(queries.map(query => query.q)).toEqual(['"web" "design"', ...Array(4).fill('web design')])
  expect([whole, heads, own.size]).toEqual([4, [0, 1, 2, 3, 4], 0])
  expect(queries[whole]).toMatchObject({ page: 1, hitsPerPage: 120, sort: ['base:desc', 'tie:asc'] })
  expect(queries.every(query => query.matchingStrategy === 'all')).toBe(true)
})

test('each chosen facet is counted by a search without its own choice, the others with the whole', () => {
  const { queries, whole, own } = queriesOf(planFor('', { filters: { country: ['NL'] } }))
  expect(queries[whole]?.facets).not.toContain('country')
  expect(queries[own.get('country') ?? -1]).toMatchObject({ filter: '', facets: ['country'], hitsPerPage: 0 })
  expect(queriesOf(planFor('', { filters: { country: ['NL'] }, counts: false })).own.size).toBe(0)
})

test('without words and evidence the third page is asked for as such, in its order', () => {
  const { queries, heads } = queriesOf(planFor('', { sort: 'name', page: 3 }))
  expect(queries).toHaveLength(1)
  expect(queries[0]).toMatchObject({ page: 3, hitsPerPage: 24, sort: ['nameKey:asc', 'tie:asc'] })
  expect(heads).toEqual([])
})

test('after the window comes the whole without it; whether words match at all is asked without filters', () => {
  const plan = planFor('web', { filters: { country: ['NL'] } })
  expect(tailQuery(plan, ['p1', 'p2'], 24, 12)).toMatchObject({
    filter: 'country IN ["NL"] AND id NOT IN ["p1", "p2"]',
    offset: 24,
    limit: 12,
    sort: ['base:desc', 'tie:asc'],
  })
  expect(anyQuery(plan)).toMatchObject({ q: 'web', filter: '', hitsPerPage: 0 })
})
