import { expect, test } from 'vitest'
import { cut, fold, joined, spans, words } from '#search/words.ts'

test('marks and the letters that Unicode leaves alone are folded, so that people find names they cannot type', () => {
  expect(words('Müller & Søn: Łódź, Weiß, Œuvre, Þór, Yılmaz')).toEqual([
    'muller',
    'son',
    'lodz',
    'weiss',
    'oeuvre',
    'thor',
    'yilmaz',
  ])
  expect(fold('İSTANBUL')).toBe('istanbul')
  expect(words('ﬁnance ™ x²')).toEqual(['finance', 'tm', 'x2'])
})

test('anything but letters and digits parts words; other scripts are words too', () => {
  expect(words(`"a-b" OR c* (x:y) 'd'`)).toEqual(['a', 'b', 'or', 'c', 'x', 'y', 'd'])
  expect(words('東京 Москва عربي 😀')).toEqual(['東京', 'москва', 'عربي'])
  expect(words('  ')).toEqual([])
})

test('a text is its words joined by one space, and is cut at a word', () => {
  expect(joined('Web design,', '', 'Den Haag!')).toBe('web design den haag')
  expect(cut('one two three', 9)).toBe('one two')
  expect(cut('one two', 7)).toBe('one two')
})

test('spans tell where the words of the original stand, marks included', () => {
  const text = 'Élan Søn ½'
  expect(spans(text).map(({ from, to, words: own }) => [text.slice(from, to), own])).toEqual([
    ['Élan', ['elan']],
    ['Søn', ['son']],
    ['½', ['1', '2']],
  ])
})
