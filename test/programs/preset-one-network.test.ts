import { expect, test } from 'vitest'
import { ONE_NETWORK } from '../../src/programs/preset-one-network.ts'
import { settingsOf, withSettings } from '../../src/programs/setting.ts'
import { dealRule } from '../../src/programs/terms.ts'

const { terms } = ONE_NETWORK
const rule = dealRule(terms, 'new')
const said = (given: object) => {
  const settings = settingsOf({ ...given }, ONE_NETWORK)
  if (!settings) throw new Error('these may be set')
  return withSettings(terms, settings)
}

test('ONE-1: 10 % of the net revenue of the first year', () => {
  expect(rule).toMatchObject({ event: 'deal', base: 'first-year-net', rate: '10' })
})

test('ONE-2: an active lead, a decision maker introduced, and a signature within 12 months of the approval', () => {
  expect(rule?.conditions).toEqual(
    expect.arrayContaining(['lead-not-active', 'no-decision-maker', 'outside-window', 'poc-or-trial']),
  )
  expect([rule?.windowMonths, terms.lead?.windowMonths]).toEqual([12, 12])
})

test('ONE-4: who is engaged already is nobody’s lead, nor is another partner’s', () => {
  expect(terms.lead).toMatchObject({ conditions: ['already-customer', 'open-deal'], conflict: 'first-approved' })
})

test('ONE-7: due 30 days after the first payment; `per-receipt` makes it due in proportion to each', () => {
  expect(terms.payable).toEqual({ when: 'after-first-payment', days: 30 })
  expect(said({}).payable).toEqual({ when: 'after-first-payment', days: 30 })
  expect(said({ receipt: 'first' }).payable).toEqual({ when: 'after-first-payment', days: 30 })
  expect(said({ receipt: 'per-receipt' }).payable).toEqual({ when: 'with-payment' })
})

test('ONE-7: what is payable when may be said outright as well', () => {
  expect(said({ payable: 'at-accrual' }).payable).toEqual({ when: 'at-accrual' })
  expect(said({ payable: 'with-payment' }).payable).toEqual({ when: 'with-payment' })
  expect(said({ payable: 'after-deal' }).payable).toEqual({ when: 'after-deal', days: 30 })
})

test('ONE-8: a renewal is looked at by the same rule, and only the same partner registers anew', () => {
  expect(dealRule(terms, 'renewal')).toBe(rule)
  expect(dealRule(terms, 'expansion')).toBe(rule)
  expect(rule?.conditions.at(-1)).toBe('renewal-not-registered')
  expect(terms.lead?.reRegistration).toBe('same-partner')
})

test('ONE-2, ONE-5: a shorter window holds for the lead and for what it earns', () => {
  const shorter = said({ leadWindowMonths: 6 })
  expect([shorter.lead?.windowMonths, shorter.earns[0]?.windowMonths]).toEqual([6, 6])
})
