import { expect, test } from 'vitest'
import { defaultSort, isSort, orderOf, sortsOf } from '#search/sorts.ts'

test('each kind has its sorts and one of them is its default', () => {
  expect(sortsOf('partner')).toEqual(['best', 'rating', 'reviews', 'newest', 'name'])
  expect(sortsOf('case')).toEqual(['best', 'newest'])
  expect(sortsOf('review')).toEqual(['newest', 'highest', 'lowest', 'detailed'])
  expect([defaultSort('partner'), defaultSort('case'), defaultSort('review')]).toEqual(['best', 'best', 'newest'])
})

test('a sort of another kind is none', () => {
  expect(isSort('case', 'rating')).toBe(false)
  expect(isSort('partner', 'toString')).toBe(false)
  expect(isSort('review', 'lowest')).toBe(true)
})

test('highest rated is by the shown average, then by how many reviews', () => {
  expect(orderOf('partner', 'rating')).toEqual([
    { key: 'shown', down: true },
    { key: 'reviews', down: true },
  ])
  expect(orderOf('partner', 'best')).toEqual([{ key: 'base', down: true }])
})
