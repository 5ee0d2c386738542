import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, type Day } from '#kernel/period.ts'
import {
  bayes,
  bounds,
  consistentlyLow,
  histogramOf,
  quality,
  rate,
  siteMean,
  type Histogram,
  type Vote,
} from '#reviews/rating.ts'

const today = '2026-07-15' as Day
const C = 4.0

/** Counts of 1★…5★, all of today, each from a customer of its own. */
const votes = (counts: readonly number[], day: Day = today): Vote[] =>
  counts.flatMap((count, i) => Array.from({ length: count }, (_, k) => ({ stars: i + 1, day, customer: `c${i}-${k}` })))

describe('test vectors of reviews.md section 5', () => {
  const vectors: [string, Histogram, number | null, number, number, number, boolean, boolean][] = [
    ['1', [0, 0, 0, 0, 0], null, 4.0, 2.05, 3.95, false, false],
    ['2', [0, 0, 0, 0, 1], 5.0, 4.17, 2.41, 4.26, false, false],
    ['3', [1, 0, 0, 0, 0], 1.0, 3.5, 1.74, 3.59, false, false],
    ['4', [0, 0, 0, 0, 10], 5.0, 4.67, 3.82, 4.85, false, false],
    ['5', [25, 20, 75, 80, 60], 3.5, 3.51, 3.37, 3.61, false, false],
    ['6', [4, 0, 0, 0, 0], 1.0, 2.67, 1.36, 2.86, true, false],
    ['7', [5, 0, 0, 0, 0], 1.0, 2.5, 1.3, 2.7, true, true],
    ['8', [4, 0, 0, 0, 1], 1.8, 2.9, 1.59, 3.21, true, false],
    ['9', [3, 1, 1, 0, 0], 1.6, 2.8, 1.63, 2.97, true, true],
    ['10', [0, 5, 0, 0, 0], 2.0, 3.0, 1.95, 3.05, true, false],
    ['11', [0, 8, 0, 0, 0], 2.0, 2.77, 1.94, 2.83, true, true],
    ['12', [6, 0, 0, 0, 2], 2.0, 2.77, 1.64, 3.13, true, false],
    ['13', [9, 0, 0, 0, 3], 2.0, 2.59, 1.63, 2.96, true, true],
    ['14', [10, 6, 4, 3, 2], 2.24, 2.53, 1.97, 2.77, true, true],
    ['15', [0, 0, 20, 0, 0], 3.0, 3.2, 2.8, 3.2, true, false],
  ]
  for (const [name, counts, mean, b, lower, upper, watch, low] of vectors) {
    it(`vector ${name}: ${counts.join(',')}`, () => {
      const rating = rate(votes(counts), C, today)
      const near = (value: number | null, wanted: number) =>
        expect(Math.abs((value ?? Number.NaN) - wanted)).toBeLessThanOrEqual(0.005)
      if (mean === null) expect(rating.mean).toBeNull()
      else near(rating.mean, mean)
      near(rating.bayes, b)
      near(rating.lower, lower)
      near(rating.upper, upper)
      expect([rating.watch, rating.low]).toEqual([watch, low])
    })
  }

  it('decay: twenty old 5★ and one fresh 1★', () => {
    const old = votes([0, 0, 0, 0, 20], addDays(today, -730))
    const all = [...old, ...votes([1, 0, 0, 0, 0])]
    expect(bayes(all, C, today)).toBeCloseTo(4.18, 2)
    const settings = {
      windowMonths: 36,
      minShown: 3,
      m: 5,
      halfLifeDays: 180,
      lowThreshold: 3,
      lowMinReviews: 5,
      lowWindowMonths: 24,
    }
    expect(bayes(all, C, today, settings)).toBeCloseTo(3.75, 2)
  })

  it('edge: vector 7 from four customers is not LOW', () => {
    const five = votes([5, 0, 0, 0, 0]).map((vote, i) => ({ ...vote, customer: `c${Math.min(i, 3)}` }))
    expect(rate(five, C, today).low).toBe(false)
  })

  it('edge: vector 7 with four of the five older than twelve months is not LOW, with three of them it is', () => {
    const aged = (count: number) =>
      votes([5, 0, 0, 0, 0]).map((vote, i) => (i < count ? { ...vote, day: addDays(addMonths(today, -12), -1) } : vote))
    expect(rate(aged(4), C, today).low).toBe(false)
    expect(rate(aged(3), C, today).low).toBe(true)
  })

  it('edge: vector 7 with one older than twenty-four months has N = 4; on the first day of the window it still counts', () => {
    const first = addMonths(today, -24)
    const withOne = (day: Day) => votes([5, 0, 0, 0, 0]).map((vote, i) => (i === 0 ? { ...vote, day } : vote))
    expect(rate(withOne(addDays(first, -1)), C, today).low).toBe(false)
    expect(rate(withOne(first), C, today).low).toBe(true)
  })
})

