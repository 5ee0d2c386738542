import { expect, test } from 'vitest'
import type { Binding, Dealings } from '#attribution/index.ts'
import { type Book, claimsOn } from '#commissions/claim.ts'
import { dealGround, paperGround } from '#commissions/ground.ts'
import type { BindingId, CustomerId, LeadId, PartnerId, ProgramKey } from '#kernel/id.ts'
import { type Currency, money } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'
import type { Member } from '#partners/index.ts'
import type { Terms } from '#programs/index.ts'
import type { Fact } from '#turnover/index.ts'
import { deal, dealings, lead } from './facts.ts'

const club = 'club' as ProgramKey
const terms = (version: number, from: string | null, rate: string): Terms => ({
  program: club,
  version,
  from: from as Day | null,
  attribution: ['selection'],
  lead: null,
  earns: [
    {
      key: 'turnover',
      event: 'invoice',
      base: 'net-turnover',
      dealKinds: ['new'],
      rate,
      conditions: ['partner-not-active', 'agreement-not-accepted', 'not-bound'],
      windowMonths: null,
      minTermMonths: null,
    },
  ],
  payable: { when: 'with-payment' },
  resoldEarns: false,
  licence: null,
  benefit: 'fee',
  discount: null,
  tiers: [],
  modules: [],
  obligations: [],
})
const member = (partner: string, more: Partial<Member> = {}): [PartnerId, Member] => [
  partner as PartnerId,
  {
    memberships: [
      {
        partner: partner as PartnerId,
        program: club,
        tier: null,
        tiers: [],
        elections: [],
        modules: [],
        joinedAt: new Date('2025-01-05T15:00:00Z'),
        agreed: true,
        agreementAt: new Date('2025-01-05T15:00:00Z'),
      },
    ],
    standing: [],
    ...more,
  },
]
const book: Book = {
  programs: new Map([[club, { timeZone: 'UTC', terms: [terms(1, null, '10'), terms(2, '2025-06-01', '12.5')] }]]),
  members: new Map([member('alder'), member('birch')]),
}
const bound = (partner: string, from: string, until: string | null, program = club): Binding => ({
  id: `${partner}-${from}` as BindingId,
  customer: 'acme' as CustomerId,
  partner: partner as PartnerId,
  program,
  from: new Date(from),
  until: until === null ? null : new Date(until),
  openedBy: 'customer',
  closedBy: null,
  reason: null,
})
const paper = (at: string): Fact => ({
  seq: 1,
  kind: 'invoice',
  document: 'INV-1',
  invoice: null,
  customer: 'acme' as CustomerId,
  occurredAt: new Date(at),
  net: money(100n, 'EUR' as Currency),
  account: null,
  deal: null,
})
const claims = (at: string, bindings: Binding[], o: Book = book) =>
  claimsOn({ id: 'invoice:INV-1', own: paper(at), credits: [], payments: [] }, { bindings, dealings: null }, o).map(
    c => `${c.partner} ${c.program} v${c.terms.version} ${c.ppm} ${c.reason ?? 'earns'}`,
  )

const SWITCH = [
  bound('alder', '2025-02-01T10:00:00Z', '2025-03-01T10:00:00Z'),
  bound('birch', '2025-03-01T10:00:00Z', null),
]

test('the binding that holds at the very instant decides: from is in, until is out', () => {
  expect(claims('2025-02-01T09:59:59.999Z', SWITCH)).toEqual([
    'alder club v1 100000 not-bound',
    'birch club v1 100000 not-bound',
  ])
  expect(claims('2025-02-01T10:00:00Z', SWITCH)[0]).toBe('alder club v1 100000 earns')
  expect(claims('2025-03-01T09:59:59.999Z', SWITCH)[0]).toBe('alder club v1 100000 earns')
  expect(claims('2025-03-01T10:00:00Z', SWITCH)).toEqual([
    'alder club v1 100000 not-bound',
    'birch club v1 100000 earns',
  ])
})

