import { expect, test } from 'vitest'
import { hash32, isoWeek, tieOf } from '#search/tie.ts'

test('weeks are those of ISO 8601', () => {
  const weeks = {
    '2026-01-01': '2026-W01',
    '2027-01-03': '2026-W53',
    '2027-01-04': '2027-W01',
    '2024-12-30': '2025-W01',
    '2026-11-22': '2026-W47',
    '2026-11-23': '2026-W48',
  }
  for (const [day, week] of Object.entries(weeks)) expect(isoWeek(new Date(`${day}T12:00:00Z`)), day).toBe(week)
})

test('a tie is steady for a week and new in the next (RK-5)', () => {
  const monday = new Date('2026-11-16T00:00:00Z')
  const sunday = new Date('2026-11-22T23:59:59Z')
  const next = new Date('2026-11-23T00:00:00Z')
  expect(tieOf('p1', monday)).toBe(tieOf('p1', sunday))
  expect(tieOf('p1', next)).not.toBe(tieOf('p1', sunday))
})

test('neighbouring ids are spread evenly over the 32 bits', () => {
  const hashes = Array.from({ length: 4_096 }, (_, i) => hash32(`p${i}`))
  expect(new Set(hashes).size).toBe(4_096)
  const low = hashes.filter(hash => hash < 2 ** 31).length
  expect(low).toBeGreaterThan(1_900)
  expect(low).toBeLessThan(2_200)
})
