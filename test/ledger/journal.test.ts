import { expect, test } from 'vitest'
import { NO_HASH } from '#ledger/chain.ts'
import { asPosted, checkDraft, MAX_LEGS, reversalOf, sealed } from '#ledger/journal.ts'
import { brightwave, draft, EXPENSE, leg, month, pending } from './books.ts'

const place = { id: 1, previous: NO_HASH, postedAt: '2025-04-02T00:00:00.000Z', closedThrough: null }

test.each([
  ['no legs', []],
  ['too many legs', Array.from({ length: MAX_LEGS + 1 }, () => leg(EXPENSE, pending('x'), 1))],
  ['nothing moved', [leg(EXPENSE, pending('x'), 0)]],
  ['a negative amount', [leg(EXPENSE, pending('x'), -1)]],
  ['more than the ledger holds', [leg(EXPENSE, pending('x'), 2n ** 53n)]],
  ['one account', [leg(EXPENSE, EXPENSE, 1)]],
])('a draft with %s is a bug', (_, legs) => {
  expect(() => checkDraft(draft('k', '2025-03-04', legs))).toThrow('broken promise')
})

test('both ends of what a draft may be', () => {
  checkDraft(draft('k', '2025-03-04', [leg(EXPENSE, pending('x'), 1)]))
  checkDraft(
    draft(
      'k',
      '2025-03-04',
      Array.from({ length: MAX_LEGS }, () => leg(EXPENSE, pending('x'), 2n ** 53n - 1n)),
    ),
  )
})

test('a journal is sealed into the month of its books, and told as late when that is another one', () => {
  const march = draft('k', '2025-03-31')
  const inTime = asPosted(march, sealed(march, '{}', place), new Date(place.postedAt))
  const late = sealed(march, '{}', { ...place, closedThrough: month('2025-03') })
  expect([inTime.period, inTime.late]).toEqual(['2025-03', false])
  expect([late.period, asPosted(march, late, new Date(place.postedAt)).late]).toEqual(['2025-04', true])
  expect(late.hash).not.toBe(inTime.hash)
})

test('a reversal swaps the legs, keeps the day and the why, and names what it undoes', () => {
  const journal = asPosted(draft('k', '2025-03-31'), sealed(draft('k', '2025-03-31'), '{}', place), new Date(0))
  const back = reversalOf(journal, 'wrong partner')
  expect(back.legs).toEqual([leg(pending(brightwave), EXPENSE, 1_000)])
  expect(back).toMatchObject({
    key: 'reverse:1',
    kind: 'reversal',
    cause: 'invoice:k',
    effective: '2025-03-31',
    reverses: 1,
  })
  expect(back.detail).toMatchObject({ customer: 'acme', reverses: 1, reversesKey: 'k', why: 'wrong partner' })
})
