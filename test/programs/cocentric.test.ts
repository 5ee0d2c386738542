/** COC-1 to COC-11, kickback on validated leads. What the engine's own tests hold already is not said again; this is the rest of each edge. */
import { describe, expect, test } from 'vitest'
import * as attribution from '#attribution/index.ts'
import * as partners from '#partners/index.ts'
import * as programs from '#programs/index.ts'
import { dealScene } from '../commissions/deal-scene.ts'
import { c, p } from '../commissions/scene.ts'
import { act, freshDatabase, looking } from '../support/database.ts'

/** Orbit is a partner since New Year, Helix joined without an agreement; Acme and Beta are customers. */
async function town(settings: Record<string, string | number> = {}) {
  const database = await freshDatabase()
  const s = dealScene(database, 'cocentric')
  await s.program(settings)
  await s.partner('2025-01-01T00:00:00Z', 'orbit')
  await s.partner('2025-01-01T00:00:00Z', 'helix', { agreement: false })
  for (const id of ['acme', 'beta']) await s.customer('2025-01-01T00:00:00Z', id, { domain: `${id}.example` })
  const asked = async (at: string, verb: Parameters<typeof act>[2]) => {
    const outcome = (await act(database, at, verb)) as { ok: boolean; refusal?: string }
    return outcome.ok ? 'ok' : outcome.refusal
  }
  const register = (at: string, lead: string, partner: string, more: object) =>
    asked(at, cx => attribution.registerLead(cx, { lead, partner: p(partner), program: 'cocentric', ...more }))
  return { database, asked, register, ...s }
}
const accept = (s: Awaited<ReturnType<typeof town>>, at: string) =>
  s.verb(at, cx => partners.acceptAgreement(cx, { partner: p('helix'), program: 'cocentric' }))

describe('COC-1', () => {
  test('COC-1: Helix registers no lead until it accepts the agreement, and from that instant on it does', async () => {
    const s = await town()
    expect(await s.register('2025-02-01T09:00:00Z', 'L-1', 'helix', { customer: 'acme' })).toBe(
      'agreement-not-accepted',
    )
    await accept(s, '2025-02-01T10:00:00Z')
    expect(await s.register('2025-02-01T10:00:00Z', 'L-1', 'helix', { customer: 'acme' })).toBe('ok')
  })

  test('COC-1: what Acme signed a moment before Helix accepted earns nothing, what it signed at that instant would', async () => {
    const s = await town()
    await accept(s, '2025-02-01T10:00:00Z')
    await s.won('2025-02-01T10:00:00Z', 'L-1', 'helix', 'acme')
    await s.won('2025-02-01T10:00:00Z', 'L-2', 'helix', 'beta')
    await s.sign('2025-02-02T00:00:00Z', 'D-1', 'acme', '100.00', { at: new Date('2025-02-01T09:59:59.999Z') })
    await s.sign('2025-02-02T00:00:00Z', 'D-2', 'beta', '100.00', { at: new Date('2025-02-01T10:00:00Z') })
    expect(await s.rates('helix')).toEqual(['deal:D-1 20 % 0.00 agreement-not-accepted', 'deal:D-2 20 % 20.00 -'])
  })
})

