import { describe, expect, test } from 'vitest'
import { type ApprovalFacts, mayApprove } from '#attribution/lead-approval.ts'
import type { LeadTerms } from '#programs/index.ts'

const NOW = new Date('2025-03-15T10:00:00Z')
const earlier = (ms: number) => new Date(NOW.getTime() - ms)
const pending = { approvedAt: null, rejectedAt: null, expiresAt: null }
const strict: LeadTerms = {
  conditions: ['already-customer', 'open-deal'],
  windowMonths: 12,
  approvers: ['partner-manager', 'owner'],
  reRegistration: 'same-partner',
  conflict: 'first-approved',
}
const facts = (o: Partial<ApprovalFacts> = {}): ApprovalFacts => ({
  terms: strict,
  now: NOW,
  before: { own: false, anyone: false },
  deals: [],
  billedAt: null,
  rivals: [],
  ...o,
})
const held = { approvedAt: earlier(1), rejectedAt: null, expiresAt: new Date(NOW.getTime() + 1) }

describe('ONE-4: an approval', () => {
  test('is given where nothing stands against it', () => {
    expect(mayApprove(pending, facts())).toMatchObject({ ok: true })
  })
  test('is refused for a lead that was rejected', () => {
    expect(mayApprove({ ...pending, rejectedAt: earlier(1) }, facts())).toMatchObject({ refusal: 'lead-not-active' })
  })
  test('is refused for a customer: by a deal signed up to now, or an invoice up to now', () => {
    const signed = (signedAt: Date) => facts({ deals: [{ openedAt: null, signedAt }] })
    expect(mayApprove(pending, signed(NOW))).toMatchObject({ refusal: 'already-customer' })
    expect(mayApprove(pending, signed(new Date(NOW.getTime() + 1)))).toMatchObject({ ok: true })
    expect(mayApprove(pending, facts({ billedAt: NOW }))).toMatchObject({ refusal: 'already-customer' })
    expect(mayApprove(pending, facts({ billedAt: new Date(NOW.getTime() + 1) }))).toMatchObject({ ok: true })
  })
  test('is refused while a deal is open, and not once it is signed', () => {
    const openedAt = earlier(10)
    expect(mayApprove(pending, facts({ deals: [{ openedAt, signedAt: null }] }))).toMatchObject({
      refusal: 'open-deal',
    })
    const terms: LeadTerms = { ...strict, conditions: ['open-deal'] }
    expect(mayApprove(pending, facts({ terms, deals: [{ openedAt, signedAt: earlier(5) }] }))).toMatchObject({
      ok: true,
    })
  })
  test('is refused while another partner holds the firm, and given from the instant at which that ends', () => {
    expect(mayApprove(pending, facts({ rivals: [held] }))).toMatchObject({ refusal: 'lead-conflict' })
    expect(mayApprove(pending, facts({ rivals: [{ ...held, expiresAt: NOW }] }))).toMatchObject({ ok: true })
    expect(mayApprove(pending, facts({ rivals: [{ ...held, rejectedAt: NOW }] }))).toMatchObject({ ok: true })
    expect(mayApprove(pending, facts({ rivals: [pending] }))).toMatchObject({ ok: true })
  })
  test('asks what the terms ask, and no more', () => {
    const terms: LeadTerms = { ...strict, conditions: [], conflict: 'none' }
    const all = { terms, billedAt: NOW, deals: [{ openedAt: earlier(1), signedAt: null }], rivals: [held] }
    expect(mayApprove(pending, facts(all))).toMatchObject({ ok: true })
  })
  test('names the first of several', () => {
    const all = { billedAt: NOW, deals: [{ openedAt: earlier(1), signedAt: null }], rivals: [held] }
    expect(mayApprove(pending, facts(all))).toMatchObject({ refusal: 'already-customer' })
    expect(mayApprove(pending, facts({ ...all, billedAt: null }))).toMatchObject({ refusal: 'open-deal' })
  })
})

describe('ONE-8: a lead registered anew', () => {
  const anew = (reRegistration: LeadTerms['reRegistration'], own: boolean, anyone: boolean) =>
    mayApprove(pending, facts({ terms: { ...strict, reRegistration }, before: { own, anyone }, billedAt: NOW })).ok
  test('is not stopped by being a customer where the terms let the same partner, and one of its own was approved before', () => {
    expect([anew('same-partner', true, true), anew('same-partner', false, true)]).toEqual([true, false])
    expect([anew('anyone', true, true), anew('anyone', false, true), anew('anyone', false, false)]).toEqual([
      true,
      true,
      false,
    ])
    expect(anew('refused', true, true)).toBe(false)
  })
  test('is stopped by an open deal all the same', () => {
    const deals = [{ openedAt: earlier(1), signedAt: null }]
    const asked = facts({ before: { own: true, anyone: true }, deals, billedAt: NOW })
    expect(mayApprove(pending, asked)).toMatchObject({ refusal: 'open-deal' })
  })
})
