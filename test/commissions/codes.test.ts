import { expect, test } from 'vitest'
import * as tiers from '#tiers/index.ts'
import { freshDatabase } from '../support/database.ts'
import { dealScene } from './deal-scene.ts'
import { p } from './scene.ts'

async function story() {
  const database = await freshDatabase()
  const s = dealScene(database, 'cloudcodes')
  await s.partner('2025-01-01T09:00:00Z', 'northwind')
  await s.partner('2025-01-01T09:00:00Z', 'southgate')
  await s.customer('2025-01-02T09:00:00Z', 'acme', { domain: 'acme.example' })
  return s
}

test('CC-1: a Reseller earns 15 per cent of the order, one that joined as Premier 30', async () => {
  const s = await story()
  await s.partner('2025-01-01T09:00:00Z', 'premium', { tier: 'Premier' })
  await s.customer('2025-01-02T09:00:00Z', 'beta', { domain: 'beta.example' })
  await s.refer('2025-02-01T09:00:00Z', 'northwind', 'acme', { code: 'NW', domain: 'acme.example' })
  await s.refer('2025-02-01T09:00:00Z', 'premium', 'beta', { code: 'PR', domain: 'beta.example' })
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '1000.00')
  await s.sign('2025-03-01T12:00:00Z', 'D-2', 'beta', '1000.00')
  expect(await s.rates('northwind')).toEqual(['deal:D-1 15 % 150.00 -'])
  expect(await s.rates('premium')).toEqual(['deal:D-2 30 % 300.00 -'])
})

test('CC-2: code and domain are both there at the instant of the order; either alone, or a moment later, is not enough', async () => {
  const s = await story()
  await s.refer('2025-02-01T09:00:00Z', 'northwind', 'acme', { code: 'NW' })
  await s.sign('2025-03-01T11:59:59.999Z', 'D-1', 'acme', '1000.00')
  await s.refer('2025-03-01T12:00:00Z', 'northwind', 'acme', { domain: 'acme.example' })
  await s.sign('2025-03-01T12:00:00Z', 'D-2', 'acme', '1000.00')
  expect(await s.rates('northwind')).toEqual(['deal:D-1 15 % 0.00 code-or-domain-missing', 'deal:D-2 15 % 150.00 -'])
})

test('CC-2, CC-10: of a domain that two report the first report counts; whose came second has no entry', async () => {
  const s = await story()
  await s.refer('2025-02-01T09:00:00Z', 'southgate', 'acme', { code: 'SG' })
  await s.refer('2025-02-02T09:00:00Z', 'northwind', 'acme', { code: 'NW', domain: 'www.ACME.example' })
  await s.refer('2025-02-03T09:00:00Z', 'southgate', 'acme', { domain: 'acme.example' })
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '1000.00')
  expect([await s.reason('northwind', 'deal:D-1'), await s.reason('southgate', 'deal:D-1')]).toEqual(['earns', 'none'])
})

test('CC-3: bought directly the partner earns its per cent, bought through it nothing, for the margin is its reward', async () => {
  const s = await story()
  await s.refer('2025-02-01T09:00:00Z', 'northwind', 'acme', { code: 'NW', domain: 'acme.example' })
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '1000.00', { via: 'direct' })
  await s.sign('2025-03-02T12:00:00Z', 'D-2', 'acme', '1000.00', { via: 'partner' })
  await s.sign('2025-03-03T12:00:00Z', 'D-3', 'acme', '1000.00', { kind: 'renewal' })
  expect(await s.rates('northwind')).toEqual([
    'deal:D-1 15 % 150.00 -',
    'deal:D-2 15 % 0.00 bought-through-partner',
    'deal:D-3 15 % 150.00 -',
  ])
})

test('CC-7, CC-11, M25: reached on 10 March, an order of 31 March earns 15 per cent and one of 1 April 30, whenever told', async () => {
  const s = await story()
  await s.refer('2025-02-01T09:00:00Z', 'northwind', 'acme', { code: 'NW', domain: 'acme.example' })
  await s.verb('2025-03-10T12:00:00Z', cx => tiers.meetTier(cx, { partner: p('northwind'), tier: 'premier' }))
  await s.sign('2025-05-01T12:00:00Z', 'D-1', 'acme', '1000.00', { at: new Date('2025-03-31T23:59:59.999Z') })
  await s.sign('2025-05-01T12:00:00Z', 'D-2', 'acme', '1000.00', { at: new Date('2025-04-01T00:00:00Z') })
  expect(await s.rates('northwind')).toEqual(['deal:D-1 15 % 150.00 -', 'deal:D-2 30 % 300.00 -'])
})

test('G3: a selection goes before a code, and a lead before both', async () => {
  const s = await story()
  const [directory, registry] = [s.in('copernica'), s.in('cocentric')]
  await directory.partner('2025-01-01T09:00:00Z', 'chosen')
  await registry.partner('2025-01-01T09:00:00Z', 'leader')
  await s.refer('2025-02-01T09:00:00Z', 'northwind', 'acme', { code: 'NW', domain: 'acme.example' })
  await directory.select('2025-02-05T09:00:00Z', 'acme', 'chosen')
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '1000.00')
  await s.bill('2025-03-02T12:00:00Z', 'INV-1', 'acme', 'D-1', '1000.00')
  const all = async () =>
    Promise.all(['northwind', 'chosen', 'leader'].map(async partner => (await s.rates(partner)).join(', ')))
  expect(await all()).toEqual(['', 'invoice:INV-1 10 % 100.00 -', ''])
  await registry.lead('2025-03-10T09:00:00Z', 'L-1', 'leader', 'acme')
  await registry.approve('2025-03-11T09:00:00Z', 'L-1')
  await s.sign('2025-04-01T12:00:00Z', 'D-2', 'acme', '1000.00', { at: new Date('2025-04-01T12:00:00Z') })
  await s.bill('2025-04-02T12:00:00Z', 'INV-2', 'acme', 'D-2', '1000.00')
  await s.invoice('2025-04-03T12:00:00Z', 'INV-3', 'acme', '50.00')
  expect(await all()).toEqual([
    '',
    'invoice:INV-1 10 % 100.00 -, invoice:INV-3 10 % 5.00 -',
    'deal:D-1 20 % 0.00 lead-not-validated, deal:D-2 20 % 0.00 not-initial-deal',
  ])
})
