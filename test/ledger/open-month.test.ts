import { expect, test } from 'vitest'
import { bookMonth, monthsToClose } from '#ledger/open-month.ts'
import { month } from './books.ts'

test('a fact is booked in its own month while that is open, else in the earliest open one', () => {
  expect(bookMonth(month('2025-03'), null)).toBe('2025-03')
  expect(bookMonth(month('2025-03'), month('2025-02'))).toBe('2025-03')
  expect(bookMonth(month('2025-03'), month('2025-03'))).toBe('2025-04')
  expect(bookMonth(month('2024-11'), month('2025-12'))).toBe('2026-01')
})

test('closing a month closes every month since the last close, none left out', () => {
  expect(monthsToClose(month('2025-03'), month('2024-12'), null)).toEqual(['2025-01', '2025-02', '2025-03'])
  expect(monthsToClose(month('2025-03'), month('2025-02'), month('2025-05'))).toEqual(['2025-03'])
  expect(monthsToClose(month('2025-03'), month('2025-03'), null)).toEqual([])
  expect(monthsToClose(month('2025-03'), month('2025-04'), null)).toEqual([])
})

test('before the first close it begins with the first month that has books', () => {
  expect(monthsToClose(month('2025-03'), null, month('2025-01'))).toEqual(['2025-01', '2025-02', '2025-03'])
  expect(monthsToClose(month('2025-03'), null, month('2025-06'))).toEqual(['2025-03'])
  expect(monthsToClose(month('2025-03'), null, null)).toEqual(['2025-03'])
})
