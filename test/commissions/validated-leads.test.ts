import { expect, test } from 'vitest'
import * as commissions from '#commissions/index.ts'
import { freshDatabase, looking } from '../support/database.ts'
import { dealScene } from './deal-scene.ts'

/** Northwind sells Acme's first subscription: lead of 10 January 2025, validated on the 15th. */
async function story(program = 'cocentric') {
  const database = await freshDatabase()
  const s = dealScene(database, program)
  await s.partner('2025-01-01T09:00:00Z', 'northwind')
  await s.customer('2025-01-02T09:00:00Z', 'acme')
  await s.lead('2025-01-10T09:00:00Z', 'L-1', 'northwind', 'acme')
  await s.approve('2025-01-15T10:00:00Z', 'L-1')
  return { database, s }
}

test('COC-2, COC-11: a validated lead earns 20 % of the initial order, payable as the customer pays', async () => {
  const { database, s } = await story()
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '1200.55')
  expect(await s.lines('northwind')).toEqual(['deal:D-1 1200.55 240.11 EUR 2025-03-01 - -'])
  await s.bill('2025-03-02T12:00:00Z', 'INV-1', 'acme', 'D-1', '600.00')
  await s.bill('2025-09-02T12:00:00Z', 'INV-2', 'acme', 'D-1', '600.55')
  expect(await s.money('northwind')).toEqual(['EUR 240.11 0.00 0.00 0.00 0.00'])
  await s.payment('2025-03-20T12:00:00Z', 'PAY-1', 'INV-1', '600.00')
  expect(await s.money('northwind')).toEqual(['EUR 120.11 120.00 0.00 0.00 0.00'])
  await s.payment('2025-09-20T12:00:00Z', 'PAY-2', 'INV-2', '600.55')
  expect(await s.lines('northwind')).toEqual(['deal:D-1 1200.55 240.11 EUR 2025-03-01 2025-09-20 -'])
  expect(await s.money('northwind')).toEqual(['EUR 0.00 240.11 0.00 0.00 0.00'])
  await s.credit('2025-10-01T12:00:00Z', 'CN-1', 'acme', '200.55', 'EUR', { invoice: 'INV-2' })
  expect(await s.lines('northwind')).toEqual(['deal:D-1 1000.00 200.00 EUR 2025-03-01 2025-09-20 -'])
  expect(await s.money('northwind')).toEqual(['EUR 0.00 200.00 0.00 0.00 0.00'])
  expect(await commissions.verify(looking(database, '2026-01-01T00:00:00Z'))).toEqual([])
})

const one = async (program = 'cocentric') => (await story(program)).s

test('COC-2, G4: a lead that was validated at the very instant of the signature counts, a moment later it does not', async () => {
  const s = await one()
  await s.customer('2025-01-02T09:00:00Z', 'beta')
  await s.lead('2025-01-10T09:00:00Z', 'L-2', 'northwind', 'beta')
  await s.sign('2025-02-01T12:00:00Z', 'D-1', 'beta', '100.00')
  expect(await s.lines('northwind')).toEqual(['deal:D-1 100.00 0.00 EUR 2025-02-01 - lead-not-validated'])
  await s.approve('2025-02-01T12:00:00.001Z', 'L-2')
  expect(await s.reason('northwind', 'deal:D-1')).toBe('lead-not-validated')
  await s.sign('2025-02-02T00:00:00Z', 'D-2', 'beta', '100.00', { at: new Date('2025-02-01T12:00:00.001Z') })
  expect(await s.reason('northwind', 'deal:D-2')).toBe('not-initial-deal')
  await s.customer('2025-01-02T09:00:00Z', 'gamma')
  await s.lead('2025-02-03T09:00:00Z', 'L-3', 'northwind', 'gamma')
  await s.approve('2025-02-04T12:00:00Z', 'L-3')
  await s.sign('2025-02-04T12:00:00Z', 'D-3', 'gamma', '100.00')
  expect(await s.reason('northwind', 'deal:D-3')).toBe('earns')
})

test('COC-2: a lead that was rejected by the signature brings nothing; rejected afterwards it keeps what it brought', async () => {
  const s = await one()
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '100.00')
  await s.reject('2025-03-01T12:00:00.001Z', 'L-1')
  expect(await s.reason('northwind', 'deal:D-1')).toBe('earns')
  await s.sign('2025-03-02T12:00:00Z', 'D-2', 'acme', '100.00', { at: new Date('2025-03-01T12:00:00.001Z') })
  expect(await s.reason('northwind', 'deal:D-2')).toBe('lead-not-validated')
})

