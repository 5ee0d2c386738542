import { expect, test } from 'vitest'
import * as commissions from '#commissions/index.ts'
import { freshDatabase, looking } from '../support/database.ts'
import { dealScene } from './deal-scene.ts'

/** Northwind's lead at Acme, approved on 15 March 2025, its decision maker introduced. */
async function story(settings: Record<string, string | number> = {}) {
  const database = await freshDatabase()
  const s = dealScene(database, 'one-network')
  await s.program(settings)
  await s.partner('2024-01-01T09:00:00Z', 'northwind')
  await s.customer('2024-01-02T09:00:00Z', 'acme')
  await s.lead('2025-01-10T09:00:00Z', 'L-1', 'northwind', 'acme')
  await s.approve('2025-03-15T10:00:00Z', 'L-1')
  await s.contact('2025-03-16T10:00:00Z', 'L-1')
  return s
}

test('ONE-1: ten per cent of the first year of the first deal, as told, by the term, or all of a year or less', async () => {
  const s = await story()
  const base = async (customer: string, net: string, o: { termMonths: number; firstYear?: string }) => {
    await s.customer('2024-01-02T09:00:00Z', customer)
    await s.won('2025-03-15T10:00:00Z', `L-${customer}`, 'northwind', customer)
    await s.sign('2025-04-01T12:00:00Z', `D-${customer}`, customer, net, o)
    const { entries } = await s.earnings('northwind')
    return entries.filter(e => e.cause === `deal:D-${customer}`).map(e => `${e.base} ${e.amount}`)[0]
  }
  expect(await base('a', '3600.00', { termMonths: 36 })).toBe('1200.00 120.00')
  expect(await base('b', '1000.00', { termMonths: 18 })).toBe('666.67 66.67')
  expect(await base('c', '1000.00', { termMonths: 12 })).toBe('1000.00 100.00')
  expect(await base('d', '500.00', { termMonths: 6 })).toBe('500.00 50.00')
  expect(await base('e', '3600.00', { termMonths: 36, firstYear: '900.00' })).toBe('900.00 90.00')
})

test('ONE-2: without an active lead of its own nothing', async () => {
  const s = await story()
  await s.customer('2024-01-02T09:00:00Z', 'beta')
  await s.lead('2025-03-01T09:00:00Z', 'L-2', 'northwind', 'beta')
  await s.contact('2025-03-02T09:00:00Z', 'L-2')
  await s.sign('2025-04-01T12:00:00Z', 'D-1', 'beta', '100.00')
  expect(await s.reason('northwind', 'deal:D-1')).toBe('lead-not-active')
})

test('ONE-2: a decision maker was introduced at or before the signature; another contact or a later one is not enough', async () => {
  const s = await story()
  await s.customer('2024-01-02T09:00:00Z', 'a')
  await s.lead('2025-03-01T09:00:00Z', 'L-a', 'northwind', 'a')
  await s.approve('2025-03-02T09:00:00Z', 'L-a')
  await s.sign('2025-04-01T12:00:00Z', 'D-a', 'a', '100.00')
  expect(await s.reason('northwind', 'deal:D-a')).toBe('no-decision-maker')
  await s.contact('2025-04-01T12:00:00.001Z', 'L-a')
  expect(await s.reason('northwind', 'deal:D-a')).toBe('no-decision-maker')
  await s.customer('2024-01-02T09:00:00Z', 'b')
  await s.lead('2025-03-01T09:00:00Z', 'L-b', 'northwind', 'b')
  await s.approve('2025-03-02T09:00:00Z', 'L-b')
  await s.contact('2025-03-03T09:00:00Z', 'L-b', false)
  await s.sign('2025-04-01T12:00:00Z', 'D-b', 'b', '100.00')
  expect(await s.reason('northwind', 'deal:D-b')).toBe('no-decision-maker')
  await s.customer('2024-01-02T09:00:00Z', 'c')
  await s.lead('2025-03-01T09:00:00Z', 'L-c', 'northwind', 'c')
  await s.approve('2025-03-02T09:00:00Z', 'L-c')
  await s.contact('2025-04-02T12:00:00Z', 'L-c')
  await s.sign('2025-04-02T12:00:00Z', 'D-c', 'c', '100.00')
  expect(await s.reason('northwind', 'deal:D-c')).toBe('earns')
})

