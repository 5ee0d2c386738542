import fc from 'fast-check'
import { expect, test } from 'vitest'
import { latin, xmlText } from '#payouts/pain-text.ts'
import { runs } from '../support/property.ts'

test.each([
  ['Müller & Söhne GmbH', 'Muller + Sohne GmbH'],
  ['Łódź Ærø Straße', 'Lodz AEro Strasse'],
  ['Щукин и сыновья', 'Shchukin i synovya'],
  ['Αθήνα Ψυχή', 'Athina Psychi'],
  ['Ђорђе Ћирић', 'Djordje Ciric'],
  ['İstanbul ılık', 'Istanbul ilik'],
  ['“Cafe\u0301” – naïve…', "'Cafe' - naive..."],
  ['<b>a_b@c.nl</b>', '(b)a-b(at)c.nl(/b)'],
  ['//a///b/', 'a/b'],
  ['a\tb\n c', 'a b c'],
  ['日本 Trading', '.. Trading'],
  ['日本', ''],
  ['', ''],
])('%s is written %s', (text, written) => {
  expect(latin(text, 70)).toBe(written)
})

test('a text that is cut short does not end in a blank or a slash', () => {
  expect(latin('abc def', 4)).toBe('abc')
  expect(latin('abc/def', 4)).toBe('abc')
})

test('whatever somebody is called, only letters of the scheme are left, and writing them again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 120 }), fc.integer({ min: 1, max: 140 }), (text, max) => {
      const written = latin(text, max)
      expect(written).toMatch(/^[A-Za-z0-9/\-?:().,'+ ]*$/)
      expect(written).not.toMatch(/^[/ ]|[/ ]$|\/\//)
      expect(written.length).toBeLessThanOrEqual(max)
      expect(latin(written, max)).toBe(written)
    }),
    runs(500),
  )
})

test('what has a meaning in XML is escaped, and what XML cannot hold is a bug', () => {
  expect(xmlText(`a & b <c> "d"`)).toBe('a &amp; b &lt;c&gt; &quot;d&quot;')
  expect(() => xmlText('a\u0000')).toThrow(/plain text/)
  expect(() => xmlText('a\uFFFF')).toThrow(/plain text/)
})
