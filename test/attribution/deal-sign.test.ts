import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import * as attribution from '#attribution/index.ts'
import { raisedBy } from '#db/client.ts'
import { type Actor, SYSTEM, VISITOR } from '#kernel/actor.ts'
import type { CustomerId, PartnerId, ProgramKey } from '#kernel/id.ts'
import { type Currency, money } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'
import { act, looking } from '../support/database.ts'
import {
  acme,
  approve,
  audited,
  brightwave,
  customer,
  EUR,
  leadTown,
  nova,
  register,
  reject,
  sign,
  waiting,
} from './lead-town.ts'
import { userOf } from './town.ts'

const MARCH = '2025-03-01T10:00:00.000Z'
const IDES = '2025-03-15T10:00:00.000Z'
const JUNE = '2025-06-01T10:00:00.000Z'
const refusal = (result: { ok: boolean; refusal?: string }) => (result.ok ? 'ok' : result.refusal)
type Base = Parameters<typeof sign>[0]
const open = (database: Base, at: string, deal = 'D1', who = 'acme', actor: Actor = SYSTEM) =>
  act(database, at, cx => attribution.openDeal(cx, { deal, customer: who }), actor)

describe('a deal', () => {
  test('is opened, and signed later, with what was agreed', async () => {
    const database = await leadTown()
    await open(database, MARCH)
    const jpy = (minor: bigint) => money(minor, 'JPY' as Currency)
    const terms = {
      net: jpy(900n),
      firstYearNet: jpy(300n),
      stages: [jpy(100n), jpy(800n)],
      termMonths: 36,
      product: ' Payroll ',
    }
    expect(await sign(database, JUNE, { at: IDES, ...terms })).toMatchObject({
      ok: true,
      value: { id: 'D1', customer: 'acme', openedAt: new Date(MARCH), seq: 1 },
    })
    const found = await attribution.dealsNamed(looking(database, JUNE), ['D1', 'D9'])
    expect([...found.keys()]).toEqual(['D1'])
    expect(found.get('D1')?.signed).toEqual({
      at: new Date(IDES),
      recordedAt: new Date(JUNE),
      kind: 'new',
      subscription: 'paid',
      via: 'direct',
      discount: false,
      lead: null,
      ...terms,
      product: 'Payroll',
    })
    expect(await waiting(database)).toEqual(['acme'])
    const facts = await attribution.dealingsOf(looking(database, JUNE), [acme])
    expect(facts.get(acme)?.deals).toEqual([found.get('D1')])
    expect(await attribution.signedDealsOf(looking(database, JUNE), [acme])).toEqual(['D1'])
  })
  test('is signed without having been opened; opening it then has no effect', async () => {
    const database = await leadTown()
    await sign(database, MARCH)
    expect(await open(database, IDES)).toMatchObject({ ok: true, value: { openedAt: null, signed: { kind: 'new' } } })
  })
  test('told again with the same content has no effect; with other content it is an id-conflict', async () => {
    const database = await leadTown()
    await customer(database, 'noord', 'Noord')
    await open(database, MARCH)
    await open(database, IDES)
    expect(refusal(await open(database, IDES, 'D1', 'noord'))).toBe('id-conflict')
    await sign(database, IDES)
    expect(refusal(await sign(database, JUNE))).toBe('ok')
    expect(refusal(await sign(database, JUNE, { at: JUNE }))).toBe('id-conflict')
    expect(refusal(await sign(database, JUNE, { net: money(1n, EUR) }))).toBe('id-conflict')
    expect(refusal(await sign(database, JUNE, { customer: 'noord' }))).toBe('id-conflict')
    expect([await audited(database, 'open-deal'), await audited(database, 'sign-deal')]).toEqual([1, 1])
  })
  test('is refused for what is unknown, no amount, no term, or the future', async () => {
    const database = await leadTown()
    expect(refusal(await open(database, MARCH, 'D1', 'nobody'))).toBe('unknown-customer')
    expect(refusal(await open(database, MARCH, ' '))).toBe('bad-id')
    const ask = async (wish: Parameters<typeof sign>[2]) => refusal(await sign(database, MARCH, wish))
    expect(await ask({ customer: 'nobody', lead: 'L9' })).toBe('unknown-customer')
    expect(await ask({ lead: 'L9' })).toBe('unknown-lead')
    expect(await ask({ deal: '' })).toBe('bad-id')
    expect(await ask({ net: money(-1n, EUR) })).toBe('bad-amount')
    expect(await ask({ termMonths: 1.5 })).toBe('bad-term')
    expect(await ask({ at: '2025-03-03T10:00:00Z' })).toBe('in-the-future')
    expect(await database.read.all(sql`select 1 from deal`)).toEqual([])
  })
  test('is told of by finance and partner managers, and by nobody else', async () => {
    const database = await leadTown()
    const anna = await userOf(database, 'Anna', { partner: { id: brightwave, role: 'owner' } })
    const mod = await userOf(database, 'Mo', { staff: ['moderator'] })
    const fay = await userOf(database, 'Fay', { staff: ['finance'] })
    for (const actor of [VISITOR, anna, mod]) {
      expect(refusal(await open(database, MARCH, 'D1', 'acme', actor))).toBe('not-allowed')
      expect(refusal(await sign(database, MARCH, {}, actor))).toBe('not-allowed')
    }
    expect(refusal(await open(database, MARCH, 'D1', 'acme', fay))).toBe('ok')
    expect(refusal(await sign(database, MARCH, {}, fay))).toBe('ok')
  })
  test('keeps the order in which signatures were told, however they are dated', async () => {
    const database = await leadTown()
    await sign(database, JUNE, { deal: 'D2', at: IDES })
    await sign(database, JUNE, { deal: 'D1', at: IDES })
    await sign(database, JUNE, { deal: 'D0', at: MARCH })
    const facts = await attribution.dealingsOf(looking(database, JUNE), [acme])
    expect(facts.get(acme)?.deals.map(deal => [deal.id, deal.seq])).toEqual([
      ['D0', 3],
      ['D2', 1],
      ['D1', 2],
    ])
  })
  test('cannot be edited, replaced or removed', async () => {
    const database = await leadTown()
    await sign(database, MARCH)
    for (const attempt of [
      sql`update deal_signature set net = 1`,
      sql`delete from deal_signature`,
      sql`insert or replace into deal_signature select * from deal_signature`,
      sql`update deal set opened_at = 1`,
      sql`delete from deal`,
    ])
      await expect(database.write('try', db => db.run(attempt)).catch(e => Promise.reject(raisedBy(e)))).rejects.toBe(
        'append-only',
      )
  })
})

