import { expect, test } from 'vitest'
import { isSearchError, SearchError } from '#search/search-error.ts'

test('an error tells its code first and then the reason', () => {
  const error = new SearchError('overloaded', '64 searches wait')
  expect([error.code, error.message]).toEqual(['overloaded', 'overloaded: 64 searches wait'])
})

test('it is told apart by its codes; without any, every code will do', () => {
  const error = new SearchError('not_ready', 'the index is being prepared')
  expect(isSearchError(error)).toBe(true)
  expect(isSearchError(error, 'unavailable', 'not_ready')).toBe(true)
  expect(isSearchError(error, 'unavailable')).toBe(false)
})

test('the error of another copy of the file is one too; what only looks like it is not', () => {
  const copy = Object.assign(new Error('unavailable: gone'), { name: 'SearchError', code: 'unavailable' })
  expect(isSearchError(copy, 'unavailable')).toBe(true)
  const others = [
    new Error('unavailable'),
    { name: 'SearchError', code: 'unavailable' },
    'unavailable',
    null,
    undefined,
  ]
  expect(others.filter(other => isSearchError(other))).toEqual([])
  expect(isSearchError(Object.assign(new Error('x'), { code: 'unavailable' }))).toBe(false)
})
