import { expect, test } from 'vitest'
import { activeFilters, evidenceGroups, requestFor, without } from '#search/request.ts'

test('a request without wishes is the first page of everything, best first', () => {
  expect(requestFor('partner')).toMatchObject({ page: 1, perPage: 24, sort: 'best', counts: true, filters: {} })
  expect(requestFor('review').sort).toBe('newest')
})

test('an empty choice is no filter', () => {
  expect(activeFilters({ expertise: [], country: ['NL'] })).toEqual([['country', ['NL']]])
})

test('only what a case can prove counts as evidence', () => {
  expect(evidenceGroups({ country: ['NL'], industry: ['retail'], expertise: ['seo'] })).toEqual([
    'expertise',
    'industry',
  ])
})

test('without one facet the rest stays, from the first page', () => {
  const request = requestFor('partner', { filters: { country: ['NL'], language: ['nl'] }, page: 3 })
  expect(without(request, 'language')).toMatchObject({ filters: { country: ['NL'] }, page: 1 })
})
