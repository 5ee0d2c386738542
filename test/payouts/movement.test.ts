import { expect, test } from 'vitest'
import { effectOf, pocketOf, told } from '#payouts/movement.ts'

const own = (pocket: string) => `Liabilities:Partner:brightwave:${pocket}`
const EXPENSE = 'Expenses:Commission:main'
const OWN = new Set(['Pending', 'Payable', 'Held', 'InPayment', 'VAT'].map(own))
const BANK = 'Assets:Bank:Payout'

test.each<[string, string, string, bigint, bigint, bigint]>([
  ['an accrual', EXPENSE, own('Pending'), 10n, 0n, 0n],
  ['a fall of what was earned', own('Pending'), EXPENSE, -10n, 0n, 0n],
  ['maturity', own('Pending'), own('Payable'), 0n, 10n, 0n],
  ['maturity taken back', own('Payable'), own('Pending'), 0n, -10n, 0n],
  ['a clawback after payout in one leg', own('Payable'), EXPENSE, -10n, -10n, 0n],
  ['something earned and due at once', EXPENSE, own('Payable'), 10n, 10n, 0n],
  ['a dispute', own('Payable'), own('Held'), 0n, 0n, 0n],
  ['a dispute answered', own('Held'), own('Payable'), 0n, 0n, 0n],
  ['a payout prepared', own('Payable'), own('InPayment'), 0n, 0n, 0n],
  ['a payout confirmed', own('InPayment'), BANK, 0n, 0n, -10n],
  ['a payout confirmed by mistake, reversed', BANK, own('InPayment'), 0n, 0n, 10n],
  ['money that comes from another partner', 'Liabilities:Partner:northlight:Payable', own('Payable'), 10n, 10n, 0n],
  ['a payout rejected', own('InPayment'), own('Payable'), 0n, 0n, 0n],
])('%s', (_, debit, credit, accrued, matured, paid) => {
  expect(effectOf({ debit, credit, amount: 10n }, OWN)).toEqual({ accrued, matured, paid })
})

test('tax is no pocket, and other accounts have none', () => {
  expect([own('Pending'), own('VAT'), EXPENSE, BANK].map(pocketOf)).toEqual(['Pending', null, null, null])
})

test('what a journal tells of itself is text, a number as text, or nothing', () => {
  const detail = { customer: 'acme', ppm: 100_000, tier: null, more: { a: 1 } }
  expect(['customer', 'ppm', 'tier', 'more', 'none'].map(name => told(detail, name))).toEqual([
    'acme',
    '100000',
    null,
    null,
    null,
  ])
  expect([told(null, 'a'), told([], 'a'), told('text', 'length')]).toEqual([null, null, null])
})
