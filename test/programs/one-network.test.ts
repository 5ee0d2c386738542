/** ONE-1 to ONE-11, referral with a lead registry. What the engine's own tests hold already is not said again; this is the rest of each edge. */
import { describe, expect, test } from 'vitest'
import * as attribution from '#attribution/index.ts'
import * as enablement from '#enablement/index.ts'
import * as identity from '#identity/index.ts'
import type { Actor } from '#kernel/actor.ts'
import type { UserId } from '#kernel/id.ts'
import type { Month } from '#kernel/period.ts'
import { dealScene } from '../commissions/deal-scene.ts'
import { p } from '../commissions/scene.ts'
import { act, freshDatabase, looking, within } from '../support/database.ts'

/** Relay and Nimbus are partners since New Year 2025; Acme and Beta are nobody's customers yet. */
async function town(settings: Record<string, string | number> = {}) {
  const database = await freshDatabase()
  const s = dealScene(database, 'one-network')
  await s.program(settings)
  for (const id of ['relay', 'nimbus']) await s.partner('2024-01-01T00:00:00Z', id)
  for (const id of ['acme', 'beta']) await s.customer('2024-01-01T00:00:00Z', id, { domain: `${id}.example` })
  const asked = async (at: string, verb: Parameters<typeof act>[2]) => {
    const outcome = (await act(database, at, verb)) as { ok: boolean; refusal?: string }
    return outcome.ok ? 'ok' : outcome.refusal
  }
  return {
    database,
    ...s,
    register: (at: string, lead: string, partner: string, more: object) =>
      asked(at, cx => attribution.registerLead(cx, { lead, partner: p(partner), program: 'one-network', ...more })),
    approval: (at: string, lead: string) => asked(at, cx => attribution.approveLead(cx, { lead })),
    introduction: (at: string, lead: string) =>
      asked(at, cx => attribution.introduceContact(cx, { lead, name: 'Bo', role: 'cto', decisionMaker: true })),
  }
}
const MARCH_15 = '2025-03-15T10:00:00Z'
async function led(settings: Record<string, string | number> = {}) {
  const s = await town(settings)
  await s.lead('2025-01-10T09:00:00Z', 'L-1', 'relay', 'acme')
  await s.approve(MARCH_15, 'L-1')
  await s.contact(MARCH_15, 'L-1')
  return s
}

test.each([
  ['EUR', '100.05', 18, '66.70', '6.67'],
  ['EUR', '0.05', 24, '0.03', '0.00'], // 0.025 rounds away from zero, and a tenth of it is nothing
  ['JPY', '1001', 24, '501', '50'],
  ['KWD', '1.001', 13, '0.924', '0.092'], // 0.924
  ['USD', '4.95', 12, '4.95', '0.50'],
])('ONE-1: %s %s over %i months is a first year of %s and earns %s', async (currency, net, termMonths, base, amount) => {
  const s = await led()
  await s.sign('2025-04-01T12:00:00Z', 'D-1', 'acme', net, { currency, termMonths })
  expect((await s.earnings('relay')).entries).toMatchObject([{ base, amount, currency }])
})

