import { expect, test } from 'vitest'
import { dealWorth, loweringCredits, worthOf } from '#commissions/base.ts'
import { dealGround } from '#commissions/ground.ts'
import type { Cause } from '#turnover/index.ts'
import { deal, eur, paper } from './facts.ts'

test('COC-5: the first stage, or all of it where there are no stages', () => {
  const staged = deal('D-1', '2025-03-01', { stages: [eur(300n), eur(700n)] })
  expect(dealWorth(staged, 'first-stage')).toEqual(eur(300n))
  expect(dealWorth(deal('D-1', '2025-03-01'), 'first-stage')).toEqual(eur(10_000n))
  expect(dealWorth(staged, 'deal-value')).toEqual(eur(10_000n))
})

test('ONE-1: the first year as told, by the term when it is longer, or all of it', () => {
  const year = (termMonths: number, firstYearNet: bigint | null = null) =>
    dealWorth(
      deal('D-1', '2025-03-01', { termMonths, firstYearNet: firstYearNet === null ? null : eur(firstYearNet) }),
      'first-year-net',
    ).minor
  expect([year(6), year(12), year(13), year(36), year(36, 2_500n), year(12, 2_500n)]).toEqual([
    10_000n,
    10_000n,
    9_231n,
    3_333n,
    2_500n,
    2_500n,
  ])
})

const billed = (at: string, credit: bigint): Cause => {
  const document = `INV-${at}`
  return {
    id: `invoice:${document}`,
    own: paper('invoice', 5_000n, at, { document }),
    credits: [paper('credit_note', credit, '2026-12-01', { invoice: document })],
    payments: [],
  }
}

test('of several years only credits of invoices dated in the first lower its base; else all do', () => {
  const papers = {
    invoices: [billed('2026-02-28T23:59:59.999Z', 1n), billed('2026-03-01T00:00:00Z', 2n)],
    credits: [paper('credit_note', 4n, '2026-02-28'), paper('credit_note', 8n, '2026-03-01')],
  }
  const sum = (termMonths: number, base: 'first-year-net' | 'deal-value', timeZone = 'UTC') =>
    loweringCredits(dealGround(deal('D-1', '2025-03-01', { termMonths }), papers), base, timeZone).reduce(
      (total, credit) => total + credit.net.minor,
      0n,
    )
  expect([sum(24, 'first-year-net'), sum(12, 'first-year-net'), sum(24, 'deal-value')]).toEqual([5n, 15n, 15n])
  expect(sum(24, 'first-year-net', 'Europe/Amsterdam')).toBe(4n)
})

test('an invoice is worth its net, whatever the base of a deal would be', () => {
  const own = paper('invoice', 700n, '2025-03-02')
  expect(worthOf({ id: 'invoice:1', own, credits: [], payments: [] }, 'first-stage')).toBe(700n)
})