describe('COC-2', () => {
  test('COC-2: a lead without customer and without company, or of a company without a name, is not taken', async () => {
    const s = await town()
    expect(await s.register('2025-02-01T09:00:00Z', 'L-1', 'orbit', {})).toBe('incomplete')
    expect(await s.register('2025-02-01T09:00:00Z', 'L-1', 'orbit', { company: { name: '  ' } })).toBe('incomplete')
    expect(await s.register('2025-02-01T09:00:00Z', 'L-1', 'orbit', { company: { name: 'Gamma' } })).toBe('ok')
  })

  test('COC-2: told of as a company, a validated lead earns on the customer that turns out to be it, by domain, and on no other', async () => {
    const s = await town()
    const company = { name: 'Gamma Holding', domain: 'www.GAMMA.example' }
    await s.register('2025-02-01T09:00:00Z', 'L-1', 'orbit', { company })
    await s.approve('2025-02-02T09:00:00Z', 'L-1')
    await s.customer('2025-02-20T09:00:00Z', 'gamma', { name: 'Gamma B.V.', domain: 'gamma.example' })
    await s.customer('2025-02-20T09:00:00Z', 'gamma-de', { name: 'Gamma Holding', domain: 'gamma-de.example' })
    for (const customer of ['gamma', 'gamma-de'])
      await s.sign('2025-03-01T12:00:00Z', `D-${customer}`, customer, '100.00')
    expect(await s.rates('orbit')).toEqual(['deal:D-gamma 20 % 20.00 -'])
  })

  test('COC-2: registered and never validated, or rejected, the lead earns nothing and the entry says so', async () => {
    const s = await town()
    await s.lead('2025-02-01T09:00:00Z', 'L-1', 'orbit', 'acme')
    await s.lead('2025-02-01T09:00:00Z', 'L-2', 'orbit', 'beta')
    await s.reject('2025-02-02T09:00:00Z', 'L-2')
    for (const customer of ['acme', 'beta']) await s.sign('2025-03-01T12:00:00Z', `D-${customer}`, customer, '100.00')
    expect(await s.lines('orbit')).toEqual([
      'deal:D-acme 100.00 0.00 EUR 2025-03-01 - lead-not-validated',
      'deal:D-beta 100.00 0.00 EUR 2025-03-01 - lead-not-validated',
    ])
  })

  test.each([
    ['EUR', '0.12', '0.02'], // 0.024
    ['EUR', '0.13', '0.03'], // 0.026
    ['JPY', '12', '2'],
    ['JPY', '13', '3'],
    ['KWD', '0.012', '0.002'],
    ['KWD', '0.013', '0.003'],
    ['USD', '1234567890123.45', '246913578024.69'],
  ])('COC-2: of %s %s the 20 per cent are %s', async (currency, net, amount) => {
    const s = await town()
    await s.won('2025-02-01T09:00:00Z', 'L-1', 'orbit', 'acme')
    await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', net, { currency })
    expect((await s.earnings('orbit')).entries).toMatchObject([{ base: net, amount, currency }])
  })
})

test.each([
  [11, 'term-too-short'],
  [12, 'earns'],
])('COC-3: a renewal of %i months that was shared: %s', async (termMonths, reason) => {
  const s = await town()
  await s.won('2025-02-01T09:00:00Z', 'L-1', 'orbit', 'acme')
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '100.00')
  await s.takePart('2026-02-01T12:00:00Z', 'D-1', 'orbit')
  await s.share('2026-02-01T12:00:00Z', 'D-1', 'orbit', '10')
  await s.sign('2026-03-01T12:00:00Z', 'R-1', 'acme', '100.00', { kind: 'renewal', termMonths })
  expect(await s.reason('orbit', 'deal:R-1')).toBe(reason)
})

test('COC-3: the first order of 11 months is the initial order still: the one of 12 after it is no initial order', async () => {
  const s = await town()
  await s.won('2025-02-01T09:00:00Z', 'L-1', 'orbit', 'acme')
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '100.00', { termMonths: 11 })
  await s.sign('2025-04-01T12:00:00Z', 'D-2', 'acme', '100.00', { termMonths: 12 })
  expect(await s.rates('orbit')).toEqual(['deal:D-1 20 % 0.00 term-too-short', 'deal:D-2 20 % 0.00 not-initial-deal'])
})

test('COC-4: a proof of concept of three months says it is one, not that it is short; the subscription counts inside the window only', async () => {
  for (const [at, reason] of [
    ['2026-02-01T23:59:59Z', 'earns'],
    ['2026-02-02T00:00:00Z', 'outside-window'],
  ] as const) {
    const s = await town()
    await s.won('2025-02-01T09:00:00Z', 'L-1', 'orbit', 'acme')
    await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '10.00', { subscription: 'poc', termMonths: 3 })
    await s.sign(at, 'D-2', 'acme', '100.00')
    expect([await s.reason('orbit', 'deal:D-1'), await s.reason('orbit', 'deal:D-2')]).toEqual(['poc-or-trial', reason])
  }
})

