import { expect, test } from 'vitest'
import type { PartnerId } from '#kernel/id.ts'
import type { Currency } from '#kernel/money.ts'
import { preparedOf, totalsOf } from '#payouts/payout-run.ts'

const of = (currency: string, amount: bigint) => ({ currency: currency as Currency, amount })

test('sums never mix currencies, and carry the decimals of each', () => {
  expect(totalsOf([of('JPY', 5n), of('EUR', 100n), of('KWD', 1_001n), of('EUR', 23n)])).toEqual([
    { currency: 'EUR', payments: 2, amount: '1.23' },
    { currency: 'JPY', payments: 1, amount: '5' },
    { currency: 'KWD', payments: 1, amount: '1.001' },
  ])
})

test('an answer shows the end of an account only, and says who is left out and why', () => {
  const item = {
    run: 'R1',
    n: 1,
    partner: 'brightwave' as PartnerId,
    currency: 'EUR' as Currency,
    amount: 100n,
    vat: 0n,
    byHand: null,
    iban: 'NL91ABNA0417164300',
    bic: null,
    name: 'B',
    reference: 'PAY-1-1',
  }
  const out = {
    partner: 'northlight' as PartnerId,
    currency: 'EUR' as Currency,
    amount: -5n,
    reason: 'negative-balance' as const,
  }
  expect(preparedOf('R1', [item], [out])).toEqual({
    run: 'R1',
    items: [
      {
        partner: 'brightwave',
        currency: 'EUR',
        amount: '1.00',
        vat: '0.00',
        byHand: null,
        iban: 'NL•• •••• 4300',
        reference: 'PAY-1-1',
      },
    ],
    skipped: [{ partner: 'northlight', currency: 'EUR', amount: '-0.05', reason: 'negative-balance' }],
    totals: [{ currency: 'EUR', payments: 1, amount: '1.00' }],
  })
})
