import { expect, test } from 'vitest'
import type { Day } from '#kernel/period.ts'
import { earliestBeginning, tooSoon } from '../../src/programs/notice.ts'

const day = (text: string) => text as Day

test('G1: with 15 days of notice, day 15 will do and day 14 will not', () => {
  expect(earliestBeginning(day('2025-03-01'), 15)).toBe('2025-03-16')
  expect(tooSoon(day('2025-03-16'), day('2025-03-01'), 15)).toBe(false)
  expect(tooSoon(day('2025-03-15'), day('2025-03-01'), 15)).toBe(true)
})

test('G1: the notice runs over the end of a leap February', () => {
  expect(earliestBeginning(day('2024-02-20'), 15)).toBe('2024-03-06')
})

test('G1: without notice terms begin the day after tomorrow, for turnover may be dated tomorrow and be settled today', () => {
  expect(tooSoon(day('2025-03-03'), day('2025-03-01'), 0)).toBe(false)
  expect(tooSoon(day('2025-03-02'), day('2025-03-01'), 0)).toBe(true)
  expect(tooSoon(day('2025-02-28'), day('2025-03-01'), 0)).toBe(true)
})
