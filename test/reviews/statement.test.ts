import { expect, it } from 'vitest'
import { statementOf } from '#reviews/statement.ts'

it('RI-14: a statement tells action, scope, duration, facts, reason, clause, who decided and how to appeal until when', () => {
  expect(
    statementOf({ reason: 'personal_data', facts: 'A telephone number.', decidedAt: new Date('2026-08-31T10:00:00Z') }),
  ).toEqual({
    action: 'rejected',
    scope: 'whole-review',
    duration: 'until-changed',
    reason: 'personal_data',
    facts: 'A telephone number.',
    clause: '/how-reviews-work#personal_data',
    automated: false,
    appealPath: '/account/reviews',
    appealUntil: '2027-02-28',
  })
})
