import { expect, test } from 'vitest'
import { freeSlug, isSlug, stemOf } from '../../src/partners/slug.ts'

const taken =
  (...slugs: string[]) =>
  (slug: string) =>
    slugs.includes(slug)

test('a slug is the name’s own letters', () => {
  expect(freeSlug('Brightwave B.V.', 'p1', taken())).toBe('brightwave-b-v')
  expect(freeSlug('Ærø Møbler', 'p1', taken())).toBe('aero-mobler')
})

test('a name without Latin letters falls back on the id, and that on "partner"', () => {
  expect(stemOf('東京', 'P-42')).toBe('p-42')
  expect(freeSlug('東京', '東京', taken('partner'))).toBe('partner-2')
})

test('a taken slug is numbered, with the first free number from 2', () => {
  expect(freeSlug('Acme', 'p1', taken('acme'))).toBe('acme-2')
  expect(freeSlug('Acme', 'p1', taken('acme', 'acme-2', 'acme-4'))).toBe('acme-3')
})

test('an address of the site itself is nobody’s slug', () => {
  expect(freeSlug('Compare', 'p1', taken())).toBe('compare-2')
  expect(isSlug('compare')).toBe(false)
})

test.each(['Acme', 'acme-', '-acme', 'a--b', 'a b', 'a/b', '', 'x'.repeat(65)])('"%s" is no slug', text =>
  expect(isSlug(text)).toBe(false))
