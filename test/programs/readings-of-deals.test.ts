/** The readings of leads, deals, codes and tiers (programs.md section 8), on both sides of their edges. */
import { describe, expect, test } from 'vitest'
import * as attribution from '#attribution/index.ts'
import * as commissions from '#commissions/index.ts'
import * as licences from '#licences/index.ts'
import * as partners from '#partners/index.ts'
import * as tiers from '#tiers/index.ts'
import { dealScene } from '../commissions/deal-scene.ts'
import { p } from '../commissions/scene.ts'
import { act, freshDatabase, looking, within } from '../support/database.ts'

const SIMPRO = { feePercent: '10', discountPercent: '5' }
/** Brightwave and Clearpath are in the program since New Year 2025; Acme and Beta are customers. */
async function town(preset: string, settings: Record<string, string | number | boolean> = {}) {
  const database = await freshDatabase()
  const s = dealScene(database, preset)
  await s.program(settings)
  for (const id of ['brightwave', 'clearpath']) await s.partner('2025-01-01T00:00:00Z', id)
  for (const id of ['acme', 'beta']) await s.customer('2025-01-01T00:00:00Z', id)
  const asked = async (at: string, verb: Parameters<typeof act>[2]) => {
    const outcome = (await act(database, at, verb)) as { ok: boolean; refusal?: string }
    return outcome.ok ? 'ok' : outcome.refusal
  }
  return {
    database,
    ...s,
    register: (at: string, lead: string, partner: string, customer: string) =>
      asked(at, cx => attribution.registerLead(cx, { lead, partner: p(partner), program: preset, customer })),
    approval: (at: string, lead: string) => asked(at, cx => attribution.approveLead(cx, { lead })),
    apply: (at: string, tier: string) =>
      asked(at, cx => tiers.applyTier(cx, { partner: p('brightwave'), tier, program: preset } as never)),
  }
}
const on = (at: string) => ({ at: new Date(at) })

describe('cocentric, outside the window', () => {
  test.each([
    ['twelve months', {}, '2026-02-02T23:59:59.999Z', '2026-02-03T00:00:00Z'],
    ['six months by setting', { leadWindowMonths: 6 }, '2025-08-02T23:59:59.999Z', '2025-08-03T00:00:00Z'],
  ])('a lead of %s earns on its last day and not on the next', async (_, settings, last, next) => {
    const s = await town('cocentric', settings)
    for (const customer of ['acme', 'beta'])
      await s.won('2025-02-02T09:00:00Z', `L-${customer}`, 'brightwave', customer)
    await s.sign(last, 'D-1', 'acme', '100.00')
    await s.sign(next, 'D-2', 'beta', '100.00')
    expect(await s.rates('brightwave')).toEqual(['deal:D-1 20 % 20.00 -', 'deal:D-2 20 % 0.00 outside-window'])
  })
  test('of one month from 31 January is the last of February (G7)', async () => {
    const s = await town('cocentric', { leadWindowMonths: 1 })
    for (const customer of ['acme', 'beta'])
      await s.won('2025-01-31T23:59:59Z', `L-${customer}`, 'brightwave', customer)
    await s.sign('2025-02-28T23:59:59.999Z', 'D-1', 'acme', '100.00')
    await s.sign('2025-03-01T00:00:00Z', 'D-2', 'beta', '100.00')
    expect(await s.rates('brightwave')).toEqual(['deal:D-1 20 % 20.00 -', 'deal:D-2 20 % 0.00 outside-window'])
  })
})

