import { describe, expect, test } from 'vitest'
import type { Day } from '#kernel/period.ts'
import { businessDayAfter, holidaysIn, isBusinessDay } from '../../src/partners/business-day.ts'

const later = (day: string, n: number, country: string | null = 'NL') => businessDayAfter(day as Day, n, country)

describe('SIM-10: business days', () => {
  test('the clock starts on the next business day: told on a Monday, the fifth is the Monday after', () => {
    expect(later('2026-06-01', 1)).toBe('2026-06-02')
    expect(later('2026-06-01', 5)).toBe('2026-06-08')
  })
  test('told on a Friday, a Saturday or a Sunday, the first is Monday and the fifth Friday', () => {
    for (const day of ['2026-06-05', '2026-06-06', '2026-06-07']) {
      expect([later(day, 1), later(day, 5)]).toEqual(['2026-06-08', '2026-06-12'])
    }
  })
  test('Dutch Easter Monday does not count, in the United States it does', () => {
    expect(later('2026-04-03', 1)).toBe('2026-04-07')
    expect(later('2026-04-03', 1, 'US')).toBe('2026-04-06')
  })
  test('over Christmas and New Year', () => {
    // Thursday 24 December; Friday is Christmas, the 28th is a Monday, 1 January a Friday.
    expect(later('2026-12-24', 1)).toBe('2026-12-28')
    expect(later('2026-12-24', 5)).toBe('2027-01-04')
  })
  test('told on a holiday itself, the next business day is the first', () => {
    expect(later('2026-04-27', 1)).toBe('2026-04-28')
  })
})

describe('holidays', () => {
  test('a holiday on a weekend is kept on its substitute day where the country does so', () => {
    expect(isBusinessDay('2026-12-28' as Day, 'GB')).toBe(false)
    expect(isBusinessDay('2026-12-28' as Day, 'NL')).toBe(true)
  })
  test('a feast of several days is a holiday on each of them', () => {
    const days = [...holidaysIn('SA', 2026)].filter(day => day.startsWith('2026-03'))
    expect(days.length).toBeGreaterThanOrEqual(3)
  })
  test('without a country, or with one that no calendar knows, only weekends are free', () => {
    expect(isBusinessDay('2026-12-25' as Day, null)).toBe(true)
    expect(isBusinessDay('2026-12-25' as Day, 'XX')).toBe(true)
    expect(isBusinessDay('2026-12-26' as Day, null)).toBe(false)
  })
})
