import { expect, test } from 'vitest'
import { planOf } from '#search/plan.ts'
import { readQuery } from '#search/query.ts'
import { type Request, requestFor } from '#search/request.ts'
import type { Kind } from '#search/facets.ts'

const planFor = (kind: Kind, typed: string, o: Partial<Request> = {}) => {
  const query = readQuery(typed)
  return planOf(requestFor(kind, { query, ...o }), query, false)
}
/** Sets as one line each: how many texts, `=` when exact, and what cases must prove. */
const sets = (kind: Kind, typed: string, o: Partial<Request> = {}) =>
  planFor(kind, typed, o).sets.map(set => [`${set.fields.length}${set.exact ? '=' : ''}`, ...set.evidenced].join(' '))

test('words ask for five nested sets, each with more texts than the one before', () => {
  expect(sets('partner', 'seo')).toEqual(['1=', '1', '2', '3', '4'])
  expect(planFor('partner', 'seo').sets.map(set => set.fields)).toEqual([
    ['name'],
    ['name'],
    ['name', 'facts'],
    ['name', 'facts', 'proof'],
    ['name', 'facts', 'proof', 'body'],
  ])
})

test('facets that a case can prove add the set of those who prove them all, and of each alone', () => {
  const both = { expertise: ['seo'], industry: ['retail', 'media'] }
  expect(sets('partner', '', { filters: { industry: ['retail'] } })).toEqual(['4', '4 industry'])
  expect(sets('partner', '', { filters: both })).toEqual(['4', '4 expertise industry', '4 expertise', '4 industry'])
  expect(sets('partner', 'web', { filters: { industry: ['retail'] } })).toHaveLength(6)
})

test.each<[string, Kind, string, Partial<Request>]>([
  ['nothing typed', 'partner', '', {}],
  ['a place, which no case proves', 'partner', '', { filters: { country: ['NL'] } }],
  ['another sort than best', 'partner', 'seo', { sort: 'newest', filters: { industry: ['retail'] } }],
  ['reviews, which are by date', 'review', 'seo', {}],
  ['an industry of cases', 'case', '', { filters: { industry: ['retail'] } }],
])('with %s nothing is ranked: the page is a stored order', (_what, kind, typed, o) => {
  expect(sets(kind, typed, o)).toEqual([])
})

test('cases are ranked by words', () => {
  expect(sets('case', 'seo', { filters: { industry: ['retail'] } })).toEqual(['1=', '1', '2', '3', '4'])
})

test('a page begins where the one before it ended, in the order of its sort', () => {
  expect(planFor('partner', '')).toMatchObject({ from: 0, size: 24, order: [{ key: 'base', down: true }] })
  expect(planFor('review', '', { page: 3, perPage: 10, sort: 'lowest' })).toMatchObject({
    from: 20,
    size: 10,
    order: [
      { key: 'stars', down: false },
      { key: 'date', down: true },
    ],
  })
})
