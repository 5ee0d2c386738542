import { expect, test } from 'vitest'
import { effectOf, NO_EFFECT, ownCodes, pocketOf, told } from '#payouts/movement.ts'

const own = (pocket: string) => `Liabilities:Partner:brightwave:${pocket}`
const EXPENSE = 'Expenses:Commission:main'
const OWN = ownCodes('brightwave')
const BANK = 'Assets:Bank:Payout'

const RECEIVABLE = 'Assets:Receivable:Reseller:brightwave'
const [PENDING, PAYABLE, HELD, TRANSIT, VAT] = ['Pending', 'Payable', 'Held', 'InPayment', 'VAT'].map(own)

test.each<[string, string | undefined, string | undefined, Partial<typeof NO_EFFECT>]>([
  ['an accrual', EXPENSE, PENDING, { accrued: 10n }],
  ['a fall of what was earned', PENDING, EXPENSE, { accrued: -10n }],
  ['maturity', PENDING, PAYABLE, { matured: 10n }],
  ['maturity taken back', PAYABLE, PENDING, { matured: -10n }],
  ['a clawback after payout in one leg', PAYABLE, EXPENSE, { accrued: -10n, matured: -10n }],
  ['something earned and due at once', EXPENSE, PAYABLE, { accrued: 10n, matured: 10n }],
  ['a dispute', PAYABLE, HELD, { held: 10n }],
  ['a dispute answered', HELD, PAYABLE, { held: -10n }],
  ['what was held falls away', HELD, EXPENSE, { accrued: -10n, matured: -10n, held: -10n }],
  ['a payout prepared', PAYABLE, TRANSIT, { inPayment: 10n }],
  ['a payout confirmed', TRANSIT, BANK, { paid: -10n, inPayment: -10n }],
  ['a payout confirmed by mistake, reversed', BANK, TRANSIT, { paid: 10n, inPayment: 10n }],
  ['a payout rejected', TRANSIT, PAYABLE, { inPayment: -10n }],
  ['tax at the issue of a paper', 'Assets:VAT:Input', VAT, {}],
  ['tax that a payout takes along', VAT, TRANSIT, { tax: 10n, inPayment: 10n }],
  ['tax of a payout that was rejected', TRANSIT, VAT, { tax: -10n, inPayment: -10n }],
  ['a licence set off', PAYABLE, RECEIVABLE, { setOff: -10n }],
  ['a debt after leaving', 'Assets:Receivable:Partner:brightwave', PAYABLE, { setOff: 10n }],
  ['a payout in another currency, the one side', PAYABLE, 'Equity:FX', { converted: -10n }],
  ['and the other', 'Equity:FX', TRANSIT, { converted: 10n, inPayment: 10n }],
  ['a licence month', RECEIVABLE, 'Revenue:Licence:List', {}],
  [
    'money that comes from another partner',
    'Liabilities:Partner:northlight:Payable',
    PAYABLE,
    { accrued: 10n, matured: 10n },
  ],
])('%s', (_, debit = '', credit = '', effect) => {
  expect(effectOf({ debit, credit, amount: 10n }, OWN)).toEqual({ ...NO_EFFECT, ...effect })
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