describe('SIM-14: a deal with the discount', () => {
  const simpro = async () => {
    const database = await leadTown(['simpro'], { feePercent: '10', discountPercent: '15' })
    await register(database, MARCH, { program: 'simpro' })
    return database
  }
  test('needs an approved lead in its window', async () => {
    const database = await simpro()
    expect(refusal(await sign(database, MARCH, { discount: true }))).toBe('not-eligible')
    await approve(database, IDES)
    const at = async (deal: string, when: string) =>
      refusal(await sign(database, '2026-12-31T00:00:00Z', { deal, discount: true, at: when }))
    expect([await at('D1', '2025-03-15T09:59:59Z'), await at('D2', IDES)]).toEqual(['not-eligible', 'ok'])
    expect([await at('D3', '2026-03-15T23:59:59Z'), await at('D4', '2026-03-16T00:00:00Z')]).toEqual([
      'ok',
      'not-eligible',
    ])
    expect(refusal(await sign(database, JUNE, { deal: 'D5', customer: 'zuivel', discount: true }))).toBe('not-eligible')
    expect(refusal(await sign(database, JUNE, { deal: 'D5', customer: 'zuivel' }))).toBe('ok')
  })
  test('is refused where no program of the lead knows a discount', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    await approve(database, IDES)
    expect(refusal(await sign(database, JUNE, { discount: true }))).toBe('not-eligible')
  })
  test('and told again is judged as it was then, not anew', async () => {
    const database = await simpro()
    await approve(database, IDES)
    await sign(database, JUNE, { discount: true })
    await reject(database, JUNE)
    expect(refusal(await sign(database, '2025-07-01T00:00:00Z', { discount: true }))).toBe('ok')
  })
})

