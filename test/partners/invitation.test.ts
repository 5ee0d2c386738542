import { expect, test } from 'vitest'
import { expiryOf, isGood } from '../../src/partners/invitation.ts'

const sent = new Date('2025-03-01T12:00:00Z')
const good = (at: string, acceptedAt: Date | null = null) =>
  isGood({ expiresAt: expiryOf(sent), acceptedAt }, new Date(at))

test('an invitation is good for seven days to the millisecond', () => {
  expect(good('2025-03-08T11:59:59.999Z')).toBe(true)
  expect(good('2025-03-08T12:00:00.000Z')).toBe(false)
})

test('an invitation works once', () => expect(good('2025-03-02T00:00:00Z', sent)).toBe(false))
