import { expect, test } from 'vitest'
import type { Currency } from '#kernel/money.ts'
import type { Day, Month } from '#kernel/period.ts'
import type { AccountMonth, Movement } from '#ledger/index.ts'
import { bodiesOf } from '#payouts/statement.ts'

const EUR = 'EUR' as Currency
const JPY = 'JPY' as Currency
const march = '2025-03' as Month
const own = (pocket: string) => `Liabilities:Partner:brightwave:${pocket}`
const EXPENSE = 'Expenses:Commission:main'

/** The ledger keeps debits less credits, so what the house owes is below zero. */
const account = (pocket: string, opening: bigint, closing: bigint, currency = EUR): AccountMonth => ({
  code: own(pocket),
  currency,
  opening: -opening,
  closing: -closing,
  moved: opening !== closing,
})
const moved = (
  journal: number,
  debit: string,
  credit: string,
  amount: bigint,
  o: Partial<Movement> = {},
): Movement => ({
  journal,
  leg: 1,
  kind: 'settle',
  cause: `invoice:${journal}`,
  effective: '2025-03-04' as Day,
  postedAt: '2025-03-05T00:00:00.000Z',
  period: march,
  late: false,
  detail: { customer: 'acme', program: 'main', basis: '5000', ppm: 83_500 },
  debit,
  credit,
  amount,
  currency: EUR,
  ...o,
})

test('opening, what moved and closing add up, a line a journal', () => {
  const [body, ...others] = bodiesOf(
    'brightwave',
    march,
    [account('Pending', 100n, 350n), account('Payable', -50n, 0n)],
    [
      moved(1, EXPENSE, own('Pending'), 400n),
      moved(1, own('Pending'), own('Payable'), 100n, { leg: 2 }),
      moved(2, own('Payable'), EXPENSE, 50n, { late: true, effective: '2025-02-01' as Day, detail: {} }),
      moved(3, own('Pending'), EXPENSE, 50n),
    ],
  )
  expect(others).toEqual([])
  expect(body).toMatchObject({
    opening: { pending: '1.00', payable: '-0.50', held: '0.00', inPayment: '0.00', total: '0.50' },
    accruals: '4.00',
    reversals: '-1.00',
    matured: '0.50',
    payouts: '0.00',
    late: { items: 1, accrued: '-0.50' },
    closing: { pending: '3.50', payable: '0.00', total: '3.50' },
  })
  expect(body?.lines).toEqual([
    {
      journal: 1,
      kind: 'settle',
      cause: 'invoice:1',
      customer: 'acme',
      program: 'main',
      effective: '2025-03-04',
      posted: '2025-03-05T00:00:00.000Z',
      base: '50.00',
      ratePercent: '8.35',
      accrued: '4.00',
      matured: '1.00',
      held: '0.00',
      inPayment: '0.00',
      setOff: '0.00',
      converted: '0.00',
      tax: '0.00',
      paid: '0.00',
      late: false,
      corrects: null,
    },
    expect.objectContaining({
      journal: 2,
      accrued: '-0.50',
      matured: '-0.50',
      late: true,
      base: null,
      ratePercent: null,
      customer: null,
    }),
    expect.objectContaining({ journal: 3, accrued: '-0.50', matured: '0.00' }),
  ])
})

test('+5 and −5 in one month make a statement that closes at zero (M3)', () => {
  const [body] = bodiesOf(
    'brightwave',
    march,
    [{ ...account('Pending', 0n, 0n), moved: true }],
    [moved(1, EXPENSE, own('Pending'), 500n), moved(2, own('Pending'), EXPENSE, 500n)],
  )
  expect(body).toMatchObject({ accruals: '5.00', reversals: '-5.00', closing: { total: '0.00' } })
  expect(body?.lines).toHaveLength(2)
})

test('sums never mix currencies: a body a currency, and none where nothing moved or was open', () => {
  const bodies = bodiesOf(
    'brightwave',
    march,
    [account('Pending', 0n, 77n, JPY), account('Pending', 0n, 0n, 'KWD' as Currency), account('Payable', 5n, 5n)],
    [moved(1, EXPENSE, own('Pending'), 77n, { currency: JPY })],
  )
  expect(bodies.map(b => [b.currency, b.closing.total, b.lines.length])).toEqual([
    ['EUR', '0.05', 0],
    ['JPY', '77', 1],
  ])
})

test('what does not add up is a bug, never a paper', () => {
  expect(() =>
    bodiesOf('brightwave', march, [account('Pending', 0n, 78n)], [moved(1, EXPENSE, own('Pending'), 77n)]),
  ).toThrow('adds up')
})
