import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addMonths, type Day } from '#kernel/period.ts'
import type { Requirement } from '#programs/index.ts'
import { amountNeeded, askedFor, countingFrom, isAsked, lastConfirmed, needOf } from '#tiers/requirement.ts'

const day = (text: string) => text as Day
const won: Requirement = {
  measure: 'closed-won',
  customers: 10,
  withinMonths: 6,
  lastMonths: 12,
  modules: ['service-provider'],
}
const revenue: Requirement = { measure: 'revenue', amount: '1500.5', currency: 'EUR', lastMonths: 12 }
const plan: Requirement = { measure: 'confirmed', what: 'joint-business-plan' }

describe('the months that count on a day', () => {
  test('begin on the same day so much earlier, that day included (G7)', () => {
    expect(countingFrom(day('2026-03-10'), 12)).toBe('2025-03-10')
    expect(countingFrom(day('2026-01-01'), 12)).toBe('2025-01-01')
  })
  test('hold on leap days and on the last days of months', () => {
    expect(countingFrom(day('2025-02-28'), 12)).toBe('2024-02-28')
    expect(countingFrom(day('2024-02-29'), 12)).toBe('2023-03-01')
    expect(countingFrom(day('2025-03-31'), 1)).toBe('2025-03-01')
    expect(countingFrom(day('2025-03-28'), 1)).toBe('2025-02-28')
  })
  test('are those of which the last day has not passed, whatever the day and the number of months', () => {
    const any = fc
      .integer({ min: 0, max: 4000 })
      .map(n => day(new Date(Date.UTC(2020, 0, 1 + n)).toISOString().slice(0, 10)))
    fc.assert(
      fc.property(any, any, fc.integer({ min: 1, max: 24 }), (on, happened, months) => {
        fc.pre(happened <= on)
        expect(happened >= countingFrom(on, months)).toBe(addMonths(happened, months) >= on)
      }),
    )
  })
})

describe('SIM-8: ten customers are asked of service providers', () => {
  test('and of nobody who holds other modules only', () => {
    expect(isAsked(won, ['service-provider', 'technology'])).toBe(true)
    expect(isAsked(won, ['technology'])).toBe(false)
    expect(askedFor({ requirements: [won, plan] }, ['technology'])).toEqual([plan])
  })
  test('who named no module is asked', () => expect(isAsked(won, [])).toBe(true))
  test('without modules in the terms it is asked of all', () =>
    expect(isAsked({ ...won, modules: [] }, ['technology'])).toBe(true))
  test('nine are not enough, ten are', () => {
    expect(needOf(won, 9n, null)).toMatchObject({ have: 9n, need: 10n, met: false })
    expect(needOf(won, 10n, null)).toMatchObject({ have: 10n, need: 10n, met: true })
  })
})

test('revenue is met to the cent', () => {
  expect(amountNeeded(revenue)).toBe(150_050n)
  expect(needOf(revenue, 150_049n, null).met).toBe(false)
  expect(needOf(revenue, 150_050n, null).met).toBe(true)
  expect(needOf({ ...revenue, currency: 'XXY' }, 150_050n, null).met).toBe(false)
})

test('what only a person can tell is met when one did', () => {
  expect(needOf(plan, 0n, null)).toMatchObject({ have: 0n, need: 1n, met: false })
  expect(needOf(plan, 0n, day('2025-01-01'))).toMatchObject({ have: 1n, met: true })
})

test('a confirmation counts within its days, both included', () => {
  const days = [day('2024-12-31'), day('2025-06-01'), day('2025-03-01')]
  expect(lastConfirmed(days, day('2025-01-01'), day('2025-12-31'))).toBe('2025-06-01')
  expect(lastConfirmed(days, day('2024-12-31'), day('2024-12-31'))).toBe('2024-12-31')
  expect(lastConfirmed(days, day('2025-06-02'), day('2025-12-31'))).toBeNull()
  expect(lastConfirmed(days, null, day('2024-12-31'))).toBe('2024-12-31')
  expect(lastConfirmed([], null, day('2024-12-31'))).toBeNull()
})
