import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAX_ID, newId, parseId, slugOf } from '#kernel/id.ts'
import { runs } from '../support/property.ts'

test.each([
  'acme',
  'P-0001',
  'Öz & Söhne',
  'a b',
  '日本',
  'x'.repeat(MAX_ID),
  "O'Neill; DROP",
  '=1+1',
])('"%s" is an id that a caller may use', text => {
  expect(parseId(text)).toEqual({ ok: true, value: text })
})

test.each([
  '',
  ' a',
  'a ',
  'a\nb',
  'a\tb',
  'a\u0000',
  'a\u2028b',
  'a\u200bb',
  '\ud800',
  'x'.repeat(MAX_ID + 1),
])('%j is no id: it could not be typed again', text => {
  expect(parseId(text)).toEqual({ ok: false, refusal: 'bad-id' })
})

test('our own ids carry their kind and do not repeat', () => {
  const ids = Array.from({ length: 2_000 }, () => newId('b'))
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.every(id => /^b_[23456789abcdefghjkmnpqrstuvwxyz]{16}$/.test(id))).toBe(true)
})

test.each([
  ['Brightwave B.V.', 'brightwave-b-v'],
  ['  Ænima & Søn  ', 'aenima-son'],
  ['Straße Łódź', 'strasse-lodz'],
  ['Café au lait', 'cafe-au-lait'],
  ['日本', ''],
  ['---', ''],
])('the slug of "%s" is "%s"', (name, slug) => {
  expect(slugOf(name)).toBe(slug)
})

test('a slug is plain, at most 60 characters, and its own slug', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => {
      const slug = slugOf(text)
      expect(slug).toMatch(/^([a-z0-9]+(-[a-z0-9]+)*)?$/)
      expect(slug.length).toBeLessThanOrEqual(60)
      expect(slugOf(slug)).toBe(slug)
    }),
    runs(500),
  )
})