test('COC-1: nothing is earned on what was signed before the agreement was accepted', async () => {
  const database = await freshDatabase()
  const s = dealScene(database)
  await s.partner('2025-01-01T09:00:00Z', 'northwind')
  await s.customer('2025-01-01T09:00:00Z', 'acme')
  await s.lead('2025-01-10T09:00:00Z', 'L-1', 'northwind', 'acme')
  await s.approve('2025-01-11T09:00:00Z', 'L-1')
  await s.sign('2025-02-01T00:00:00Z', 'D-1', 'acme', '100.00', { at: new Date('2025-01-01T08:59:59.999Z') })
  expect(await s.reason('northwind', 'deal:D-1')).toBe('agreement-not-accepted')
  await s.sign('2025-02-01T00:00:00Z', 'D-0', 'acme', '100.00', { at: new Date('2024-12-31T23:59:59.999Z') })
  expect(await s.reason('northwind', 'deal:D-0')).toBe('partner-not-active')
})

test.each([
  [11, 'term-too-short'],
  [12, 'earns'],
])('COC-3: a term of %i months: %s', async (termMonths, reason) => {
  const s = await one()
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '100.00', { termMonths })
  expect(await s.reason('northwind', 'deal:D-1')).toBe(reason)
})

test('COC-4: a proof of concept and a paid trial earn nothing, and the subscription that follows counts', async () => {
  const s = await one()
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '100.00', { subscription: 'poc' })
  await s.sign('2025-04-01T12:00:00Z', 'D-2', 'acme', '100.00', { subscription: 'trial' })
  await s.sign('2025-05-01T12:00:00Z', 'D-3', 'acme', '100.00')
  expect(await s.lines('northwind')).toEqual([
    'deal:D-1 100.00 0.00 EUR 2025-03-01 - poc-or-trial',
    'deal:D-2 100.00 0.00 EUR 2025-04-01 - poc-or-trial',
    'deal:D-3 100.00 20.00 EUR 2025-05-01 - -',
  ])
})

test('COC-5: of a staged rollout the first stage is the base, and it is paid by what the whole deal is paid', async () => {
  const s = await one()
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '900.00', { stages: ['300.00', '600.00'] })
  expect(await s.lines('northwind')).toEqual(['deal:D-1 300.00 60.00 EUR 2025-03-01 - -'])
  await s.bill('2025-03-02T12:00:00Z', 'INV-1', 'acme', 'D-1', '300.00')
  await s.bill('2025-06-02T12:00:00Z', 'INV-2', 'acme', 'D-1', '600.00')
  await s.payment('2025-03-20T12:00:00Z', 'PAY-1', 'INV-1', '300.00')
  expect(await s.money('northwind')).toEqual(['EUR 0.00 60.00 0.00 0.00 0.00'])
  await s.payment('2025-06-20T12:00:00Z', 'PAY-2', 'INV-2', '600.00')
  expect(await s.lines('northwind')).toEqual(['deal:D-1 300.00 60.00 EUR 2025-03-01 2025-03-20 -'])
})

test('COC-6: a renewal earns at the rate agreed for it, if the partner took part and the share was agreed before it was signed', async () => {
  const s = await one()
  const renew = (at: string, deal: string) => s.sign(at, deal, 'acme', '1000.00', { kind: 'renewal' })
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '1000.00')
  await s.takePart('2026-02-01T12:00:00Z', 'D-1', 'northwind')
  await s.share('2026-02-10T12:00:00Z', 'D-1', 'northwind', '7.5')
  await renew('2026-03-01T12:00:00Z', 'R-1')
  // The next one renews R-1, of which nobody said anything in time: logged after the signature it does not count.
  await renew('2027-03-01T12:00:00Z', 'R-2')
  await s.takePart('2027-03-01T12:00:00.001Z', 'R-1', 'northwind')
  await s.share('2027-03-01T12:00:00.001Z', 'R-1', 'northwind', '7.5')
  // Took part, and no share was agreed; then a share without part.
  await s.takePart('2028-02-01T12:00:00Z', 'R-2', 'northwind')
  await renew('2028-03-01T12:00:00Z', 'R-3')
  await s.share('2029-02-01T12:00:00Z', 'R-3', 'northwind', '5')
  await renew('2029-03-01T12:00:00Z', 'R-4')
  expect(await s.rates('northwind')).toEqual([
    'deal:D-1 20 % 200.00 -',
    'deal:R-1 7.5 % 75.00 -',
    'deal:R-2 0 % 0.00 renewal-not-shared',
    'deal:R-3 0 % 0.00 renewal-not-shared',
    'deal:R-4 5 % 0.00 renewal-not-shared',
  ])
})

