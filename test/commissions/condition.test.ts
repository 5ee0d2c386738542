import { expect, test } from 'vitest'
import type { Dealings, Signature } from '#attribution/index.ts'
import { type Judged, reasonOf } from '#commissions/condition.ts'
import type { Ground } from '#commissions/ground.ts'
import { dealGround } from '#commissions/ground.ts'
import type { Tie } from '#commissions/way.ts'
import type { CustomerId, DealId, LeadId, PartnerId, ProgramKey } from '#kernel/id.ts'
import type { Day } from '#kernel/period.ts'
import type { Member, Membership, StandingChange } from '#partners/index.ts'
import type { EarnRule, Reason, Terms } from '#programs/index.ts'
import { bound, contact, deal, dealings, lead, on, paper, referral } from './facts.ts'

const north = 'north' as PartnerId
const AT = '2025-06-01T12:00:00Z'
const membership: Membership = {
  partner: north,
  program: 'club' as ProgramKey,
  tier: null,
  tiers: [],
  elections: [],
  modules: [],
  joinedAt: on('2025-01-01'),
  agreed: true,
  agreementAt: on('2025-01-01'),
}
const approved = lead('L-1', 'north', '2025-03-01')
type Told = {
  ground?: Ground
  signed?: Partial<Signature>
  dealings?: Partial<Dealings>
  tie?: Partial<Tie>
  rule?: Partial<EarnRule>
  terms?: Partial<Terms>
  ways?: Judged['field']['ways']
  membership?: Partial<Membership>
  standing?: StandingChange[]
  bindings?: Judged['around']['bindings']
  otherKind?: boolean
}
/** What a rule with these conditions says of a deal of 1 June 2025 that an approved lead leads to. */
const why = (conditions: Reason[], o: Told = {}): Reason | null => {
  const own = deal('D-1', AT, o.signed, 5)
  const { deals = [], ...rest } = o.dealings ?? {}
  const around = {
    bindings: o.bindings ?? [],
    dealings: dealings({ leads: [approved], deals: [...deals, own], ...rest }),
  }
  const member: Member = { memberships: [{ ...membership, ...o.membership }], standing: o.standing ?? [] }
  const rule = {
    key: 'order',
    event: 'deal',
    base: 'deal-value',
    dealKinds: ['new'],
    rate: '10',
    conditions,
    windowMonths: null,
    minTermMonths: null,
    ...o.rule,
  } as EarnRule
  return reasonOf({
    ground: o.ground ?? dealGround(own, null),
    around,
    partner: north,
    member: { ...member, partner: { domain: 'north.example', email: null } },
    tie: { way: 'lead', valid: true, since: approved.approvedAt, binding: null, lead: approved, ...o.tie },
    field: {
      program: 'club' as ProgramKey,
      timeZone: 'UTC',
      day: (o.ground?.own.occurredAt ?? on(AT)).toISOString().slice(0, 10) as Day,
      terms: { resoldEarns: false, benefit: 'fee', ...o.terms } as Terms,
      rule,
      ways: o.ways ?? ['lead'],
      otherKind: o.otherKind ?? false,
    },
  })
}

test('with nothing amiss it earns, whatever is asked', () => {
  expect(
    why([
      'agreement-not-accepted',
      'resold-account',
      'bought-through-partner',
      'lead-not-validated',
      'lead-not-active',
      'outside-window',
      'poc-or-trial',
      'term-too-short',
      'not-initial-deal',
      'later-stage',
      'renewal-not-registered',
      'renewal-not-shared',
      'account-stopped',
      'recurring-stopped',
      'discount-given',
      'fee-not-elected',
    ]),
  ).toBeNull()
})

test('G9: active on the day of the ground, joined by that day', () => {
  const suspended = (at: string): StandingChange[] => [
    { partner: north, at: on(at), state: 'suspended', ground: null, reason: null, by: 'system' },
  ]
  expect(why([], { standing: suspended('2025-06-01T23:00:00Z') })).toBe('partner-not-active')
  expect(why([], { standing: suspended('2025-06-02T00:00:00Z') })).toBeNull()
  expect(why([], { membership: { joinedAt: on('2025-06-01T23:00:00Z') } })).toBeNull()
  expect(why([], { membership: { joinedAt: on('2025-06-02T00:00:00Z') } })).toBe('partner-not-active')
})

