import { describe, expect, it } from 'vitest'
import type { PartnerId, ReviewId } from '#kernel/id.ts'
import type { ReviewContent } from '#reviews/review.ts'
import { highlight, lengthOf, recommending, shown } from '#reviews/showing.ts'

const now = new Date('2026-07-15T12:00:00Z')
const content = (incentive: boolean): ReviewContent => ({
  overall: 4,
  sub: null,
  recommend: 9,
  text: { language: 'en', title: 'Good', challenge: 'abc', wentWell: 'de', couldBeBetter: '', text: '' },
  identity: { role: '', industry: null, companySize: null, shownAs: null },
  project: { from: null, to: null, budget: null, services: [] },
  declarations: { connection: false, incentive },
})
const live = (day: string, incentive = false) =>
  shown(
    {
      id: 'r' as ReviewId,
      partner: 'p' as PartnerId,
      publishedAt: new Date(`${day}T12:00:00Z`),
      content: content(incentive),
      reply: null,
    },
    now,
  )

describe('RI-32: what is in the numbers', () => {
  it('is not what came with an incentive, nor what is older than 36 months', () => {
    expect(live('2026-07-01')).toMatchObject({ counted: true, notCounted: null })
    expect(live('2026-07-01', true)).toMatchObject({ counted: false, notCounted: 'incentivised', incentivised: true })
    expect(live('2023-07-15')).toMatchObject({ counted: true })
    expect(live('2023-07-14')).toMatchObject({ counted: false, notCounted: 'older' })
  })
})

it('RI-34: a review is marked from the day after 24 months on', () => {
  expect(live('2024-07-15').old).toBe(false)
  expect(live('2024-07-14').old).toBe(true)
})

describe('RI-35: no cherry-picking', () => {
  const of = (overall: number, day: number) => ({ overall, publishedAt: new Date(Date.UTC(2026, 0, day)) })
  it('shows nothing without a good one', () => expect(highlight([of(3, 1), of(1, 2)])).toEqual([]))
  it('shows the newest good one alone if no other exists', () =>
    expect(highlight([of(5, 1), of(4, 2)])).toEqual([of(4, 2)]))
  it('shows the newest critical one beside it', () =>
    expect(highlight([of(5, 1), of(4, 9), of(3, 2), of(1, 8)])).toEqual([of(4, 9), of(1, 8)]))
})

it('counts nines and tens of those who answered', () => {
  expect(recommending([10, 9, 8, null])).toEqual({ yes: 2, of: 3 })
  expect(recommending([])).toEqual({ yes: 0, of: 0 })
})

it('measures detail by all that was written', () => expect(lengthOf(content(false))).toBe(9))
