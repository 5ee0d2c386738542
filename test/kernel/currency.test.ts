import * as dinero from 'dinero.js/bigint/currencies'
import { expect, test } from 'vitest'
import { CURRENCIES } from '#kernel/currency.ts'

test('exponents are those of ISO 4217, as another library has them', () => {
  const others = Object.entries(dinero).filter(([code]) => CURRENCIES.has(code))
  expect(others.length).toBeGreaterThan(140)
  // MGA and MRU count in fifths: written with two decimals all the same.
  const odd = new Set(['MGA', 'MRU'])
  const wrong = others.filter(([code, c]) => !odd.has(code) && BigInt(CURRENCIES.get(code) ?? -1) !== c.exponent)
  expect(wrong.map(([code, c]) => `${code} ${c.exponent}`)).toEqual([])
})

test('every code is three capitals, once', () => {
  expect([...CURRENCIES.keys()].filter(code => !/^[A-Z]{3}$/.test(code))).toEqual([])
  expect(CURRENCIES.size).toBe(new Set(CURRENCIES.keys()).size)
})

test.each([
  ['EUR', 2],
  ['JPY', 0],
  ['KWD', 3],
  ['BHD', 3],
  ['TND', 3],
  ['OMR', 3],
  ['CLF', 4],
  ['HUF', 2],
])('%s has %d decimals', (code, exponent) => {
  expect(CURRENCIES.get(code)).toBe(exponent)
})