describe('validation, agreement, introduction after signature', () => {
  test.each([
    ['at the very instant', '2025-03-01T12:00:00.000Z', 'earns'],
    ['a moment later', '2025-03-01T12:00:00.001Z', 'lead-not-validated'],
  ])('a validation %s: %s, %s', async (_, approvedAt, reason) => {
    const s = await town('cocentric')
    await s.lead('2025-02-01T09:00:00Z', 'L-1', 'brightwave', 'acme')
    await s.approve(approvedAt, 'L-1')
    await s.sign('2025-03-02T12:00:00Z', 'D-1', 'acme', '100.00', on('2025-03-01T12:00:00Z'))
    expect(await s.reason('brightwave', 'deal:D-1')).toBe(reason)
  })
  test.each([
    ['at the very instant', '2025-03-01T12:00:00.000Z', 'earns'],
    ['a moment later', '2025-03-01T12:00:00.001Z', 'agreement-not-accepted'],
  ])('an agreement %s: %s, %s', async (_, acceptedAt, reason) => {
    const s = await town('copernica')
    await s.partner('2025-01-01T00:00:00Z', 'delta', { agreement: false })
    await s.verb(acceptedAt, cx => partners.acceptAgreement(cx, { partner: p('delta'), program: 'copernica' }))
    await s.select('2025-03-02T09:00:00Z', 'acme', 'delta')
    // Only the agreement tells them apart: the customer was not bound yet.
    await s.invoice('2025-03-03T12:00:00Z', 'I-1', 'acme', '100.00', 'EUR', {
      occurredAt: new Date('2025-03-01T12:00:00Z'),
    })
    expect(await s.reason('delta', 'invoice:I-1')).toBe(reason === 'earns' ? 'not-bound' : reason)
  })
  test.each([
    ['at the very instant', '2025-03-01T12:00:00.000Z', 'earns'],
    ['a moment later', '2025-03-01T12:00:00.001Z', 'no-decision-maker'],
  ])('an introduction %s: %s, %s', async (_, introducedAt, reason) => {
    const s = await town('one-network')
    await s.lead('2025-02-01T09:00:00Z', 'L-1', 'brightwave', 'acme')
    await s.approve('2025-02-01T09:00:00Z', 'L-1')
    await s.contact(introducedAt, 'L-1')
    await s.sign('2025-03-02T12:00:00Z', 'D-1', 'acme', '100.00', on('2025-03-01T12:00:00Z'))
    expect(await s.reason('brightwave', 'deal:D-1')).toBe(reason)
  })
})

describe('losing validation', () => {
  test('who comes second is refused its validation, and may have it once the first is withdrawn', async () => {
    const s = await town('cocentric')
    expect(await s.register('2025-02-01T09:00:00Z', 'L-1', 'brightwave', 'acme')).toBe('ok')
    expect(await s.register('2025-02-02T09:00:00Z', 'L-2', 'clearpath', 'acme')).toBe('ok')
    expect(await s.approval('2025-02-03T09:00:00Z', 'L-2')).toBe('ok')
    expect(await s.approval('2025-02-04T09:00:00Z', 'L-1')).toBe('lead-conflict')
    await s.reject('2025-02-05T09:00:00Z', 'L-2')
    expect(await s.approval('2025-02-06T09:00:00Z', 'L-1')).toBe('ok')
    await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '100.00')
    expect([await s.reason('brightwave', 'deal:D-1'), await s.reason('clearpath', 'deal:D-1')]).toEqual([
      'earns',
      'none',
    ])
  })
  test.each([
    ['the share before the participation', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', 'earns'],
    ['the share after the participation', '2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z', 'earns'],
    ['the share after the signature', '2026-02-01T12:00:00.001Z', '2026-01-01T00:00:00Z', 'renewal-not-shared'],
    ['the participation after the signature', '2026-01-01T00:00:00Z', '2026-02-01T12:00:00.001Z', 'renewal-not-shared'],
  ])('%s: agreed %s, logged %s: %s', async (_, sharedAt, loggedAt, reason) => {
    const s = await town('cocentric')
    await s.won('2025-01-05T09:00:00Z', 'L-1', 'brightwave', 'acme')
    await s.sign('2025-02-01T12:00:00Z', 'D-1', 'acme', '100.00')
    const told = [
      [sharedAt, () => s.share(sharedAt, 'D-1', 'brightwave', '5')],
      [loggedAt, () => s.takePart(loggedAt, 'D-1', 'brightwave')],
    ] as const
    // A renewal that is told later, so that every word comes in time to be taken: its own instant decides.
    for (const [, tell] of [...told].sort(([a], [b]) => (a < b ? -1 : 1))) await tell()
    await s.sign('2026-02-02T12:00:00Z', 'R-1', 'acme', '100.00', { kind: 'renewal', ...on('2026-02-01T12:00:00Z') })
    expect(await s.reason('brightwave', 'deal:R-1')).toBe(reason)
  })
  test('participation that is logged after the signature is taken, and stays on record', async () => {
    const s = await town('cocentric')
    await s.won('2025-01-05T09:00:00Z', 'L-1', 'brightwave', 'acme')
    await s.sign('2025-02-01T12:00:00Z', 'D-1', 'acme', '100.00')
    await s.share('2026-01-01T12:00:00Z', 'D-1', 'brightwave', '5')
    await s.sign('2026-02-01T12:00:00Z', 'R-1', 'acme', '100.00', { kind: 'renewal' })
    await s.takePart('2026-02-01T12:00:00.001Z', 'D-1', 'brightwave')
    expect(await s.reason('brightwave', 'deal:R-1')).toBe('renewal-not-shared')
    const known = await attribution.dealingsOf(looking(s.database, '2026-03-01T00:00:00Z'), ['acme' as never])
    expect(known.get('acme' as never)?.participations).toMatchObject([{ deal: 'D-1', partner: 'brightwave' }])
  })
})

