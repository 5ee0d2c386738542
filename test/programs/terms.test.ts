import { describe, expect, test } from 'vitest'
import type { ProgramKey } from '#kernel/id.ts'
import type { Day } from '#kernel/period.ts'
import { COPERNICA } from '../../src/programs/preset-copernica.ts'
import {
  type EarnRule,
  invoiceRule,
  REASONS,
  rateOn,
  type Terms,
  type TermsBody,
  termsBody,
  termsOn,
  tierIn,
} from '../../src/programs/terms.ts'

const version = (n: number, from: string | null): Terms => ({
  ...COPERNICA.terms,
  program: 'copernica' as ProgramKey,
  version: n,
  from: from as Day | null,
})
const tier = (key: string, rank: number): TermsBody['tiers'][number] => ({
  key,
  rank,
  entry: 'apply',
  requirements: [],
  benefits: [],
  qualified: 'at-any-time',
  effective: 'at-once',
  kept: 'no-end',
})
const on = (terms: Terms[], day: string) => termsOn(terms, day as Day)?.version ?? null

describe('G4: the version is chosen by the event’s own day', () => {
  const terms = [version(1, null), version(2, '2025-07-01')]
  test('the day before the change is under the old terms, the day itself under the new', () => {
    expect(on(terms, '2025-06-30')).toBe(1)
    expect(on(terms, '2025-07-01')).toBe(2)
  })
  test('first terms without beginning hold for all of the past', () => expect(on(terms, '1995-01-01')).toBe(1))
  test('before the first beginning there are no terms', () => {
    expect(on([version(1, '2025-01-01')], '2024-12-31')).toBeNull()
    expect(on([], '2025-01-01')).toBeNull()
  })
  test('of two versions with one beginning the newer holds, in whatever order they come', () => {
    const both = [version(3, '2025-07-01'), version(2, '2025-07-01'), version(1, null)]
    expect(on(both, '2025-07-01')).toBe(3)
    expect(on(both.reverse(), '2025-07-01')).toBe(3)
  })
  test('a newer version that begins earlier does not push out a later one', () => {
    const all = [version(1, null), version(2, '2025-09-01'), version(3, '2025-08-01')]
    expect(on(all, '2025-08-31')).toBe(3)
    expect(on(all, '2025-09-01')).toBe(2)
  })
})

describe('rates', () => {
  const flat = COPERNICA.terms.earns[0] as EarnRule
  const body: TermsBody = { ...COPERNICA.terms, tiers: [tier('reseller', 1), tier('premier', 2)] }
  const tiered: EarnRule = { ...flat, rate: { reseller: '15', premier: '30' } }

  test('one rate for everybody asks for no tier', () => {
    expect(rateOn(COPERNICA.terms, flat, null)).toBe(100_000n)
    expect(rateOn(COPERNICA.terms, flat, 'gold')).toBe(100_000n)
  })
  test('a rate by tier is the tier’s own; without a tier, or with one the terms do not name, there is none', () => {
    expect(rateOn(body, tiered, 'reseller')).toBe(150_000n)
    expect(rateOn(body, tiered, 'premier')).toBe(300_000n)
    expect(rateOn(body, tiered, null)).toBeNull()
    expect(rateOn(body, tiered, 'toString')).toBeNull()
    expect(rateOn(body, { ...flat, rate: { premier: '30' } }, 'reseller')).toBeNull()
  })
  test('a program without tiers names none, whatever a file said', () => {
    expect(tierIn(COPERNICA.terms, 'gold')).toBeNull()
    expect(tierIn(body, 'premier')).toBe('premier')
    expect(tierIn(body, null)).toBeNull()
  })
})

test('the rule for invoices is found, or there is none', () => {
  expect(invoiceRule(COPERNICA.terms)?.key).toBe('turnover')
  const deals = COPERNICA.terms.earns.map(rule => ({ ...rule, event: 'deal' as const }))
  expect(invoiceRule({ ...COPERNICA.terms, earns: deals })).toBeNull()
})

describe('terms are data of one shape', () => {
  test('a field that does not belong is refused', () => {
    expect(termsBody.safeParse({ ...COPERNICA.terms, bonus: '5' }).success).toBe(false)
  })
  test.each(['101', '-1', '10 %', '0.00001', ''])('the rate "%s" is no per cent', rate => {
    const earns = COPERNICA.terms.earns.map(rule => ({ ...rule, rate }))
    expect(termsBody.safeParse({ ...COPERNICA.terms, earns }).success).toBe(false)
  })
  test('the five ways of being payable, the four of attribution and tiers all fit', () => {
    const body = {
      ...COPERNICA.terms,
      attribution: ['lead', 'selection', 'referral', 'code-and-domain'],
      lead: {
        conditions: ['already-customer', 'open-deal'],
        windowMonths: 12,
        approvers: ['partner-manager'],
        reRegistration: 'same-partner',
        conflict: 'first-approved',
      },
      payable: { when: 'after-first-payment', days: 30 },
      tiers: [tier('select', 1)],
      modules: [{ key: 'technology', requirements: [{ measure: 'confirmed', what: 'listing' }], tiers: ['select'] }],
      obligations: [{ what: 'update', due: { days: 30 }, binds: { tiers: [], modules: ['technology'] } }],
    }
    expect(termsBody.safeParse(body).error).toBeUndefined()
  })
})

test('the reasons for nothing stand in the order in which the first that applies is named', () => {
  expect(REASONS.slice(0, 5)).toEqual([
    'partner-not-active',
    'agreement-not-accepted',
    'self-dealing',
    'not-bound',
    'resold-account',
  ])
  expect(new Set(REASONS).size).toBe(21)
})
