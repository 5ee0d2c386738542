import { expect, test } from 'vitest'
import { countOfWords, numbered, numberOf, PLACE, placesOf, wordOf } from '#search/numbering.ts'

test('a word has one number for as long as the process lives', () => {
  const number = numberOf('zonnewijzer')
  expect(numberOf('zonnewijzer')).toBe(number)
  expect(wordOf(number)).toBe('zonnewijzer')
  expect(countOfWords()).toBeGreaterThan(number)
})

test('a text is each of its words once', () => {
  expect([...numbered('aap noot aap')].map(wordOf)).toEqual(['aap', 'noot'])
  expect(numbered('')).toHaveLength(0)
})

test('places are start, end and word; what folds to two words is there twice', () => {
  const places = [...placesOf('Méér ½')]
  const rows = Array.from({ length: places.length / PLACE }, (_, i) => places.slice(i * PLACE, (i + 1) * PLACE))
  expect(rows.map(([from, to, word]) => [from, to, wordOf(word ?? -1)])).toEqual([
    [0, 4, 'meer'],
    [5, 6, '1'],
    [5, 6, '2'],
  ])
})
