import { expect, test } from 'vitest'
import { DEFAULTS, defaultOf, fits, isKey, KEYS } from '#settings/setting.ts'

test('every default fits its own setting', () => {
  for (const key of KEYS) expect(fits(key, defaultOf(key)), key).toBe(true)
})

test('a value of another type or beyond its bounds does not fit', () => {
  expect(fits('review.min_binding_days', 0)).toBe(true)
  expect(fits('review.min_binding_days', 10_000)).toBe(true)
  expect(fits('review.min_binding_days', 10_001)).toBe(false)
  expect(fits('review.min_binding_days', -1)).toBe(false)
  expect(fits('review.min_binding_days', 1.5)).toBe(false)
  expect(fits('review.min_binding_days', '30')).toBe(false)
  expect(fits('site.name', '  ')).toBe(false)
  expect(fits('site.name', 'x'.repeat(81))).toBe(false)
})

test('only settings that exist are keys', () => {
  expect(isKey('site.name')).toBe(true)
  expect(isKey('toString')).toBe(false)
  expect(DEFAULTS['review.min_binding_days']).toBe(30)
})
