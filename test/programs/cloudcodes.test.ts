/** CC-1 to CC-11, Reseller and Premier. What the rooms' own tests hold already is not said again; this is the rest of each edge. */
import { describe, expect, test } from 'vitest'
import type { Month } from '#kernel/period.ts'
import * as licences from '#licences/index.ts'
import * as programs from '#programs/index.ts'
import * as tiers from '#tiers/index.ts'
import { dealScene } from '../commissions/deal-scene.ts'
import { amount, c, p } from '../commissions/scene.ts'
import { act, freshDatabase, looking, within } from '../support/database.ts'

/** Stack joined on New Year 2025 as a Reseller; Acme is a customer. */
async function town(more: object = {}) {
  const database = await freshDatabase()
  const s = dealScene(database, 'cloudcodes')
  await s.program({})
  await s.partner('2025-01-01T00:00:00Z', 'stack', more)
  await s.customer('2025-01-01T00:00:00Z', 'acme')
  const asked = async (at: string, verb: Parameters<typeof act>[2]) => {
    const outcome = (await act(database, at, verb)) as { ok: boolean; refusal?: string }
    return outcome.ok ? 'ok' : outcome.refusal
  }
  return {
    database,
    asked,
    ...s,
    meet: (at: string) => s.verb(at, cx => tiers.meetTier(cx, { partner: p('stack'), tier: 'premier' })),
    progress: async (at: string) => (await tiers.progressOf(looking(database, at), p('stack')))[0],
  }
}
async function referred(more: object = {}) {
  const s = await town(more)
  await s.refer('2025-01-02T09:00:00Z', 'stack', 'acme', { code: 'STACK', domain: 'acme.example' })
  return s
}

test.each([
  ['EUR', '0.03', '0.00', '0.01'], // 0.0045; 0.009
  ['EUR', '0.04', '0.01', '0.01'], // 0.006; 0.012
  ['JPY', '3', '0', '1'], // 0.45; 0.9
  ['JPY', '10', '2', '3'], // 1.5 rounds away from zero
  ['KWD', '0.010', '0.002', '0.003'],
  ['GBP', '999.99', '150.00', '300.00'],
])('CC-1: of an order of %s %s a Reseller earns %s, Premier %s', async (currency, net, reseller, premier) => {
  const s = await referred()
  await s.meet('2025-03-10T12:00:00Z')
  await s.sign('2025-03-31T12:00:00Z', 'D-1', 'acme', net, { currency })
  await s.sign('2025-04-01T12:00:00Z', 'D-2', 'acme', net, { currency })
  expect((await s.earnings('stack')).entries.map(e => [e.tier, e.amount])).toEqual([
    ['reseller', reseller],
    ['premier', premier],
  ])
})

test.each([
  ['a code alone', { code: 'STACK' }, 'code-or-domain-missing'],
  ['a domain alone', { domain: 'acme.example' }, 'code-or-domain-missing'],
  ['both', { code: 'STACK', domain: 'acme.example' }, 'earns'],
])('CC-2: %s (%j) before the order: %s', async (_, told, reason) => {
  const s = await town()
  await s.refer('2025-02-01T12:00:00Z', 'stack', 'acme', told)
  await s.sign('2025-02-01T12:00:00Z', 'D-1', 'acme', '100.00')
  expect(await s.reason('stack', 'deal:D-1')).toBe(reason)
})

test('CC-2: told a moment after the order both are too late for it; who told only one of them does not read of the order', async () => {
  const s = await town()
  await s.partner('2025-01-01T00:00:00Z', 'rival')
  await s.sign('2025-02-01T11:59:59.999Z', 'D-1', 'acme', '100.00')
  await s.refer('2025-02-01T12:00:00Z', 'stack', 'acme', { code: 'STACK', domain: 'acme.example' })
  await s.refer('2025-02-01T12:00:00Z', 'rival', 'acme', { code: 'RIVAL' })
  expect([await s.reason('stack', 'deal:D-1'), await s.reason('rival', 'deal:D-1')]).toEqual([
    'code-or-domain-missing',
    'none',
  ])
})