test('COC-1: the agreement was accepted at or before the instant', () => {
  const accepted = (at: string) => why(['agreement-not-accepted'], { membership: { agreementAt: on(at) } })
  expect([accepted(AT), accepted('2025-06-01T12:00:00.001Z')]).toEqual([null, 'agreement-not-accepted'])
  expect(why([], { membership: { agreed: false } })).toBeNull()
})

test('G8: a lead or code of the partner’s own company earns nothing', () => {
  expect(why([], { dealings: { domain: 'shop.north.example' } })).toBe('self-dealing')
  expect(why([], { dealings: { domain: 'south.example' } })).toBeNull()
})

test('COP-15: an account that is resold earns nothing, unless the terms say so', () => {
  const ground = (account: string | null): Ground => ({
    id: 'invoice:1',
    own: paper('invoice', 100n, AT, { account }),
    credits: [],
    payments: [],
  })
  const told = (account: string | null, resoldEarns = false) =>
    why(['resold-account'], { ground: ground(account), terms: { resoldEarns } })
  expect([told('acc-1'), told(null), told('acc-1', true)]).toEqual(['resold-account', null, null])
})

test('CC-3: bought through the partner', () => {
  expect(why(['bought-through-partner'], { signed: { via: 'partner' } })).toBe('bought-through-partner')
})

test('a condition of another way is asked for besides, where the program does not know that way itself', () => {
  const selection: Partial<Tie> = { way: 'selection', lead: null, binding: bound('north', '2025-01-01') }
  expect(why(['not-bound'])).toBe('not-bound')
  expect(why(['not-bound'], { bindings: [bound('north', '2025-05-01')] })).toBeNull()
  expect(why(['not-bound'], { ways: ['lead', 'selection'] })).toBeNull()
  expect(why(['lead-not-active'], { tie: selection, ways: ['selection'] })).toBeNull()
  expect(why(['lead-not-active'], { tie: selection, ways: ['selection'], dealings: { leads: [] } })).toBe(
    'lead-not-active',
  )
  expect(why(['lead-not-active'], { tie: selection, ways: ['selection', 'lead'], dealings: { leads: [] } })).toBeNull()
  expect(why(['code-or-domain-missing'])).toBe('code-or-domain-missing')
  const coded = [referral('north', '2025-02-01', { code: 'N', domain: 'acme.example' })]
  expect(why(['code-or-domain-missing'], { dealings: { referrals: coded } })).toBeNull()
  expect(why(['code-or-domain-missing'], { ways: ['lead', 'code'] })).toBeNull()
})

test('COC-2, ONE-2: the lead was approved and not rejected by the instant; the rule says which name that has', () => {
  const told = (one: typeof approved) => [
    why(['lead-not-validated'], { tie: { lead: one } }),
    why(['lead-not-active'], { tie: { lead: one } }),
  ]
  expect(told(lead('L-1', 'north', AT))).toEqual([null, null])
  expect(told(lead('L-1', 'north', '2025-06-01T12:00:00.001Z'))).toEqual(['lead-not-validated', 'lead-not-active'])
  expect(told(lead('L-1', 'north', '2025-03-01', { rejectedAt: on(AT) }))).toEqual([
    'lead-not-validated',
    'lead-not-active',
  ])
})

test('ONE-2: a decision maker was introduced by the instant', () => {
  const told = (at: string) =>
    why(['no-decision-maker'], { tie: { lead: { ...approved, contacts: [contact('L-1', at)] } } })
  expect([told(AT), told('2025-06-01T12:00:00.001Z'), why(['no-decision-maker'])]).toEqual([
    null,
    'no-decision-maker',
    'no-decision-maker',
  ])
})

test('ONE-3, COC-10: within the months of the rule', () => {
  const months = (windowMonths: number) => why(['outside-window'], { rule: { windowMonths } })
  expect([months(3), months(2)]).toEqual([null, 'outside-window'])
})

test('COC-3, COC-4: kind of subscription and term', () => {
  expect(why(['poc-or-trial'], { signed: { subscription: 'poc' } })).toBe('poc-or-trial')
  expect(why(['poc-or-trial'], { signed: { subscription: 'trial' } })).toBe('poc-or-trial')
  const term = (termMonths: number) => why(['term-too-short'], { signed: { termMonths }, rule: { minTermMonths: 12 } })
  expect([term(11), term(12)]).toEqual(['term-too-short', null])
})

test('COC-11: not the initial deal', () => {
  const before = [deal('D-0', '2025-05-01')]
  expect(why(['not-initial-deal'], { dealings: { deals: before } })).toBe('not-initial-deal')
  expect(why(['not-initial-deal'], { signed: { kind: 'expansion' } })).toBe('not-initial-deal')
  const trial = [deal('D-0', '2025-05-01', { subscription: 'trial' })]
  expect(why(['not-initial-deal'], { dealings: { deals: trial } })).toBeNull()
})