test.each([
  ['2026-03-15T23:59:59.999Z', 'earns'],
  ['2026-03-16T00:00:00Z', 'outside-window'],
])('ONE-3: approved on 15 March 2025, signed %s: %s', async (at, reason) => {
  const s = await story()
  await s.sign(at, 'D-1', 'acme', '100.00')
  expect(await s.reason('northwind', 'deal:D-1')).toBe(reason)
})

test.each([
  ['2025-02-28T23:59:59.999Z', 'earns'],
  ['2025-03-01T00:00:00Z', 'outside-window'],
])('ONE-3, G7: approved on 29 February 2024, signed %s: %s', async (at, reason) => {
  const s = await story()
  await s.customer('2024-01-02T09:00:00Z', 'leap')
  await s.won('2024-02-29T12:00:00Z', 'L-leap', 'northwind', 'leap')
  await s.sign(at, 'D-1', 'leap', '100.00')
  expect(await s.reason('northwind', 'deal:D-1')).toBe(reason)
})

test('ONE-3: a day is a day in the program’s time zone', async () => {
  const s = await story({ timeZone: 'Pacific/Auckland' })
  // Approved on the 15th at 23:00 there; the 15th of the next year ends at 11:00 UTC.
  await s.sign('2026-03-15T10:59:59Z', 'D-1', 'acme', '100.00')
  expect(await s.lines('northwind')).toEqual(['deal:D-1 100.00 10.00 EUR 2026-03-15 - -'])
  const later = await story({ timeZone: 'Pacific/Auckland' })
  await later.sign('2026-03-15T11:00:00Z', 'D-1', 'acme', '100.00')
  expect(await later.reason('northwind', 'deal:D-1')).toBe('outside-window')
})

test('ONE-5: after the year another partner registers the customer, and its deals are that one’s', async () => {
  const s = await story()
  await s.partner('2024-01-01T09:00:00Z', 'southgate')
  await s.won('2026-03-16T00:00:00Z', 'L-2', 'southgate', 'acme')
  await s.sign('2026-03-20T12:00:00Z', 'D-1', 'acme', '100.00')
  expect([await s.reason('northwind', 'deal:D-1'), await s.reason('southgate', 'deal:D-1')]).toEqual(['none', 'earns'])
})

test('ONE-7: all of it is due thirty days after the first payment, on that day and not before', async () => {
  const s = await story()
  await s.sign('2025-04-01T12:00:00Z', 'D-1', 'acme', '1000.00')
  await s.bill('2025-04-02T12:00:00Z', 'INV-1', 'acme', 'D-1', '500.00')
  await s.bill('2025-07-02T12:00:00Z', 'INV-2', 'acme', 'D-1', '500.00')
  await s.settle('2025-07-10T00:00:00Z')
  expect(await s.money('northwind')).toEqual(['EUR 100.00 0.00 0.00 0.00 0.00'])
  await s.payment('2025-07-15T18:00:00Z', 'PAY-1', 'INV-2', '0.01')
  await s.settle('2025-08-13T23:59:59Z')
  expect(await s.money('northwind')).toEqual(['EUR 100.00 0.00 0.00 0.00 0.00'])
  await s.settle('2025-08-14T00:00:00Z')
  expect(await s.money('northwind')).toEqual(['EUR 0.00 100.00 0.00 0.00 0.00'])
  expect(await s.lines('northwind')).toEqual(['deal:D-1 1000.00 100.00 EUR 2025-04-01 2025-08-14 -'])
  await s.credit('2025-09-01T12:00:00Z', 'CN-1', 'acme', '250.00', 'EUR', { invoice: 'INV-1' })
  expect(await s.lines('northwind')).toEqual(['deal:D-1 750.00 75.00 EUR 2025-04-01 2025-08-14 -'])
  expect(await s.money('northwind')).toEqual(['EUR 0.00 75.00 0.00 0.00 0.00'])
})