test('COC-6: at the very instant of the signature both count; of two rates the one agreed last', async () => {
  const s = await one()
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '1000.00')
  await s.share('2026-02-01T12:00:00Z', 'D-1', 'northwind', '10')
  await s.share('2026-03-01T12:00:00Z', 'D-1', 'northwind', '4')
  await s.takePart('2026-03-01T12:00:00Z', 'D-1', 'northwind')
  await s.sign('2026-03-01T12:00:00Z', 'R-1', 'acme', '1000.00', { kind: 'renewal' })
  expect((await s.rates('northwind'))[1]).toBe('deal:R-1 4 % 40.00 -')
})

test('COC-7: from the stop on nothing is earned with that customer; others and what was earned are untouched', async () => {
  const s = await one()
  await s.customer('2025-01-02T09:00:00Z', 'beta')
  await s.lead('2025-01-10T09:00:00Z', 'L-2', 'northwind', 'beta')
  await s.approve('2025-01-15T10:00:00Z', 'L-2')
  await s.sign('2025-03-01T11:59:59.999Z', 'D-1', 'acme', '100.00')
  await s.stop('2025-03-01T12:00:00Z', 'northwind', 'acme', 'partner')
  await s.takePart('2025-03-02T12:00:00Z', 'D-1', 'northwind')
  await s.share('2025-03-02T12:00:00Z', 'D-1', 'northwind', '10')
  await s.sign('2025-03-03T12:00:00Z', 'R-1', 'acme', '100.00', {
    kind: 'renewal',
    at: new Date('2025-03-02T12:00:00Z'),
  })
  await s.sign('2025-03-03T12:00:00Z', 'D-2', 'beta', '100.00')
  expect(await s.lines('northwind')).toEqual([
    'deal:D-1 100.00 20.00 EUR 2025-03-01 - -',
    'deal:R-1 100.00 0.00 EUR 2025-03-02 - account-stopped',
    'deal:D-2 100.00 20.00 EUR 2025-03-03 - -',
  ])
})

test('COC-7: a stop at the instant of the signature is in time, a moment later it is not', async () => {
  const s = await one()
  await s.stop('2025-03-01T12:00:00Z', 'northwind', 'acme')
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '100.00')
  expect(await s.reason('northwind', 'deal:D-1')).toBe('account-stopped')
  await s.sign('2025-03-02T12:00:00Z', 'D-0', 'acme', '100.00', { at: new Date('2025-03-01T11:59:59.999Z') })
  expect(await s.reason('northwind', 'deal:D-0')).toBe('earns')
})

test('COC-8: renewals signed on the day of the stop or later earn nothing, those before it and initial orders do', async () => {
  const s = await one()
  await s.customer('2025-01-02T09:00:00Z', 'beta')
  await s.lead('2025-01-10T09:00:00Z', 'L-2', 'northwind', 'beta')
  await s.approve('2025-06-01T10:00:00Z', 'L-2')
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '100.00')
  await s.takePart('2025-08-01T12:00:00Z', 'D-1', 'northwind')
  await s.share('2025-08-01T12:00:00Z', 'D-1', 'northwind', '10')
  await s.sign('2025-08-31T23:59:59Z', 'R-1', 'acme', '100.00', { kind: 'renewal' })
  await s.takePart('2025-08-31T23:59:59Z', 'R-1', 'northwind')
  await s.share('2025-08-31T23:59:59Z', 'R-1', 'northwind', '10')
  await s.sign('2025-09-01T00:00:00Z', 'R-2', 'acme', '100.00', { kind: 'renewal' })
  expect(await s.reason('northwind', 'deal:R-2')).toBe('earns')
  await s.stopRecurring('2025-09-01T15:00:00Z', 'northwind')
  await s.sign('2025-09-02T00:00:00Z', 'D-2', 'beta', '100.00')
  expect(await s.rates('northwind')).toEqual([
    'deal:D-1 20 % 20.00 -',
    'deal:R-1 10 % 10.00 -',
    'deal:R-2 10 % 0.00 recurring-stopped',
    'deal:D-2 20 % 20.00 -',
  ])
})