test('ONE-8: the first deal after the approval, and of another kind only if the lead was registered anew', () => {
  const asked: Reason[] = ['renewal-not-registered']
  expect(why(asked, { dealings: { deals: [deal('D-0', '2025-02-01')] } })).toBeNull()
  expect(why(asked, { dealings: { deals: [deal('D-0', '2025-05-01')] } })).toBe('renewal-not-registered')
  expect(why(asked, { signed: { kind: 'renewal' } })).toBe('renewal-not-registered')
  const anew = { ...approved, again: 'L-0' as LeadId }
  expect(why(asked, { signed: { kind: 'renewal' }, tie: { lead: anew } })).toBeNull()
})

test('COC-6: part and share before the signature', () => {
  const before = deal('D-0', '2024-06-01')
  const mark = { deal: 'D-0' as DealId, partner: north, at: on('2025-05-01') }
  const told = (more: Partial<Dealings>) =>
    why(['renewal-not-shared'], { signed: { kind: 'renewal' }, dealings: { deals: [before], ...more } })
  expect(told({})).toBe('renewal-not-shared')
  expect(told({ participations: [mark] })).toBe('renewal-not-shared')
  expect(told({ shares: [{ ...mark, ppm: 5n }] })).toBe('renewal-not-shared')
  expect(told({ participations: [mark], shares: [{ ...mark, ppm: 5n }] })).toBeNull()
  expect(why(['renewal-not-shared'], { rule: { rate: 'as-agreed' } })).toBe('renewal-not-shared')
})

test('COC-7: stopped with this customer at or before the instant', () => {
  const stop = (at: string, partner = north) => ({
    stops: [{ partner, customer: 'acme' as CustomerId, at: on(at), by: 'vendor' as const }],
  })
  expect(why(['account-stopped'], { dealings: stop(AT) })).toBe('account-stopped')
  expect(why(['account-stopped'], { dealings: stop('2025-06-01T12:00:00.001Z') })).toBeNull()
  expect(why(['account-stopped'], { dealings: stop(AT, 'south' as PartnerId) })).toBeNull()
})

test('COC-8: renewals signed on the day of the stop or later; invoices from that day on where a program earns on them', () => {
  const stop = (at: string): Partial<Dealings> => ({
    recurringStops: [{ partner: north, at: on(at), reason: 'bankrupt' }],
  })
  const renewal = { signed: { kind: 'renewal' as const } }
  expect(why(['recurring-stopped'], { ...renewal, dealings: stop('2025-06-01T23:00:00Z') })).toBe('recurring-stopped')
  expect(why(['recurring-stopped'], { ...renewal, dealings: stop('2025-06-02T00:00:00Z') })).toBeNull()
  expect(why(['recurring-stopped'], { dealings: stop('2025-05-01') })).toBeNull()
  const ground: Ground = { id: 'invoice:1', own: paper('invoice', 100n, AT), credits: [], payments: [] }
  expect(why(['recurring-stopped'], { ground, dealings: stop('2025-05-01') })).toBe('recurring-stopped')
})

test('SIM-6: the deal carries the discount, or the partner elected it by that day', () => {
  expect(why(['discount-given', 'fee-not-elected'], { signed: { discount: true } })).toBe('discount-given')
  const elected = (benefit: 'fee' | 'discount', from: string) =>
    why(['fee-not-elected'], {
      terms: { benefit: 'partner-elects' },
      membership: { elections: [{ benefit, from: from as Day, at: on('2025-05-01') }] },
    })
  expect(elected('discount', '2025-06-01')).toBe('fee-not-elected')
  expect(elected('discount', '2025-06-02')).toBeNull()
  expect(elected('fee', '2025-06-01')).toBeNull()
  expect(why(['fee-not-elected'], { terms: { benefit: 'discount' } })).toBe('fee-not-elected')
})

test('a kind of deal on which the program does not earn has the first condition that fails, else the name of the kind', () => {
  expect(why(['poc-or-trial'], { otherKind: true, signed: { subscription: 'poc' } })).toBe('poc-or-trial')
  expect(why([], { otherKind: true, signed: { kind: 'renewal' } })).toBe('renewal-not-registered')
  expect(why([], { otherKind: true, signed: { kind: 'expansion' } })).toBe('not-initial-deal')
})
