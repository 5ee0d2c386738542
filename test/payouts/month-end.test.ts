import { expect, test } from 'vitest'
import type { Month } from '#kernel/period.ts'
import { hasEnded } from '#payouts/month-end.ts'

const march = '2025-03' as Month

test.each([
  ['2025-03-31T23:59:59.999Z', [], false],
  ['2025-04-01T00:00:00.000Z', [], true],
  ['2025-03-31T21:59:59.999Z', ['Europe/Amsterdam'], false],
  ['2025-03-31T22:00:00.000Z', ['Europe/Amsterdam'], true],
  ['2025-03-31T22:00:00.000Z', ['Europe/Amsterdam', 'UTC'], false],
  ['2025-04-01T03:59:59.999Z', ['America/New_York', 'UTC'], false],
  ['2025-04-01T04:00:00.000Z', ['America/New_York', 'UTC'], true],
])('at %s with programs in %j March is over: %s', (now, zones, over) => {
  expect(hasEnded(march, new Date(now), zones)).toBe(over)
})