describe('SIM-7: closed-won customers', () => {
  const won = (database: Base, o: { withinMonths?: number; from?: string; to?: string; partner?: PartnerId } = {}) =>
    attribution.closedWon(looking(database, '2026-06-01T00:00:00Z'), {
      partner: o.partner ?? brightwave,
      program: 'one-network' as ProgramKey,
      from: (o.from ?? '2025-01-01') as Day,
      to: (o.to ?? '2025-12-31') as Day,
      withinMonths: o.withinMonths ?? 6,
    })
  test('are counted once each, by their orders within so many months of the approval', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    await register(database, MARCH, { lead: 'L2', company: { name: 'Zuivel', domain: 'zuivel.nl' } })
    await approve(database, IDES)
    await approve(database, IDES, 'L2')
    await sign(database, JUNE)
    await sign(database, JUNE, { deal: 'D2', kind: 'expansion' })
    await sign(database, '2025-09-16T00:00:00Z', { deal: 'D3', customer: 'zuivel' })
    expect(await won(database)).toEqual(['acme'])
    await sign(database, '2025-09-16T00:00:00Z', { deal: 'D4', customer: 'zuivel', at: '2025-09-15T23:59:59Z' })
    expect(await won(database)).toEqual(['acme', 'zuivel'])
    expect(await won(database, { partner: nova })).toEqual([])
    expect(await won(database, { from: '2025-06-02' })).toEqual(['zuivel'])
  })
})

describe('ONE-11: two deals of one day', () => {
  const choose = (database: Base, deal: string, actor: Actor = SYSTEM, lead = 'L1') =>
    act(database, JUNE, cx => attribution.chooseDeal(cx, { lead, deal }), actor)
  test('the operator chooses the other one, and may choose again', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    await approve(database, IDES)
    await sign(database, JUNE, { deal: 'D1' })
    await sign(database, JUNE, { deal: 'D2', at: '2025-06-01T09:00:00Z' })
    expect(refusal(await choose(database, 'D2'))).toBe('ok')
    expect(refusal(await choose(database, 'D2'))).toBe('ok')
    expect(refusal(await choose(database, 'D1'))).toBe('ok')
    const facts = (await attribution.dealingsOf(looking(database, JUNE), [acme])).get(acme)
    expect(facts?.choices).toEqual([
      { lead: 'L1', deal: 'D2', at: new Date(JUNE) },
      { lead: 'L1', deal: 'D1', at: new Date(JUNE) },
    ])
    expect(await audited(database, 'choose-deal')).toBe(2)
  })
  test('not one of another day, of another customer, or unsigned; and nobody but partner managers', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    await approve(database, IDES)
    await sign(database, JUNE, { deal: 'D1', at: '2025-05-31T23:59:59Z' })
    await sign(database, JUNE, { deal: 'D2' })
    await sign(database, JUNE, { deal: 'Z1', customer: 'zuivel' })
    await open(database, JUNE, 'D3')
    expect(refusal(await choose(database, 'D2'))).toBe('not-eligible')
    for (const deal of ['Z1', 'D3', 'D9']) expect(refusal(await choose(database, deal))).toBe('unknown-deal')
    expect(refusal(await choose(database, 'D2', SYSTEM, 'L9'))).toBe('unknown-lead')
    const fay = await userOf(database, 'Fay', { staff: ['finance'] })
    expect(refusal(await choose(database, 'D2', fay))).toBe('not-allowed')
  })
})

