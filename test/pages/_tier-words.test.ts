import { expect, test } from 'vitest'
import type { Day } from '#kernel/period.ts'
import type { Need, Progress, Step } from '#tiers/index.ts'
import { keepWords, missingWords, needWords, stepWords } from '../../src/pages/_tier-words.ts'

const won = (have: bigint, confirmedOn: string | null = null): Need => ({
  requirement: { measure: 'closed-won', customers: 10, withinMonths: 6, lastMonths: 12, modules: [] },
  have,
  need: 10n,
  confirmedOn: confirmedOn as Day | null,
  met: have >= 10n || confirmedOn !== null,
})
const told = (met: boolean): Need => ({
  requirement: { measure: 'confirmed', what: 'joint-campaign' },
  have: met ? 1n : 0n,
  need: 1n,
  confirmedOn: met ? ('2025-05-01' as Day) : null,
  met,
})
const step: Step = {
  tier: 'premier',
  entry: 'qualify',
  needs: [won(8n)],
  met: false,
  by: '2025-12-31' as Day,
  from: '2025-12-01' as Day,
  fromLast: '2026-01-01' as Day,
  until: '2026-12-31' as Day,
  changes: [
    { what: 'margin', from: '15', to: '30' },
    { what: 'benefit', gained: true, word: 'volume-discount' },
  ],
}

test('the step to the next tier is one sentence: how much, by when, what it changes, from when', () => {
  expect(stepWords('en', step)).toBe(
    '2 more customers by 31 Dec 2025: margin on accounts you resell from 15% to 30% from 1 Jan 2026',
  )
  expect(stepWords('nl', step)).toBe(
    'nog 2 klanten uiterlijk 31 dec 2025: marge op accounts die u doorverkoopt van 15% naar 30% vanaf 1 jan 2026',
  )
  expect(stepWords('en', { ...step, needs: [won(9n), told(false)] })).toMatch(/^1 more customer and 1 confirmation by/)
})

test('a tier at once counts from the day of applying, one that is met from today, one by invitation has no day', () => {
  const once = { ...step, entry: 'apply', fromLast: step.by, changes: step.changes.slice(1) } as const
  expect(stepWords('en', once)).toBe(
    '2 more customers by 31 Dec 2025: volume discount on licences from the day you apply',
  )
  expect(stepWords('en', { ...once, met: true, needs: [won(10n)] })).toContain('from 1 Dec 2025')
  expect(stepWords('en', { ...step, entry: 'invite', by: null })).toMatch(/^By invitation only: margin/)
})

test('what is met is not missing, and a person’s word stands in for the count', () => {
  expect(missingWords('en', [won(10n), told(true)])).toBe('')
  expect(needWords('en', won(2n, '2025-05-01'))).toBe('Confirmed by your partner manager on 1 May 2025')
  expect(needWords('en', won(2n))).toBe(
    '2 of 10 customers in the last 12 months, each with an order within 6 months of your referral',
  )
  const revenue: Need = {
    ...won(0n),
    requirement: { measure: 'revenue', amount: '1000', currency: 'EUR', lastMonths: 12 },
    have: 25_050n,
    need: 100_000n,
  }
  expect(needWords('en', revenue)).toBe('€250.50 of €1,000.00 net turnover in the last 12 months')
  expect(missingWords('en', [revenue])).toBe('€749.50 more net turnover')
})

test('what keeps a tier tells what is lost without it', () => {
  const keeping: NonNullable<Progress['keeping']> = {
    needs: [won(8n)],
    met: false,
    by: '2025-12-31' as Day,
    falls: 'reseller',
    changes: [{ what: 'rate', rule: 'order', from: '30', to: '15' }],
  }
  expect(keepWords('en', keeping, 'premier')).toBe(
    'Still needed by 31 Dec 2025: 2 more customers. Otherwise you return to Reseller on the next day: commission from 30% to 15%.',
  )
  const benefits = ['partner-manager', 'annual-plan'].map(word => ({ what: 'benefit', gained: false, word }) as const)
  expect(keepWords('en', { ...keeping, changes: benefits }, 'premier')).toMatch(
    /: no longer: partner manager and annual plan\.$/,
  )
  expect(keepWords('en', { ...keeping, met: true }, 'premier')).toContain('Nothing more is needed by 31 Dec 2025')
})
