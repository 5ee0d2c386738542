import { describe, expect, it } from 'vitest'
import type { BindingId } from '#kernel/id.ts'
import { type Engagement, engagementToReview } from '#reviews/eligibility.ts'

const settings = { minBindingDays: 30, maxDaysAfterEnd: 365 }
const now = new Date('2026-07-15T09:00:00Z')
const ago = (days: number, hour = 9) => new Date(Date.UTC(2026, 6, 15 - days, hour))
const bound = (from: number, until: number | null = null, change: Partial<Engagement> = {}): Engagement => ({
  binding: `b${from}` as BindingId,
  from: ago(from),
  until: until === null ? null : ago(until),
  timeZone: 'UTC',
  reviewed: false,
  ...change,
})
const outcome = (engagements: Engagement[], s = settings) => {
  const result = engagementToReview(engagements, now, s)
  return result.ok ? result.value.binding : result.refusal
}

describe('RI-01: only bound customers review', () => {
  it('29 days are too few, 30 are enough, whatever the hour', () => {
    expect(outcome([bound(29)])).toBe('too-new')
    expect(outcome([bound(30)])).toBe('b30')
    expect(outcome([bound(0, null, { from: ago(30, 23) })])).toBe('b0')
  })

  it('with the setting at 0 a review is possible on day 0', () => {
    expect(outcome([bound(0)], { ...settings, minBindingDays: 0 })).toBe('b0')
  })

  it('365 days after the end is still in time, 366 is too late', () => {
    expect(outcome([bound(600, 365)])).toBe('b600')
    expect(outcome([bound(600, 366)])).toBe('too-late')
  })

  it('whoever was never bound, or will be only tomorrow, is not bound', () => {
    expect(outcome([])).toBe('not-bound')
    expect(outcome([bound(-1)])).toBe('not-bound')
  })

  it('counts days in the program’s time zone', () => {
    const from = new Date('2026-06-14T22:30:00Z')
    expect(outcome([bound(1, null, { from, timeZone: 'UTC' })])).toBe('b1')
    expect(outcome([bound(2, null, { from, timeZone: 'Europe/Amsterdam' })])).toBe('b2')
    const late = new Date('2026-06-15T22:30:00Z')
    expect(outcome([bound(3, null, { from: late, timeZone: 'Europe/Amsterdam' })])).toBe('too-new')
  })
})

describe('RI-02: one review an engagement', () => {
  it('the newest engagement that has none is reviewed', () => {
    expect(outcome([bound(500, 300), bound(100)])).toBe('b100')
    expect(outcome([bound(500, 300), bound(100, null, { reviewed: true })])).toBe('b500')
  })

  it('all reviewed: already reviewed', () => {
    expect(outcome([bound(100, null, { reviewed: true })])).toBe('already-reviewed')
  })
})
