import { describe, expect, test } from 'vitest'
import { mayDiscount } from '#attribution/deal-eligibility.ts'
import type { Terms } from '#programs/index.ts'
import { leadMade, net } from './made.ts'

const terms = (products: 'all' | string[] | null): Terms => ({
  program: net,
  version: 1,
  from: null,
  attribution: ['lead'],
  lead: {
    conditions: [],
    windowMonths: 12,
    approvers: ['owner'],
    reRegistration: 'refused',
    conflict: 'none',
  },
  earns: [],
  payable: { when: 'with-payment' },
  resoldEarns: false,
  licence: null,
  benefit: 'partner-elects',
  discount: products === null ? null : { percent: '10', products },
  tiers: [],
  modules: [],
  obligations: [],
})
const may = (
  o: { at?: string; product?: string | null; named?: string | null; products?: 'all' | string[] | null },
  lead = leadMade(),
) =>
  mayDiscount(
    { at: new Date(o.at ?? '2025-06-01T10:00:00Z'), product: o.product ?? null, named: o.named ?? null },
    [lead],
    new Map([[net, { timeZone: 'UTC', terms: [terms(o.products === undefined ? 'all' : o.products)] }]]),
  )

describe('SIM-14: the discount', () => {
  test('needs a lead that was approved at or before the signature', () => {
    expect([may({ at: '2025-03-15T10:00:00Z' }), may({ at: '2025-03-15T09:59:59Z' })]).toEqual([true, false])
    expect(may({}, leadMade({ approvedAt: null }))).toBe(false)
    expect(may({}, leadMade({ rejectedAt: new Date('2025-06-01T10:00:00Z') }))).toBe(false)
  })
  test('needs a lead in its window, the last day included', () => {
    expect([may({ at: '2026-03-15T23:59:59Z' }), may({ at: '2026-03-16T00:00:00Z' })]).toEqual([true, false])
  })
  test('is for eligible products only; all are by default', () => {
    expect([may({ product: 'Payroll' }), may({ product: null })]).toEqual([true, true])
    const some = (product: string | null) => may({ products: ['Payroll', 'Books'], product })
    expect([some('Payroll'), some('Books'), some('Hosting'), some(null)]).toEqual([true, true, false, false])
  })
  test('is not to be had where the terms of the day know none', () => {
    expect(may({ products: null })).toBe(false)
  })
  test('looks at the lead that the deal names, and at no other', () => {
    expect([may({ named: 'L1' }), may({ named: 'L2' })]).toEqual([true, false])
  })
})
