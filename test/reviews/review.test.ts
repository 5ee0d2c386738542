import { describe, expect, it } from 'vitest'
import type { Month } from '#kernel/period.ts'
import { isReason, problemOf, type QueueItem, REASONS, type ReviewContent, STARS } from '#reviews/review.ts'

const content = (change: Partial<ReviewContent> = {}): ReviewContent => ({
  overall: 4,
  sub: null,
  recommend: null,
  text: {
    language: 'en',
    title: '',
    challenge: '',
    wentWell: 'They answered the phone each time.',
    couldBeBetter: '',
    text: '',
  },
  identity: { role: 'Owner', industry: null, companySize: null, shownAs: null },
  project: { from: null, to: null, budget: null, services: [] },
  declarations: { connection: false, incentive: false },
  ...change,
})
const today = '2026-07' as Month
const text = (wentWell: string) => ({ ...content().text, wentWell })

describe('RI-04: declarations', () => {
  it('both must be answered', () => {
    expect(problemOf(content({ declarations: { connection: null, incentive: false } }), 20, today)).toBe(
      'declaration-missing',
    )
    expect(problemOf(content({ declarations: { connection: false, incentive: null } }), 20, today)).toBe(
      'declaration-missing',
    )
    expect(problemOf(content({ declarations: { connection: true, incentive: true } }), 20, today)).toBeNull()
  })
})

describe('RI-08: the same for every rating', () => {
  it('nineteen characters are too few and twenty are enough for one star as for five', () => {
    for (const overall of STARS) {
      expect(problemOf(content({ overall, text: text('x'.repeat(19)) }), 20, today)).toBe('text-too-short')
      expect(problemOf(content({ overall, text: text('x'.repeat(20)) }), 20, today)).toBeNull()
    }
  })
})

describe('what is handed in', () => {
  it('has whole stars from 1 to 5', () => {
    for (const overall of [0, 6, 4.5, Number.NaN])
      expect(problemOf(content({ overall: overall as 4 }), 0, today)).toBe('bad-stars')
    expect(problemOf(content({ recommend: 11 }), 0, today)).toBe('bad-stars')
    const sub = { quality: 5, communication: 5, timeliness: 7 as 5, value: 5 } as const
    expect(problemOf(content({ sub }), 0, today)).toBe('bad-stars')
  })

  it('keeps to its lengths', () => {
    expect(problemOf(content({ text: text('x'.repeat(4_000)) }), 0, today)).toBeNull()
    expect(problemOf(content({ text: text('x'.repeat(4_001)) }), 0, today)).toBe('text-too-long')
    expect(problemOf(content({ text: { ...text('x'), title: 'x'.repeat(121) } }), 0, today)).toBe('title-too-long')
  })

  it('is about a period that has begun', () => {
    const during = (from: string, to: string) =>
      problemOf(content({ project: { from: from as Month, to: to as Month, budget: null, services: [] } }), 0, today)
    expect(during('2026-05', '2026-07')).toBeNull()
    expect(during('2026-07', '2026-05')).toBe('bad-period')
    expect(during('2026-08', '2026-09')).toBe('bad-period')
  })
})

it('RI-10: what a moderator is given has no stars, by type', () => {
  type Stars = Extract<keyof QueueItem, 'overall' | 'sub' | 'recommend' | 'content'>
  const none: [Stars] extends [never] ? true : false = true
  expect(none).toBe(true)
})

it('RI-11: there is no reason for a negative opinion', () => {
  expect(REASONS).toHaveLength(11)
  expect(isReason('negative')).toBe(false)
  expect(isReason('personal_data')).toBe(true)
})
