import { expect, test } from 'vitest'
import { reasonFor } from '#commissions/reason.ts'
import type { Reason } from '#programs/index.ts'

const failing =
  (...reasons: Reason[]) =>
  (reason: Reason) =>
    reasons.includes(reason)
const rule = { conditions: ['partner-not-active', 'agreement-not-accepted', 'not-bound'] as const }

test('of several conditions that fail, the first of the list is named, whatever order they are told in', () => {
  const conditions = [...rule.conditions]
  expect(reasonFor({ conditions }, failing('not-bound', 'agreement-not-accepted'))).toBe('agreement-not-accepted')
  expect(reasonFor({ conditions }, failing('not-bound', 'partner-not-active'))).toBe('partner-not-active')
  expect(reasonFor({ conditions: conditions.reverse() }, failing('not-bound', 'partner-not-active'))).toBe(
    'partner-not-active',
  )
})

test('a condition that holds, or that the rule does not have, is no reason', () => {
  const conditions = [...rule.conditions]
  expect(reasonFor({ conditions }, failing())).toBeNull()
  expect(reasonFor({ conditions: ['not-bound'] }, failing('agreement-not-accepted'))).toBeNull()
})

test('G8, G9: who is not active, and who would earn on itself, earns nothing in any program', () => {
  expect(reasonFor({ conditions: ['not-bound'] }, failing('partner-not-active'))).toBe('partner-not-active')
  expect(reasonFor({ conditions: [] }, failing('self-dealing', 'not-bound'))).toBe('self-dealing')
})