describe('second new or an expansion', () => {
  const KINDS = ['new', 'new', 'expansion', 'renewal'] as const
  test.each([
    ['cocentric', {}, 'earns not-initial-deal not-initial-deal renewal-not-shared'],
    ['one-network', {}, 'earns renewal-not-registered renewal-not-registered renewal-not-registered'],
    ['simpro', SIMPRO, 'earns earns earns renewal-not-registered'],
    ['cloudcodes', {}, 'earns earns earns earns'],
  ])('in %s (%o) a new one, another, an expansion and a renewal: %s', async (preset, settings, reasons) => {
    const s = await town(preset, settings)
    if (preset === 'cloudcodes')
      await s.refer('2025-02-01T09:00:00Z', 'brightwave', 'acme', { code: 'BW', domain: 'acme.example' })
    else await s.won('2025-02-01T09:00:00Z', 'L-1', 'brightwave', 'acme')
    const told: string[] = []
    for (const [i, kind] of KINDS.entries()) {
      await s.sign(`2025-03-0${i + 1}T12:00:00Z`, `D-${i}`, 'acme', '100.00', { kind })
      told.push(await s.reason('brightwave', `deal:D-${i}`))
    }
    expect(told.join(' ')).toBe(reasons)
  })
})

describe('stop-recurring', () => {
  test('renewals signed on that day earn nothing, those signed the evening before still pay when they are paid', async () => {
    const s = await town('cocentric')
    await s.won('2025-01-05T09:00:00Z', 'L-1', 'brightwave', 'acme')
    await s.won('2025-01-05T09:00:00Z', 'L-2', 'brightwave', 'beta')
    for (const customer of ['acme', 'beta']) {
      await s.sign('2025-02-01T12:00:00Z', `D-${customer}`, customer, '100.00')
      await s.share('2026-01-01T12:00:00Z', `D-${customer}`, 'brightwave', '5')
      await s.takePart('2026-01-01T12:00:00Z', `D-${customer}`, 'brightwave')
    }
    await s.sign('2026-02-09T23:59:59.999Z', 'R-acme', 'acme', '100.00', { kind: 'renewal' })
    await s.bill('2026-02-09T23:59:59.999Z', 'I-1', 'acme', 'R-acme', '100.00')
    await s.stopRecurring('2026-02-10T18:00:00Z', 'brightwave')
    await s.sign('2026-02-10T19:00:00Z', 'R-beta', 'beta', '100.00', {
      kind: 'renewal',
      ...on('2026-02-10T00:00:00Z'),
    })
    await s.payment('2026-02-20T12:00:00Z', 'P-1', 'I-1', '100.00')
    expect((await s.lines('brightwave')).slice(2)).toEqual([
      'deal:R-acme 100.00 5.00 EUR 2026-02-09 2026-02-20 -',
      'deal:R-beta 100.00 0.00 EUR 2026-02-10 - recurring-stopped',
    ])
    expect(await s.money('brightwave')).toEqual(['EUR 40.00 5.00 0.00 0.00 0.00'])
  })
})