describe('ONE-2', () => {
  test('ONE-2: another partner’s lead at the same customer is not this partner’s', async () => {
    const s = await led()
    await s.lead('2025-03-20T09:00:00Z', 'L-2', 'nimbus', 'acme')
    await s.sign('2025-04-01T12:00:00Z', 'D-1', 'acme', '100.00', { lead: 'L-2' as never })
    expect([await s.reason('relay', 'deal:D-1'), await s.reason('nimbus', 'deal:D-1')]).toEqual([
      'none',
      'lead-not-active',
    ])
  })
  test('ONE-2: an opened deal earns nothing until it is signed', async () => {
    const s = await led()
    await s.open('2025-04-01T12:00:00Z', 'D-1', 'acme')
    expect(await s.lines('relay')).toEqual([])
    await s.sign('2025-04-02T12:00:00Z', 'D-1', 'acme', '100.00')
    expect(await s.rates('relay')).toEqual(['deal:D-1 10 % 10.00 -'])
  })
  test('ONE-2: withdrawn at the instant of the signature the lead is not active, withdrawn a moment later it was', async () => {
    for (const [at, reason] of [
      ['2025-04-01T12:00:00.000Z', 'lead-not-active'],
      ['2025-04-01T12:00:00.001Z', 'earns'],
    ] as const) {
      const s = await led()
      await s.reject(at, 'L-1')
      await s.sign('2025-04-02T12:00:00Z', 'D-1', 'acme', '100.00', { at: new Date('2025-04-01T12:00:00Z') })
      expect(await s.reason('relay', 'deal:D-1')).toBe(reason)
    }
  })
  test('ONE-2: of several things that fail the first is named: no decision maker before outside the window before a trial', async () => {
    const s = await town()
    await s.lead('2025-01-10T09:00:00Z', 'L-1', 'relay', 'acme')
    await s.approve(MARCH_15, 'L-1')
    const late = { subscription: 'trial' as const }
    await s.sign('2026-03-16T00:00:00Z', 'D-1', 'acme', '100.00', late)
    expect(await s.reason('relay', 'deal:D-1')).toBe('no-decision-maker')
    const known = await led()
    await known.sign('2026-03-16T00:00:00Z', 'D-1', 'acme', '100.00', late)
    expect(await known.reason('relay', 'deal:D-1')).toBe('outside-window')
    await known.sign('2026-03-15T23:59:59Z', 'D-2', 'acme', '100.00', late)
    expect(await known.reason('relay', 'deal:D-2')).toBe('poc-or-trial')
  })
})

test.each([
  ['2025-08-31', 6, '2026-02-28T23:59:59Z', 'earns'],
  ['2025-08-31', 6, '2026-03-01T00:00:00Z', 'outside-window'],
  ['2025-12-31', 2, '2026-02-28T23:59:59Z', 'earns'],
  ['2025-12-31', 2, '2026-03-01T00:00:00Z', 'outside-window'],
  ['2027-02-28', 12, '2028-02-28T23:59:59Z', 'earns'],
  ['2027-02-28', 12, '2028-02-29T00:00:00Z', 'outside-window'],
])('ONE-3, G7: approved on %s, %i months, signed %s: %s; a year of waiting before it counts for nothing', async (day, leadWindowMonths, at, reason) => {
  const s = await town({ leadWindowMonths })
  await s.lead('2024-03-01T09:00:00Z', 'L-1', 'relay', 'acme')
  await s.approve(`${day}T23:59:59Z`, 'L-1')
  await s.contact(`${day}T23:59:59Z`, 'L-1')
  await s.sign(at, 'D-1', 'acme', '100.00')
  expect(await s.reason('relay', 'deal:D-1')).toBe(reason)
})

describe('ONE-4', () => {
  test('ONE-4: a deal signed at the instant of the approval, or an invoice of it, makes it a customer; a moment before it was none', async () => {
    for (const [at, answer] of [
      ['2025-03-15T09:59:59.999Z', 'already-customer'],
      ['2025-03-15T09:59:59.998Z', 'ok'],
    ] as const) {
      const s = await town()
      for (const [lead, customer] of [
        ['L-1', 'acme'],
        ['L-2', 'beta'],
      ] as const)
        await s.lead('2025-01-10T09:00:00Z', lead, 'relay', customer)
      await s.sign('2025-03-15T09:59:59.999Z', 'D-1', 'acme', '100.00', { subscription: 'poc' })
      await s.invoice('2025-03-15T10:00:00Z', 'I-1', 'beta', '1.00', 'EUR', {
        occurredAt: new Date('2025-03-15T09:59:59.999Z'),
      })
      expect([await s.approval(at, 'L-1'), await s.approval(at, 'L-2')]).toEqual([answer, answer])
    }
  })
  test('ONE-4: what stops an approval is told in its order: a customer before an open deal before another’s lead', async () => {
    const s = await led()
    await s.lead('2025-03-20T09:00:00Z', 'L-2', 'nimbus', 'acme')
    expect(await s.approval('2025-03-21T09:00:00Z', 'L-2')).toBe('lead-conflict')
    await s.open('2025-03-22T09:00:00Z', 'D-1', 'acme')
    expect(await s.approval('2025-03-23T09:00:00Z', 'L-2')).toBe('open-deal')
    await s.invoice('2025-03-24T09:00:00Z', 'I-1', 'acme', '1.00')
    expect(await s.approval('2025-03-25T09:00:00Z', 'L-2')).toBe('already-customer')
  })
})

