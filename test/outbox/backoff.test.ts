import { expect, test } from 'vitest'
import { isStale, shortMessage, waitAfter } from '#outbox/backoff.ts'

test('the wait doubles from one second and stops at one hour', () => {
  expect([1, 2, 3, 10].map(tries => waitAfter(tries, 0.5))).toEqual([1_000, 2_000, 4_000, 512_000])
  expect(waitAfter(12, 0.5)).toBe(2_048_000)
  expect(waitAfter(13, 0.5)).toBe(3_600_000)
  expect(waitAfter(60, 1)).toBe(3_600_000)
})

test('chance moves the wait by a quarter at most', () => {
  expect(waitAfter(3, 0)).toBe(3_000)
  expect(waitAfter(3, 1)).toBe(5_000)
})

test('a failure is kept by its first line, short enough for a table', () => {
  expect(shortMessage('no route to host\n    at Socket.connect')).toBe('no route to host')
  expect(shortMessage('x'.repeat(900))).toHaveLength(500)
})

test('a letter may be seven days late and no more', () => {
  const now = new Date('2026-03-08T09:00:00Z')
  expect(isStale(new Date('2026-03-01T09:00:00Z'), now)).toBe(false)
  expect(isStale(new Date('2026-03-01T08:59:59.999Z'), now)).toBe(true)
})