test('ONE-7: what was paid before the signature counts from its own day, and nothing is due before the signature', async () => {
  const s = await story()
  await s.open('2025-03-20T12:00:00Z', 'D-1', 'acme')
  await s.bill('2025-03-21T12:00:00Z', 'INV-1', 'acme', 'D-1', '1000.00')
  await s.payment('2025-03-22T12:00:00Z', 'PAY-1', 'INV-1', '100.00')
  await s.sign('2025-04-10T12:00:00Z', 'D-1', 'acme', '1000.00')
  await s.settle('2025-04-20T23:59:59Z')
  expect(await s.money('northwind')).toEqual(['EUR 100.00 0.00 0.00 0.00 0.00'])
  await s.settle('2025-04-21T00:00:00Z')
  expect(await s.lines('northwind')).toEqual(['deal:D-1 1000.00 100.00 EUR 2025-04-10 2025-04-21 -'])
  const early = await story()
  await early.open('2025-03-20T12:00:00Z', 'D-1', 'acme')
  await early.bill('2025-03-21T12:00:00Z', 'INV-1', 'acme', 'D-1', '1000.00')
  await early.payment('2025-03-22T12:00:00Z', 'PAY-1', 'INV-1', '100.00')
  await early.sign('2025-06-10T12:00:00Z', 'D-1', 'acme', '1000.00')
  expect(await early.lines('northwind')).toEqual(['deal:D-1 1000.00 100.00 EUR 2025-06-10 2025-06-10 -'])
})

test('ONE-7: the next due instant is told, and nothing waits once it has passed', async () => {
  const database = await freshDatabase()
  const s = dealScene(database, 'one-network')
  await s.program({ timeZone: 'Europe/Amsterdam' })
  await s.partner('2025-01-01T09:00:00Z', 'northwind')
  await s.customer('2025-01-02T09:00:00Z', 'acme')
  await s.won('2025-01-15T10:00:00Z', 'L-1', 'northwind', 'acme')
  await s.sign('2025-02-01T12:00:00Z', 'D-1', 'acme', '1000.00')
  await s.bill('2025-02-02T12:00:00Z', 'INV-1', 'acme', 'D-1', '1000.00')
  const due = (at: string) => commissions.nextDue(looking(database, at))
  expect(await due('2025-02-03T00:00:00Z')).toBeNull()
  await s.payment('2025-03-10T12:00:00Z', 'PAY-1', 'INV-1', '1000.00')
  expect(await due('2025-03-11T00:00:00Z')).toEqual(new Date('2025-04-08T22:00:00Z'))
  await s.settle('2025-04-08T22:00:00Z')
  expect(await due('2025-04-09T00:00:00Z')).toBeNull()
  expect(await s.lines('northwind')).toEqual(['deal:D-1 1000.00 100.00 EUR 2025-02-01 2025-04-09 -'])
})

test('ONE-7: by the setting per receipt each payment makes its part payable', async () => {
  const s = await story({ receipt: 'per-receipt' })
  await s.sign('2025-04-01T12:00:00Z', 'D-1', 'acme', '2000.00', { termMonths: 24 })
  await s.bill('2025-04-02T12:00:00Z', 'INV-1', 'acme', 'D-1', '2000.00')
  await s.payment('2025-04-20T12:00:00Z', 'PAY-1', 'INV-1', '250.00')
  expect(await s.money('northwind')).toEqual(['EUR 75.00 25.00 0.00 0.00 0.00'])
  await s.payment('2025-05-20T12:00:00Z', 'PAY-2', 'INV-1', '1000.00')
  expect(await s.lines('northwind')).toEqual(['deal:D-1 1000.00 100.00 EUR 2025-04-01 2025-05-20 -'])
})