test.each([
  ['2025-03-31T23:59:59.999Z', '849.99', '150.00'],
  ['2025-04-01T00:00:00Z', '699.99', '300.00'],
])('CC-3: an order of 999.99 on %s: through Stack it is charged %s, bought directly Stack earns %s', async (at, charged, earned) => {
  const s = await referred()
  await s.meet('2025-03-10T12:00:00Z')
  await s.sign(at, 'D-1', 'acme', '999.99', { via: 'partner' })
  await s.sign(at, 'D-2', 'acme', '999.99', { via: 'direct' })
  for (const deal of ['D-1', 'D-2']) await s.verb('2025-04-02T00:00:00Z', cx => licences.chargeOrder(cx, deal as never))
  const { entries, licence } = await s.earnings('stack')
  expect(licence).toEqual([{ currency: 'EUR', charged, open: charged }])
  expect(entries.map(e => [e.amount, e.reason])).toEqual([
    ['0.00', 'bought-through-partner'],
    [earned, null],
  ])
})

describe('CC-4', () => {
  test('CC-4: a Reseller commits to nothing and stays one; what Premier asks for is shown, missing until a person confirms it', async () => {
    const s = await town()
    const step = (await s.progress('2025-02-01T00:00:00Z'))?.steps[0]
    expect(step).toMatchObject({ tier: 'premier', met: false })
    const words = JSON.stringify(step?.needs, (_, value) => (typeof value === 'bigint' ? String(value) : value))
    for (const what of ['revenue-commitment', 'trained-sales-person', 'joint-business-plan'])
      expect(words).toContain(what)
    await within(s.database, '2026-01-01T00:00:00Z', cx => tiers.passTiersDue(cx))
    expect((await s.progress('2026-01-01T00:00:00Z'))?.tier).toBe('reseller')
  })
  test.each([
    [1, 'premier', '70.00'],
    [2, 'premier', '120.00'],
    [2, 'reseller', '170.00'],
  ])('CC-4: by setting from two accounts on Premier pays 60 per cent: %i open accounts of a %s cost %s', async (count, tier, charged) => {
    const s = await town({ tier })
    const [terms] = await programs.termsOf(looking(s.database, '2025-01-02T00:00:00Z'), 'cloudcodes')
    if (!terms?.licence) throw new Error('the program has a licence')
    const { program: _, version: __, from: ___, ...body } = terms
    const licence = { ...terms.licence, steps: [{ tier: 'premier', accounts: 2, percentOfList: '60' }] }
    await s.publish('2025-01-02T00:00:00Z', { ...body, licence }, '2025-02-01')
    for (let n = 0; n < count; n++)
      await s.verb('2025-03-01T00:00:00Z', cx =>
        licences.openAccount(cx, {
          account: `A-${n}`,
          partner: p('stack'),
          customer: c('acme'),
          brand: 'vendor',
          listNet: amount('100.00', 'EUR'),
        }),
      )
    await s.verb('2025-04-01T00:00:00Z', cx => licences.billLicences(cx, '2025-03' as Month))
    expect((await s.earnings('stack')).licence).toEqual([{ currency: 'EUR', charged, open: charged }])
  })
})

test('CC-5: what the levels require is said by the terms, and Premier is not had by asking, nor by another’s word, but by the operator’s', async () => {
  const s = await town()
  const [terms] = await programs.termsOf(looking(s.database, '2025-01-02T00:00:00Z'), 'cloudcodes')
  const asks = (key: string) =>
    terms?.tiers.find(one => one.key === key)?.requirements.map(one => (one.measure === 'confirmed' ? one.what : '')) ??
    []
  expect(asks('reseller')).toEqual(expect.arrayContaining(['host-platform-reseller', 'sales-team', 'technical-team']))
  expect(asks('premier')).toEqual(expect.arrayContaining(['product-on-website', 'joint-campaign']))
  const premier = { partner: p('stack'), tier: 'premier' }
  expect(await s.asked('2025-03-01T00:00:00Z', cx => tiers.applyTier(cx, premier))).toBe('requirements-not-met')
  await s.meet('2025-03-01T00:00:00Z')
  expect((await s.progress('2025-04-01T00:00:00Z'))?.tier).toBe('premier')
})

