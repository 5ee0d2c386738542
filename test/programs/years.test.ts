import { describe, expect, test } from 'vitest'
import { emptyPlace, type Place } from '../support/command.ts'

type Earnings = {
  balances: Record<string, string>[]
  entries: Record<string, string | null>[]
  licence: Record<string, string>[]
}

const money = (e: Earnings) =>
  e.balances.map(b => [b.currency, b.pending, b.payable, b.held, b.inPayment, b.paid].join(' '))
const lines = (e: Earnings) =>
  e.entries.map(l =>
    [
      l.cause,
      l.base,
      `${l.ratePercent}%`,
      l.amount,
      l.currency,
      l.earnedOn,
      l.payableOn ?? '-',
      l.reason ?? l.tier ?? '-',
    ]
      .join(' ')
      .replace(/^(deal|invoice|credit-note):/, ''),
  )

/** Plays a year through the command line, as somebody who moves in would, and tells which lines were refused. */
async function played(
  preset: string,
): Promise<{ place: Place; refused: string[]; as: (p: string, d?: string) => Promise<Earnings> }> {
  const place = emptyPlace()
  const { code, out, err } = await place.run('replay', `test/programs/${preset}.jsonl`, '--json')
  expect([code, err]).toEqual([0, ''])
  const told = out
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as { line: number; ok: boolean; refusal?: string })
  const as = async (partner: string, day?: string) =>
    (await place.json('earnings', '--partner', partner, ...(day === undefined ? [] : ['--as-of', day]))) as Earnings
  return { place, as, refused: told.filter(line => !line.ok).map(line => `${line.line} ${line.refusal}`) }
}

