import { expect, test } from 'vitest'
import { acceptPassword, deviceName, normalEmail } from '#identity/user.ts'

test('an address has one spelling', () => {
  expect(normalEmail('  Sanne@Example.ORG ')).toEqual({ ok: true, value: 'sanne@example.org' })
})

test.each([
  '',
  'sanne',
  'sanne@',
  '@example.org',
  'a b@example.org',
  'a@b@c',
  'a\n@example.org',
  `${'x'.repeat(250)}@a.nl`,
])('what cannot be an address is refused: %j', text =>
  expect(normalEmail(text)).toMatchObject({ refusal: 'bad-email' }))

test('a password has at least twelve characters and at most two hundred', () => {
  expect(acceptPassword('x'.repeat(11), 'a@b.c')).toMatchObject({ refusal: 'weak-password' })
  expect(acceptPassword('x'.repeat(12), 'a@b.c')).toMatchObject({ ok: true })
  expect(acceptPassword('x'.repeat(200), 'a@b.c')).toMatchObject({ ok: true })
  expect(acceptPassword('x'.repeat(201), 'a@b.c')).toMatchObject({ refusal: 'weak-password' })
  expect(acceptPassword('🐎'.repeat(11), 'a@b.c')).toMatchObject({ refusal: 'weak-password' })
})

test('the address itself is no password', () => {
  expect(acceptPassword('Sanne@Example.org', 'sanne@example.org')).toMatchObject({ refusal: 'weak-password' })
})

test('the same letters typed on two keyboards are the same password', () => {
  const composed = acceptPassword('caf\u00e9caf\u00e9caf\u00e9', 'a@b.c')
  expect(acceptPassword('cafe\u0301cafe\u0301cafe\u0301', 'a@b.c')).toEqual(composed)
})

test('a device is named as its owner knows it', () => {
  expect(deviceName('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe('Firefox on Linux')
  expect(
    deviceName(
      'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0',
    ),
  ).toBe('Edge on Windows')
  expect(
    deviceName('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1'),
  ).toBe('Safari on iPhone')
  expect(deviceName('curl/8.0')).toBe('Browser')
})