test.each([
  ['2026-12-31T23:59:59Z', 'premier'],
  ['2027-01-01T00:00:00Z', 'reseller'],
])('CC-6, CC-9: reached in 2025 and confirmed again at %s, Stack is %s on 15 January 2027', async (at, tier) => {
  const s = await town()
  await s.meet('2025-03-10T12:00:00Z')
  await s.meet(at)
  await within(s.database, '2027-01-15T00:00:00Z', cx => tiers.passTiersDue(cx))
  expect((await s.progress('2027-01-15T00:00:00Z'))?.tier).toBe(tier)
})

test.each([
  ['2025-03-01T00:00:00Z', '2025-03-31T23:59:59Z', '2025-04-01T00:00:00Z'],
  ['2025-02-28T23:59:59Z', '2025-02-28T23:59:59Z', '2025-03-01T00:00:00Z'],
  ['2025-12-15T12:00:00Z', '2025-12-31T23:59:59Z', '2026-01-01T00:00:00Z'],
])('CC-7, CC-11: reached %s, an order of %s earns 15 per cent and one of %s 30', async (reached, before, after) => {
  const s = await referred()
  await s.meet(reached)
  await s.sign(before, 'D-1', 'acme', '100.00')
  await s.sign(after, 'D-2', 'acme', '100.00')
  expect(await s.rates('stack')).toEqual(['deal:D-1 15 % 15.00 -', 'deal:D-2 30 % 30.00 -'])
})

test.each([
  ['2025-03-10T12:00:00Z', '2026-12-31', '2027-01-01'],
  ['2025-12-31T12:00:00Z', '2026-12-31', '2027-01-01'],
  ['2026-01-01T00:00:00Z', '2027-12-31', '2028-01-01'],
])('CC-8, CC-9: reached %s it is kept on %s and lost on %s, in orders and not only in words', async (reached, last, next) => {
  const s = await referred()
  await s.meet(reached)
  await s.sign(`${last}T23:59:59.999Z`, 'D-1', 'acme', '100.00')
  await s.sign(`${next}T00:00:00Z`, 'D-2', 'acme', '100.00')
  expect(await s.rates('stack')).toEqual(['deal:D-1 30 % 30.00 -', 'deal:D-2 15 % 15.00 -'])
})

describe('CC-10', () => {
  test.each([
    ['BÜCHER.example', 'none'],
    ['www.bücher.example', 'none'],
    ['xn--bcher-kva.example', 'none'],
    ['buecher.example', 'earns'],
  ])('CC-10: Stack reported www.bücher.example first; Rival, who reports %s and has the code too: %s', async (domain, rival) => {
    const s = await town()
    await s.partner('2025-01-01T00:00:00Z', 'rival')
    await s.customer('2025-01-01T00:00:00Z', 'books')
    await s.refer('2025-02-01T09:00:00Z', 'stack', 'acme', { code: 'STACK', domain: 'www.bücher.example' })
    await s.refer('2025-02-01T09:00:01Z', 'rival', 'books', { code: 'RIVAL', domain })
    await s.sign('2025-03-01T12:00:00Z', 'D-1', 'books', '100.00')
    const told = await s.reason('rival', 'deal:D-1')
    expect(told === 'code-or-domain-missing' ? 'none' : told).toBe(rival)
  })
  test('CC-10: a report that was not valid, of a partner without an agreement, takes no domain', async () => {
    const s = await town()
    await s.partner('2025-01-01T00:00:00Z', 'rival', { agreement: false })
    await expect(
      s.refer('2025-02-01T09:00:00Z', 'rival', 'acme', { code: 'R', domain: 'acme.example' }),
    ).rejects.toThrow('agreement-not-accepted')
    await s.refer('2025-02-02T09:00:00Z', 'stack', 'acme', { code: 'S', domain: 'acme.example' })
    await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '100.00')
    expect(await s.reason('stack', 'deal:D-1')).toBe('earns')
  })
})
