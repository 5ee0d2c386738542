import { describe, expect, test } from 'vitest'
import { href, safeBack, split } from '#ui/link.ts'

test('English has no prefix and Dutch lives under /nl', () => {
  expect(href('en', '/partners?q=x')).toBe('/partners?q=x')
  expect(href('nl', '/partners?q=x')).toBe('/nl/partners?q=x')
  expect(href('nl', '/')).toBe('/nl')
  expect(href('nl', '/?q=x')).toBe('/nl?q=x')
})

test('an address is split into language and path, and put together again', () => {
  expect(split('/nl')).toEqual({ locale: 'nl', path: '/' })
  expect(split('/nl?x=1')).toEqual({ locale: 'nl', path: '/?x=1' })
  expect(split('/nlx/partners')).toEqual({ locale: 'en', path: '/nlx/partners' })
  for (const address of ['/', '/partners', '/nl', '/nl/partners?q=a#b']) {
    const { locale, path } = split(address)
    expect(href(locale, path)).toBe(address)
  }
})

describe('where a form may send somebody', () => {
  test('is a path of this site', () => {
    expect(safeBack('/partners?q=a%20b', '/')).toBe('/partners?q=a%20b')
  })
  test.each([
    '',
    'partners',
    'https://example.com',
    '//example.com',
    '/\\example.com',
    '/\t/example.com',
    '/\n',
    '/nl//example.com',
    '/nl///example.com',
  ])('is never %j', text => {
    expect(safeBack(text, '/home')).toBe('/home')
  })
  test('is the fallback when nothing was said', () => {
    expect(safeBack(null, '/home')).toBe('/home')
    expect(safeBack(undefined, '/home')).toBe('/home')
    expect(safeBack(`/${'a'.repeat(2000)}`, '/home')).toBe('/home')
  })
})
