import type { Contact, LeadWithContacts, Referral, Signature, SignedDeal } from '#attribution/index.ts'
import type { CustomerId, DealId, LeadId, PartnerId, ProgramKey } from '#kernel/id.ts'
import { type Currency, money } from '#kernel/money.ts'

/** Facts for the rules: a lead, a deal, a referral, each plain unless said otherwise. */
export const EUR = 'EUR' as Currency
export const net = 'net-program' as ProgramKey

export const leadMade = (o: Partial<Omit<LeadWithContacts, 'id'>> & { id?: string } = {}): LeadWithContacts => ({
  partner: 'brightwave' as PartnerId,
  program: net,
  customer: 'acme' as CustomerId,
  company: null,
  again: null,
  registeredAt: new Date('2025-03-01T10:00:00Z'),
  approvedAt: new Date('2025-03-15T10:00:00Z'),
  owner: 'Sanne',
  lastDay: null,
  expiresAt: new Date('2026-03-16T00:00:00Z'),
  rejectedAt: null,
  reason: null,
  contacts: [],
  ...o,
  id: (o.id ?? 'L1') as LeadId,
})

export const contactMade = (at: string, o: Partial<Contact> = {}): Contact => ({
  lead: 'L1' as LeadId,
  at: new Date(at),
  name: 'Mila de Wit',
  role: 'Director',
  decisionMaker: true,
  relation: null,
  ...o,
})

export const dealMade = (at: string, o: Partial<Signature> & { id?: string; seq?: number } = {}): SignedDeal => {
  const { id = 'D1', seq = 1, ...signed } = o
  return {
    id: id as DealId,
    customer: 'acme' as CustomerId,
    openedAt: null,
    seq,
    signed: {
      at: new Date(at),
      recordedAt: new Date(at),
      kind: 'new',
      subscription: 'paid',
      termMonths: 12,
      net: money(120_000n, EUR),
      firstYearNet: null,
      stages: [],
      lead: null,
      via: 'direct',
      discount: false,
      product: null,
      ...signed,
    },
  }
}

export const referralMade = (at: string, o: Partial<Referral> = {}): Referral => ({
  seq: 1,
  partner: 'brightwave' as PartnerId,
  program: net,
  customer: 'acme' as CustomerId,
  at: new Date(at),
  code: null,
  domain: null,
  first: false,
  ...o,
})
