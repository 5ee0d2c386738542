import { expect, test } from 'vitest'
import { type Currency, money } from '#kernel/money.ts'
import { amount, country, date, language, list, midSentence, number, percent, rating } from '#ui/format.ts'

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

test('I-4: numbers and ratings are written as the language writes them', () => {
  expect(number('en', 1234)).toBe('1,234')
  expect(number('nl', 1234)).toBe('1.234')
  expect(rating('en', 4)).toBe('4.0')
  expect(rating('nl', 4.64)).toBe('4,6')
  expect(percent('en', 0.26)).toBe('26%')
})

test('money keeps every cent, also where a float would lose one', () => {
  expect(plain(amount('en', money(9_007_199_254_740_991n, 'EUR' as Currency)))).toBe('€90,071,992,547,409.91')
  expect(plain(amount('nl', money(-123_450n, 'EUR' as Currency)))).toBe('€ -1.234,50')
  expect(plain(amount('en', money(1234n, 'JPY' as Currency)))).toBe('¥1,234')
  expect(plain(amount('en', money(1234n, 'KWD' as Currency), 'code'))).toBe('KWD 1.234')
})

test('a calendar day is never moved by a zone; an instant is shown in the zone that is named', () => {
  expect(date('en', '2026-07-12', 'day', 'America/New_York')).toBe('12 Jul 2026')
  expect(date('en', '2026-07', 'month')).toBe('Jul 2026')
  const at = new Date('2026-07-12T23:30:00Z')
  expect(date('en', at)).toBe('12 Jul 2026')
  expect(date('en', at, 'day', 'Europe/Amsterdam')).toBe('13 Jul 2026')
  expect(date('nl', at)).toBe('12 jul 2026')
  expect(date('en', at, 'instant')).toBe('12 Jul 2026, 23:30 UTC')
})

test('countries and languages have names, and codes that nobody knows stay themselves', () => {
  expect(country('en', 'nl')).toBe('Netherlands')
  expect(country('nl', 'DE')).toBe('Duitsland')
  expect(country('en', 'Narnia')).toBe('Narnia')
  expect(language('en', 'nl')).toBe('Dutch')
  expect(language('nl', 'en')).toBe('Engels')
  expect(language('en', '?')).toBe('?')
  expect(list('en', ['a', 'b', 'c'])).toBe('a, b and c')
  expect(list('nl', ['a', 'b', 'c'])).toBe('a, b en c')
})

test('a label inside a sentence begins small, unless it is an abbreviation', () => {
  expect(midSentence('Email automation')).toBe('email automation')
  expect(midSentence('CRM integration')).toBe('CRM integration')
  expect(midSentence('E-commerce')).toBe('E-commerce')
})
