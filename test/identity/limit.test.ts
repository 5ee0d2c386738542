import { expect, test } from 'vitest'
import { allows, LIMITS, LONGEST_MS } from '#identity/limit.ts'

test('the tenth try of an account within a quarter of an hour is let in, the eleventh is not', () => {
  expect(LIMITS['sign-in:account']).toEqual({ tries: 10, withinMs: 900_000 })
  expect(allows('sign-in:account', 9)).toBe(true)
  expect(allows('sign-in:account', 10)).toBe(false)
})

test('tries are kept as long as the longest limit looks back', () => {
  expect(LONGEST_MS).toBe(3_600_000)
})