test('credits of a deal of several years lower its first year when their invoice is dated in it', async () => {
  const s = await story()
  await s.sign('2025-04-01T12:00:00Z', 'D-1', 'acme', '2400.00', { termMonths: 24 })
  await s.bill('2026-03-31T23:59:59Z', 'INV-1', 'acme', 'D-1', '1200.00')
  await s.bill('2026-04-01T00:00:00Z', 'INV-2', 'acme', 'D-1', '1200.00')
  await s.credit('2026-05-01T12:00:00Z', 'CN-2', 'acme', '100.00', 'EUR', { invoice: 'INV-2' })
  expect(await s.lines('northwind')).toEqual(['deal:D-1 1200.00 120.00 EUR 2025-04-01 - -'])
  await s.credit('2026-06-01T12:00:00Z', 'CN-1', 'acme', '100.00', 'EUR', { invoice: 'INV-1' })
  expect(await s.lines('northwind')).toEqual(['deal:D-1 1100.00 110.00 EUR 2025-04-01 - -'])
})

test('ONE-8: renewals and later deals earn nothing, until the same partner registers anew and is approved', async () => {
  const s = await story()
  await s.sign('2025-04-01T12:00:00Z', 'D-1', 'acme', '100.00')
  await s.sign('2025-05-01T12:00:00Z', 'D-2', 'acme', '100.00')
  await s.sign('2025-06-01T12:00:00Z', 'D-3', 'acme', '100.00', { kind: 'expansion' })
  await s.sign('2026-02-01T12:00:00Z', 'R-1', 'acme', '100.00', { kind: 'renewal' })
  await s.lead('2026-02-10T12:00:00Z', 'L-2', 'northwind', 'acme', 'L-1')
  await s.approve('2026-02-15T12:00:00Z', 'L-2')
  // Introductions carry over.
  await s.sign('2027-02-15T12:00:00Z', 'R-2', 'acme', '200.00', { kind: 'renewal' })
  await s.sign('2027-02-15T13:00:00Z', 'R-3', 'acme', '200.00', { kind: 'renewal' })
  expect(await s.rates('northwind')).toEqual([
    'deal:D-1 10 % 10.00 -',
    'deal:D-2 10 % 0.00 renewal-not-registered',
    'deal:D-3 10 % 0.00 renewal-not-registered',
    'deal:R-1 10 % 0.00 renewal-not-registered',
    'deal:R-2 10 % 20.00 -',
    'deal:R-3 10 % 0.00 renewal-not-registered',
  ])
})

test('ONE-11: a lead that expires after the signature and before the cash still pays', async () => {
  const s = await story()
  await s.sign('2026-03-15T12:00:00Z', 'D-1', 'acme', '100.00')
  await s.bill('2026-03-20T12:00:00Z', 'INV-1', 'acme', 'D-1', '100.00')
  await s.payment('2026-06-01T12:00:00Z', 'PAY-1', 'INV-1', '100.00')
  await s.settle('2026-07-01T00:00:00Z')
  expect(await s.lines('northwind')).toEqual(['deal:D-1 100.00 10.00 EUR 2026-03-15 2026-07-01 -'])
})

test('ONE-11: of two deals of one day the first counts, or the one that the operator chooses', async () => {
  const s = await story()
  await s.sign('2025-04-01T12:00:00Z', 'D-1', 'acme', '100.00')
  await s.sign('2025-04-01T13:00:00Z', 'D-2', 'acme', '900.00')
  expect([await s.reason('northwind', 'deal:D-1'), await s.reason('northwind', 'deal:D-2')]).toEqual([
    'earns',
    'renewal-not-registered',
  ])
  await s.choose('2025-04-05T12:00:00Z', 'L-1', 'D-2')
  expect([await s.reason('northwind', 'deal:D-1'), await s.reason('northwind', 'deal:D-2')]).toEqual([
    'renewal-not-registered',
    'earns',
  ])
  expect(await s.money('northwind')).toEqual(['EUR 90.00 0.00 0.00 0.00 0.00'])
})
