import { expect, test } from 'vitest'
import type { Claim } from '#commissions/claim.ts'
import { type CauseFacts, type Settlement, type StandingLine, settle } from '#commissions/settlement.ts'
import type { CustomerId, PartnerId, ProgramKey } from '#kernel/id.ts'
import { type Currency, money } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'
import type { EarnRule, Reason, Terms } from '#programs/index.ts'
import type { Cause, Fact } from '#turnover/index.ts'

const today = () => '2025-12-31' as Day
const paper = (kind: Fact['kind'], minor: bigint, day: string): Fact => ({
  seq: 1,
  kind,
  document: kind === 'invoice' ? 'INV-1' : `${kind}-${day}`,
  invoice: kind === 'invoice' ? null : 'INV-1',
  customer: 'acme' as CustomerId,
  occurredAt: new Date(`${day}T12:00:00Z`),
  net: money(minor, 'EUR' as Currency),
  account: null,
  deal: null,
})
const cause = (...payments: [bigint, string][]): Cause => ({
  id: 'invoice:INV-1',
  own: paper('invoice', 10_000n, '2025-01-10'),
  credits: [],
  payments: payments.map(([minor, day]) => paper('payment', minor, day)),
})
const claim = (partner: string, reason: Reason | null = null, program = 'club'): Claim => ({
  partner: partner as PartnerId,
  program: program as ProgramKey,
  timeZone: 'UTC',
  day: '2025-01-10' as Day,
  terms: { version: 3, payable: { when: 'with-payment' } } as Terms,
  rule: { key: 'turnover' } as EarnRule,
  tier: null,
  ppm: 100_000n,
  way: 'selection',
  valid: true,
  since: null,
  binding: null,
  lead: null,
  reason,
})
const facts = (more: Partial<CauseFacts>): CauseFacts => ({
  id: 'invoice:INV-1',
  cause: cause(),
  claims: [],
  latest: [],
  standing: [],
  ...more,
})
const line = (effective: string, pocket: string, net: bigint, partner = 'alder'): StandingLine => ({
  effective: effective as Day,
  account: `Liabilities:Partner:${partner}:${pocket}`,
  net,
})
/** What a settling posted, a line a journal. */
const posted = (f: CauseFacts) =>
  settle(f, today).drafts.map(
    d =>
      `${d.key} ${d.effective.slice(5)} ${d.legs.map(l => `${l.debit.split(':').slice(-2).join(':')}>${l.credit.split(':').slice(-2).join(':')} ${l.amount.minor}`).join(' ')}`,
  )
const settledOnce = (f: CauseFacts): { latest: Settlement[]; standing: StandingLine[] } => {
  const { rows, drafts } = settle(f, today)
  const sums = new Map<string, StandingLine>()
  for (const draft of drafts)
    for (const { debit, credit, amount } of draft.legs)
      for (const [account, net] of [
        [debit, -amount.minor],
        [credit, amount.minor],
      ] as const) {
        const key = `${draft.effective} ${account}`
        sums.set(key, { effective: draft.effective, account, net: (sums.get(key)?.net ?? 0n) + net })
      }
  return { latest: [...rows], standing: [...sums.values()] }
}

test('a paid invoice is two journals, each on its own day, and one settlement', () => {
  const f = facts({ cause: cause([10_000n, '2025-02-01']), claims: [claim('alder')] })
  expect(posted(f)).toEqual([
    'settle:invoice:INV-1:1 01-10 Commission:club>alder:Pending 1000',
    'settle:invoice:INV-1:2 02-01 alder:Pending>alder:Payable 1000',
  ])
  const { rows } = settle(f, today)
  expect(rows).toMatchObject([
    { n: 1, journals: 2, accrued: 1_000n, matured: 1_000n, payableOn: '2025-02-01', terms: 3 },
  ])
})

test('settling what is settled posts nothing and keeps nothing', () => {
  const f = facts({ cause: cause([10_000n, '2025-02-01']), claims: [claim('alder'), claim('birch', 'not-bound')] })
  expect(settle({ ...f, ...settledOnce(f) }, today)).toEqual({ drafts: [], rows: [], due: null })
})

test('a partner that earns nothing has a settlement with the reason and no journal', () => {
  const { drafts, rows } = settle(facts({ claims: [claim('birch', 'not-bound')] }), today)
  expect(drafts).toEqual([])
  expect(rows).toMatchObject([{ n: 1, journals: 0, basis: 10_000n, accrued: 0n, reason: 'not-bound' }])
})

test('a late payment moves only its own day, under the next numbers', () => {
  const before = facts({ cause: cause([10_000n, '2025-03-01']), claims: [claim('alder')] })
  const late = facts({ cause: cause([4_000n, '2025-02-01'], [6_000n, '2025-03-01']), claims: [claim('alder')] })
  expect(posted({ ...late, ...settledOnce(before) })).toEqual([
    'settle:invoice:INV-1:3 02-01 alder:Pending>alder:Payable 400',
    'settle:invoice:INV-1:4 03-01 alder:Payable>alder:Pending 400',
  ])
})

