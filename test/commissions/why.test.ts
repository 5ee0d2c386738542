import { expect, test } from 'vitest'
import type { LeadWithContacts, SignedDeal } from '#attribution/index.ts'
import type { Claim } from '#commissions/claim.ts'
import type { Entry } from '#commissions/entry.ts'
import { dealGround } from '#commissions/ground.ts'
import { whyOf } from '#commissions/why.ts'
import type { CustomerId } from '#kernel/id.ts'
import { type Currency, money } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'
import type { EarnRule, Reason, Terms } from '#programs/index.ts'
import type { Cause, Fact } from '#turnover/index.ts'

const eur = (minor: bigint) => money(minor, 'EUR' as Currency)
const paper = (kind: Fact['kind'], minor: bigint, at: string): Fact => ({
  seq: 1,
  kind,
  document: `${kind} ${minor}`,
  invoice: kind === 'invoice' ? null : 'INV-1',
  customer: 'acme' as CustomerId,
  occurredAt: new Date(at),
  net: eur(minor),
  account: null,
  deal: null,
})
const cause = (net: bigint, credits: bigint[], payments: bigint[]): Cause => ({
  id: 'invoice:INV-1',
  own: paper('invoice', net, '2025-01-31T23:30:00Z'),
  credits: credits.map(minor => paper('credit_note', minor, '2025-02-01T00:00:00Z')),
  payments: payments.map(minor => paper('payment', minor, '2025-02-02T00:00:00Z')),
})
const claim = (reason: Reason | null, payable: Terms['payable'] = { when: 'with-payment' }) =>
  ({
    timeZone: 'Europe/Amsterdam',
    terms: { version: 1, from: null, payable } as Terms,
    rule: { key: 'turnover', base: 'net-turnover', windowMonths: null } as EarnRule,
    ppm: 100_000n,
    way: 'selection',
    valid: reason === null,
    since: null,
    binding: null,
    lead: null,
    reason,
  }) as Claim
const why = (c: Cause, o: Claim = claim(null)) => whyOf({} as Entry, c, o, '2025-03-01' as Day)

test('the sum is told in its parts, on the days of the program’s own time zone', () => {
  const told = why(cause(10_005n, [1_000n], [4_000n]))
  expect(told.own).toEqual({ document: 'invoice 10005', day: '2025-02-01', net: eur(10_005n) })
  expect([told.credited, told.paid, told.base, told.amount, told.payable]).toEqual(
    [1_000n, 4_000n, 9_005n, 901n, 400n].map(eur),
  )
  expect(told.rounded).toBe(500_000n)
})

test('what waits is told: nothing, no payment, the rest of one, or a day to come', () => {
  expect(why(cause(100n, [], [])).waiting).toBe('unpaid')
  expect(why(cause(100n, [], [50n])).waiting).toBe('partly-paid')
  expect(why(cause(100n, [], [100n])).waiting).toBe('nothing')
  expect(why(cause(100n, [100n], [])).waiting).toBe('nothing')
  expect(why(cause(100n, [], []), claim('not-bound')).waiting).toBe('nothing')
  const later = why(cause(100n, [], [1n]), claim(null, { when: 'after-first-payment', days: 30 }))
  expect([later.waiting, later.dueOn]).toEqual(['until-day', '2025-03-04'])
})

test('what earns nothing shows the base it would have had and no amount', () => {
  const told = why(cause(100n, [], [100n]), claim('not-bound'))
  expect([told.base, told.amount, told.payable, told.rounded, told.steps]).toEqual([
    eur(100n),
    eur(0n),
    eur(0n),
    0n,
    [],
  ])
})

test('credits beyond the invoice are marked as without effect', () => {
  expect(why(cause(100n, [80n, 50n], [])).excess).toEqual(eur(30n))
})

test('what an invoice was about is read by who had the customer then, and by nobody else', () => {
  expect(why(cause(100n, [], [])).mayRead).toBe(true)
  expect(why(cause(100n, [], []), claim('not-bound')).mayRead).toBe(false)
  // Suspended or resold: the customer was its own, so it reads why that brought nothing.
  expect(why(cause(100n, [], []), { ...claim('resold-account'), valid: true }).mayRead).toBe(true)
})

test('of a deal the base rule, the stages left out, the lead and the last day of its window are told', () => {
  const deal = {
    id: 'D-1',
    signed: {
      at: new Date('2025-03-01T12:00:00Z'),
      kind: 'new',
      subscription: 'paid',
      termMonths: 24,
      net: eur(90_000n),
      firstYearNet: null,
      stages: [eur(30_000n), eur(60_000n)],
    },
  } as unknown as SignedDeal
  const ground = dealGround(deal, { invoices: [cause(30_000n, [], [30_000n])], credits: [] })
  const lead = { id: 'L-1' } as LeadWithContacts
  const staged: Claim = {
    ...claim(null),
    rule: { key: 'order', base: 'first-stage', windowMonths: 12 } as EarnRule,
    way: 'lead',
    since: new Date('2025-01-15T10:00:00Z'),
    lead,
  }
  const told = whyOf({} as Entry, ground, staged, '2025-04-01' as Day)
  expect(told.deal).toEqual({
    kind: 'new',
    subscription: 'paid',
    termMonths: 24,
    value: eur(90_000n),
    base: 'first-stage',
    worth: eur(30_000n),
    leftOut: [eur(60_000n)],
  })
  expect(told.tie).toEqual({ way: 'lead', lead: 'L-1', since: '2025-01-15', lastDay: '2026-01-15' })
  expect(told.invoices.map(paper => paper.document)).toEqual(['invoice 30000'])
  expect([told.base, told.amount, told.payable, told.waiting]).toEqual([
    eur(30_000n),
    eur(3_000n),
    eur(3_000n),
    'nothing',
  ])
  const whole = whyOf(
    {} as Entry,
    ground,
    { ...staged, rule: { ...staged.rule, base: 'deal-value' } },
    '2025-04-01' as Day,
  )
  expect([whole.deal?.leftOut, whole.base]).toEqual([[], eur(90_000n)])
})
