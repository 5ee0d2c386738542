import { expect, test } from 'vitest'
import { hashOf, issued } from '#payouts/issued.ts'
import { isDue, type KeptStatement, NO_SERIES, seriesAfter, statementFault } from '#payouts/series.ts'
import { keptOf, paper } from './papers.ts'

const march = keptOf({ number: 1 })
const april = keptOf({ number: 2, period: '2025-04', opening: paper.closing })

test('a series begins with one, has no gap, and opens where it closed', () => {
  expect(statementFault(NO_SERIES, march)).toBeNull()
  const state = seriesAfter(NO_SERIES, march)
  expect(statementFault(state, april)).toBeNull()
  expect(statementFault(seriesAfter(state, april), keptOf({ number: 1 }, 'northlight'))).toBeNull()
})

test('a statement whose lines are not written yet is due, and nothing is wrong with it', () => {
  const due = { ...march, body: null, bodyHash: null }
  expect([statementFault(NO_SERIES, due), isDue(due), isDue(march)]).toEqual([null, true, false])
  expect(statementFault(seriesAfter(NO_SERIES, due), april)).toBeNull()
})

test('a statement of before heads were kept has its body’s hash, and is due never', () => {
  const { text, hash } = issued({ ...paper, format: 1, number: 1 })
  const old: KeptStatement = { series: 'brightwave', number: 1, head: null, hash, body: text, bodyHash: null }
  expect([statementFault(NO_SERIES, old), isDue(old)]).toEqual([null, false])
  expect(statementFault(seriesAfter(NO_SERIES, old), april)).toBeNull()
  expect(statementFault(NO_SERIES, { ...old, body: null })).toBe('statement 1 of brightwave has no body')
})

test('other lines under the same figures, or other figures over the same lines, are told', () => {
  const body = march.body?.replace('12.00', '13.00') ?? ''
  expect(statementFault(NO_SERIES, { ...march, body, bodyHash: hashOf(body) })).toBe(
    'the lines of statement 1 of brightwave stand under other figures',
  )
  const head = march.head?.replace('12.00', '13.00') ?? ''
  expect(statementFault(NO_SERIES, { ...march, head })).toBe('statement 1 of brightwave is not what was issued')
})

test('a gap, a changed text and another opening are told', () => {
  const state = seriesAfter(NO_SERIES, march)
  expect(statementFault(state, keptOf({ number: 3 }))).toBe('statement 3 of brightwave follows number 1')
  expect(statementFault(NO_SERIES, keptOf({ number: 2 }))).toBe('statement 2 of brightwave follows number 0')
  expect(statementFault(state, { ...april, body: `${april.body} ` })).toBe(
    'statement 2 of brightwave is not what was issued',
  )
  expect(
    statementFault(state, keptOf({ number: 2, period: '2025-04', opening: { ...paper.closing, total: '9.99' } })),
  ).toBe('statement 2 of brightwave does not open where 2025-03 closed')
})

test('another currency has its own balances in the same series', () => {
  const state = seriesAfter(NO_SERIES, march)
  expect(statementFault(state, keptOf({ number: 2, currency: 'JPY', period: '2025-04' }))).toBeNull()
})
