import { expect, test } from 'vitest'
import { COCENTRIC } from '../../src/programs/preset-cocentric.ts'
import { dealRule, invoiceRule, rateOn } from '../../src/programs/terms.ts'

const { terms } = COCENTRIC
const first = dealRule(terms, 'new')
const renewal = dealRule(terms, 'renewal')

test('COC-1, COC-2: nothing without an accepted agreement and a lead that the operator validated', () => {
  expect(terms.attribution).toEqual(['lead'])
  for (const rule of terms.earns)
    expect(rule.conditions).toEqual(expect.arrayContaining(['agreement-not-accepted', 'lead-not-validated']))
})

test('COC-2, COC-5, COC-11: 20 % of the initial order’s first stage', () => {
  expect(first).toMatchObject({ base: 'first-stage', rate: '20' })
  expect(first && rateOn(terms, first, null)).toBe(200_000n)
})

test('COC-3: the term is at least 12 months, for the initial order and for a renewal', () => {
  for (const rule of terms.earns) {
    expect(rule.minTermMonths).toBe(12)
    expect(rule.conditions).toContain('term-too-short')
  }
})

test('COC-4: a proof of concept or a trial earns nothing', () => {
  for (const rule of terms.earns) expect(rule.conditions).toContain('poc-or-trial')
})

test('COC-6: a renewal earns what was agreed for it, long after the lead’s window too', () => {
  expect(renewal).toMatchObject({ rate: 'as-agreed', windowMonths: null })
  expect(renewal?.conditions).toContain('renewal-not-shared')
  expect(renewal?.conditions).not.toContain('outside-window')
  expect(renewal && rateOn(terms, renewal, null)).toBeNull()
})

test('COC-7, COC-8: a stop of one account ends everything of it, the stop of the recurring share renewals only', () => {
  for (const rule of terms.earns) expect(rule.conditions).toContain('account-stopped')
  expect(first?.conditions).not.toContain('recurring-stopped')
  expect(renewal?.conditions).toContain('recurring-stopped')
})

test('COC-10: 12 months from validation, the first validated lead wins, payable as the customer pays', () => {
  expect(terms.lead).toMatchObject({ windowMonths: 12, conflict: 'first-approved', conditions: [] })
  expect(first?.windowMonths).toBe(12)
  expect(terms.payable).toEqual({ when: 'with-payment' })
})

test('an expansion has its rule, so that its entry can say `not-initial-deal`; invoices have none', () => {
  expect(dealRule(terms, 'expansion')).toBe(first)
  expect(first?.conditions).toContain('not-initial-deal')
  expect(invoiceRule(terms)).toBeNull()
})