describe('one-network conflict', () => {
  test('registering is always taken; approving is refused for a customer, an open deal and another’s active lead', async () => {
    const s = await town('one-network')
    await s.open('2025-02-01T09:00:00Z', 'D-1', 'acme')
    expect(await s.register('2025-02-02T09:00:00Z', 'L-1', 'brightwave', 'acme')).toBe('ok')
    expect(await s.approval('2025-02-03T09:00:00Z', 'L-1')).toBe('open-deal')
    await s.sign('2025-02-04T09:00:00Z', 'D-1', 'acme', '100.00')
    expect(await s.register('2025-02-05T09:00:00Z', 'L-2', 'clearpath', 'acme')).toBe('ok')
    expect(await s.approval('2025-02-05T09:00:00Z', 'L-2')).toBe('already-customer')
    expect(await s.register('2025-02-06T09:00:00Z', 'L-3', 'brightwave', 'beta')).toBe('ok')
    expect(await s.approval('2025-02-06T09:00:00Z', 'L-3')).toBe('ok')
    expect(await s.register('2025-02-07T09:00:00Z', 'L-4', 'clearpath', 'beta')).toBe('ok')
    expect(await s.approval('2026-02-06T23:59:59.999Z', 'L-4')).toBe('lead-conflict')
    expect(await s.approval('2026-02-07T00:00:00Z', 'L-4')).toBe('ok')
  })
})

describe('introductions', () => {
  test('carry over to a lead registered anew; without one there or before, the deal earns nothing', async () => {
    for (const introduced of [true, false]) {
      const s = await town('one-network')
      await s.lead('2025-02-01T09:00:00Z', 'L-1', 'brightwave', 'acme')
      await s.approve('2025-02-01T09:00:00Z', 'L-1')
      if (introduced) await s.contact('2025-02-02T09:00:00Z', 'L-1')
      await s.lead('2026-03-01T09:00:00Z', 'L-2', 'brightwave', 'acme', 'L-1')
      await s.approve('2026-03-01T09:00:00Z', 'L-2')
      await s.sign('2026-04-01T12:00:00Z', 'D-1', 'acme', '100.00', { lead: 'L-2' as never })
      expect(await s.reason('brightwave', 'deal:D-1')).toBe(introduced ? 'earns' : 'no-decision-maker')
    }
  })
})

describe('receipt', () => {
  test.each([
    ['first', '2025-04-08T23:59:59Z', 'EUR 100.00 0.00 0.00 0.00 0.00'],
    ['first', '2025-04-09T00:00:00Z', 'EUR 0.00 100.00 0.00 0.00 0.00'],
    ['per-receipt', '2025-03-10T12:00:00Z', 'EUR 75.00 25.00 0.00 0.00 0.00'],
    ['per-receipt', '2025-04-09T00:00:00Z', 'EUR 75.00 25.00 0.00 0.00 0.00'],
  ])('%s: a quarter is paid on 10 March, by %s it is %s', async (receipt, at, money) => {
    const s = await town('one-network', { receipt })
    await s.won('2025-02-01T09:00:00Z', 'L-1', 'brightwave', 'acme')
    await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '1000.00')
    await s.bill('2025-03-02T12:00:00Z', 'I-1', 'acme', 'D-1', '1000.00')
    await s.payment('2025-03-10T12:00:00Z', 'P-1', 'I-1', '250.00')
    await s.settle(at)
    expect(await s.money('brightwave')).toEqual([money])
  })
})

describe('credits on a deal of several years', () => {
  test.each([
    ['the last day of the first year', '2026-02-28T23:59:59.999Z', '90.00'],
    ['the first of the second', '2026-03-01T00:00:00Z', '100.00'],
  ])('of an invoice dated on %s (%s) leave %s', async (_, at, left) => {
    const s = await town('one-network')
    await s.won('2025-02-01T09:00:00Z', 'L-1', 'brightwave', 'acme')
    await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '3000.00', { termMonths: 36 })
    await s.bill(at, 'I-1', 'acme', 'D-1', '1000.00')
    await s.credit('2026-06-01T12:00:00Z', 'C-1', 'acme', '100.00', 'EUR', { invoice: 'I-1' })
    expect((await s.earnings('brightwave')).entries.map(e => e.amount)).toEqual([left])
  })
  test('of a deal of exactly a year every credit lowers it, however late its invoice is', async () => {
    const s = await town('one-network')
    await s.won('2025-02-01T09:00:00Z', 'L-1', 'brightwave', 'acme')
    await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '1000.00', { termMonths: 12 })
    await s.bill('2026-05-01T12:00:00Z', 'I-1', 'acme', 'D-1', '1000.00')
    await s.credit('2026-06-01T12:00:00Z', 'C-1', 'acme', '100.00', 'EUR', { invoice: 'I-1' })
    expect((await s.earnings('brightwave')).entries.map(e => e.amount)).toEqual(['90.00'])
  })
})

