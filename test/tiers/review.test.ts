import { expect, test } from 'vitest'
import type { Day } from '#kernel/period.ts'
import type { Membership, TierSpan } from '#partners/index.ts'
import type { Requirement, Terms, TierTerms } from '#programs/index.ts'
import { isReviewDay, nextReview, turnOn } from '#tiers/review.ts'

const won: Requirement = {
  measure: 'closed-won',
  customers: 10,
  withinMonths: 6,
  lastMonths: 12,
  modules: ['service-provider'],
}
const tier = (key: string, rank: number, o: Partial<TierTerms> = {}): TierTerms => ({
  key,
  rank,
  entry: 'apply',
  requirements: [],
  benefits: [],
  qualified: 'each-1-january',
  effective: 'at-once',
  kept: 'no-end',
  ...o,
})
const terms = (...tiers: TierTerms[]) => ({ tiers: [tier('low', 1), ...tiers] }) as unknown as Terms
const measured = terms(tier('high', 2, { requirements: [won] }))
const span = (key: string, from: string, until: string | null): TierSpan => ({
  tier: key,
  from: from as Day,
  until: until as Day | null,
  ground: 'applied',
  reason: null,
  at: new Date(0),
  seq: 1,
})
const member = (tiers: TierSpan[], modules = ['service-provider']) => ({ tiers, modules }) as unknown as Membership
const turn = (who: Membership, on: Terms, day: string, yesterday: string, before: Terms | null = on) =>
  turnOn(who, { before, on }, yesterday as Day, day as Day).kind

test('the review after a day is the next 1 January, after a 1 January the one of the next year', () => {
  expect(nextReview('2025-12-31' as Day)).toBe('2026-01-01')
  expect(nextReview('2026-01-01' as Day)).toBe('2027-01-01')
  expect([isReviewDay('2026-01-01' as Day), isReviewDay('2026-02-01' as Day)]).toEqual([true, false])
})

test('SIM-8: a tier without end is measured on 1 January and on no other day', () => {
  const holder = member([span('high', '2025-05-01', null)])
  expect(turn(holder, measured, '2026-01-01', '2025-12-31')).toBe('measure')
  expect(turn(holder, measured, '2026-02-01', '2026-01-31')).toBe('same')
  expect(turn(holder, measured, '2025-05-01', '2025-04-30')).toBe('moved')
})

test('nothing is measured of the lowest, of a tier reviewed at any time, or where nothing measured is asked', () => {
  const holder = member([span('high', '2025-05-01', null)])
  expect(turn(member([]), measured, '2026-01-01', '2025-12-31')).toBe('same')
  expect(turn(member([span('low', '2025-05-01', null)]), measured, '2026-01-01', '2025-12-31')).toBe('same')
  const relaxed = terms(tier('high', 2, { requirements: [won], qualified: 'at-any-time' }))
  expect(turn(holder, relaxed, '2026-01-01', '2025-12-31')).toBe('same')
  const told = terms(tier('high', 2, { requirements: [{ measure: 'confirmed', what: 'plan' }] }))
  expect(turn(holder, told, '2026-01-01', '2025-12-31')).toBe('same')
  expect(turn(member([span('high', '2025-05-01', null)], ['technology']), measured, '2026-01-01', '2025-12-31')).toBe(
    'same',
  )
})

test('CC-9: what ended on 31 December is lost; where only facts are asked they may prolong it', () => {
  const ended = member([span('high', '2025-05-01', '2025-12-31')])
  const told = terms(tier('high', 2, { requirements: [{ measure: 'confirmed', what: 'plan' }] }))
  expect(turn(ended, told, '2026-01-01', '2025-12-31')).toBe('fell')
  expect(turn(ended, measured, '2026-01-01', '2025-12-31')).toBe('renew')
  expect(
    turn(member([...ended.tiers, span('high', '2026-01-01', '2026-12-31')]), told, '2026-01-01', '2025-12-31'),
  ).toBe('same')
  expect(turn(ended, told, '2027-01-01', '2026-12-31')).toBe('same')
})

test('new terms that know the tier no more move whoever held it', () => {
  const holder = member([span('high', '2025-05-01', null)])
  expect(turn(holder, terms(), '2026-03-01', '2026-02-28', measured)).toBe('moved')
})
