import { expect, test } from 'vitest'
import en from '../../src/messages/en/payouts.json' with { type: 'json' }
import { hasWord, statementWords } from '#payouts/statement-words.ts'

test.each<[string, string, string]>([
  ['0.00', '0.00', '0,00'],
  ['-1234567.80', '−1,234,567.80', '−1.234.567,80'],
  ['999', '999', '999'],
  ['1000', '1,000', '1.000'],
  ['12345.678', '12,345.678', '12.345,678'],
])('%s is written as each language writes it', (decimal, english, dutch) => {
  expect([statementWords('en').amount(decimal), statementWords('nl').amount(decimal)]).toEqual([english, dutch])
})

test('days, instants and months', () => {
  const [e, n] = [statementWords('en'), statementWords('nl')]
  expect([e.date('2025-03-04'), e.date('2025-03-04T23:59:59.999Z'), e.date('2025-03')]).toEqual([
    '4 March 2025',
    '4 March 2025',
    'March 2025',
  ])
  expect([n.date('2025-03-04'), n.date('2025-12')]).toEqual(['4 maart 2025', 'december 2025'])
  expect([e.day('2025-03-04'), n.day('2025-03-04')]).toEqual(['4 Mar 2025', '4 mrt 2025'])
})

test('there are twelve months, every word has its text, and a word that nobody knows is shown itself', () => {
  for (const locale of ['en', 'nl'] as const)
    for (const key of ['months', 'months.short']) expect(statementWords(locale).say(key).split(',')).toHaveLength(12)
  expect(Object.keys(en).filter(key => key.startsWith('statement.paper.')).length).toBeGreaterThan(60)
  expect(statementWords('en').say('page', { page: 1, pages: 2 })).toBe('Page 1 of 2')
  expect([statementWords('nl').say('nowhere'), hasWord('nowhere'), hasWord('closing')]).toEqual([
    'nowhere',
    false,
    true,
  ])
})
