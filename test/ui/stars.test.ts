import { expect, test } from 'vitest'
import { STARS_PATH, starFill } from '#ui/stars.ts'

test('C-3: stars are filled exactly, and never rounded up', () => {
  expect(starFill(4.6)).toBe(91.8)
  expect(starFill(4)).toBe(80)
  expect(starFill(5)).toBe(100)
  expect(starFill(0)).toBe(0)
  expect(starFill(4.99)).toBeLessThan(99)
})

test('five stars are one path', () => {
  expect(STARS_PATH.match(/M/g)).toHaveLength(5)
})
