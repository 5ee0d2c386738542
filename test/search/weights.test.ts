import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BASE_POINTS, baseOf, contributionsOf, partsOf, reasons, RELEVANCE_POINTS, WEIGHTS } from '#search/weights.ts'

const share = fc.double({ min: 0, max: 1, noNaN: true })
const shares = fc.record({ quality: share, evidence: share, responsiveness: share, completeness: share })

test('the weights are hundredths of a whole', () => {
  expect(Object.values(WEIGHTS.share).reduce((a, b) => a + b, 0)).toBe(100)
  expect(RELEVANCE_POINTS + BASE_POINTS).toBe(1_000_000)
})

test('the parts sum to the score, with words and without (RK-2)', () => {
  fc.assert(
    fc.property(shares, fc.option(share), (given, relevance) => {
      const parts = partsOf(given)
      const sum = Object.values(contributionsOf(parts, relevance)).reduce((a, b) => a + b, 0)
      const whole =
        relevance === null
          ? baseOf(parts) / BASE_POINTS
          : (Math.round(RELEVANCE_POINTS * relevance) + baseOf(parts)) / 1_000_000
      expect(Math.abs(sum - whole)).toBeLessThan(1e-9)
      expect(sum).toBeLessThanOrEqual(1 + 1e-9)
    }),
  )
})

test('a better rating never lowers and a worse one never raises the base (RK-4)', () => {
  fc.assert(
    fc.property(shares, share, (given, quality) => {
      const other = baseOf(partsOf({ ...given, quality }))
      const own = baseOf(partsOf(given))
      expect(Math.sign(other - own) * Math.sign(quality - given.quality)).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('shares outside 0…1 are held in', () => {
  expect(partsOf({ quality: 2, evidence: -1, responsiveness: 0.5, completeness: 1 })).toEqual({
    quality: 10_000,
    evidence: 0,
    responsiveness: 5_000,
    completeness: 10_000,
  })
})

test('the reasons are the three that add most', () => {
  const parts = contributionsOf({ quality: 10_000, evidence: 5_000, responsiveness: 0, completeness: 10_000 }, 0)
  expect(reasons(parts)).toEqual(['quality', 'evidence', 'completeness'])
})