test('COC-5: later stages add nothing: their bills pay the deal but never raise it, and a single stage is the whole', async () => {
  const s = await town()
  await s.won('2025-02-01T09:00:00Z', 'L-1', 'orbit', 'acme')
  await s.won('2025-02-01T09:00:00Z', 'L-2', 'orbit', 'beta')
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '1000.00', { stages: ['250.00', '750.00'] })
  await s.sign('2025-03-01T12:00:00Z', 'D-2', 'beta', '1000.00', { stages: ['1000.00'] })
  await s.bill('2025-09-01T12:00:00Z', 'I-1', 'acme', 'D-1', '750.00')
  await s.payment('2025-09-02T12:00:00Z', 'P-1', 'I-1', '750.00')
  expect(await s.lines('orbit')).toEqual([
    'deal:D-1 250.00 50.00 EUR 2025-03-01 2025-09-02 -',
    'deal:D-2 1000.00 200.00 EUR 2025-03-01 - -',
  ])
})

describe('COC-6', () => {
  async function renewed(tell: (s: Awaited<ReturnType<typeof town>>) => Promise<unknown>) {
    const s = await town()
    await accept(s, '2025-01-02T00:00:00Z')
    await s.won('2025-02-01T09:00:00Z', 'L-1', 'orbit', 'acme')
    await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '1000.00')
    await tell(s)
    await s.sign('2028-03-01T12:00:00Z', 'R-1', 'acme', '1000.00', { kind: 'renewal' })
    return (await s.rates('orbit'))[1]
  }
  test('COC-6: the part and the share of another partner are not Orbit’s', async () => {
    const others = await renewed(async s => {
      await s.takePart('2026-02-01T12:00:00Z', 'D-1', 'helix')
      await s.share('2026-02-01T12:00:00Z', 'D-1', 'orbit', '10')
    })
    expect(others).toBe('deal:R-1 10 % 0.00 renewal-not-shared')
  })
  test.each([
    ['0', '0.00'],
    ['0.0001', '0.00'],
    ['0.0005', '0.01'],
    ['100', '1000.00'],
  ])('COC-6: a share of %s per cent is %s, long after the lead’s window', async (percent, amount) => {
    const told = await renewed(async s => {
      await s.takePart('2026-02-01T12:00:00Z', 'D-1', 'orbit')
      await s.share('2026-02-01T12:00:00Z', 'D-1', 'orbit', percent)
    })
    expect(told).toBe(`deal:R-1 ${percent} % ${amount} -`)
  })
})

test.each([
  'partner',
  'vendor',
] as const)('COC-7: stopped by the %s with Acme, at once: the invoice that is paid later still pays, Beta is untouched, and Orbit stays a partner', async by => {
  const s = await town()
  await s.won('2025-02-01T09:00:00Z', 'L-1', 'orbit', 'acme')
  await s.won('2025-02-01T09:00:00Z', 'L-2', 'orbit', 'beta')
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '100.00')
  await s.bill('2025-03-01T12:00:00Z', 'I-1', 'acme', 'D-1', '100.00')
  await s.stop('2025-03-02T12:00:00Z', 'orbit', 'acme', by)
  await s.payment('2025-03-03T12:00:00Z', 'P-1', 'I-1', '100.00')
  await s.sign('2025-03-04T12:00:00Z', 'D-2', 'beta', '100.00')
  await s.customer('2025-03-05T12:00:00Z', 'gamma')
  expect(await s.register('2025-03-05T12:00:00Z', 'L-3', 'orbit', { customer: 'gamma' })).toBe('ok')
  expect(await s.money('orbit')).toEqual(['EUR 20.00 20.00 0.00 0.00 0.00'])
})