test('ONE-5: on its last day the lead is the partner’s and takes an introduction, on the next it is expired and another’s is approved', async () => {
  const s = await led()
  await s.lead('2025-06-01T09:00:00Z', 'L-2', 'nimbus', 'acme')
  const state = async (at: string) => {
    const lead = await attribution.findLead(looking(s.database, at), 'L-1')
    return lead && attribution.leadState(lead, new Date(at))
  }
  expect([await state('2026-03-15T23:59:59.999Z'), await state('2026-03-16T00:00:00Z')]).toEqual(['active', 'expired'])
  expect(await s.introduction('2026-03-15T23:59:59.999Z', 'L-1')).toBe('ok')
  expect(await s.approval('2026-03-15T23:59:59.999Z', 'L-2')).toBe('lead-conflict')
  expect(await s.introduction('2026-03-16T00:00:00Z', 'L-1')).toBe('lead-not-active')
  expect(await s.approval('2026-03-16T00:00:00Z', 'L-2')).toBe('ok')
})

test('ONE-6: whoever introduces a decision maker and does nothing more earns the same as who helps the sale along', async () => {
  const s = await led()
  await s.won(MARCH_15, 'L-2', 'relay', 'beta')
  for (const customer of ['acme', 'beta']) await s.sign('2025-04-01T12:00:00Z', `D-${customer}`, customer, '100.00')
  await s.takePart('2025-04-02T12:00:00Z', 'D-beta', 'relay')
  expect(await s.rates('relay')).toEqual(['deal:D-acme 10 % 10.00 -', 'deal:D-beta 10 % 10.00 -'])
})