test('COC-10, G7: twelve months from validation end on the same day a year later, that day included', async () => {
  const s = await one()
  await s.sign('2026-01-15T23:59:59Z', 'D-1', 'acme', '100.00')
  expect(await s.reason('northwind', 'deal:D-1')).toBe('earns')
  const late = await one()
  await late.sign('2026-01-16T00:00:00Z', 'D-1', 'acme', '100.00')
  expect(await late.lines('northwind')).toEqual(['deal:D-1 100.00 0.00 EUR 2026-01-16 - outside-window'])
})

test('COC-10, G3: of two validated leads the first earns, and the other partner has no entry', async () => {
  const s = await one()
  await s.partner('2025-01-01T09:00:00Z', 'southgate')
  await s.lead('2025-01-11T09:00:00Z', 'L-2', 'southgate', 'acme')
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '100.00')
  expect([await s.reason('northwind', 'deal:D-1'), await s.reason('southgate', 'deal:D-1')]).toEqual(['earns', 'none'])
  // Another's lead is named by the deal: then it leads to the deal, or nothing does.
  await s.customer('2025-01-02T09:00:00Z', 'beta')
  await s.lead('2025-01-12T09:00:00Z', 'L-3', 'northwind', 'beta')
  await s.lead('2025-01-12T09:00:00Z', 'L-4', 'southgate', 'beta')
  await s.approve('2025-01-15T10:00:00Z', 'L-3')
  await s.sign('2025-03-01T12:00:00Z', 'D-2', 'beta', '100.00', { lead: 'L-4' as never })
  expect([await s.reason('northwind', 'deal:D-2'), await s.reason('southgate', 'deal:D-2')]).toEqual([
    'none',
    'lead-not-validated',
  ])
})

test('COC-11: of two new orders the first earns; the second and an expansion are no initial order', async () => {
  const s = await one()
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '100.00')
  await s.sign('2025-03-01T12:00:00Z', 'D-2', 'acme', '100.00')
  await s.sign('2025-03-02T12:00:00Z', 'D-3', 'acme', '100.00', { kind: 'expansion' })
  expect(await s.rates('northwind')).toEqual([
    'deal:D-1 20 % 20.00 -',
    'deal:D-2 20 % 0.00 not-initial-deal',
    'deal:D-3 20 % 0.00 not-initial-deal',
  ])
})

test('G9: nothing from the day of a suspension on; what was signed before stays, and is still paid out', async () => {
  const s = await one()
  await s.sign('2025-03-09T23:59:59Z', 'D-1', 'acme', '100.00')
  await s.bill('2025-03-10T12:00:00Z', 'INV-1', 'acme', 'D-1', '100.00')
  await s.suspend('2025-03-10T17:00:00Z', 'northwind')
  await s.customer('2025-03-10T17:00:00Z', 'beta')
  await s.sign('2025-03-11T12:00:00Z', 'R-1', 'acme', '100.00', {
    kind: 'renewal',
    at: new Date('2025-03-10T00:00:00Z'),
  })
  await s.payment('2025-03-12T12:00:00Z', 'PAY-1', 'INV-1', '100.00')
  expect(await s.lines('northwind')).toEqual([
    'deal:D-1 100.00 20.00 EUR 2025-03-09 2025-03-12 -',
    'deal:R-1 100.00 0.00 EUR 2025-03-10 - partner-not-active',
  ])
})

test('late facts: a deal told of later is judged by what was true when it was signed', async () => {
  const s = await one()
  await s.open('2025-02-01T12:00:00Z', 'D-1', 'acme')
  await s.bill('2025-03-05T12:00:00Z', 'INV-1', 'acme', 'D-1', '100.00')
  await s.payment('2025-03-06T12:00:00Z', 'PAY-1', 'INV-1', '100.00')
  expect(await s.lines('northwind')).toEqual([])
  await s.sign('2025-08-01T12:00:00Z', 'D-1', 'acme', '100.00', { at: new Date('2025-03-01T12:00:00Z') })
  expect(await s.lines('northwind')).toEqual(['deal:D-1 100.00 20.00 EUR 2025-03-01 2025-03-06 -'])
})
