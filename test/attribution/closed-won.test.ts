import { describe, expect, test } from 'vitest'
import { heldAt, leadOfDeal, wonBy } from '#attribution/closed-won.ts'
import type { LeadId, PartnerId, ProgramKey } from '#kernel/id.ts'
import type { Day } from '#kernel/period.ts'
import { dealMade, leadMade, net } from './made.ts'

const brightwave = 'brightwave' as PartnerId
const nova = 'nova' as PartnerId
const year = { partner: brightwave, program: net, from: '2025-01-01' as Day, to: '2025-12-31' as Day, timeZone: 'UTC' }
const won = (at: string, o: Parameters<typeof dealMade>[1] = {}, lead = leadMade()) =>
  wonBy({ leads: [lead], deals: [dealMade(at, o)] }, { ...year, withinMonths: 6 })

describe('SIM-7: a closed-won', () => {
  test('counts if the order is within six months of the referral, the last day included', () => {
    expect([won('2025-09-15T23:59:59Z'), won('2025-09-16T00:00:00Z')]).toEqual([true, false])
  })
  test('counts from the instant of the approval on', () => {
    expect([won('2025-03-15T09:59:59Z'), won('2025-03-15T10:00:00Z')]).toEqual([false, true])
  })
  test('is a binding order: neither a trial nor a proof of concept', () => {
    expect(won('2025-06-01T10:00:00Z', { subscription: 'trial' })).toBe(false)
    expect(won('2025-06-01T10:00:00Z', { subscription: 'poc' })).toBe(false)
  })
  test('lies in the days asked for, both included', () => {
    const asked = (from: string, to: string) =>
      wonBy(
        { leads: [leadMade()], deals: [dealMade('2025-06-01T10:00:00Z')] },
        { ...year, from: from as Day, to: to as Day, withinMonths: 6 },
      )
    expect([
      asked('2025-06-01', '2025-06-01'),
      asked('2025-06-02', '2025-12-31'),
      asked('2025-01-01', '2025-05-31'),
    ]).toEqual([true, false, false])
  })
  test('is the partner’s whose lead led to it', () => {
    const later = leadMade({ id: 'L2', approvedAt: new Date('2025-02-01T10:00:00Z'), partner: nova })
    const facts = { leads: [leadMade(), later], deals: [dealMade('2025-06-01T10:00:00Z')] }
    expect(wonBy(facts, { ...year, withinMonths: 6 })).toBe(false)
    expect(wonBy(facts, { ...year, partner: nova, withinMonths: 6 })).toBe(true)
    const named = { ...facts, deals: [dealMade('2025-06-01T10:00:00Z', { lead: 'L1' as LeadId })] }
    expect(wonBy(named, { ...year, withinMonths: 6 })).toBe(true)
  })
})

describe('the lead that led to a deal', () => {
  test('is held from its approval until it is taken back', () => {
    const lead = leadMade({ rejectedAt: new Date('2025-05-01T00:00:00Z') })
    const at = (text: string) => heldAt(lead, new Date(text))
    expect([at('2025-03-15T09:59:59Z'), at('2025-03-15T10:00:00Z')]).toEqual([false, true])
    expect([at('2025-04-30T23:59:59.999Z'), at('2025-05-01T00:00:00Z')]).toEqual([true, false])
  })
  test('COC-10: is the one approved first, of the program asked for', () => {
    const first = leadMade({ id: 'L2', approvedAt: new Date('2025-03-14T10:00:00Z') })
    const other = leadMade({ id: 'L3', approvedAt: new Date('2025-01-01T10:00:00Z'), program: 'other' as ProgramKey })
    const deal = dealMade('2025-06-01T10:00:00Z')
    expect(leadOfDeal({ leads: [leadMade(), first, other] }, deal, net)?.id).toBe('L2')
  })
  test('is none if the deal names another', () => {
    const deal = dealMade('2025-06-01T10:00:00Z', { lead: 'L9' as LeadId })
    expect(leadOfDeal({ leads: [leadMade()] }, deal, net)).toBeNull()
  })
})