describe('firstYearNet absent', () => {
  test.each([
    [12, undefined, '1300.00'],
    [13, undefined, '1200.00'],
    [6, undefined, '1300.00'],
    [24, '700.00', '700.00'],
    [12, '700.00', '700.00'],
  ])('a net of 1,300 over %i months (told: %s) is a first year of %s', async (termMonths, firstYear, base) => {
    const s = await town('one-network')
    await s.won('2025-02-01T09:00:00Z', 'L-1', 'brightwave', 'acme')
    await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '1300.00', {
      termMonths,
      ...(firstYear ? { firstYear } : {}),
    })
    expect((await s.earnings('brightwave')).entries.map(e => e.base)).toEqual([base])
  })
})

describe('simpro’s referral', () => {
  test('the six months count for the tier only: after seven the order still earns the fee, after twelve months it does not', async () => {
    const s = await town('simpro', SIMPRO)
    for (const customer of ['acme', 'beta'])
      await s.won('2025-02-01T09:00:00Z', `L-${customer}`, 'brightwave', customer)
    await s.sign('2026-02-01T23:59:59.999Z', 'D-1', 'acme', '100.00')
    await s.sign('2026-02-02T00:00:00Z', 'D-2', 'beta', '100.00')
    expect(await s.rates('brightwave')).toEqual(['deal:D-1 10 % 10.00 -', 'deal:D-2 10 % 0.00 outside-window'])
    const won = await attribution.closedWon(looking(s.database, '2026-03-01T00:00:00Z'), {
      partner: p('brightwave'),
      program: 'simpro' as never,
      from: '2025-01-01' as never,
      to: '2026-03-01' as never,
      withinMonths: 6,
    })
    expect(won).toEqual([])
  })
  test('the fee until elected; an election holds from its day, not before', async () => {
    const s = await town('simpro', SIMPRO)
    for (const customer of ['acme', 'beta'])
      await s.won('2025-02-01T09:00:00Z', `L-${customer}`, 'brightwave', customer)
    await s.elect('2025-03-10T23:00:00Z', 'brightwave', 'discount')
    await s.sign('2025-03-11T12:00:00Z', 'D-1', 'acme', '100.00', on('2025-03-09T23:59:59.999Z'))
    await s.sign('2025-03-11T12:00:00Z', 'D-2', 'beta', '100.00', on('2025-03-10T00:00:00Z'))
    expect(await s.rates('brightwave')).toEqual(['deal:D-1 10 % 10.00 -', 'deal:D-2 10 % 0.00 fee-not-elected'])
  })
})

describe('tiers of simpro', () => {
  test('joining as Select is free, applying later needs the customers; a granted tier holds from its day; each 1 January it is reviewed', async () => {
    const s = await town('simpro', SIMPRO)
    await s.partner('2025-03-01T09:00:00Z', 'selecta', { tier: 'select', modules: ['service-provider'] })
    expect(await s.apply('2025-03-01T09:00:00Z', 'select')).toBe('requirements-not-met')
    await s.verb('2025-05-05T09:00:00Z', cx => tiers.inviteTier(cx, { partner: p('brightwave'), tier: 'premier' }))
    for (const [i, partner] of ['brightwave', 'selecta'].entries()) {
      await s.customer('2025-01-01T00:00:00Z', `k-${i}`)
      await s.won('2025-04-01T09:00:00Z', `L-${i}`, partner, `k-${i}`)
      for (const [n, at] of [
        '2025-05-04T23:59:59Z',
        '2025-05-05T00:00:00Z',
        '2025-12-31T23:59:59Z',
        '2026-01-01T00:00:00Z',
      ].entries())
        await s.sign(at, `D-${i}-${n}`, `k-${i}`, '10.00')
    }
    await within(s.database, '2026-01-01T00:00:00Z', cx => tiers.passTiersDue(cx))
    for (const partner of ['brightwave', 'selecta'])
      await s.verb('2026-01-02T00:00:00Z', async cx => {
        await commissions.reconsiderPartner(cx, p(partner))
        return { ok: true, value: null }
      })
    const tierOf = async (partner: string) => (await s.earnings(partner)).entries.map(e => e.tier)
    expect(await tierOf('brightwave')).toEqual(['registered', 'premier', 'premier', 'premier'])
    expect(await tierOf('selecta')).toEqual(['select', 'select', 'select', 'registered'])
  })
})

