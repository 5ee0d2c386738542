import { expect, test } from 'vitest'
import { exactPhrases, matchText, phrasesOf } from '#search/expressions.ts'
import { readQuery } from '#search/query.ts'
import { Vocabulary } from '#search/vocabulary.ts'

const words = new Vocabulary(['jansen', 'janssen', 'hansen', 'web', 'webshop', 'design', 'designer'])
const of = (typed: string, loose = false) => phrasesOf(readQuery(typed), words, loose)

test('each word stands for itself first, then for what is within its edits', () => {
  expect(of('jansen web ')).toEqual([['jansen', 'janssen'], ['web']])
})

test('only the last word of a query that may go on is a beginning', () => {
  expect(of('web web')).toEqual([['web'], ['web*']])
  expect(of('web web ')).toEqual([['web'], ['web']])
})

test('another first letter is found only when it is forgiven', () => {
  expect(of('jansen ').flat()).not.toContain('hansen')
  expect(of('jansen ', true).flat()).toContain('hansen')
})

test('exactly meant are the words alone, and a beginning too long to be kept is a word', () => {
  expect(exactPhrases(readQuery('web desi'))).toEqual([['web'], ['desi']])
  const long = 'x'.repeat(25)
  expect([of(long)[0]?.[0], of(long.slice(1))[0]?.[0]]).toEqual([long, `${long.slice(1)}*`])
})

test.each([
  ['or', '"or"'],
  ['near', '"near"'],
  ['web*', '"web"*'],
])('%s is asked for as %s: no word is an operator', (phrase, text) => {
  expect(matchText(phrase)).toBe(text)
})

test('what a visitor types never reaches the expression but as words', () => {
  expect(of('"web" NEAR( * -design ').map(list => list[0])).toEqual(['web', 'near', 'design'])
})
