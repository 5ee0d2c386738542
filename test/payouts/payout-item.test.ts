import { expect, test } from 'vitest'
import type { PartnerId } from '#kernel/id.ts'
import type { Currency } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'
import type { Draft, Standing } from '#ledger/index.ts'
import { causeOf, type Item, referenceOf, rejected, reserved, settled, stateOf } from '#payouts/payout-item.ts'

const item = (more: Partial<Item> = {}): Item => ({
  run: 'R1',
  n: 1,
  partner: 'brightwave' as PartnerId,
  currency: 'EUR' as Currency,
  amount: 121n,
  vat: 21n,
  byHand: null,
  iban: 'NL91ABNA0417164300',
  bic: null,
  name: 'Brightwave',
  reference: 'PAY-1-1',
  ...more,
})
const today = '2026-01-31' as Day
const legs = (draft: Draft) => draft.legs.map(l => [l.debit, l.credit, Number(l.amount.minor)].join(' '))

test('preparing sets payable money and its tax aside; rejecting puts both back where they came from', () => {
  expect(legs(reserved(item(), today))).toEqual([
    'Liabilities:Partner:brightwave:Payable Liabilities:Partner:brightwave:InPayment 100',
    'Liabilities:Partner:brightwave:VAT Liabilities:Partner:brightwave:InPayment 21',
  ])
  expect(legs(rejected(item(), today))).toEqual([
    'Liabilities:Partner:brightwave:InPayment Liabilities:Partner:brightwave:Payable 100',
    'Liabilities:Partner:brightwave:InPayment Liabilities:Partner:brightwave:VAT 21',
  ])
  expect(legs(settled(item(), today))).toEqual(['Liabilities:Partner:brightwave:InPayment Assets:Bank:Payout 121'])
})

test('a tax correction lowers what is set aside', () => {
  expect(legs(reserved(item({ amount: 79n, vat: -21n }), today))).toEqual([
    'Liabilities:Partner:brightwave:Payable Liabilities:Partner:brightwave:InPayment 100',
    'Liabilities:Partner:brightwave:InPayment Liabilities:Partner:brightwave:VAT 21',
  ])
})

test('without tax there is one leg', () => {
  expect(legs(reserved(item({ amount: 100n, vat: 0n }), today))).toHaveLength(1)
})

test('M10: keys name run, partner and currency, and never a date; two that look alike are not one', () => {
  expect(reserved(item(), today).key).toBe('payout:R1:brightwave:EUR')
  expect(settled(item(), today).key).toBe('payout:R1:brightwave:EUR:settled')
  expect(causeOf(item({ run: 'a:b', partner: 'c' as PartnerId }))).not.toBe(
    causeOf(item({ run: 'a', partner: 'b:c' as PartnerId })),
  )
})

test('where the money is, is told by what stands in the ledger', () => {
  const at = (account: string, net: bigint): Standing => ({
    effective: today,
    account,
    currency: 'EUR' as Currency,
    net,
  })
  const payable = at('Liabilities:Partner:brightwave:Payable', -100n)
  expect(stateOf(item(), [payable, at('Liabilities:Partner:brightwave:InPayment', 100n)])).toBe('in-payment')
  expect(stateOf(item(), [payable, at('Assets:Bank:Payout', -100n)])).toBe('settled')
  expect(stateOf(item(), [])).toBe('rejected')
})

test('a reference is short, plain, and of its run and place', () => {
  expect([referenceOf(1, 11), referenceOf(11, 1)]).toEqual(['PAY-1-11', 'PAY-11-1'])
})
