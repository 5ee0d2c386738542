import { expect, test } from 'vitest'
import { maxEdits, readQuery, shorter } from '#search/query.ts'

test('a query is words: quotes, minus, star and OR mean nothing', () => {
  expect(readQuery('"web" -design* OR').terms).toEqual(['web', 'design', 'or'])
})

test('the last word is open until a space follows', () => {
  expect(readQuery('web desi').open).toBe(true)
  expect(readQuery('web design ').open).toBe(false)
  expect(readQuery('   ')).toEqual({ text: '', terms: [], open: false })
})

test('at most 200 characters and ten words count, and control characters are blanks', () => {
  expect(readQuery('a'.repeat(10_000)).terms[0]).toHaveLength(200)
  expect(readQuery('a b c d e f g h i j k l').terms).toHaveLength(10)
  expect(readQuery('web\u0000design\u0007x\ud800').terms).toEqual(['web', 'design', 'x'])
})

test('no slip up to four letters, one up to eight, two from nine', () => {
  expect(['four', 'fiveo', 'eightlet', 'nineletter'].map(maxEdits)).toEqual([0, 1, 1, 2])
})

test('a shorter query loses its last word and is closed; one word cannot be shorter', () => {
  expect(shorter(readQuery('web design agency'))).toEqual({ text: 'web design', terms: ['web', 'design'], open: false })
  expect(shorter(readQuery('web'))).toBeNull()
})