test('a partner that was bound twice has one claim, and an empty binding holds at no instant', () => {
  const history = [...SWITCH, bound('alder', '2025-04-01T00:00:00Z', '2025-04-01T00:00:00Z')]
  expect(claims('2025-04-01T00:00:00Z', history)).toEqual([
    'alder club v1 100000 not-bound',
    'birch club v1 100000 earns',
  ])
})

test('a customer that nobody ever had concerns nobody', () => {
  expect(claims('2025-02-01T10:00:00Z', [])).toEqual([])
})

test('terms are those of the cause’s own day', () => {
  expect(claims('2025-05-31T23:59:59Z', SWITCH)[1]).toBe('birch club v1 100000 earns')
  expect(claims('2025-06-01T00:00:00Z', SWITCH)[1]).toBe('birch club v2 125000 earns')
})

test('before the day of joining not active, on that day before the agreement not agreed', () => {
  const early = [bound('alder', '2025-01-01T00:00:00Z', null)]
  expect(claims('2025-01-04T23:59:59Z', early)).toEqual(['alder club v1 100000 partner-not-active'])
  expect(claims('2025-01-05T14:59:59Z', early)).toEqual(['alder club v1 100000 agreement-not-accepted'])
  expect(claims('2025-01-05T15:00:00Z', early)).toEqual(['alder club v1 100000 earns'])
})

test('suspended and reinstated hold from the start of their day', () => {
  const standing = (['suspended', 'active'] as const).map((state, i) => ({
    partner: 'birch' as PartnerId,
    at: new Date(`2025-04-${10 + i * 5}T17:00:00Z`),
    state,
    ground: null,
    reason: null,
    by: 'system',
  }))
  const o = { ...book, members: new Map([member('birch', { standing })]) }
  const at = (day: string) => claims(`2025-04-${day}`, SWITCH, o).join()
  expect(at('09T23:59:59Z')).toContain('earns')
  expect(at('10T00:00:00Z')).toContain('partner-not-active')
  expect(at('14T23:59:59Z')).toContain('partner-not-active')
  expect(at('15T00:00:00Z')).toContain('earns')
})

test('G3: should two bindings hold at once, the later choice earns and the other leaves no entry', () => {
  const both = [bound('alder', '2025-02-01T00:00:00Z', null), bound('birch', '2025-02-02T00:00:00Z', null)]
  expect(claims('2025-02-03T00:00:00Z', both)).toEqual(['birch club v1 100000 earns'])
  expect(claims('2025-02-01T12:00:00Z', both)).toEqual(['alder club v1 100000 earns', 'birch club v1 100000 not-bound'])
})

test('a program that has no terms for the day, or none on invoices, has no claim', () => {
  const [only] = [terms(1, '2025-06-01', '10')]
  const none = { ...only, earns: [{ ...terms(1, null, '10').earns[0], event: 'deal' }] } as Terms
  const o = (list: Terms[]): Book => ({ ...book, programs: new Map([[club, { timeZone: 'UTC', terms: list }]]) })
  expect(claims('2025-05-31T00:00:00Z', SWITCH, o([only]))).toEqual([])
  expect(claims('2025-06-01T00:00:00Z', SWITCH, o([none]))).toEqual([])
})

const registry = (o: Partial<Terms> = {}, conditions: Terms['earns'][number]['conditions'] = []): Terms => ({
  ...terms(1, null, '10'),
  attribution: ['lead'],
  earns: [
    {
      key: 'order',
      event: 'deal',
      base: 'deal-value',
      dealKinds: ['new', 'renewal'],
      rate: '10',
      conditions,
      windowMonths: 12,
      minTermMonths: null,
    },
  ],
  ...o,
})
const ledBook = (list: Terms): Book => ({
  ...book,
  programs: new Map([[club, { timeZone: 'UTC', terms: [list] }]]),
})
const told = (signed: ReturnType<typeof deal>, all: Dealings, list: Terms, bindings: Binding[] = []) =>
  claimsOn(dealGround(signed, null), { bindings, dealings: all }, ledBook(list)).map(
    one => `${one.partner} ${one.way} ${one.lead?.id ?? '-'} ${one.reason ?? 'earns'}`,
  )

