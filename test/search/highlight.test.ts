import { expect, test } from 'vitest'
import type { Quote } from '#search/document.ts'
import { Marker, type Segment } from '#search/highlight.ts'
import { readQuery } from '#search/query.ts'

const marker = (typed: string, loose = false) => new Marker(readQuery(typed), loose)
/** Marks as brackets, so that a test reads as a page does. */
const shown = (segments: readonly Segment[]) => segments.map(([text, marked]) => (marked ? `[${text}]` : text)).join('')

test.each([
  ['jansen', 'Bakker & Jansen, Utrecht', 'Bakker & [Jansen], Utrecht'],
  ['lodz', 'Studio Łódź', 'Studio [Łódź]'],
  ['weiss', 'Weiß & Co', '[Weiß] & Co'],
  ['desi', 'Designers design', '[Designers] [design]'],
  ['desi ', 'Designers design', 'Designers design'],
  ['jnasen ', 'Jansen', '[Jansen]'],
  ['', 'Jansen', 'Jansen'],
  ['jansen', '', ''],
])('"%s" marks "%s" as %s: whole words of the original text', (typed, text, marked) => {
  expect(shown(marker(typed).mark(text))).toBe(marked)
})

test('the text itself is never changed, whatever stands in it', () => {
  const text = '<b>web</b> & "web" ½ — 網站 web'
  const marked = marker('web').mark(text)
  expect(marked.map(([part]) => part).join('')).toBe(text)
  expect(marked.filter(([, on]) => on)).toEqual([
    ['web', true],
    ['web', true],
    ['web', true],
  ])
})

test('a wrong first letter is marked only where it was forgiven', () => {
  expect(shown(marker('hansen ').mark('Jansen'))).toBe('Jansen')
  expect(shown(marker('hansen ', true).mark('Jansen'))).toBe('[Jansen]')
})

const filler = (n: number) => Array.from({ length: n }, (_, i) => `w${i}`).join(' ')

test('a text of thirty words is shown whole; of more about thirty where most words of the query lie', () => {
  expect(shown(marker('nothing').crop(filler(30)))).toBe(filler(30))
  expect(shown(marker('nothing').crop(filler(31)))).toBe(`${filler(30)} …`)
  const text = `retail ${filler(60)} retail portals ${filler(60)}`
  const cropped = shown(marker('retail portals ').crop(text))
  expect(cropped).toContain('[retail] [portals]')
  expect(cropped).toMatch(/^… w.* …$/)
  expect(cropped.split(' ')).toHaveLength(32)
})

test('a run with two words of the query is worth more than one with the same word twice', () => {
  const text = `retail retail retail ${filler(60)} retail portals ${filler(60)}`
  expect(shown(marker('retail portals ').crop(text))).toContain('[retail] [portals]')
})

test('a word that folds to several is marked once, if any of them was asked for', () => {
  expect(shown(marker('1 ').mark('½ cup'))).toBe('[½] cup')
})

test('no ellipsis stands where the text begins or ends', () => {
  expect(shown(marker('portals ').crop(`portals ${filler(60)}`))).toMatch(/^\[portals\] w0 .* …$/)
  expect(shown(marker('portals ').crop(`${filler(60)} portals.`))).toMatch(/^… w.* \[portals\]\.$/)
})

test('the quote is the newest that holds a word of the query, good or bad; none when none does', () => {
  const quote = (text: string, stars: number): Quote => ({
    text,
    stars,
    date: '2026-01-01',
    role: null,
    industry: null,
  })
  const quotes = [quote('Kind people', 5), quote('Retail went wrong', 1), quote('Retail went well', 5)]
  expect(marker('retail').quote(quotes)).toMatchObject({
    stars: 1,
    text: [
      ['Retail', true],
      [' went wrong', false],
    ],
  })
  expect([marker('banking').quote(quotes), marker('').quote(quotes)]).toEqual([null, null])
})
