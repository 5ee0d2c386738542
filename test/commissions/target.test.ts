import fc from 'fast-check'
import { expect, test } from 'vitest'
import { basisOf, type Conditions, excessOf, maturedOf, targetOf } from '#commissions/target.ts'
import type { CustomerId } from '#kernel/id.ts'
import { type Currency, money, roundDiv } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'
import type { Cause, Fact } from '#turnover/index.ts'

const day = (text: string) => text as Day
const LATER = day('2099-01-01')
const paper = (kind: Fact['kind'], minor: bigint, at: string): Fact => ({
  seq: 1,
  kind,
  document: `${kind}-${at}-${minor}`,
  invoice: kind === 'invoice' ? null : 'INV-1',
  customer: 'acme' as CustomerId,
  occurredAt: new Date(at.length === 10 ? `${at}T12:00:00Z` : at),
  net: money(minor, 'EUR' as Currency),
  account: null,
  deal: null,
})
const cause = (
  net: bigint,
  more: { credits?: [bigint, string][]; payments?: [bigint, string][]; at?: string } = {},
): Cause => ({
  id: 'invoice:INV-1',
  own: paper('invoice', net, more.at ?? '2025-01-10'),
  credits: (more.credits ?? []).map(([minor, at]) => paper('credit_note', minor, at)),
  payments: (more.payments ?? []).map(([minor, at]) => paper('payment', minor, at)),
})
const TEN: Conditions = { timeZone: 'UTC', ppm: 100_000n, payable: { when: 'with-payment' } }
const summary = (c: Cause, terms = TEN, today = LATER) => {
  const { accrued, matured, payableOn, steps } = targetOf(c, terms, today)
  return [accrued, matured, payableOn, steps.map(s => `${s.day.slice(5)} ${s.accrued}/${s.matured}`).join(', ')]
}

test('an invoice accrues on its day, and each payment makes its part payable', () => {
  const c = cause(10_000n, {
    payments: [
      [3_000n, '2025-02-01'],
      [7_000n, '2025-03-01'],
    ],
  })
  expect(summary(c)).toEqual([1_000n, 1_000n, '2025-03-01', '01-10 1000/0, 02-01 1000/300, 03-01 1000/1000'])
})

test('paid more than billed: all of it is payable and no more', () => {
  const c = cause(10_000n, { payments: [[99_999n, '2025-02-01']] })
  expect(summary(c)).toEqual([1_000n, 1_000n, '2025-02-01', '01-10 1000/0, 02-01 1000/1000'])
})

test('M1: a credit of 30 in 100 takes back 3.00, not everything, on its own day', () => {
  const c = cause(10_000n, { credits: [[3_000n, '2025-02-05']], payments: [[10_000n, '2025-02-01']] })
  expect(summary(c)).toEqual([700n, 700n, '2025-02-01', '01-10 1000/0, 02-01 1000/1000, 02-05 700/700'])
})

test('M17: invoice, full credit and payment end at nothing in both orders', () => {
  const before = cause(10_000n, { credits: [[10_000n, '2025-02-01']], payments: [[10_000n, '2025-02-02']] })
  const after = cause(10_000n, { credits: [[10_000n, '2025-02-02']], payments: [[10_000n, '2025-02-01']] })
  expect(summary(before)).toEqual([0n, 0n, null, '01-10 1000/0, 02-01 0/0, 02-02 0/0'])
  expect(summary(after)).toEqual([0n, 0n, null, '01-10 1000/0, 02-01 1000/1000, 02-02 0/0'])
})

test('a credit note above what is left stops at zero, and the rest has no effect and is told', () => {
  const c = cause(10_000n, {
    credits: [
      [8_000n, '2025-02-01'],
      [5_000n, '2025-02-02'],
    ],
  })
  expect(summary(c)).toEqual([0n, 0n, null, '01-10 1000/0, 02-01 200/0, 02-02 0/0'])
  expect([basisOf(c), excessOf(c)]).toEqual([0n, 3_000n])
})

test('a payment or credit dated before its invoice counts from the invoice’s day on', () => {
  const c = cause(10_000n, { credits: [[1_000n, '2025-01-01']], payments: [[9_000n, '2025-01-02']] })
  expect(summary(c)).toEqual([900n, 900n, '2025-01-10', '01-10 900/900'])
})

test('a day is a day in the program’s time zone', () => {
  const c = cause(10_000n, { at: '2025-01-31T23:30:00Z', payments: [[10_000n, '2025-02-28T23:00:00Z']] })
  expect(summary(c)).toMatchObject([1_000n, 1_000n, '2025-02-28', '01-31 1000/0, 02-28 1000/1000'])
  const amsterdam = { ...TEN, timeZone: 'Europe/Amsterdam' }
  expect(summary(c, amsterdam)).toMatchObject([1_000n, 1_000n, '2025-03-01', '02-01 1000/0, 03-01 1000/1000'])
})

test('M7: halves are rounded away from zero, once an invoice, and below a half nothing is left', () => {
  const earned = (net: bigint, ppm = 100_000n) => targetOf(cause(net), { ...TEN, ppm }, LATER).accrued
  expect([4n, 5n, 14n, 15n, 25n, 35n].map(net => earned(net))).toEqual([0n, 1n, 1n, 2n, 3n, 4n])
  expect([earned(100n, 83_500n), earned(1_000n, 83_500n), earned(3n, 500_000n)]).toEqual([8n, 84n, 2n])
})

