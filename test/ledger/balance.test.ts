import { expect, test } from 'vitest'
import { natural, partnerBalances, standingOf } from '#ledger/balance.ts'
import { brightwave, day, EUR, EXPENSE, JPY, payable, pending } from './books.ts'

const sums = (account: string, currency: typeof EUR, debits: bigint, credits: bigint) => ({
  account,
  currency,
  kind: 'liability' as const,
  debits,
  credits,
})

test('assets and expenses grow by debits, all else by credits', () => {
  expect((['asset', 'expense', 'liability', 'equity', 'revenue'] as const).map(kind => natural(kind, 5n, 2n))).toEqual([
    3n,
    3n,
    -3n,
    -3n,
    -3n,
  ])
})

test('a partner has one row a currency that was ever used, a debt below zero', () => {
  const rows = partnerBalances(
    [
      sums(pending(brightwave), JPY, 7n, 7n),
      sums(pending(brightwave), EUR, 0n, 0n),
      sums(payable(brightwave), JPY, 9n, 4n),
    ],
    [{ currency: JPY, paid: 12n }],
  )
  expect(rows).toEqual([{ currency: 'JPY', pending: 0n, payable: -5n, held: 0n, inPayment: 0n, paid: 12n }])
})

test('what stands is summed by day and account, and what has come back to zero is left out', () => {
  const moved = (effective: string, debit: string, credit: string, amount: bigint) => ({
    cause: 'invoice:I',
    effective: day(effective),
    debit,
    credit,
    amount,
    currency: EUR,
  })
  const standing = standingOf(
    ['invoice:I', 'invoice:none'],
    [
      moved('2025-03-04', EXPENSE, pending(brightwave), 10n),
      moved('2025-03-04', pending(brightwave), payable(brightwave), 10n),
      moved('2025-03-09', payable(brightwave), EXPENSE, 4n),
    ],
  )
  expect(standing.get('invoice:none')).toEqual([])
  expect(standing.get('invoice:I')).toEqual([
    { effective: '2025-03-04', account: EXPENSE, currency: 'EUR', net: 10n },
    { effective: '2025-03-04', account: payable(brightwave), currency: 'EUR', net: 10n },
    { effective: '2025-03-09', account: EXPENSE, currency: 'EUR', net: -4n },
    { effective: '2025-03-09', account: payable(brightwave), currency: 'EUR', net: -4n },
  ])
})