describe('the shown mean', () => {
  it('is the plain mean of 36 months, the first day included', () => {
    const first = addMonths(today, -36)
    const inside = [{ stars: 1, day: first, customer: 'a' }, ...votes([0, 0, 0, 0, 3])]
    expect(rate(inside, C, today)).toMatchObject({ count: 4, mean: 4, histogram: [1, 0, 0, 0, 3] })
    const outside = [{ stars: 1, day: addDays(first, -1), customer: 'a' }, ...votes([0, 0, 0, 0, 3])]
    expect(rate(outside, C, today)).toMatchObject({ count: 3, mean: 5, histogram: [0, 0, 0, 0, 3] })
  })

  it('is shown from the third review on', () => {
    expect(rate(votes([0, 0, 0, 0, 2]), C, today).shown).toBe(false)
    expect(rate(votes([0, 0, 0, 0, 3]), C, today).shown).toBe(true)
  })
})

describe('the site mean', () => {
  it('is 4.0 under fifty reviews and clamped from there', () => {
    expect(siteMean(49, 49)).toBe(4.0)
    expect(siteMean(50, 50)).toBe(3.6)
    expect(siteMean(50, 250)).toBe(4.4)
    expect(siteMean(50, 200)).toBe(4.0)
  })

  it('is what an unrated partner ranks with', () => {
    expect(bayes([], 3.9, today)).toBe(3.9)
    expect(quality(3.9)).toBeCloseTo(0.725)
  })
})

describe('properties', () => {
  const anyVotes = fc.array(
    fc.record({
      stars: fc.integer({ min: 1, max: 5 }),
      age: fc.integer({ min: 0, max: 2_000 }),
      who: fc.integer({ min: 0, max: 9 }),
    }),
    { maxLength: 40 },
  )
  const made = (drawn: { stars: number; age: number; who: number }[]): Vote[] =>
    drawn.map(d => ({ stars: d.stars, day: addDays(today, -d.age), customer: `c${d.who}` }))

  it('RK-4: one more fresh 5★ never lowers a partner, one more 1★ never raises it', () => {
    fc.assert(
      fc.property(anyVotes, drawn => {
        const before = bayes(made(drawn), C, today)
        const one = (stars: number) => bayes([...made(drawn), { stars, day: today, customer: 'new' }], C, today)
        expect(one(5)).toBeGreaterThanOrEqual(before)
        expect(one(1)).toBeLessThanOrEqual(before)
      }),
    )
  })

  it('the histogram sums to the count, and the mean follows from it', () => {
    fc.assert(
      fc.property(anyVotes, drawn => {
        const { histogram, count, mean } = rate(made(drawn), C, today)
        expect(histogram.reduce((a, b) => a + b, 0)).toBe(count)
        if (mean !== null) expect(mean).toBeCloseTo(histogram.reduce((sum, k, i) => sum + k * (i + 1), 0) / count, 9)
      }),
    )
  })

  it('bounds lie around the smoothed mean and within the stars', () => {
    fc.assert(
      fc.property(anyVotes, drawn => {
        const { upper, lower } = bounds(histogramOf(drawn.map(d => d.stars)))
        expect(lower).toBeLessThan(upper)
        expect(lower).toBeGreaterThan(0.9)
        expect(upper).toBeLessThan(5.1)
      }),
    )
  })
})

describe('RI-54: consistently low', () => {
  const at = (days: number, low: boolean) => ({ day: addDays(today, -days), low })
  it('day 27 is too soon, day 28 is enough', () => {
    expect(consistentlyLow([at(0, true), at(27, true)], today)).toBe(false)
    expect(consistentlyLow([at(0, true), at(28, true)], today)).toBe(true)
  })
  it('one evaluation in between that said otherwise breaks it', () => {
    expect(consistentlyLow([at(0, true), at(10, false), at(28, true)], today)).toBe(false)
  })
  it('nothing follows without an evaluation of today', () => {
    expect(consistentlyLow([at(1, true), at(40, true)], today)).toBe(false)
  })
})
