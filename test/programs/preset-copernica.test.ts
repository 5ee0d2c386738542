import { expect, test } from 'vitest'
import { share } from '#kernel/money.ts'
import { COPERNICA } from '../../src/programs/preset-copernica.ts'
import { invoiceRule, rateOn } from '../../src/programs/terms.ts'

const rule = invoiceRule(COPERNICA.terms)

test('COP-3: the customer selects, and nobody approves', () => {
  expect(COPERNICA.terms.attribution).toEqual(['selection'])
  expect(COPERNICA.terms.lead).toBeNull()
})

test('COP-4: 10 % of all net turnover, renewals too, with no cap and no end', () => {
  expect(rule).toMatchObject({ base: 'net-turnover', dealKinds: ['new', 'renewal', 'expansion'], windowMonths: null })
  const rate = rule && rateOn(COPERNICA.terms, rule, null)
  expect(rate).toBe(100_000n)
  expect(share(123_45n, rate ?? 0n)).toBe(12_35n)
})

test('COP-6: payable as the customer pays, unless the operator says at the invoice', () => {
  expect(COPERNICA.terms.payable).toEqual({ when: 'with-payment' })
})

test('COP-10: the licence charge is at most half of list', () => {
  expect(COPERNICA.terms.licence).toMatchObject({ percentOfList: '50', ceilingPercent: '50' })
})

test('COP-15: a resold account earns no kickback, as long as the operator does not say otherwise', () => {
  expect(COPERNICA.terms.resoldEarns).toBe(false)
  expect(rule?.conditions).toContain('resold-account')
})