describe('cloudcodes through the partner', () => {
  test.each([
    ['reseller', '999.99', '849.99', '15'], // 849.9915
    ['premier', '999.99', '699.99', '30'], // 699.993
  ])('net is list: a %s is charged of %s %s, and the order leaves a zero entry', async (tier, net, charged, percent) => {
    const s = await town('cloudcodes')
    await s.partner('2025-01-01T00:00:00Z', 'delta', { tier })
    await s.refer('2025-02-01T09:00:00Z', 'delta', 'acme', { code: 'D', domain: 'acme.example' })
    await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', net, { via: 'partner' })
    await s.verb('2025-03-01T12:00:00Z', cx => licences.chargeOrder(cx, 'D-1' as never))
    const { entries, licence } = await s.earnings('delta')
    expect(licence).toEqual([{ currency: 'EUR', charged, open: charged }])
    expect(entries).toMatchObject([
      { base: net, ratePercent: percent, amount: '0.00', reason: 'bought-through-partner' },
    ])
  })
})

describe('code and domain', () => {
  test('both from the same partner, at or before the order; one of each from two partners is neither’s', async () => {
    const s = await town('cloudcodes')
    await s.refer('2025-02-01T09:00:00Z', 'brightwave', 'acme', { code: 'BW' })
    await s.refer('2025-02-01T09:00:00Z', 'clearpath', 'acme', { domain: 'acme.example' })
    await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '100.00')
    for (const partner of ['brightwave', 'clearpath'])
      expect(await s.reason(partner, 'deal:D-1')).toBe('code-or-domain-missing')
    await s.refer('2025-03-02T12:00:00Z', 'clearpath', 'acme', { code: 'CP' })
    await s.sign('2025-03-02T12:00:00Z', 'D-2', 'acme', '100.00')
    await s.sign('2025-03-03T12:00:00Z', 'D-3', 'acme', '100.00', on('2025-03-02T11:59:59.999Z'))
    expect([await s.reason('clearpath', 'deal:D-2'), await s.reason('clearpath', 'deal:D-3')]).toEqual([
      'earns',
      'code-or-domain-missing',
    ])
  })
  test('of two customers with one domain it is the first one’s', async () => {
    const s = await town('cloudcodes')
    await s.refer('2025-02-01T09:00:00Z', 'brightwave', 'acme', { code: 'BW', domain: 'group.example' })
    await s.refer('2025-02-02T09:00:00Z', 'brightwave', 'beta', { code: 'BW', domain: 'www.GROUP.example' })
    await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '100.00')
    await s.sign('2025-03-01T12:00:00Z', 'D-2', 'beta', '100.00')
    expect([await s.reason('brightwave', 'deal:D-1'), await s.reason('brightwave', 'deal:D-2')]).toEqual([
      'earns',
      'code-or-domain-missing',
    ])
  })
})

describe('starting as Premier', () => {
  test('from that day to 31 December of the next year: 30 %, then 15 %', async () => {
    const s = await town('cloudcodes')
    await s.partner('2025-12-31T23:59:59Z', 'delta', { tier: 'Premier' })
    await s.refer('2026-01-01T09:00:00Z', 'delta', 'acme', { code: 'D', domain: 'acme.example' })
    await s.sign('2026-12-31T23:59:59.999Z', 'D-1', 'acme', '100.00')
    await s.sign('2027-01-01T00:00:00Z', 'D-2', 'acme', '100.00')
    expect(await s.rates('delta')).toEqual(['deal:D-1 30 % 30.00 -', 'deal:D-2 15 % 15.00 -'])
  })
})