describe('ONE-7', () => {
  async function billed(settings: Record<string, string | number> = {}) {
    const s = await led(settings)
    await s.sign('2025-04-01T12:00:00Z', 'D-1', 'acme', '1000.00')
    await s.bill('2025-04-02T12:00:00Z', 'I-1', 'acme', 'D-1', '1000.00')
    return s
  }
  test('ONE-7: without a payment nothing is due, ever', async () => {
    const s = await billed()
    await s.settle('2029-12-31T00:00:00Z')
    expect(await s.money('relay')).toEqual(['EUR 100.00 0.00 0.00 0.00 0.00'])
  })
  test('ONE-7: a cent of a first payment on 30 January makes all of it due on 1 March; a second payment moves nothing', async () => {
    const s = await billed()
    await s.payment('2026-01-30T23:59:59Z', 'P-1', 'I-1', '0.01')
    await s.payment('2026-02-15T12:00:00Z', 'P-2', 'I-1', '999.99')
    await s.settle('2026-02-28T23:59:59.999Z')
    expect(await s.money('relay')).toEqual(['EUR 100.00 0.00 0.00 0.00 0.00'])
    await s.settle('2026-03-01T00:00:00Z')
    expect(await s.lines('relay')).toEqual(['deal:D-1 1000.00 100.00 EUR 2025-04-01 2026-03-01 -'])
  })
  test('ONE-7: a payment told late counts from its own day, and may be due at once', async () => {
    const s = await billed()
    await s.payment('2025-06-20T12:00:00Z', 'P-1', 'I-1', '500.00', 'EUR', {
      occurredAt: new Date('2025-05-01T12:00:00Z'),
    })
    expect(await s.lines('relay')).toEqual(['deal:D-1 1000.00 100.00 EUR 2025-04-01 2025-05-31 -'])
  })
  test('ONE-7: a credit before the due day lowers what becomes due, one after it takes its part back, also what was paid out', async () => {
    const s = await billed()
    await s.payment('2025-05-01T12:00:00Z', 'P-1', 'I-1', '1000.00')
    await s.credit('2025-05-30T12:00:00Z', 'C-1', 'acme', '333.33', 'EUR', { invoice: 'I-1' })
    await s.settle('2025-05-31T00:00:00Z')
    expect(await s.money('relay')).toEqual(['EUR 0.00 66.67 0.00 0.00 0.00'])
    await s.credit('2025-06-10T12:00:00Z', 'C-2', 'acme', '666.66', 'EUR', { invoice: 'I-1' })
    expect(await s.money('relay')).toEqual(['EUR 0.00 0.00 0.00 0.00 0.00']) // 0.001
    await s.credit('2025-06-11T12:00:00Z', 'C-3', 'acme', '0.01', 'EUR', { invoice: 'I-1' })
    expect(await s.lines('relay')).toEqual(['deal:D-1 0.00 0.00 EUR 2025-04-01 - -'])
  })
  test('ONE-7: by the setting per receipt a credit of half the deal makes what was paid enough', async () => {
    const s = await billed({ receipt: 'per-receipt' })
    await s.payment('2025-05-01T12:00:00Z', 'P-1', 'I-1', '500.00')
    expect(await s.money('relay')).toEqual(['EUR 50.00 50.00 0.00 0.00 0.00'])
    await s.credit('2025-05-02T12:00:00Z', 'C-1', 'acme', '500.00', 'EUR', { invoice: 'I-1' })
    expect(await s.money('relay')).toEqual(['EUR 0.00 50.00 0.00 0.00 0.00'])
  })
})

describe('ONE-8', () => {
  const anew = async () => {
    const s = await led()
    await s.sign('2025-04-01T12:00:00Z', 'D-1', 'acme', '100.00')
    await s.lead('2026-05-01T09:00:00Z', 'L-2', 'relay', 'acme', 'L-1')
    await s.approve('2026-05-10T09:00:00Z', 'L-2')
    return s
  }
  test.each([
    ['2026-05-10T08:59:59.999Z', 'outside-window'], // the old lead's
    ['2026-05-10T09:00:00Z', 'earns'],
    ['2027-05-10T23:59:59.999Z', 'earns'],
    ['2027-05-11T00:00:00Z', 'outside-window'],
  ])('ONE-8: registered anew and approved on 10 May 2026, a renewal signed %s: %s', async (at, reason) => {
    const s = await anew()
    await s.sign('2027-06-01T12:00:00Z', 'R-1', 'acme', '100.00', { kind: 'renewal', at: new Date(at) })
    expect(await s.reason('relay', 'deal:R-1')).toBe(reason)
  })
  test('ONE-8: registered anew by another partner it is nobody’s lead of before: refused, and as a plain lead not approved', async () => {
    const s = await anew()
    expect(await s.register('2027-06-01T09:00:00Z', 'L-3', 'nimbus', { customer: 'acme', again: 'L-1' })).toBe(
      'unknown-lead',
    )
    expect(await s.register('2027-06-01T09:00:00Z', 'L-3', 'nimbus', { customer: 'acme' })).toBe('ok')
    expect(await s.approval('2027-06-01T09:00:00Z', 'L-3')).toBe('already-customer')
  })
  test('ONE-8: registered anew and not approved, a renewal earns nothing', async () => {
    const s = await led()
    await s.sign('2025-04-01T12:00:00Z', 'D-1', 'acme', '100.00')
    await s.lead('2026-01-01T09:00:00Z', 'L-2', 'relay', 'acme', 'L-1')
    await s.sign('2026-02-01T12:00:00Z', 'R-1', 'acme', '100.00', { kind: 'renewal' })
    expect(await s.rates('relay')).toEqual(['deal:D-1 10 % 10.00 -', 'deal:R-1 10 % 0.00 renewal-not-registered'])
  })
})

