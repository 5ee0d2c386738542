import { describe, expect, test } from 'vitest'
import { daysLeft, leadState, noticeAfter, noticeOn, windowFrom } from '#attribution/lead.ts'
import type { Day } from '#kernel/period.ts'

const at = (text: string) => new Date(text)
const day = (text: string) => text as Day

describe('ONE-3, COC-10: the window of a lead', () => {
  test('runs from the day of approval to the same day so many months later, that day included', () => {
    expect(windowFrom(at('2025-03-15T23:59:59Z'), 12, 'UTC')).toEqual({
      lastDay: '2026-03-15',
      expiresAt: at('2026-03-16T00:00:00Z'),
    })
  })
  test('ends on the last day of February where the day does not exist', () => {
    expect(windowFrom(at('2024-02-29T08:00:00Z'), 12, 'UTC').lastDay).toBe('2025-02-28')
    expect(windowFrom(at('2025-01-31T08:00:00Z'), 1, 'UTC').lastDay).toBe('2025-02-28')
  })
  test('takes its days in the program’s time zone', () => {
    expect(windowFrom(at('2025-03-15T23:30:00Z'), 12, 'Europe/Amsterdam')).toEqual({
      lastDay: '2026-03-16',
      expiresAt: at('2026-03-16T23:00:00Z'),
    })
  })
})

describe('ONE-5: what a lead is', () => {
  const window = windowFrom(at('2025-03-15T10:00:00Z'), 12, 'UTC')
  const approved = { approvedAt: at('2025-03-15T10:00:00Z'), rejectedAt: null, expiresAt: window.expiresAt }
  test('pending until the instant of its approval, then active to the end of its last day', () => {
    expect(leadState(approved, at('2025-03-15T09:59:59.999Z'))).toBe('pending')
    expect(leadState(approved, at('2025-03-15T10:00:00Z'))).toBe('active')
    expect(leadState(approved, at('2026-03-15T23:59:59.999Z'))).toBe('active')
    expect(leadState(approved, at('2026-03-16T00:00:00Z'))).toBe('expired')
  })
  test('rejected if it never was approved, withdrawn if it was', () => {
    const no = at('2025-04-01T00:00:00Z')
    expect(leadState({ approvedAt: null, expiresAt: null, rejectedAt: no }, no)).toBe('rejected')
    expect(leadState({ ...approved, rejectedAt: no }, no)).toBe('withdrawn')
    expect(leadState({ ...approved, rejectedAt: no }, at('2025-03-31T23:59:59.999Z'))).toBe('active')
  })
})

describe('reminders', () => {
  test('come 30, 7 and 1 days before the last day, then word of the end, then nothing', () => {
    const last = day('2026-03-15')
    const dates: string[] = []
    for (let after: Date | null = at('2025-03-15T10:00:00Z'); after; ) {
      after = noticeAfter(last, 'UTC', after)
      if (after) dates.push(after.toISOString().slice(0, 10))
    }
    expect(dates).toEqual(['2026-02-13', '2026-03-08', '2026-03-14', '2026-03-16'])
  })
  test('leave out what lies before the approval, however short the window', () => {
    expect(noticeAfter(day('2025-04-05'), 'UTC', at('2025-03-28T10:00:00Z'))).toEqual(at('2025-03-29T00:00:00Z'))
    expect(noticeAfter(day('2025-04-05'), 'UTC', at('2025-03-29T00:00:00Z'))).toEqual(at('2025-04-04T00:00:00Z'))
  })
  test('fall at the start of the day in the program’s time zone', () => {
    expect(noticeAfter(day('2026-07-31'), 'Europe/Amsterdam', at('2026-06-01T00:00:00Z'))).toEqual(
      at('2026-06-30T22:00:00Z'),
    )
  })
  test('tell the days that are really left', () => {
    expect(daysLeft(day('2026-03-15'), day('2026-03-08'))).toBe(7)
    expect(noticeOn(day('2026-03-15'), day('2026-02-13'))).toEqual({ kind: 'reminder', days: 30 })
    expect(noticeOn(day('2026-03-15'), day('2026-03-15'))).toEqual({ kind: 'reminder', days: 0 })
    expect(noticeOn(day('2026-03-15'), day('2026-03-16'))).toEqual({ kind: 'expired' })
  })
})
