import * as dinero from 'dinero.js/bigint'
import * as currencies from 'dinero.js/bigint/currencies'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  allocate,
  type Currency,
  exponentOf,
  formatMoney,
  formatPercent,
  isCurrency,
  MAX_MINOR,
  money,
  parseMoney,
  parsePercent,
  roundDiv,
  share,
} from '#kernel/money.ts'
import { runs } from '../support/property.ts'

const EUR = 'EUR' as Currency
const JPY = 'JPY' as Currency
const KWD = 'KWD' as Currency
const CLF = 'CLF' as Currency
const minor = fc.bigInt({ min: -MAX_MINOR, max: MAX_MINOR })
const ppm = fc.bigInt({ min: 0n, max: 1_000_000n })

// M7: halves, both signs.
test.each([
  [1n, 2n, 1n],
  [-1n, 2n, -1n],
  [3n, 2n, 2n],
  [-3n, 2n, -2n],
  [5n, 2n, 3n],
  [-5n, 2n, -3n],
  [49n, 100n, 0n],
  [50n, 100n, 1n],
  [-50n, 100n, -1n],
  [-49n, 100n, 0n],
  [1n, 3n, 0n],
  [2n, 3n, 1n],
  [-2n, 3n, -1n],
  [0n, 7n, 0n],
])('%d / %d is rounded half away from zero to %d', (n, d, expected) => {
  expect(roundDiv(n, d)).toBe(expected)
})

test('a divisor that is not positive is a bug', () => {
  expect(() => roundDiv(1n, 0n)).toThrow('a divisor is positive')
  expect(() => roundDiv(1n, -2n)).toThrow()
})

test('rounding differs by no sign (M18)', () => {
  fc.assert(
    fc.property(minor, fc.bigInt({ min: 1n, max: 10n ** 12n }), (n, d) => roundDiv(-n, d) === -roundDiv(n, d)),
    runs(2_000),
  )
})

test('what is rounded is never more than half a unit away', () => {
  fc.assert(
    fc.property(minor, fc.bigInt({ min: 1n, max: 10n ** 12n }), (n, d) => {
      const off = 2n * (roundDiv(n, d) * d - n)
      return off <= d && off >= -d
    }),
    runs(2_000),
  )
})

test('a share is what dinero.js says it is, half away from zero', () => {
  fc.assert(
    fc.property(minor, ppm, (amount, rate) => {
      const exact = dinero.multiply(dinero.dinero({ amount, currency: currencies.EUR }), { amount: rate, scale: 6n })
      const rounded = dinero.transformScale(exact, 2n, dinero.halfAwayFromZero)
      return share(amount, rate) === dinero.toSnapshot(rounded).amount
    }),
    runs(2_000),
  )
})

test('10 % of 0.05 is a cent, of 0.04 nothing, and the mirror image below zero', () => {
  expect([5n, 4n, -5n, -4n].map(cents => share(cents, 100_000n))).toEqual([1n, 0n, -1n, 0n])
})

test('8.35 % of 10.00 is exact where a float is a cent short (M7)', () => {
  expect(Math.round(1_000 * (8.35 / 100))).toBe(83)
  expect(share(1_000n, 83_500n)).toBe(84n)
})

test('parts of a total sum to the total, each within one of its exact share', () => {
  const weights = fc
    .array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 20 })
    .filter(w => w.some(x => x > 0n))
  fc.assert(
    fc.property(minor, weights, (total, w) => {
      const parts = allocate(total, w)
      const sum = w.reduce((a, b) => a + b, 0n)
      expect(parts.reduce((a, b) => a + b, 0n)).toBe(total)
      for (const [i, part] of parts.entries()) {
        const off = part * sum - total * (w[i] ?? 0n)
        expect(off < sum && off > -sum).toBe(true)
      }
    }),
    runs(500),
  )
})

