import { expect, test } from 'vitest'
import { compare, matcher } from '#search/matching.ts'
import { numbered } from '#search/numbering.ts'
import { readQuery } from '#search/query.ts'

test('an exact word is worth most, then an open one, then one slip, then two', () => {
  expect(compare('marketing', 'marketing', true, false)).toEqual({ cost: 0, factor: 1 })
  expect(compare('market', 'marketing', true, false)).toEqual({ cost: 0.25, factor: 0.9 })
  expect(compare('marketimg', 'marketing', false, false)).toEqual({ cost: 1, factor: 0.6 })
  expect(compare('narkketing', 'marketing', false, true)).toEqual({ cost: 2, factor: 0.4 })
})

test('a wrong first letter costs one more, unless that is forgiven', () => {
  expect(compare('narketing', 'marketing', false, false)).toEqual({ cost: 2, factor: 0.4 })
  expect(compare('tetail', 'retail', false, false)).toBeNull()
  expect(compare('tetail', 'retail', false, true)).toEqual({ cost: 1, factor: 0.6 })
})

test('words of up to four letters are never misspelt', () => {
  expect(compare('zorg', 'zorq', false, true)).toBeNull()
})

test('only the last word is open', () => {
  const { match } = matcher(readQuery('mark desi'), false)
  expect(match(0, 'marketing')).toBeNull()
  expect(match(1, 'design')?.factor).toBe(0.9)
})

test('the best word of a text counts', () => {
  const { best, answers, terms } = matcher(readQuery('retail '), false)
  expect(terms).toBe(1)
  expect(best(0, numbered('fashion retial shop'))).toBe(0.6)
  expect(best(0, numbered('retial retail'))).toBe(1)
  expect(best(0, numbered('fashion'))).toBe(0)
  expect(answers(0, numbered('retial')[0] ?? -1)).toBe(true)
})
