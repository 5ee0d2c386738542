import { expect, test } from 'vitest'
import { matcher } from '#search/matching.ts'
import { namedBy } from '#search/naming.ts'
import { readQuery } from '#search/query.ts'

const named = (typed: string, name: string) => namedBy(readQuery(typed), name, matcher(readQuery(typed), false))

test('a query that is the name, word for word, costs its edits', () => {
  expect(named('jansen muller ', 'jansen muller')).toBe(0)
  expect(named('jansen mullre ', 'jansen muller')).toBe(1)
  expect(named('jansen mul', 'jansen muller')).toBe(0.25)
})

test('another order is a little worse than the right one', () => {
  expect(named('muller jansen ', 'jansen muller')).toBeCloseTo(0.1)
})

test('fewer or more words than the name do not name it', () => {
  expect(named('jansen ', 'jansen muller')).toBe(Number.POSITIVE_INFINITY)
  expect(named('jansen muller digital ', 'jansen muller')).toBe(Number.POSITIVE_INFINITY)
})

test('a name with a word twice needs it twice', () => {
  expect(named('duran duran ', 'duran duran')).toBe(0)
  expect(named('duran other ', 'duran duran')).toBe(Number.POSITIVE_INFINITY)
})
