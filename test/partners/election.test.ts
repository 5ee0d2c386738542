import { expect, test } from 'vitest'
import type { Day } from '#kernel/period.ts'
import { benefitOn, changesBenefit, type Election } from '#partners/election.ts'

const chose = (benefit: Election['benefit'], from: string): Election => ({
  benefit,
  from: from as Day,
  at: new Date(0),
})
const on = (elections: Election[], day: string) => benefitOn({ elections }, { benefit: 'partner-elects' }, day as Day)

test('SIM-6: the fee until the partner elects, what it elected from its day on', () => {
  const elections = [chose('discount', '2025-05-01')]
  expect(on([], '2025-05-01')).toBe('fee')
  expect(on(elections, '2025-04-30')).toBe('fee')
  expect(on(elections, '2025-05-01')).toBe('discount')
})

test('SIM-6: a later election takes over on its day; of two for one day the one made last counts', () => {
  const elections = [chose('discount', '2025-05-01'), chose('fee', '2025-07-01'), chose('discount', '2025-07-01')]
  expect(on(elections, '2025-06-30')).toBe('discount')
  expect(on(elections.slice(0, 2), '2025-07-01')).toBe('fee')
  expect(on(elections, '2025-07-01')).toBe('discount')
})

test('an election made later for an earlier day replaces what was elected for the days after it', () => {
  const elections = [chose('discount', '2025-09-01'), chose('fee', '2025-06-01')]
  expect(on(elections, '2025-09-01')).toBe('fee')
})

test('where the terms leave no choice nothing elected counts', () => {
  const elections = [chose('discount', '2025-05-01')]
  expect(benefitOn({ elections }, { benefit: 'fee' }, '2025-06-01' as Day)).toBe('fee')
  expect(benefitOn({ elections: [] }, { benefit: 'discount' }, '2025-06-01' as Day)).toBe('discount')
})

test('electing again what one has, and has for all time to come, is no change', () => {
  const day = '2025-06-01' as Day
  expect(changesBenefit([], 'fee', day)).toBe(false)
  expect(changesBenefit([], 'discount', day)).toBe(true)
  expect(changesBenefit([chose('discount', '2025-05-01')], 'discount', day)).toBe(false)
  expect(changesBenefit([chose('discount', '2025-09-01')], 'fee', day)).toBe(true)
})
