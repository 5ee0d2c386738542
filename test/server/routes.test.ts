import { expect, test } from 'vitest'
import { pageKey } from '#server-routes.ts'

test('only pages that look the same to every visitor have a key', () => {
  for (const path of ['/', '/partners', '/partners/brightwave', '/cases/a-case', '/expertise/email', '/program'])
    expect(pageKey(path, ''), path).toBe(path)
  for (const path of [
    '/account',
    '/partner',
    '/admin',
    '/sign-in',
    '/partners/brightwave/choose',
    '/api/v1/search',
    '/verify',
    '/suggest',
    '/nope',
    '/Partners',
  ])
    expect(pageKey(path, ''), path).toBeNull()
})

test('the order of parameters does not matter, their values do', () => {
  const key = pageKey('/partners', '?country=NL&q=e%20mail')
  expect(pageKey('/partners', '?q=e+mail&country=NL')).toBe(key)
  expect(pageKey('/partners', '?q=email&country=NL')).not.toBe(key)
  expect(pageKey('/partners', '?q=e%20mail%26country%3DNL')).not.toBe(key)
})

test('an unknown parameter is never kept', () => {
  expect(pageKey('/partners', '?utm_source=x')).toBeNull()
  expect(pageKey('/partners', '?q=a&token=x')).toBeNull()
  expect(pageKey('/program', '?q=a')).toBeNull()
  expect(pageKey('/partners', `?q=${'x'.repeat(600)}`)).toBeNull()
})
