import type {
  Binding,
  Contact,
  Dealings,
  LeadWithContacts,
  Referral,
  Signature,
  SignedDeal,
} from '#attribution/index.ts'
import type { BindingId, CustomerId, DealId, LeadId, PartnerId, ProgramKey } from '#kernel/id.ts'
import { type Currency, money } from '#kernel/money.ts'
import type { Fact } from '#turnover/index.ts'

/** Facts for rules, in a few words: everything is of Acme, in euros, in the program "club", unless said otherwise. */
export const eur = (minor: bigint) => money(minor, 'EUR' as Currency)
export const on = (at: string) => new Date(at.length === 10 ? `${at}T12:00:00Z` : at)

export const paper = (kind: Fact['kind'], minor: bigint, at: string, more: Partial<Fact> = {}): Fact => ({
  seq: 1,
  kind,
  document: `${kind}-${at}-${minor}`,
  invoice: null,
  customer: 'acme' as CustomerId,
  occurredAt: on(at),
  net: eur(minor),
  account: null,
  deal: null,
  ...more,
})

export const deal = (id: string, at: string, more: Partial<Signature> = {}, seq = 1): SignedDeal => ({
  id: id as DealId,
  customer: 'acme' as CustomerId,
  openedAt: null,
  seq,
  signed: {
    at: on(at),
    recordedAt: on(at),
    kind: 'new',
    subscription: 'paid',
    termMonths: 12,
    net: eur(10_000n),
    firstYearNet: null,
    stages: [],
    lead: null,
    via: 'direct',
    discount: false,
    product: null,
    ...more,
  },
})

export const lead = (
  id: string,
  partner: string,
  approved: string | null,
  more: Partial<LeadWithContacts> = {},
): LeadWithContacts => ({
  id: id as LeadId,
  partner: partner as PartnerId,
  program: 'club' as ProgramKey,
  customer: 'acme' as CustomerId,
  company: null,
  again: null,
  registeredAt: on('2025-01-01'),
  approvedAt: approved === null ? null : on(approved),
  owner: null,
  lastDay: null,
  expiresAt: null,
  rejectedAt: null,
  reason: null,
  contacts: [],
  ...more,
})

export const contact = (lead: string, at: string, decisionMaker = true): Contact => ({
  lead: lead as LeadId,
  at: on(at),
  name: 'Ann Bell',
  role: 'director',
  decisionMaker,
  relation: null,
})

export const bound = (partner: string, from: string, until: string | null = null, program = 'club'): Binding => ({
  id: `${partner}-${from}` as BindingId,
  customer: 'acme' as CustomerId,
  partner: partner as PartnerId,
  program: program as ProgramKey,
  from: on(from),
  until: until === null ? null : on(until),
  openedBy: 'customer',
  closedBy: null,
  reason: null,
})

export const referral = (
  partner: string,
  at: string,
  o: { code?: string; domain?: string; first?: boolean; program?: string },
): Referral => ({
  seq: 1,
  partner: partner as PartnerId,
  program: (o.program ?? 'club') as ProgramKey,
  customer: 'acme' as CustomerId,
  at: on(at),
  code: o.code ?? null,
  domain: o.domain ?? null,
  first: o.first ?? o.domain !== undefined,
})

export const dealings = (more: Partial<Dealings> = {}): Dealings => ({
  customer: 'acme' as CustomerId,
  name: 'Acme',
  domain: 'acme.example',
  email: null,
  leads: [],
  deals: [],
  referrals: [],
  stops: [],
  recurringStops: [],
  participations: [],
  shares: [],
  choices: [],
  ...more,
})
