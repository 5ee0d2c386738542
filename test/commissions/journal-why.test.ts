import { expect, test } from 'vitest'
import type { Claim } from '#commissions/claim.ts'
import { dealGround } from '#commissions/ground.ts'
import { causeWhy } from '#commissions/journal-why.ts'
import type { Outcome } from '#commissions/settlement.ts'
import type { EarnRule, Terms } from '#programs/index.ts'
import { bound, deal, lead, on } from './facts.ts'

const outcome = { cause: 'deal:D-1', partner: 'north', program: 'club', terms: 2, ppm: 200_000 } as unknown as Outcome
const claim = {
  timeZone: 'Europe/Amsterdam',
  terms: { version: 2, payable: { when: 'with-payment' } } as Terms,
  rule: { key: 'order', base: 'first-stage' } as EarnRule,
  way: 'lead',
  since: on('2025-01-15T23:30:00Z'),
  binding: null,
  lead: lead('L-1', 'north', '2025-01-15T23:30:00Z'),
} as unknown as Claim
const stands = { basis: 10n, accrued: 2n, matured: 1n }

test('G1: a deal’s journal tells the lead and the day of its approval, the base rule and the signature', () => {
  const ground = dealGround(deal('D-1', '2025-03-01', { termMonths: 24 }), null)
  expect(causeWhy(outcome, claim, ground, stands)).toMatchObject({
    accrued: '2',
    base: 'first-stage',
    basis: '10',
    dealKind: 'new',
    lead: 'L-1',
    ppm: 200_000,
    rule: 'order',
    signedAt: '2025-03-01T12:00:00.000Z',
    since: '2025-01-15T23:30:00.000Z',
    sinceDay: '2025-01-16',
    termMonths: 24,
    terms: 2,
    way: 'lead',
  })
})

test('an invoice of a chosen partner has the fields it always had, and its binding no random id', () => {
  const chosen = { ...claim, way: 'selection', lead: null, binding: bound('north', '2025-01-01') } as Claim
  const why = causeWhy(outcome, chosen, null, stands) as Record<string, unknown>
  expect(Object.keys(why)).toEqual(Object.keys(why).sort())
  expect(Object.keys(why)).not.toContain('way')
  expect(why.boundFrom).toBe('2025-01-01T12:00:00.000Z')
  expect(causeWhy(outcome, null, null, stands)).toMatchObject({ rule: null, payable: null })
})
