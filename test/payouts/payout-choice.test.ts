import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PartnerId } from '#kernel/id.ts'
import type { Currency } from '#kernel/money.ts'
import { atLeast, choose, type Payee, type Purse } from '#payouts/payout-choice.ts'
import { runs } from '../support/property.ts'

const EUR = 'EUR' as Currency
const account = { iban: 'NL91ABNA0417164300', name: 'Brightwave', bic: null }
const purse = (more: Partial<Purse>): Purse => ({
  partner: 'brightwave' as PartnerId,
  currency: EUR,
  payable: 0n,
  held: 0n,
  vat: 0n,
  ...more,
})
const payee = (more: Partial<Payee> = {}): Payee => ({ agreed: true, minimums: ['0'], account, ...more })
const decide = (one: Partial<Purse>, about: Payee | null = payee()) => {
  const { chosen, skipped } = choose([purse(one)], () => about)
  return chosen[0] ? `${chosen[0].amount} ${chosen[0].byHand ?? 'by file'}` : (skipped[0]?.reason ?? 'unnamed')
}

test('everything that is payable is paid', () => {
  expect(decide({ payable: 1n })).toBe('1 by file')
})

test('M13: a negative balance pays nothing and is named; what is zero is not', () => {
  expect(decide({ payable: -1n })).toBe('negative-balance')
  expect(decide({ payable: 0n })).toBe('unnamed')
})

test('who has only held money is named as held; held money is never paid', () => {
  expect(decide({ held: 500n })).toBe('held')
  expect(decide({ payable: 10n, held: 500n })).toBe('10 by file')
})

test('a balance at the minimum is paid, one cent below is not', () => {
  const at = payee({ minimums: ['50'] })
  expect(decide({ payable: 5_000n }, at)).toBe('5000 by file')
  expect(decide({ payable: 4_999n }, at)).toBe('below-minimum')
})

test('of several programs the highest minimum counts', () => {
  const both = payee({ minimums: ['0', '50', '10'] })
  expect([decide({ payable: 4_999n }, both), decide({ payable: 5_000n }, both)]).toEqual([
    'below-minimum',
    '5000 by file',
  ])
})

test('the minimum is compared in the currency itself', () => {
  const at = payee({ minimums: ['10.5'] })
  expect(decide({ payable: 10n, currency: 'JPY' as Currency }, at)).toBe('below-minimum')
  expect(decide({ payable: 11n, currency: 'JPY' as Currency }, at)).toBe('11 by file')
  expect(decide({ payable: 10_499n, currency: 'KWD' as Currency }, at)).toBe('below-minimum')
  expect(decide({ payable: 10_500n, currency: 'KWD' as Currency }, at)).toBe('10500 by file')
  expect(atLeast('0.001', EUR)).toBe(1n)
  expect(atLeast('0.000', EUR)).toBe(0n)
})

test('without an accepted agreement nobody is paid, and that goes before the minimum', () => {
  expect(decide({ payable: 10n }, payee({ agreed: false, minimums: ['50'] }))).toBe('agreement-not-accepted')
  expect(decide({ payable: 10n }, null)).toBe('agreement-not-accepted')
})

test('who has no account, or one that the scheme does not reach, is paid by hand', () => {
  expect(decide({ payable: 10n }, payee({ account: null }))).toBe('10 no-bank-details')
  const abroad = payee({ account: { ...account, iban: 'AE070331234567890123456' } })
  expect(decide({ payable: 10n }, abroad)).toBe('10 not-sepa')
  expect(decide({ payable: 10n, currency: 'USD' as Currency }, abroad)).toBe('10 by file')
})

test('the scheme carries up to 999,999,999.99; a cent more is paid by hand', () => {
  expect(decide({ payable: 99_999_999_999n })).toBe('99999999999 by file')
  expect(decide({ payable: 100_000_000_000n })).toBe('100000000000 too-large')
})

test('tax on self-billed papers is paid along; a correction lowers the payment, and never below nothing', () => {
  expect(decide({ payable: 100n, vat: 21n })).toBe('121 by file')
  expect(decide({ payable: 100n, vat: -21n })).toBe('79 by file')
  expect(decide({ payable: 21n, vat: -21n })).toBe('negative-balance')
  expect(decide({ vat: 21n })).toBe('unnamed')
})

test('no purse is paid more than it holds, and none is both paid and left out', () => {
  const any = fc.record({
    partner: fc.constantFrom('a', 'b', 'c').map(id => id as PartnerId),
    currency: fc.constantFrom('EUR', 'USD', 'JPY', 'KWD').map(code => code as Currency),
    payable: fc.bigInt({ min: -1_000n, max: 1_000n }),
    held: fc.bigInt({ min: 0n, max: 100n }),
    vat: fc.bigInt({ min: -50n, max: 50n }),
  })
  fc.assert(
    fc.property(fc.uniqueArray(any, { selector: p => p.partner + p.currency }), fc.boolean(), (purses, agreed) => {
      const { chosen, skipped } = choose(purses, () => payee({ agreed, minimums: ['1'] }))
      for (const one of chosen) {
        const from = purses.find(p => p.partner === one.partner && p.currency === one.currency)
        expect(one.amount - one.vat).toBe(from?.payable)
        expect(one.amount > 0n && one.amount - one.vat > 0n && agreed).toBe(true)
        expect(skipped.some(s => s.partner === one.partner && s.currency === one.currency)).toBe(false)
      }
      const named = chosen.length + skipped.length
      expect(named).toBe(purses.filter(p => p.payable !== 0n || p.held > 0n).length)
    }),
    runs(300),
  )
})
