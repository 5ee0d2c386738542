import { expect, test } from 'vitest'
import { bucketOf, hashOf, newToken } from '#identity/secret-token.ts'

test('a token is 256 random bits, fit for an address', () => {
  const tokens = new Set(Array.from({ length: 100 }, newToken))
  expect(tokens.size).toBe(100)
  for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/)
})

test('a hash is always the same and tells nothing', () => {
  expect(hashOf('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0')
})

test('an address is counted under a name that only this installation can make', () => {
  const bucket = bucketOf('sign-in:address', '203.0.113.7', 'secret')
  expect(bucket).not.toContain('203.0.113.7')
  expect(bucketOf('sign-in:address', '203.0.113.7', 'secret')).toBe(bucket)
  expect(bucketOf('sign-in:address', '203.0.113.7', 'other')).not.toBe(bucket)
  expect(bucketOf('letter:address', '203.0.113.7', 'secret')).not.toBe(bucket)
})
