import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  type Day,
  dayOf,
  endOfDay,
  firstDay,
  isTimeZone,
  lastDay,
  type Month,
  monthOf,
  nextMonth,
  parseDay,
  parseInstant,
  parseMonth,
  startOfDay,
} from '#kernel/period.ts'
import { runs } from '../support/property.ts'

const ZONES = [
  'UTC',
  'Europe/Amsterdam',
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Apia',
  'America/Havana',
  'Africa/Cairo',
]
const anInstant = fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
const aDay = anInstant.map(at => at.toISOString().slice(0, 10) as Day)

// G7: the same day n months later, that day included; a day that does not exist becomes the last of its month.
test.each([
  ['2025-01-31', 1, '2025-02-28'],
  ['2024-01-31', 1, '2024-02-29'],
  ['2024-02-29', 12, '2025-02-28'],
  ['2024-02-29', 48, '2028-02-29'],
  ['2025-03-15', 12, '2026-03-15'],
  ['2025-05-31', 1, '2025-06-30'],
  ['2025-12-31', 2, '2026-02-28'],
  ['2025-11-30', 1, '2025-12-30'],
  ['2025-03-31', -1, '2025-02-28'],
  ['2025-01-15', -13, '2023-12-15'],
  ['2025-01-15', 0, '2025-01-15'],
])('%s and %d months is %s', (day, n, expected) => {
  expect(addMonths(day as Day, n)).toBe(expected)
})

test('months later never leaves the month it should fall in, and keeps the day where it exists', () => {
  fc.assert(
    fc.property(aDay, fc.integer({ min: -60, max: 60 }), (day, n) => {
      const then = addMonths(day, n)
      const months = (d: string) => Number(d.slice(0, 4)) * 12 + Number(d.slice(5, 7))
      expect(months(then)).toBe(months(day) + n)
      expect(then.slice(8) === day.slice(8) || then === lastDay(monthOf(then))).toBe(true)
    }),
    runs(500),
  )
})

test('a month has its first and last day, leap years too', () => {
  expect(['2025-02', '2024-02', '2025-12', '1900-02', '2000-02'].map(m => lastDay(m as Month))).toEqual([
    '2025-02-28',
    '2024-02-29',
    '2025-12-31',
    '1900-02-28',
    '2000-02-29',
  ])
  expect(firstDay('2025-02' as Month)).toBe('2025-02-01')
  expect(nextMonth('2025-12' as Month)).toBe('2026-01')
  expect(addDays('2024-02-28' as Day, 2)).toBe('2024-03-01')
})

test('an instant falls on the day that the clock on the wall there shows', () => {
  const at = new Date('2025-03-31T22:30:00Z')
  expect(['UTC', 'Europe/Amsterdam', 'America/New_York'].map(zone => dayOf(at, zone))).toEqual([
    '2025-03-31',
    '2025-04-01',
    '2025-03-31',
  ])
})

test.each([
  // Summer time begins and ends: days of 23 and 25 hours.
  ['2025-03-30', 'Europe/Amsterdam', '2025-03-29T23:00:00.000Z', 23],
  ['2025-10-26', 'Europe/Amsterdam', '2025-10-25T22:00:00.000Z', 25],
  ['2025-03-09', 'America/New_York', '2025-03-09T05:00:00.000Z', 23],
  ['2025-11-02', 'America/New_York', '2025-11-02T04:00:00.000Z', 25],
  // Midnight itself is skipped in Havana and Cairo.
  ['2025-03-09', 'America/Havana', '2025-03-09T05:00:00.000Z', 23],
  ['2025-04-25', 'Africa/Cairo', '2025-04-24T22:00:00.000Z', 23],
  ['2025-06-01', 'Asia/Kolkata', '2025-05-31T18:30:00.000Z', 24],
])('%s in %s begins at %s and lasts %d hours', (day, zone, start, hours) => {
  const begins = startOfDay(day as Day, zone)
  expect(begins.toISOString()).toBe(start)
  expect(endOfDay(day as Day, zone).getTime() - begins.getTime() + 1).toBe(hours * 3_600_000)
})

test('every instant lies between the start and the end of its day, in every zone', () => {
  fc.assert(
    fc.property(anInstant, fc.constantFrom(...ZONES), (at, zone) => {
      const day = dayOf(at, zone)
      expect(startOfDay(day, zone).getTime()).toBeLessThanOrEqual(at.getTime())
      expect(endOfDay(day, zone).getTime()).toBeGreaterThanOrEqual(at.getTime())
    }),
    runs(500),
  )
})

test.each([
  '2025-02-30',
  '2025-13-01',
  '2025-00-10',
  '25-01-01',
  '2025-1-1',
  '2025-01-01T00:00',
  '',
  '2025-02-29',
  '0001-01-01',
  '1899-12-31',
])('"%s" is no day', text => {
  expect(parseDay(text)).toEqual({ ok: false, refusal: 'bad-date' })
})

test('a month is a year and 01 to 12', () => {
  expect(['2025-01', '2025-12'].map(t => parseMonth(t).ok)).toEqual([true, true])
  expect(
    ['2025-00', '2025-13', '2025-1', '202501', '2025-01-01', '', '0000-01', '1899-12'].map(t => parseMonth(t).ok),
  ).toEqual(Array(8).fill(false))
})

test.each([
  ['2025-03-15T10:00:00Z', 'UTC', '2025-03-15T10:00:00.000Z'],
  ['2025-03-15T10:00Z', 'UTC', '2025-03-15T10:00:00.000Z'],
  ['2025-03-15T10:00:00.123456Z', 'UTC', '2025-03-15T10:00:00.123Z'],
  ['2025-03-15T10:00:00+02:00', 'UTC', '2025-03-15T08:00:00.000Z'],
  ['2025-03-15T10:00:00-0530', 'UTC', '2025-03-15T15:30:00.000Z'],
  ['2025-03-15', 'Europe/Amsterdam', '2025-03-14T23:00:00.000Z'],
  ['2025-07-15', 'Europe/Amsterdam', '2025-07-14T22:00:00.000Z'],
  ['2025-07-15', 'UTC', '2025-07-15T00:00:00.000Z'],
])('%s (%s) is %s', (text, zone, expected) => {
  const at = parseInstant(text, zone)
  expect(at.ok && at.value.toISOString()).toBe(expected)
})

test.each([
  '2025-03-15T10:00:00',
  '2025-02-30T10:00:00Z',
  '2025-02-30',
  '2025-03-15T25:00:00Z',
  '15-03-2025',
  'yesterday',
  '',
])('"%s" is no instant', text => {
  expect(parseInstant(text, 'UTC')).toEqual({ ok: false, refusal: 'bad-date' })
})

test('a time zone is one that the machine knows', () => {
  expect(['UTC', 'Europe/Amsterdam', 'Mars/Olympus', ''].map(isTimeZone)).toEqual([true, true, false, false])
})
