import { expect, test } from 'vitest'
import { reasonFor } from '#commissions/reason.ts'

const rule = { conditions: ['partner-not-active', 'agreement-not-accepted', 'not-bound'] as const }

test('of several conditions that fail, the first of the list is named, whatever order they are told in', () => {
  const conditions = [...rule.conditions]
  expect(reasonFor({ conditions }, { 'not-bound': true, 'agreement-not-accepted': true })).toBe(
    'agreement-not-accepted',
  )
  expect(reasonFor({ conditions }, { 'not-bound': true, 'partner-not-active': true })).toBe('partner-not-active')
  expect(reasonFor({ conditions: conditions.reverse() }, { 'not-bound': true, 'partner-not-active': true })).toBe(
    'partner-not-active',
  )
})

test('a condition that holds, or that the rule does not have, is no reason', () => {
  const conditions = [...rule.conditions]
  expect(reasonFor({ conditions }, { 'not-bound': false })).toBeNull()
  expect(reasonFor({ conditions: ['not-bound'] }, { 'partner-not-active': true })).toBeNull()
})