test.each([
  'bankrupt',
  'acquired',
  'strategy-shift',
] as const)('COC-8: on %s the recurring share ends; the initial order signed a year later earns its 20 per cent', async reason => {
  const s = await town()
  await s.won('2025-02-01T09:00:00Z', 'L-1', 'orbit', 'acme')
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '100.00')
  await s.verb('2026-01-10T12:00:00Z', cx => attribution.stopRecurring(cx, { partner: p('orbit'), reason }))
  await s.won('2026-01-11T09:00:00Z', 'L-2', 'orbit', 'beta')
  await s.takePart('2026-01-12T12:00:00Z', 'D-1', 'orbit')
  await s.share('2026-01-12T12:00:00Z', 'D-1', 'orbit', '10')
  await s.sign('2026-02-01T12:00:00Z', 'R-1', 'acme', '100.00', { kind: 'renewal' })
  await s.sign('2026-02-02T12:00:00Z', 'D-2', 'beta', '100.00')
  expect(await s.rates('orbit')).toEqual([
    'deal:D-1 20 % 20.00 -',
    'deal:R-1 10 % 0.00 recurring-stopped',
    'deal:D-2 20 % 20.00 -',
  ])
})

test('COC-9: nothing is exclusive: Acme chooses another partner in the directory beside Orbit’s lead, and what Orbit bills itself is nobody’s turnover', async () => {
  const s = await town()
  const directory = s.in('copernica')
  await directory.partner('2025-01-01T00:00:00Z', 'dir')
  await s.won('2025-02-01T09:00:00Z', 'L-1', 'orbit', 'acme')
  await directory.select('2025-02-02T09:00:00Z', 'acme', 'dir')
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '1000.00')
  await s.bill('2025-03-02T12:00:00Z', 'I-1', 'acme', 'D-1', '1000.00')
  await s.invoice('2025-03-03T12:00:00Z', 'SERVICES', 'acme', '500.00') // the operator's own services, outside the deal
  expect(await s.rates('orbit')).toEqual(['deal:D-1 20 % 200.00 -'])
  expect(await s.rates('dir')).toEqual(['invoice:SERVICES 10 % 50.00 -'])
  expect(await attribution.bindingOf(looking(s.database, '2025-04-01T00:00:00Z'), c('acme'))).toMatchObject({
    partner: 'dir',
  })
})

describe('COC-10', () => {
  test('COC-10: the defaults are twelve months, the first validated wins, payable as the customer pays', async () => {
    const s = await town()
    const [terms] = await programs.termsOf(looking(s.database, '2025-02-01T00:00:00Z'), 'cocentric')
    expect(terms).toMatchObject({
      lead: { windowMonths: 12, conflict: 'first-approved' },
      payable: { when: 'with-payment' },
    })
  })
  test.each([
    ['at-accrual', 'EUR 0.00 20.00 0.00 0.00 0.00'],
    ['with-payment', 'EUR 15.00 5.00 0.00 0.00 0.00'],
  ])('COC-10: payable %s: %s when a quarter is paid', async (payable, money) => {
    const s = await town({ payable })
    await s.won('2025-02-01T09:00:00Z', 'L-1', 'orbit', 'acme')
    await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '100.00')
    await s.bill('2025-03-01T12:00:00Z', 'I-1', 'acme', 'D-1', '100.00')
    await s.payment('2025-03-02T12:00:00Z', 'P-1', 'I-1', '25.00')
    expect(await s.money('orbit')).toEqual([money])
  })
})

test('COC-11: the base is the committed term’s net as it was signed, of three years too; services billed beside it add nothing', async () => {
  const s = await town()
  await s.won('2025-02-01T09:00:00Z', 'L-1', 'orbit', 'acme')
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '3600.00', { termMonths: 36 })
  await s.bill('2025-03-01T12:00:00Z', 'I-1', 'acme', 'D-1', '1200.00')
  await s.invoice('2025-03-01T12:00:00Z', 'SERVICES', 'acme', '9000.00')
  await s.payment('2025-03-02T12:00:00Z', 'P-1', 'I-1', '1200.00')
  await s.payment('2025-03-02T12:00:00Z', 'P-2', 'SERVICES', '9000.00')
  expect(await s.lines('orbit')).toEqual(['deal:D-1 3600.00 720.00 EUR 2025-03-01 2025-03-02 -'])
  expect(await s.money('orbit')).toEqual(['EUR 480.00 240.00 0.00 0.00 0.00'])
})