test('a lone credit note is the mirror image, at once payable', () => {
  const own = paper('credit_note', 2_505n, '2025-04-01')
  const lone: Cause = { id: 'credit-note:CN', own, credits: [], payments: [] }
  expect(summary(lone)).toEqual([-251n, -251n, '2025-04-01', '04-01 -251/-251'])
  expect([basisOf(lone), excessOf(lone)]).toEqual([-2_505n, 0n])
})

test('payable at accrual: with the invoice, falling with its credits, whatever is paid', () => {
  const terms = { ...TEN, payable: { when: 'at-accrual' } as const }
  expect(summary(cause(10_000n, { credits: [[5_000n, '2025-02-01']] }), terms)).toEqual([
    500n,
    500n,
    '2025-01-10',
    '01-10 1000/1000, 02-01 500/500',
  ])
})

test('M24: thirty days after the first payment: nothing on the day before, all of it on the day', () => {
  const terms = { ...TEN, payable: { when: 'after-first-payment', days: 30 } as const }
  const c = cause(10_000n, {
    payments: [
      [1n, '2025-02-01'],
      [9_999n, '2025-02-20'],
    ],
  })
  expect(targetOf(c, terms, day('2025-03-02'))).toMatchObject({ matured: 0n, dueOn: '2025-03-03', payableOn: null })
  expect(targetOf(c, terms, day('2025-03-03'))).toMatchObject({ matured: 1_000n, dueOn: null, payableOn: '2025-03-03' })
  expect(targetOf(cause(10_000n), terms, LATER)).toMatchObject({ matured: 0n, dueOn: null })
  const afterDeal = { ...TEN, payable: { when: 'after-deal', days: 10 } as const }
  expect(targetOf(cause(10_000n), afterDeal, day('2025-01-19'))).toMatchObject({ matured: 0n, dueOn: '2025-01-20' })
  expect(targetOf(cause(10_000n), afterDeal, day('2025-01-20'))).toMatchObject({
    matured: 1_000n,
    payableOn: '2025-01-20',
  })
})

test('payable in parts is rounded on the running sum, so the last part takes the rest', () => {
  const at = (paid: bigint) => maturedOf({ when: 'with-payment' }, { basis: 300n, accrued: 100n, paid, due: false })
  expect([0n, 100n, 200n, 299n, 300n, 301n].map(at)).toEqual([0n, 33n, 67n, 100n, 100n, 100n])
  expect(maturedOf({ when: 'with-payment' }, { basis: 0n, accrued: 0n, paid: 5n, due: false })).toBe(0n)
})

const days = fc.integer({ min: 1, max: 28 }).map(d => `2025-02-${String(d).padStart(2, '0')}`)
const moves = fc.array(fc.tuple(fc.bigInt(1n, 400_000n), days), { maxLength: 6 })
const rates = fc.bigInt(0n, 1_000_000n)

test('invariant 7: on every day 0 ≤ matured ≤ accrued ≤ rate × basis + half a unit, and nothing dated later has a say', () => {
  fc.assert(
    fc.property(fc.bigInt(1n, 1_000_000n), moves, moves, rates, (net, credits, payments, ppm) => {
      const terms = { ...TEN, ppm }
      const { steps } = targetOf(cause(net, { credits, payments }), terms, LATER)
      for (const step of steps) {
        expect(step.matured >= 0n && step.matured <= step.accrued).toBe(true)
        expect(2n * (step.accrued * 1_000_000n - step.basis * ppm) <= 1_000_000n).toBe(true)
        const known = ([, at]: [bigint, string]) => at <= step.day
        const then = targetOf(
          cause(net, { credits: credits.filter(known), payments: payments.filter(known) }),
          terms,
          LATER,
        )
        expect([then.accrued, then.matured]).toEqual([step.accrued, step.matured])
      }
    }),
  )
})

test('invariant 6, M1, M31: a full refund in any parts, before or after payment, leaves exactly nothing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.bigInt(1n, 300_000n), days), { minLength: 1, maxLength: 12 }),
      moves,
      rates,
      (credits, payments, ppm) => {
        const net = credits.reduce((sum, [minor]) => sum + minor, 0n)
        const { accrued, matured, payableOn } = targetOf(cause(net, { credits, payments }), { ...TEN, ppm }, LATER)
        expect([accrued, matured, payableOn]).toEqual([0n, 0n, null])
      },
    ),
  )
})

test('M18: rounding does not know the sign: a lone credit note takes what the same invoice would have brought', () => {
  fc.assert(
    fc.property(fc.bigInt(1n, 10n ** 12n), rates, (minor, ppm) => {
      const lone: Cause = {
        id: 'credit-note:CN',
        own: paper('credit_note', minor, '2025-04-01'),
        credits: [],
        payments: [],
      }
      const terms = { ...TEN, ppm }
      expect(targetOf(lone, terms, LATER).accrued).toBe(-targetOf(cause(minor), terms, LATER).accrued)
      expect(targetOf(cause(minor), terms, LATER).accrued).toBe(roundDiv(minor * ppm, 1_000_000n))
    }),
  )
})
