import { describe, expect, test } from 'vitest'
import { dealsSeenBy } from '#attribution/deal-sight.ts'
import type { LeadId, PartnerId } from '#kernel/id.ts'
import { dealMade, leadMade, referralMade } from './made.ts'

const brightwave = 'brightwave' as PartnerId
const nova = 'nova' as PartnerId
const SIGNED = '2025-06-01T10:00:00Z'
const seen = (o: Partial<Parameters<typeof dealsSeenBy>[1]> & { bindings?: Parameters<typeof dealsSeenBy>[2] } = {}) =>
  [...dealsSeenBy(brightwave, { leads: [], referrals: [], deals: [dealMade(SIGNED)], ...o }, o.bindings ?? [])]
    .length === 1

describe('a partner sees a deal of a customer', () => {
  test('if it held an approved lead when it was signed; a registered one says nothing', () => {
    expect(seen({ leads: [leadMade()] })).toBe(true)
    expect(seen({ leads: [leadMade({ approvedAt: null })] })).toBe(false)
    expect(seen({ leads: [leadMade({ partner: nova })] })).toBe(false)
  })
  test('if the deal names its lead, and not if it names another partner’s', () => {
    const named = { deals: [dealMade(SIGNED, { lead: 'L2' as LeadId })] }
    expect(seen({ ...named, leads: [leadMade({ id: 'L2', approvedAt: null })] })).toBe(true)
    expect(seen({ ...named, leads: [leadMade(), leadMade({ id: 'L2', partner: nova })] })).toBe(false)
  })
  test('if the customer was bound to it at that instant', () => {
    const bound = (until: string | null) =>
      seen({
        bindings: [
          { partner: brightwave, from: new Date('2025-01-01Z'), until: until === null ? null : new Date(until) },
        ],
      })
    expect([bound(null), bound('2025-06-01T10:00:01Z'), bound(SIGNED)]).toEqual([true, true, false])
  })
  test('if its code and its domain were told by then', () => {
    const code = referralMade(SIGNED, { code: 'BW1' })
    const domain = referralMade(SIGNED, { domain: 'acme.nl', first: true })
    expect(seen({ referrals: [code, domain] })).toBe(true)
    expect(seen({ referrals: [code] })).toBe(false)
    expect(seen({ referrals: [code, { ...domain, first: false }] })).toBe(false)
    expect(seen({ referrals: [code, { ...domain, at: new Date('2025-06-01T10:00:01Z') }] })).toBe(false)
  })
})