test('ONE-9: the eight fields of Acme’s row, frozen for April as they were then, whatever happens in May; Nimbus reads its own only', async () => {
  const s = await led()
  await s.sign('2025-04-20T12:00:00Z', 'D-1', 'acme', '2400.00', { termMonths: 24 })
  await within(s.database, '2025-05-01T00:00:00Z', cx => attribution.passLeadsDue(cx))
  await s.lead('2025-05-02T09:00:00Z', 'L-2', 'relay', 'beta')
  const owner = (partner: string): Actor => ({
    kind: 'user',
    user: 'usr_1' as UserId,
    email: `owner@${partner}.example`,
    name: 'Olga',
    customer: null,
    partner: { id: p(partner), role: 'owner' },
    staff: [],
  })
  const read = async (partner: string, month?: Month) =>
    await attribution.registryOf(looking(s.database, '2025-05-03T00:00:00Z', owner(partner)), p('relay'), month)
  const [april, today, other] = [await read('relay', '2025-04' as Month), await read('relay'), await read('nimbus')]
  expect([april[0]?.rows.length, today[0]?.rows.length, other]).toEqual([1, 2, []])
  expect(april[0]?.rows[0]).toMatchObject({
    status: 'active',
    registeredAt: '2025-01-10T09:00:00.000Z',
    partner: 'relay',
    owner: null,
    contacts: [expect.stringContaining('Ann Bell')],
    dealStatus: 'signed',
    closeDate: '2025-04-20',
    firstYear: { amount: '1200.00', currency: 'EUR' },
  })
  expect(april[0]?.rows).toEqual(today[0]?.rows.filter(row => row.lead === 'L-1'))
})

test('ONE-10: whoever joins has a manager by itself, and what it asks goes to that one', async () => {
  const s = await town()
  const mila: Actor = {
    kind: 'user',
    user: 'usr_mila' as UserId,
    email: 'mila@operator.example',
    name: 'Mila',
    customer: null,
    partner: null,
    staff: ['partner-manager'],
  }
  expect(await enablement.managerOf(looking(s.database, '2025-02-01T00:00:00Z'), p('relay'))).toBeNull()
  await act(s.database, '2025-01-01T00:00:00Z', cx =>
    identity.addUser(cx, {
      id: 'usr_mila' as UserId,
      email: 'mila@operator.example',
      name: 'Mila',
      password: null,
      verified: true,
      staff: ['partner-manager'],
    }),
  )
  await s.partner('2025-02-01T09:00:00Z', 'newcomer')
  expect(await enablement.managerOf(looking(s.database, '2025-02-02T00:00:00Z', mila), p('newcomer'))).toMatchObject({
    email: 'mila@operator.example',
  })
})

test.each([
  ['the same day, an hour later', '2025-04-01T23:59:59Z', 'earns'],
  ['the next day', '2025-04-02T00:00:00Z', 'renewal-not-registered'],
])('ONE-11: the operator may choose a deal of %s: %s, %s', async (_, at, reason) => {
  const s = await led()
  await s.sign('2025-04-01T12:00:00Z', 'D-1', 'acme', '100.00')
  await s.sign(at, 'D-2', 'acme', '900.00')
  await s.choose('2025-04-05T12:00:00Z', 'L-1', 'D-2').catch(() => null)
  expect(await s.reason('relay', 'deal:D-2')).toBe(reason)
})