test('whoever turns out not to have earned gives back what stands, and the other gets it', () => {
  const before = settledOnce(facts({ cause: cause([10_000n, '2025-01-10']), claims: [claim('alder')] }))
  const after = facts({
    cause: cause([10_000n, '2025-01-10']),
    claims: [claim('alder', 'not-bound'), claim('birch')],
    ...before,
  })
  expect(posted(after)).toEqual([
    'settle:invoice:INV-1:2 01-10 alder:Pending>Commission:club 1000 alder:Payable>alder:Pending 1000',
    'settle:invoice:INV-1:3 01-10 Commission:club>birch:Pending 1000 birch:Pending>birch:Payable 1000',
  ])
})

test('a cause that is none any more is taken back, and its entry is gone', () => {
  const before = settledOnce(facts({ claims: [claim('alder')] }))
  const { drafts, rows } = settle(facts({ cause: null, ...before }), today)
  expect(drafts).toHaveLength(1)
  expect(rows).toMatchObject([{ n: 2, journals: 1, gone: true, accrued: 0n }])
  expect(settle(facts({ cause: null, latest: rows }), today).rows).toEqual([])
})

test('what is held in a dispute is still matured', () => {
  const f = facts({ cause: cause([10_000n, '2025-01-10']), claims: [claim('alder')] })
  const { latest } = settledOnce(f)
  const standing = [line('2025-01-10', 'Held', 1_000n), line('2025-01-10', 'Payable', 0n)]
  expect(settle({ ...f, latest, standing }, today).drafts).toEqual([])
})

test('what was reversed is posted again', () => {
  const f = facts({ claims: [claim('alder')] })
  const { latest } = settledOnce(f)
  expect(posted({ ...f, latest, standing: [] })).toEqual([
    'settle:invoice:INV-1:2 01-10 Commission:club>alder:Pending 1000',
  ])
})

test('a partner in two programs: what stands belongs to the one in which it earned', () => {
  const both = (first: Reason | null, second: Reason | null) => [
    claim('alder', first, 'club'),
    claim('alder', second, 'guild'),
  ]
  const before = settledOnce(facts({ claims: both(null, 'not-bound') }))
  expect(settle(facts({ claims: both(null, 'not-bound'), ...before }), today).drafts).toEqual([])
  expect(posted(facts({ claims: both('not-bound', null), ...before }))).toEqual([
    'settle:invoice:INV-1:3 01-10 alder:Pending>Commission:club 1000',
    'settle:invoice:INV-1:4 01-10 Commission:guild>alder:Pending 1000',
  ])
})

test('the why names everything that made the amount, in minor units as text', () => {
  const [draft] = settle(facts({ claims: [claim('alder')] }), today).drafts
  expect(draft?.detail).toEqual({
    accrued: '1000',
    basis: '10000',
    boundFrom: null,
    cause: 'invoice:INV-1',
    currency: 'EUR',
    customer: 'acme',
    matured: '0',
    partner: 'alder',
    payable: 'with-payment',
    ppm: 100_000,
    program: 'club',
    reason: null,
    rounding: 'half-away-from-zero',
    rule: 'turnover',
    terms: 3,
    tier: null,
  })
})

test('what becomes due by itself says when', () => {
  const waiting = { ...claim('alder'), terms: { version: 1, payable: { when: 'after-deal', days: 400 } } as Terms }
  expect(settle(facts({ claims: [waiting] }), today).due).toEqual({ day: '2026-02-14', timeZone: 'UTC' })
})

test('what becomes payable of a questioned entry is held, and what falls is taken from what is held first', () => {
  const disputed = new Set(['alder' as PartnerId])
  const paid = facts({ cause: cause([10_000n, '2025-01-10']), claims: [claim('alder')] })
  expect(posted({ ...paid, disputed })).toEqual([
    'settle:invoice:INV-1:1 01-10 Commission:club>alder:Pending 1000 alder:Pending>alder:Held 1000',
  ])
  const { latest } = settledOnce(paid)
  const credited = {
    ...paid,
    cause: { ...cause([10_000n, '2025-01-10']), credits: [{ ...paper('credit_note', 6_000n, '2025-02-01') }] },
    latest,
  }
  const standing = (payable: bigint, held: bigint) => [
    line('2025-01-10', 'Payable', payable),
    line('2025-01-10', 'Held', held),
  ]
  const falls = (payable: bigint, held: bigint, who = disputed) =>
    posted({ ...credited, standing: standing(payable, held), disputed: who })[0]
      ?.split(' ')
      .slice(2)
      .join(' ')
  expect(falls(0n, 1_000n)).toBe('alder:Pending>Commission:club 600 alder:Held>alder:Pending 600')
  expect(falls(600n, 400n)).toBe(
    'alder:Pending>Commission:club 600 alder:Payable>alder:Pending 200 alder:Held>alder:Pending 400',
  )
  expect(falls(1_000n, 0n, new Set())).toBe('alder:Pending>Commission:club 600 alder:Payable>alder:Pending 600')
})
