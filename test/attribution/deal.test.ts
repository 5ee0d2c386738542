import { describe, expect, test } from 'vitest'
import { checkSignature, firstYearOf, saidOf } from '#attribution/deal.ts'
import { type Currency, MAX_MINOR, money } from '#kernel/money.ts'
import { dealMade, EUR } from './made.ts'

const signed = (o: Parameters<typeof dealMade>[1] = {}) => dealMade('2025-03-15T10:00:00Z', o).signed
const NOW = new Date('2025-03-15T10:00:00Z')
const eur = (minor: bigint) => money(minor, EUR)

describe('ONE-1: the first year', () => {
  test('is what was told of it, else the part of a longer term, else all', () => {
    expect(firstYearOf(signed({ firstYearNet: eur(70_000n), termMonths: 36 }))).toEqual(eur(70_000n))
    expect(firstYearOf(signed({ net: eur(100_000n), termMonths: 36 }))).toEqual(eur(33_333n))
    expect(firstYearOf(signed({ net: eur(100_000n), termMonths: 13 }))).toEqual(eur(92_308n))
    expect(firstYearOf(signed({ net: eur(100_000n), termMonths: 12 }))).toEqual(eur(100_000n))
    expect(firstYearOf(signed({ net: eur(100_000n), termMonths: 6 }))).toEqual(eur(100_000n))
  })
})

describe('a signature', () => {
  const refusal = (o: Parameters<typeof dealMade>[1], now = NOW) => {
    const checked = checkSignature(signed(o), now)
    return checked.ok ? null : checked.refusal
  }
  test('has amounts of one currency, none negative and none too large', () => {
    expect(refusal({ net: eur(0n) })).toBeNull()
    expect(refusal({ net: eur(-1n) })).toBe('bad-amount')
    expect([refusal({ net: eur(MAX_MINOR) }), refusal({ net: eur(MAX_MINOR + 1n) })]).toEqual([null, 'bad-amount'])
    expect(refusal({ stages: [eur(1n), money(1n, 'JPY' as Currency)] })).toBe('bad-amount')
    expect(refusal({ firstYearNet: money(1n, 'USD' as Currency) })).toBe('bad-amount')
  })
  test('has a term of whole months', () => {
    expect([refusal({ termMonths: 1_200 }), refusal({ termMonths: 1_201 })]).toEqual([null, 'bad-term'])
    expect([refusal({ termMonths: -1 }), refusal({ termMonths: 1.5 })]).toEqual(['bad-term', 'bad-term'])
  })
  test('is not of the future, a day’s difference of clocks aside', () => {
    const ahead = (ms: number) => refusal({}, new Date(NOW.getTime() - ms))
    expect([ahead(86_400_000), ahead(86_400_001)]).toEqual([null, 'in-the-future'])
  })
  test('is compared with its instant only if that was said', () => {
    const later = dealMade('2025-03-16T10:00:00Z').signed
    expect(saidOf(signed(), false) === saidOf(later, false)).toBe(false)
    expect(saidOf(signed(), true) === saidOf(later, true)).toBe(true)
    expect(saidOf(signed(), true) === saidOf({ ...later, net: eur(1n) }, true)).toBe(false)
  })
})
