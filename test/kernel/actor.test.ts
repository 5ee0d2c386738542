import { expect, test } from 'vitest'
import {
  type Actor,
  actorName,
  actsForCustomer,
  actsForPartner,
  isStaff,
  type PartnerRole,
  type StaffRole,
  SYSTEM,
  VISITOR,
} from '#kernel/actor.ts'
import type { CustomerId, PartnerId, UserId } from '#kernel/id.ts'

const brightwave = 'brightwave' as PartnerId
const northlight = 'northlight' as PartnerId
const acme = 'acme' as CustomerId
const user = (o: { staff?: StaffRole[]; role?: PartnerRole; customer?: CustomerId }): Actor => ({
  kind: 'user',
  user: 'u_1' as UserId,
  email: 'ines@brightwave.example',
  name: 'Inês',
  customer: o.customer ?? null,
  partner: o.role ? { id: brightwave, role: o.role } : null,
  staff: o.staff ?? [],
})

test('the system may what all staff may; a visitor and a plain user nothing', () => {
  expect([SYSTEM, VISITOR, user({})].map(actor => isStaff(actor))).toEqual([true, false, false])
  expect([SYSTEM, VISITOR, user({})].map(actor => isStaff(actor, 'finance'))).toEqual([true, false, false])
})

test('staff hold their own roles only, and the owner all', () => {
  const moderator = user({ staff: ['moderator'] })
  expect(isStaff(moderator)).toBe(true)
  expect(isStaff(moderator, 'finance')).toBe(false)
  expect(isStaff(moderator, 'finance', 'moderator')).toBe(true)
  expect(isStaff(user({ staff: ['owner'] }), 'finance')).toBe(true)
})

test('a partner’s person acts for that partner alone, within its role; its owner for all roles', () => {
  const editor = user({ role: 'editor' })
  expect(actsForPartner(editor, brightwave)).toBe(true)
  expect(actsForPartner(editor, brightwave, 'finance')).toBe(false)
  expect(actsForPartner(editor, northlight)).toBe(false)
  expect(actsForPartner(user({ role: 'owner' }), brightwave, 'finance')).toBe(true)
  expect(actsForPartner(user({ role: 'owner' }), northlight, 'finance')).toBe(false)
  expect(actsForPartner(VISITOR, brightwave)).toBe(false)
  expect(actsForPartner(SYSTEM, brightwave, 'finance')).toBe(true)
})

test('staff do not act for a partner by being staff', () => {
  expect(actsForPartner(user({ staff: ['owner'] }), brightwave)).toBe(false)
})

test('a user acts for its own customer and no other', () => {
  const person = user({ customer: acme })
  expect(actsForCustomer(person, acme)).toBe(true)
  expect(actsForCustomer(person, 'globex' as CustomerId)).toBe(false)
  expect(actsForCustomer(VISITOR, acme)).toBe(false)
  expect(actsForCustomer(SYSTEM, acme)).toBe(true)
})

test('the audit log names users by their id', () => {
  expect([SYSTEM, VISITOR, user({})].map(actorName)).toEqual(['system', 'visitor', 'user:u_1'])
})
