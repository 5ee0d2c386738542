import { expect, test } from 'vitest'
import type { AccountId, CustomerId, PartnerId, ProgramKey } from '#kernel/id.ts'
import { type Currency, money } from '#kernel/money.ts'
import { marginOf, type PriceLine, priceSheet } from '../../src/licences/price-sheet.ts'

const EUR = 'EUR' as Currency
const line = (o: Partial<PriceLine> = {}): PriceLine => ({
  account: {
    id: 'acc-1' as AccountId,
    partner: 'brightwave' as PartnerId,
    program: 'copernica' as ProgramKey,
    customer: 'acme' as CustomerId,
    kind: 'customer',
    brand: 'white-label',
    access: 'managed',
    listNet: money(99n, EUR),
    charge: null,
    plan: null,
    binding: null,
    openedAt: new Date('2025-01-10T09:00:00Z'),
    closedAt: null,
  },
  customer: 'Acme',
  plan: 'Basic',
  ppm: 500_000n,
  fee: money(49n, EUR),
  price: money(120n, EUR),
  ...o,
})

test('a price sheet has a line an account: list price, what it costs, what is asked for it, and what is left', () => {
  expect(priceSheet([line(), line({ price: null })]).split('\r\n')).toEqual([
    'account,customer,plan,kind,brand,access,currency,list,percent_of_list,fee,price,margin',
    'acc-1,Acme,Basic,customer,white-label,managed,EUR,0.99,50,0.49,1.20,0.71',
    'acc-1,Acme,Basic,customer,white-label,managed,EUR,0.99,50,0.49,,',
    '',
  ])
})

test('COP-11: the price is free: a margin may be nothing, or less', () => {
  expect(marginOf(line({ price: money(49n, EUR) }))?.minor).toBe(0n)
  expect(marginOf(line({ price: money(0n, EUR) }))?.minor).toBe(-49n)
  expect(marginOf(line({ price: null }))).toBeNull()
})

test('a name that a spreadsheet would take for a formula is only a name', () => {
  expect(priceSheet([line({ customer: '=HYPERLINK("x")' })])).toContain('"\'=HYPERLINK(""x"")"')
})
