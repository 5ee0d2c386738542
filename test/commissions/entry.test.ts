import { expect, test } from 'vitest'
import { balancesOf, chargeOf, entryOf } from '#commissions/entry.ts'
import type { CustomerId, PartnerId, ProgramKey } from '#kernel/id.ts'
import type { Currency } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'

const settlement = (currency: string, basis: bigint, accrued: bigint, ppm: number) => ({
  cause: 'invoice:INV-7',
  n: 1,
  journals: 1,
  partner: 'brightwave' as PartnerId,
  program: 'copernica' as ProgramKey,
  customer: 'acme' as CustomerId,
  terms: 1,
  tier: null,
  ppm,
  currency: currency as Currency,
  basis,
  accrued,
  matured: 0n,
  earnedOn: '2025-11-03' as Day,
  payableOn: null,
  reason: null,
  gone: false,
})

test('an entry is written exactly as the contract says', () => {
  expect(entryOf(settlement('EUR', 10_000n, 1_000n, 100_000))).toEqual({
    cause: 'invoice:INV-7',
    customer: 'acme',
    program: 'copernica',
    terms: 1,
    tier: null,
    base: '100.00',
    ratePercent: '10',
    amount: '10.00',
    currency: 'EUR',
    earnedOn: '2025-11-03',
    payableOn: null,
    reason: null,
  })
})

test('amounts carry the decimals of their currency, and a sign', () => {
  const shown = (currency: string, basis: bigint, accrued: bigint) => {
    const { base, amount } = entryOf(settlement(currency, basis, accrued, 181_844))
    return [base, amount]
  }
  expect(shown('JPY', 1_234n, 224n)).toEqual(['1234', '224'])
  expect(shown('KWD', 1_234n, 224n)).toEqual(['1.234', '0.224'])
  expect(shown('EUR', -1_234n, -224n)).toEqual(['-12.34', '-2.24'])
  expect(entryOf(settlement('EUR', 1n, 0n, 181_844)).ratePercent).toBe('18.1844')
})

test('balances have a row a currency, sorted, with zeros for a currency that only has entries worth nothing', () => {
  const row = { currency: 'USD' as Currency, pending: 5n, payable: -250n, held: 0n, inPayment: 1n, paid: 7n }
  expect(balancesOf([row], ['USD', 'EUR'] as Currency[])).toEqual([
    { currency: 'EUR', pending: '0.00', payable: '0.00', held: '0.00', inPayment: '0.00', paid: '0.00' },
    { currency: 'USD', pending: '0.05', payable: '-2.50', held: '0.00', inPayment: '0.01', paid: '0.07' },
  ])
})

test('what licences cost is told with the currency’s decimals', () => {
  expect(chargeOf({ currency: 'EUR' as Currency, charged: 2_450n, open: 0n })).toEqual({
    currency: 'EUR',
    charged: '24.50',
    open: '0.00',
  })
  expect(chargeOf({ currency: 'JPY' as Currency, charged: 98n, open: 98n })).toMatchObject({
    charged: '98',
    open: '98',
  })
})
