import { expect, test } from 'vitest'
import { COUNTRY_CODES, LANGUAGE_CODES } from '#ui/country-codes.ts'
import { compare, country, language } from '#ui/format.ts'

test('every country that is offered has a name in both languages, and none is offered twice', () => {
  expect(new Set(COUNTRY_CODES).size).toBe(COUNTRY_CODES.length)
  expect(COUNTRY_CODES).toHaveLength(249)
  for (const code of COUNTRY_CODES)
    for (const locale of ['en', 'nl'] as const) expect(country(locale, code)).not.toBe(code)
})

test('every language that is offered has a name in both languages', () => {
  expect(new Set(LANGUAGE_CODES).size).toBe(LANGUAGE_CODES.length)
  for (const code of LANGUAGE_CODES)
    for (const locale of ['en', 'nl'] as const) expect(language(locale, code).toLowerCase()).not.toBe(code)
  expect(['Zweeds', 'Deens'].sort(compare('nl'))).toEqual(['Deens', 'Zweeds'])
})
