import { expect, test } from 'vitest'
import { issued } from '#payouts/issued.ts'
import { NO_SERIES, seriesAfter, statementFault } from '#payouts/series.ts'
import type { Paper } from '#payouts/statement.ts'
import { paper } from './papers.ts'

const kept = (o: Partial<Paper>, series = 'brightwave') => {
  const { text, hash, number } = issued({ ...paper, ...o })
  return { series, number, body: text, hash }
}
const march = kept({ number: 1 })
const april = kept({ number: 2, period: '2025-04', opening: paper.closing })

test('a series begins with one, has no gap, and opens where it closed', () => {
  expect(statementFault(NO_SERIES, march)).toBeNull()
  const state = seriesAfter(NO_SERIES, march)
  expect(statementFault(state, april)).toBeNull()
  expect(statementFault(seriesAfter(state, april), kept({ number: 1 }, 'northlight'))).toBeNull()
})

test('a gap, a lost body, a changed text and another opening are told', () => {
  const state = seriesAfter(NO_SERIES, march)
  expect(statementFault(state, kept({ number: 3 }))).toBe('statement 3 of brightwave follows number 1')
  expect(statementFault(NO_SERIES, kept({ number: 2 }))).toBe('statement 2 of brightwave follows number 0')
  expect(statementFault(state, { ...april, body: null })).toBe('statement 2 of brightwave has no body')
  expect(statementFault(state, { ...april, body: `${april.body} ` })).toBe(
    'statement 2 of brightwave is not what was issued',
  )
  expect(
    statementFault(state, kept({ number: 2, period: '2025-04', opening: { ...paper.closing, total: '9.99' } })),
  ).toBe('statement 2 of brightwave does not open where 2025-03 closed')
})

test('another currency has its own balances in the same series', () => {
  const state = seriesAfter(NO_SERIES, march)
  expect(statementFault(state, kept({ number: 2, currency: 'JPY', period: '2025-04' }))).toBeNull()
})
