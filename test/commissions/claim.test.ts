import { expect, test } from 'vitest'
import type { Binding } from '#attribution/index.ts'
import { type Book, claimsOn } from '#commissions/claim.ts'
import type { BindingId, CustomerId, PartnerId, ProgramKey } from '#kernel/id.ts'
import { type Currency, money } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'
import type { Member } from '#partners/index.ts'
import type { Terms } from '#programs/index.ts'
import type { Fact } from '#turnover/index.ts'

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