describe('COC-6: a renewal’s participation and share', () => {
  const part = (database: Base, at: string, o: { deal?: string; partner?: PartnerId } = {}, actor: Actor = SYSTEM) =>
    act(database, at, cx => attribution.logParticipation(cx, { deal: 'D1', partner: brightwave, ...o }), actor)
  const share = (
    database: Base,
    at: string,
    ppm: bigint,
    o: { deal?: string; partner?: PartnerId } = {},
    actor: Actor = SYSTEM,
  ) => act(database, at, cx => attribution.agreeShare(cx, { deal: 'D1', partner: brightwave, ppm, ...o }), actor)
  test('are kept with the instants at which they were told, in either order', async () => {
    const database = await leadTown(['cocentric'])
    await sign(database, MARCH)
    await share(database, IDES, 50_000n)
    await part(database, JUNE)
    await part(database, '2025-07-01T00:00:00Z')
    await share(database, '2025-07-01T00:00:00Z', 50_000n)
    await share(database, '2025-08-01T00:00:00Z', 60_000n)
    const facts = (await attribution.dealingsOf(looking(database, JUNE), [acme])).get(acme)
    expect(facts?.participations).toEqual([{ deal: 'D1', partner: brightwave, at: new Date(JUNE) }])
    expect(facts?.shares).toEqual([
      { deal: 'D1', partner: brightwave, at: new Date(IDES), ppm: 50_000n },
      { deal: 'D1', partner: brightwave, at: new Date('2025-08-01Z'), ppm: 60_000n },
    ])
    expect(await waiting(database)).toEqual(Array(4).fill('acme'))
  })
  test('are refused for an unknown deal or partner and a rate that is none', async () => {
    const database = await leadTown(['cocentric'])
    await sign(database, MARCH)
    expect(refusal(await part(database, IDES, { deal: 'D9' }))).toBe('unknown-deal')
    expect(refusal(await share(database, IDES, 1n, { deal: 'D9' }))).toBe('unknown-deal')
    expect(refusal(await part(database, IDES, { partner: 'nobody' as PartnerId }))).toBe('unknown-partner')
    expect(refusal(await share(database, IDES, 1n, { partner: 'nobody' as PartnerId }))).toBe('unknown-partner')
    expect([refusal(await share(database, IDES, 1_000_001n)), refusal(await share(database, IDES, -1n))]).toEqual([
      'bad-percent',
      'bad-percent',
    ])
    expect([refusal(await share(database, IDES, 0n)), refusal(await share(database, IDES, 1_000_000n))]).toEqual([
      'ok',
      'ok',
    ])
  })
  test('the partner tells its own part, of a deal that it knows; the operator agrees', async () => {
    const database = await leadTown(['cocentric'])
    const anna = await userOf(database, 'Anna', { partner: { id: brightwave, role: 'editor' } })
    const fin = await userOf(database, 'Finn', { partner: { id: brightwave, role: 'finance' } })
    await register(database, MARCH, { program: 'cocentric' })
    await sign(database, '2025-03-10T10:00:00Z')
    expect(refusal(await part(database, JUNE, {}, anna))).toBe('unknown-deal')
    await approve(database, IDES)
    await sign(database, JUNE, { deal: 'D2' })
    expect(refusal(await part(database, JUNE, { deal: 'D2' }, anna))).toBe('ok')
    expect(refusal(await part(database, JUNE, { deal: 'D2' }, fin))).toBe('not-allowed')
    expect(refusal(await part(database, JUNE, { deal: 'D2', partner: nova }, anna))).toBe('not-allowed')
    expect(refusal(await share(database, JUNE, 1n, { deal: 'D2' }, anna))).toBe('not-allowed')
    expect((await attribution.dealsOfPartner(looking(database, JUNE, anna), brightwave)).map(deal => deal.id)).toEqual([
      'D2',
    ])
    expect(await attribution.dealsOfPartner(looking(database, JUNE, anna), nova)).toEqual([])
    expect(await attribution.findDeal(looking(database, JUNE, anna), 'D1')).toBeNull()
    expect(await attribution.findDeal(looking(database, JUNE, anna), 'D2')).toMatchObject({ id: 'D2' })
    expect(await attribution.dealsOf(looking(database, JUNE, anna), { limit: 10 })).toEqual([])
    const listed = await attribution.dealsOf(looking(database, JUNE), { limit: 1 })
    expect(listed.map(deal => deal.id)).toEqual(['D2'])
    expect(
      (await attribution.dealsOf(looking(database, JUNE), { limit: 5, after: listed[0] ?? null, customer: acme })).map(
        d => d.id,
      ),
    ).toEqual(['D1'])
  })
})

test('a customer without any dealings is left out', async () => {
  const database = await leadTown()
  expect((await attribution.dealingsOf(looking(database, MARCH), [acme, 'nobody' as CustomerId])).size).toBe(0)
})