test('ONE-8: of a partner’s two leads that lead to a deal the one that earns has it, though the other was approved first', () => {
  const [first, anew] = [
    lead('L-1', 'alder', '2025-03-01'),
    lead('L-2', 'alder', '2026-02-01', { again: 'L-1' as LeadId }),
  ]
  const [before, renewal] = [deal('D-1', '2025-04-01'), deal('R-1', '2026-02-15', { kind: 'renewal' }, 2)]
  const all = dealings({ leads: [first, anew], deals: [before, renewal] })
  const rule = registry({}, ['lead-not-active', 'outside-window', 'renewal-not-registered'])
  expect(told(before, all, rule)).toEqual(['alder lead L-1 earns'])
  expect(told(renewal, all, rule)).toEqual(['alder lead L-2 earns'])
  const named = deal('R-1', '2026-02-15', { kind: 'renewal', lead: 'L-1' as LeadId }, 2)
  expect(told(named, { ...all, deals: [before, named] }, rule)).toEqual(['alder lead L-1 renewal-not-registered'])
})

test('of several leads that lead nowhere the one that came furthest tells why; another partner’s has its own', () => {
  const late = lead('L-1', 'alder', '2025-03-01')
  const pending = lead('L-2', 'alder', null)
  const all = dealings({ leads: [pending, late, lead('L-3', 'birch', null)] })
  const rule = registry({}, ['lead-not-validated', 'outside-window'])
  expect(told(deal('D-1', '2026-03-02'), all, rule)).toEqual([
    'alder lead L-1 outside-window',
    'birch lead L-3 lead-not-validated',
  ])
  expect(told(deal('D-1', '2026-03-01'), all, rule)).toEqual(['alder lead L-1 earns'])
})

test('a lead that does not count has no entry where the rule has no name for it, and never earns', () => {
  expect(told(deal('D-1', '2025-06-01'), dealings({ leads: [lead('L-1', 'alder', null)] }), registry())).toEqual([])
})

test('G3: within a program its own order decides between a lead and a selection', () => {
  const all = dealings({ leads: [lead('L-1', 'alder', '2025-03-01')] })
  const chosen = [bound('birch', '2025-04-01T00:00:00Z', null)]
  const by = (...attribution: Terms['attribution']) =>
    told(deal('D-1', '2025-06-01'), all, registry({ attribution }, ['not-bound', 'lead-not-active']), chosen)
  expect([by('lead', 'selection'), by('selection', 'lead')]).toEqual([
    ['alder lead L-1 earns'],
    ['birch selection - earns'],
  ])
  // Who is both has one entry, by the way that goes first.
  const both = [bound('alder', '2025-04-01T00:00:00Z', null)]
  const rule = registry({ attribution: ['selection', 'lead'] }, ['not-bound', 'lead-not-active'])
  expect(told(deal('D-1', '2025-06-01'), all, rule, both)).toEqual(['alder selection - earns'])
})

test('G3: a paper of a deal that earns concerns nobody; of one that nobody has it goes by its own date', () => {
  const rules = registry({ attribution: ['lead', 'selection'] })
  const earns = [...rules.earns, ...terms(1, null, '10').earns]
  const own = { ...paper('2025-06-05T00:00:00Z'), deal: 'D-1' }
  const around = (approved: string | null) => ({
    bindings: [bound('birch', '2025-04-01T00:00:00Z', null)],
    dealings: dealings({ leads: [lead('L-1', 'alder', approved)], deals: [deal('D-1', '2025-06-01')] }),
  })
  const claimed = (approved: string | null, deals = true) => {
    const facts = around(approved)
    const ground = paperGround(
      { id: 'invoice:INV-1', own, credits: [], payments: [] },
      deals ? facts.dealings.deals : [],
    )
    return claimsOn(ground, facts, ledBook({ ...rules, earns })).map(one => `${one.partner} ${one.way}`)
  }
  expect(claimed('2025-05-01')).toEqual([])
  expect(claimed('2025-05-01', false)).toEqual(['alder lead'])
})
