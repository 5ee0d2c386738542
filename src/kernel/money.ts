import { assert } from './assert.ts'
import { CURRENCIES } from './currency.ts'
import { type Result, ok, refuse } from './result.ts'

/** An ISO 4217 code that `exponentOf` knows. */
export type Currency = string & { readonly __currency: true }
/** Whole minor units (cents). Never a float; never added across currencies. */
export type Money = { readonly minor: bigint; readonly currency: Currency }
/** Parts per million: 100,000 is 10 %. */
export type Ppm = bigint

export const MAX_MINOR = 9_007_199_254_740_991n
const MILLION = 1_000_000n

export const isCurrency = (code: string): code is Currency => CURRENCIES.has(code)

/** Decimals of a currency: EUR 2, JPY 0, KWD 3, CLF 4. */
export function exponentOf(currency: Currency): number {
  const exponent = CURRENCIES.get(currency)
  assert(exponent !== undefined, 'a currency was checked at the door')
  return exponent
}

export function money(minor: bigint, currency: Currency): Money {
  return { minor, currency }
}

/**
 * Reads a plain decimal ("1234.50") as minor units. Refuses signs, thousands marks, exponents and commas (`bad-amount`),
 * more decimals than the currency has (`too-many-decimals`), and more than the ledger holds (`too-large`).
 */
export function parseMoney(
  text: string,
  currency: Currency,
): Result<Money, 'bad-amount' | 'too-many-decimals' | 'too-large'> {
  const match = /^(\d{1,20})(?:\.(\d{1,20}))?$/.exec(text)
  if (!match) return refuse('bad-amount')
  const exponent = exponentOf(currency)
  const decimals = match[2] ?? ''
  if (decimals.length > exponent) return refuse('too-many-decimals')
  const minor = BigInt(`${match[1]}${decimals.padEnd(exponent, '0')}`)
  return minor > MAX_MINOR ? refuse('too-large') : ok(money(minor, currency))
}

/** The plain decimal with all of the currency's decimals: "-1234.50", "1234" (JPY). The inverse of `parseMoney`, with a sign. */
export function formatMoney({ minor, currency }: Money): string {
  const exponent = exponentOf(currency)
  const sign = minor < 0n ? '-' : ''
  const digits = String(minor < 0n ? -minor : minor).padStart(exponent + 1, '0')
  return exponent === 0 ? sign + digits : `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
}

/** n ÷ d on exact integers, rounded half away from zero, sign-symmetric (G5). d > 0. */
export function roundDiv(n: bigint, d: bigint): bigint {
  assert(d > 0n, 'a divisor is positive')
  const half = (2n * (n < 0n ? -n : n) + d) / (2n * d)
  return n < 0n ? -half : half
}

/** The share of an amount at a rate: the one rounding rule of the house. */
export const share = (minor: bigint, ppm: Ppm): bigint => roundDiv(minor * ppm, MILLION)

/** Splits a total over weights by largest remainder, ties to the lowest index; the parts sum to the total. Weights ≥ 0, one > 0. */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((a, b) => a + b, 0n)
  assert(sum > 0n && weights.every(w => w >= 0n), 'weights are not negative and one is positive')
  const size = total < 0n ? -total : total
  const parts = weights.map(w => (size * w) / sum)
  const order = weights
    .map((w, i) => ({ i, rest: (size * w) % sum }))
    .sort((a, b) => (a.rest === b.rest ? a.i - b.i : a.rest > b.rest ? -1 : 1))
  let left = size - parts.reduce((a, b) => a + b, 0n)
  for (const { i } of order) {
    if (left === 0n) break
    parts[i] = (parts[i] ?? 0n) + 1n
    left -= 1n
  }
  return total < 0n ? parts.map(p => -p) : parts
}

/** "10" → 100,000 ppm; up to four decimals ("18.1844"). Null if it is no per cent from 0 to 100. */
export function parsePercent(text: string): Ppm | null {
  const match = /^(\d{1,3})(?:\.(\d{1,4}))?$/.exec(text)
  if (!match) return null
  const ppm = BigInt(`${match[1]}${(match[2] ?? '').padEnd(4, '0')}`)
  return ppm > MILLION ? null : ppm
}

/** 100,000 ppm → "10"; no trailing zeros. */
export function formatPercent(ppm: Ppm): string {
  const digits = String(ppm).padStart(5, '0')
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`.replace(/\.?0+$/, '')
}
