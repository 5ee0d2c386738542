import { beforeAll, describe, expect, test } from 'vitest'
import { connect } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import * as commissions from '#commissions/index.ts'
import { p, scene } from './scene.ts'

/**
 * A year of the directory program, every figure worked out by hand in the comments: 10 % of net, halves away from zero, payable
 * as the customer pays. Acme buys in euros, Nippon in yen, Gulf in Kuwaiti dinars (three decimals).
 */
describe('a year of the directory program', () => {
  let s: ReturnType<typeof scene>

  beforeAll(async () => {
    const database = await connect({ url: ':memory:' })
    await migrate(database)
    s = scene(database)
    for (const id of ['brightwave', 'clearpath']) await s.partner('2025-01-02T08:00:00Z', id)
    for (const id of ['acme', 'nippon', 'gulf']) await s.customer('2025-01-02T08:00:00Z', id)

    await s.invoice('2025-01-10T08:59:59Z', 'A0', 'acme', '500.00') // a second too early: nothing
    await s.select('2025-01-10T09:00:00Z', 'acme', 'brightwave')
    await s.invoice('2025-01-31T12:00:00Z', 'A1', 'acme', '1249.95') // 124.995 → 125.00
    await s.payment('2025-02-15T12:00:00Z', 'A1-P1', 'A1', '400.00') // 125.00 × 400 / 1249.95 = 40.0016 → 40.00
    await s.credit('2025-02-28T12:00:00Z', 'A1-C1', 'acme', '249.95', 'EUR', { invoice: 'A1' }) // 10 % of 1000.00 = 100.00
    await s.payment('2025-03-10T12:00:00Z', 'A1-P2', 'A1', '600.00') // 1000 of 1000: all 100.00

    await s.select('2025-04-01T09:00:00Z', 'nippon', 'brightwave')
    await s.invoice('2025-04-02T12:00:00Z', 'J1', 'nippon', '10005', 'JPY') // 1000.5 → 1001
    await s.payment('2025-04-30T12:00:00Z', 'J1-P1', 'J1', '5000', 'JPY') // 1001 × 5000 / 10005 = 500.2 → 500

    await s.invoice('2025-05-05T11:59:59Z', 'A2', 'acme', '200.00') // the last of Brightwave: 20.00
    await s.select('2025-05-05T12:00:00Z', 'acme', 'clearpath')
    await s.invoice('2025-05-05T12:00:00Z', 'A3', 'acme', '300.00') // the first of Clearpath: 30.00

    await s.select('2025-06-01T09:00:00Z', 'gulf', 'brightwave')
    await s.invoice('2025-06-02T12:00:00Z', 'K1', 'gulf', '12.345', 'KWD') // 1.2345 → 1.235
    await s.payment('2025-06-03T12:00:00Z', 'K1-P1', 'K1', '12.345', 'KWD')
    await s.payment('2025-06-30T12:00:00Z', 'A2-P1', 'A2', '200.00') // all 20.00

    await s.credit('2025-07-01T12:00:00Z', 'C7', 'acme', '150.00') // names no invoice: −15.00, Clearpath's by then
    await s.invoice('2025-08-10T00:00:00Z', 'K2', 'gulf', '10.000', 'KWD') // the day of the suspension: nothing
    await s.suspend('2025-08-10T15:00:00Z', 'brightwave')
    await s.reinstate('2025-09-01T10:00:00Z', 'brightwave')
    await s.invoice('2025-09-01T10:30:00Z', 'K3', 'gulf', '10.000', 'KWD') // 1.000
    // Found in October, dated in March: Brightwave's, 8.00.
    await s.invoice('2025-10-01T12:00:00Z', 'A4', 'acme', '80.00', 'EUR', {
      occurredAt: new Date('2025-03-15T12:00:00Z'),
    })
    for (const [i, part] of ['66.66', '66.67', '66.67'].entries()) // 200.00 in three: 13.33, 6.67, 0.00 are left
      await s.credit(`2025-11-0${i + 1}T12:00:00Z`, `A2-C${i + 1}`, 'acme', part, 'EUR', { invoice: 'A2' })
    await s.release('2025-12-01T12:00:00Z', 'acme', 'clearpath')
    await s.invoice('2025-12-02T12:00:00Z', 'A5', 'acme', '100.00') // nobody's
    return () => database.close()
  })

  test.each([
    ['2025-01-30', ['EUR 0.00 0.00 0.00 0.00 0.00']],
    ['2025-01-31', ['EUR 125.00 0.00 0.00 0.00 0.00']],
    ['2025-02-15', ['EUR 85.00 40.00 0.00 0.00 0.00']],
    ['2025-02-28', ['EUR 60.00 40.00 0.00 0.00 0.00']],
    ['2025-03-31', ['EUR 0.00 100.00 0.00 0.00 0.00']],
    ['2025-04-29', ['EUR 0.00 100.00 0.00 0.00 0.00', 'JPY 1001 0 0 0 0']],
    ['2025-05-31', ['EUR 20.00 100.00 0.00 0.00 0.00', 'JPY 501 500 0 0 0']],
    ['2025-06-30', ['EUR 0.00 120.00 0.00 0.00 0.00', 'JPY 501 500 0 0 0', 'KWD 0.000 1.235 0.000 0.000 0.000']],
    ['2025-10-31', ['EUR 8.00 120.00 0.00 0.00 0.00', 'JPY 501 500 0 0 0', 'KWD 1.000 1.235 0.000 0.000 0.000']],
    ['2025-11-01', ['EUR 8.00 113.33 0.00 0.00 0.00', 'JPY 501 500 0 0 0', 'KWD 1.000 1.235 0.000 0.000 0.000']],
    ['2025-11-02', ['EUR 8.00 106.67 0.00 0.00 0.00', 'JPY 501 500 0 0 0', 'KWD 1.000 1.235 0.000 0.000 0.000']],
    ['2025-12-31', ['EUR 8.00 100.00 0.00 0.00 0.00', 'JPY 501 500 0 0 0', 'KWD 1.000 1.235 0.000 0.000 0.000']],
  ])('Brightwave’s balances as of %s', async (day, expected) => {
    expect(await s.money('brightwave', day)).toEqual(expected)
  })

  test('Brightwave’s entries at the year’s end', async () => {
    expect(await s.lines('brightwave', '2025-12-31')).toEqual([
      'invoice:A0 500.00 0.00 EUR 2025-01-10 - not-bound',
      'invoice:A1 1000.00 100.00 EUR 2025-01-31 2025-03-10 -',
      'invoice:A4 80.00 8.00 EUR 2025-03-15 - -',
      'invoice:J1 10005 1001 JPY 2025-04-02 2025-04-30 -',
      'invoice:A2 0.00 0.00 EUR 2025-05-05 - -',
      'invoice:A3 300.00 0.00 EUR 2025-05-05 - not-bound',
      'invoice:K1 12.345 1.235 KWD 2025-06-02 2025-06-03 -',
      'credit-note:C7 -150.00 0.00 EUR 2025-07-01 - not-bound',
      'invoice:K2 10.000 0.000 KWD 2025-08-10 - partner-not-active',
      'invoice:K3 10.000 1.000 KWD 2025-09-01 - -',
      'invoice:A5 100.00 0.00 EUR 2025-12-02 - not-bound',
    ])
  })

  test('Clearpath is owed 30.00 and owes 15.00, and shows what it did not earn', async () => {
    expect(await s.money('clearpath', '2025-12-31')).toEqual(['EUR 30.00 -15.00 0.00 0.00 0.00'])
    expect(await s.lines('clearpath', '2025-12-31')).toEqual([
      'invoice:A0 500.00 0.00 EUR 2025-01-10 - not-bound',
      'invoice:A1 1000.00 0.00 EUR 2025-01-31 - not-bound',
      'invoice:A4 80.00 0.00 EUR 2025-03-15 - not-bound',
      'invoice:A2 0.00 0.00 EUR 2025-05-05 - not-bound',
      'invoice:A3 300.00 30.00 EUR 2025-05-05 - -',
      'credit-note:C7 -150.00 -15.00 EUR 2025-07-01 2025-07-01 -',
      'invoice:A5 100.00 0.00 EUR 2025-12-02 - not-bound',
    ])
  })

  test('the figures of the pages are those of the books', async () => {
    expect(await commissions.verify(s.as())).toEqual([])
    expect(await commissions.earningMonths(s.as(), p('brightwave'))).toEqual(
      ['12', '09', '08', '07', '06', '05', '04', '03', '01'].map(month => `2025-${month}`),
    )
    const months = await commissions.months(s.as(), p('brightwave'))
    expect(months.map(m => `${m.month} ${m.currency} ${m.entries} ${m.accrued} ${m.matured}`)).toEqual([
      '2025-12 EUR 1 0 0',
      '2025-09 KWD 1 1000 0',
      '2025-08 KWD 1 0 0',
      '2025-07 EUR 1 0 0',
      '2025-06 KWD 1 1235 1235',
      '2025-05 EUR 2 0 0',
      '2025-04 JPY 1 1001 500',
      '2025-03 EUR 1 800 0',
      '2025-01 EUR 2 10000 10000',
    ])
  })
})