/** Each figure is worked out by hand beside it. */
describe('a year of each program, played from its history', () => {
  test('copernica: 10 % of everything from the instant of the choice, as the customer pays', async () => {
    const { as, refused } = await played('copernica')
    expect(refused).toEqual([
      '8 agreement-not-accepted',
      '9 self-dealing',
      '12 already-chosen',
      '23 partner-not-active',
      '27 not-bound',
    ])
    const brightwave = await as('brightwave')
    expect(lines(brightwave)).toEqual([
      'INV-1 100.00 10% 0.00 EUR 2025-01-05 - not-bound',
      'INV-2 100.00 10% 10.00 EUR 2025-01-10 2025-02-01 -', // 12.345 → 12.35, of which 10.00 was paid; then 23.45 credited
      'INV-3 200.00 10% 20.00 EUR 2025-03-01 - -',
      'INV-4 50.00 10% 5.00 EUR 2025-04-01 2025-05-01 -', // a millisecond before the switch, told a day after it
      'INV-5 70.00 10% 0.00 EUR 2025-04-01 - not-bound',
      'INV-6 90.00 10% 0.00 EUR 2025-06-10 - not-bound',
      'INV-7 10.00 10% 0.00 EUR 2025-06-20 - not-bound',
      'INV-8 60.00 10% 0.00 EUR 2025-07-02 - not-bound',
      'INV-9 1005 10% 101 JPY 2025-08-02 2025-08-03 -', // 100.5
      'CN-9 -300 10% -30 JPY 2025-09-01 2025-09-01 -',
    ])
    expect(money(brightwave)).toEqual(['EUR 20.00 15.00 0.00 0.00 0.00', 'JPY 0 71 0 0 0'])
    const nova = await as('nova')
    expect(lines(nova)).toEqual([
      'INV-1 100.00 10% 0.00 EUR 2025-01-05 - agreement-not-accepted',
      'INV-2 100.00 10% 0.00 EUR 2025-01-10 - agreement-not-accepted',
      'INV-3 200.00 10% 0.00 EUR 2025-03-01 - agreement-not-accepted',
      'INV-4 50.00 10% 0.00 EUR 2025-04-01 - not-bound',
      'INV-5 70.00 10% 7.00 EUR 2025-04-01 - -',
      'INV-6 90.00 10% 0.00 EUR 2025-06-10 - partner-not-active', // suspended that afternoon, from the start of the day
      'INV-7 10.00 10% 1.00 EUR 2025-06-20 - -', // back from the start of its day
      'INV-8 60.00 10% 0.00 EUR 2025-07-02 - not-bound',
    ])
    expect(money(nova)).toEqual(['EUR 8.00 0.00 0.00 0.00 0.00'])
  })

  test('cocentric: 20 % of the first stage of a validated lead’s first order, renewals as agreed', async () => {
    const { as, refused } = await played('cocentric')
    expect(refused).toEqual(['9 agreement-not-accepted', '12 self-dealing', '15 lead-conflict'])
    const orbit = await as('orbit')
    expect(lines(orbit)).toEqual([
      'D0 500.00 20% 0.00 EUR 2025-01-20 - poc-or-trial',
      'D1 6000.10 20% 1200.02 EUR 2025-02-01 2025-05-01 -', // the first stage alone
      'D2 1200.00 20% 0.00 EUR 2025-02-03 - lead-not-validated', // validated a day too late
      'D3 900.00 20% 0.00 EUR 2025-03-02 - not-initial-deal',
      'D5 3333.33 12.5% 416.67 EUR 2025-12-01 - -', // 416.66625
      'D6 3000.00 0% 0.00 EUR 2026-01-15 - renewal-not-shared', // what was agreed for the renewal before
      'D7 4000.00 10% 0.00 EUR 2026-01-21 - account-stopped',
    ])
    expect(money(await as('orbit', '2025-03-01'))).toEqual(['EUR 600.01 600.01 0.00 0.00 0.00']) // half is paid
    expect(money(orbit)).toEqual(['EUR 416.67 1200.02 0.00 0.00 0.00'])
    const helix = await as('helix')
    expect(lines(helix)).toEqual([
      'D4 1100.00 20% 0.00 EUR 2025-06-01 - term-too-short',
      'D8 50003 20% 10001 JPY 2026-01-31 2026-02-03 -', // 20000.6 → 20001; 10000.6 → 10001 after the credit
      'D9 1000 15% 0 JPY 2026-02-10 - recurring-stopped',
    ])
    expect(money(helix)).toEqual(['EUR 0.00 0.00 0.00 0.00 0.00', 'JPY 5001 5000 0 0 0']) // 10001 × 25001 ÷ 50003 = 5000.4
  })

  test('one-network: 10 % of the first year, all of it 30 days after the first payment', async () => {
    const { as, refused } = await played('one-network')
    expect(refused).toEqual(['11 lead-conflict', '14 open-deal', '23 already-customer', '29 same-person'])
    const relay = await as('relay')
    expect(lines(relay)).toEqual([
      'D1 7000.00 10% 700.00 USD 2025-02-28 2025-04-14 -', // 10000 a year, 3000 credited in the first
      'D4 1000.000 10% 0.000 KWD 2026-03-16 - outside-window',
      'D2 12000.55 10% 1200.06 USD 2026-04-01 - -', // 1200.055; registered anew, the last day of the window
      'D3 700.00 10% 0.00 USD 2026-04-01 - renewal-not-registered',
    ])
    expect(money(await as('relay', '2025-04-13'))).toEqual(['USD 1000.00 0.00 0.00 0.00 0.00'])
    expect(money(await as('relay', '2025-04-14'))).toEqual(['USD 0.00 1000.00 0.00 0.00 0.00'])
    expect(money(await as('relay', '2025-05-10'))).toEqual(['USD 0.00 0.00 0.00 750.00 0.00'])
    expect(money(await as('relay', '2025-05-12'))).toEqual(['USD 0.00 0.00 0.00 0.00 750.00'])
    expect(money(relay)).toEqual(['KWD 0.000 0.000 0.000 0.000 0.000', 'USD 1200.06 -50.00 0.00 0.00 750.00'])
    expect(lines(await as('nimbus'))).toEqual([])
  })

  test('simpro: a fee or a discount, tiers reviewed each 1 January', async () => {
    const { as, refused } = await played('simpro')
    expect(refused).toEqual([
      '1 incomplete',
      '14 by-invitation',
      '15 requirements-not-met',
      '17 already-customer',
      '27 not-eligible',
    ])
    const tally = await as('tally')
    expect(lines(tally)).toEqual([
      'S1 1000.10 5% 50.01 GBP 2024-12-15 2025-02-15 select', // 50.005
      'S2 200.00 5% 10.00 GBP 2025-01-10 - registered', // reviewed on 1 January: one customer, not ten
      'S3 300.00 5% 0.00 GBP 2025-04-01 - fee-not-elected',
      'S4 270.00 5% 0.00 GBP 2025-04-02 - discount-given',
      'S5 99.90 5% 5.00 GBP 2025-06-01 - premier', // 4.995
      'S6 0.00 5% 0.00 GBP 2025-06-02 - poc-or-trial',
      'S7 10.00 5% 0.50 GBP 2025-08-31 - premier', // the last day of twelve months
      'S8 10.00 5% 0.00 GBP 2025-09-01 - outside-window',
    ])
    expect(money(tally)).toEqual(['GBP 40.50 25.01 0.00 0.00 0.00']) // 50.01 × 500.05 ÷ 1000.10 = 25.005
  })

  test('cloudcodes: code and domain, 15 % and 30 % by the level of the day', async () => {
    const { as, refused } = await played('cloudcodes')
    expect(refused).toEqual([])
    const stack = await as('stack')
    expect(lines(stack)).toEqual([
      'C1 500.00 15% 0.00 EUR 2025-02-02 - code-or-domain-missing',
      'C2 999.99 15% 150.00 EUR 2025-02-10 2025-02-20 reseller', // 149.9985
      'C3 100.00 15% 15.00 EUR 2025-03-31 - reseller',
      'C4 100.00 30% 30.00 EUR 2025-04-01 - premier',
      'C5 250.01 30% 0.00 EUR 2025-05-01 - bought-through-partner',
      'C7 10.00 30% 3.00 EUR 2026-12-31 - premier',
      'C8 10.00 15% 1.50 EUR 2027-01-01 - reseller',
    ])
    expect(money(stack)).toEqual(['EUR 49.50 150.00 0.00 0.00 0.00'])
    expect(stack.licence).toEqual([{ currency: 'EUR', charged: '175.00', open: '175.00' }]) // 175.007, rounded down
    const rival = await as('rival')
    expect(lines(rival)).toEqual(['C6 3333 15% 500 JPY 2025-06-03 - reseller']) // 499.95
    expect(rival.licence).toEqual([])
  })
})