test('what cannot be divided goes to the largest remainder, ties to the first', () => {
  expect(allocate(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n])
  expect(allocate(-100n, [1n, 1n, 1n])).toEqual([-34n, -33n, -33n])
  expect(allocate(5n, [0n, 1n])).toEqual([0n, 5n])
  expect(() => allocate(5n, [0n, 0n])).toThrow('one is positive')
  expect(() => allocate(5n, [2n, -1n])).toThrow()
})

test.each([
  ['0', EUR, 0n],
  ['12', EUR, 1_200n],
  ['12.3', EUR, 1_230n],
  ['12.34', EUR, 1_234n],
  ['007.10', EUR, 710n],
  ['1234', JPY, 1_234n],
  ['1.234', KWD, 1_234n],
  ['1.2345', CLF, 12_345n],
  ['90071992547409.91', EUR, MAX_MINOR],
])('%s %s is read as %d', (text, currency, expected) => {
  expect(parseMoney(text, currency)).toEqual({ ok: true, value: money(expected, currency) })
})

test.each([
  ['', 'bad-amount'],
  [' 1', 'bad-amount'],
  ['-1', 'bad-amount'],
  ['+1', 'bad-amount'],
  ['1,50', 'bad-amount'],
  ['1.234,56', 'bad-amount'],
  ['1e3', 'bad-amount'],
  ['.5', 'bad-amount'],
  ['5.', 'bad-amount'],
  ['0x10', 'bad-amount'],
  ['١٢', 'bad-amount'],
  ['NaN', 'bad-amount'],
  ['12.345', 'too-many-decimals'],
  ['90071992547409.92', 'too-large'],
])('"%s" EUR is refused as %s', (text, refusal) => {
  expect(parseMoney(text, EUR)).toEqual({ ok: false, refusal })
})

test('a yen has no decimals and a dinar three: one more is refused', () => {
  expect(parseMoney('1.0', JPY)).toEqual({ ok: false, refusal: 'too-many-decimals' })
  expect(parseMoney('1.0001', KWD)).toEqual({ ok: false, refusal: 'too-many-decimals' })
})

test('what is written can be read again, in every currency', () => {
  const currency = fc.constantFrom(EUR, JPY, KWD, CLF)
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: MAX_MINOR }), currency, (amount, code) => {
      expect(parseMoney(formatMoney(money(amount, code)), code)).toEqual({ ok: true, value: money(amount, code) })
      if (amount > 0n) expect(formatMoney(money(-amount, code))).toBe(`-${formatMoney(money(amount, code))}`)
    }),
    runs(1_000),
  )
})

test('amounts carry all decimals of their currency', () => {
  const written = [
    money(5n, EUR),
    money(-5n, EUR),
    money(0n, EUR),
    money(5n, JPY),
    money(5n, KWD),
    money(-12_345n, CLF),
  ]
  expect(written.map(formatMoney)).toEqual(['0.05', '-0.05', '0.00', '5', '0.005', '-1.2345'])
})

test('a currency is known by its code as it is written in ISO 4217', () => {
  expect(['EUR', 'JPY', 'KWD', 'eur', 'EURO', 'XYZ', ''].map(isCurrency)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ])
  expect([EUR, JPY, KWD, CLF].map(exponentOf)).toEqual([2, 0, 3, 4])
  expect(() => exponentOf('XYZ' as Currency)).toThrow('checked at the door')
})

test('per cents are read and written to four decimals, 0 to 100', () => {
  expect(['10', '0', '100', '18.1844', '0.0001', '8.35'].map(parsePercent)).toEqual([
    100_000n,
    0n,
    1_000_000n,
    181_844n,
    1n,
    83_500n,
  ])
  expect(['100.0001', '101', '-1', '1,5', '', '10%', '1.23456'].map(parsePercent)).toEqual(Array(7).fill(null))
  fc.assert(
    fc.property(ppm, rate => parsePercent(formatPercent(rate)) === rate),
    runs(1_000),
  )
})

test('a per cent is written without trailing zeros', () => {
  expect([100_000n, 83_500n, 0n, 1n, 1_000_000n].map(formatPercent)).toEqual(['10', '8.35', '0', '0.0001', '100'])
})
