import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import * as attribution from '#attribution/index.ts'
import { raisedBy } from '#db/client.ts'
import type { PartnerId } from '#kernel/id.ts'
import type { Month } from '#kernel/period.ts'
import { act, looking, within } from '../support/database.ts'
import { approve, brightwave, customer, leadTown, nova, register, sign } from './lead-town.ts'
import { userOf } from './town.ts'

const MARCH = '2025-03-01T10:00:00.000Z'
const IDES = '2025-03-15T10:00:00.000Z'
type Base = Awaited<ReturnType<typeof leadTown>>
const pass = (database: Base, at: string) => within(database, at, attribution.passLeadsDue)
const month = (text: string) => text as Month
const frozen = async (database: Base, text: string, partner: PartnerId = brightwave) =>
  (await attribution.registryOf(looking(database, '2027-01-01T00:00:00Z'), partner, month(text))).map(one => one.rows)
const due = async (database: Base) => (await attribution.nextLeadDue(looking(database, MARCH)))?.toISOString()

describe('ONE-9: a month of the registry', () => {
  test('is frozen at the first instant of the next, for each partner with leads, and stays as it was', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    await register(database, MARCH, { lead: 'N1', partner: nova, customer: 'zuivel' })
    await approve(database, IDES, 'L1', 'Sanne')
    expect(await due(database)).toBe('2025-04-01T00:00:00.000Z')
    await pass(database, '2025-03-31T23:59:59.999Z')
    expect(await frozen(database, '2025-03')).toEqual([])
    await pass(database, '2025-04-01T00:00:00Z')
    await pass(database, '2025-04-01T00:00:00Z')
    await sign(database, '2025-04-02T00:00:00Z', { at: '2025-03-20T10:00:00Z' })
    await pass(database, '2025-05-01T00:00:00Z')
    const signed = { dealStatus: 'signed', closeDate: '2025-03-20', firstYear: { amount: '1200.00', currency: 'EUR' } }
    expect(await frozen(database, '2025-03')).toMatchObject([
      [{ lead: 'L1', company: 'Acme', status: 'active', owner: 'Sanne', dealStatus: 'none', firstYear: null }],
    ])
    expect(await frozen(database, '2025-04')).toMatchObject([[{ lead: 'L1', ...signed }]])
    expect(await frozen(database, '2025-03', nova)).toMatchObject([[{ lead: 'N1', status: 'pending' }]])
    expect(await attribution.verifyRegistries(looking(database, IDES))).toEqual([])
  })
  test('is not left out when time jumps: each one is as it stood at its own end', async () => {
    const [slow, fast] = [await leadTown(), await leadTown()]
    for (const database of [slow, fast]) {
      await register(database, MARCH)
      await approve(database, '2025-04-15T00:00:00Z')
      await act(database, '2025-05-15T00:00:00Z', cx =>
        attribution.introduceContact(cx, { lead: 'L1', name: 'Mila', role: 'CEO', decisionMaker: true }),
      )
    }
    for (const at of ['2025-04-01', '2025-05-01', '2025-06-01']) await pass(slow, `${at}T00:00:00Z`)
    await pass(fast, '2025-06-20T13:00:00Z')
    for (const text of ['2025-03', '2025-04', '2025-05'])
      expect(await frozen(fast, text)).toEqual(await frozen(slow, text))
    expect((await frozen(fast, '2025-04'))[0]?.[0]).toMatchObject({ status: 'active', contacts: [] })
    expect((await frozen(fast, '2025-05'))[0]?.[0]).toMatchObject({ contacts: ['Mila (CEO)'] })
    const heads = await attribution.snapshotsOf(looking(fast, IDES), brightwave)
    expect(heads.map(head => head.month)).toEqual(['2025-05', '2025-04', '2025-03'])
    expect([await due(slow), await due(fast)]).toEqual(Array(2).fill('2025-07-01T00:00:00.000Z'))
  })
  test('ends where the program is, and a lead is active in the month of its last day', async () => {
    const database = await leadTown(['one-network'], { timeZone: 'Europe/Amsterdam', leadWindowMonths: 1 })
    await register(database, '2025-02-28T22:59:59Z')
    await approve(database, '2025-02-28T22:59:59Z')
    expect(await due(database)).toBe('2025-02-28T23:00:00.000Z')
    await register(database, '2025-02-28T23:00:00Z', { lead: 'L2', customer: 'zuivel' })
    await approve(database, '2025-02-28T23:00:00Z', 'L2')
    await pass(database, '2025-04-30T22:00:00Z')
    const states = async (text: string) => (await frozen(database, text)).flat().map(row => [row.lead, row.status])
    expect(await states('2025-02')).toEqual([['L1', 'active']])
    expect(await states('2025-03')).toEqual([
      ['L1', 'expired'],
      ['L2', 'active'],
    ])
    expect(await states('2025-04')).toEqual([
      ['L1', 'expired'],
      ['L2', 'expired'],
    ])
  })
  test('shows the people introduced on the lead before, for introductions carry over', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    const mila = { lead: 'L1', name: 'Mila', role: 'CEO', decisionMaker: true }
    await act(database, IDES, cx => attribution.introduceContact(cx, mila))
    await register(database, IDES, { lead: 'L2', again: 'L1' })
    const [now] = await attribution.registryOf(looking(database, IDES), brightwave)
    expect(now?.rows.map(row => [row.lead, row.contacts])).toEqual([
      ['L1', ['Mila (CEO)']],
      ['L2', ['Mila (CEO)']],
    ])
  })
  test('is a file of the partner’s own, and of staff', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    await pass(database, '2025-04-01T00:00:00Z')
    const anna = await userOf(database, 'Anna', { partner: { id: brightwave, role: 'editor' } })
    const nora = await userOf(database, 'Nora', { partner: { id: nova, role: 'owner' } })
    const own = await attribution.registryOf(looking(database, IDES, anna), brightwave, month('2025-03'))
    expect(attribution.registryCsv(own)).toContain('L1,Acme,pending,2025-03-01T10:00:00.000Z,brightwave,')
    expect(own[0]?.frozen).toMatchObject({ hash: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(await attribution.registryOf(looking(database, IDES, nora), brightwave, month('2025-03'))).toEqual([])
    expect(await attribution.snapshotsOf(looking(database, IDES, nora), brightwave)).toEqual([])
    const now = await attribution.registryOf(looking(database, IDES, anna), brightwave)
    expect(now).toMatchObject([{ program: 'one-network', month: '2025-03', frozen: null, rows: [{ lead: 'L1' }] }])
  })
  test('cannot be edited, replaced or removed; what was done past the house is seen', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    await pass(database, '2025-04-01T00:00:00Z')
    for (const attempt of [
      sql`update registry_snapshot set body = '[]'`,
      sql`delete from registry_snapshot`,
      sql`insert or replace into registry_snapshot select * from registry_snapshot`,
    ])
      await expect(database.write('try', db => db.run(attempt)).catch(e => Promise.reject(raisedBy(e)))).rejects.toBe(
        'append-only',
      )
    await database.write('past the house', async db => {
      await db.run(sql`drop trigger registry_snapshot_kept`)
      await db.run(sql`update registry_snapshot set body = '[]'`)
    })
    expect(await attribution.verifyRegistries(looking(database, IDES))).toEqual([
      { message: 'the registry of brightwave in one-network of 2025-03 was changed' },
    ])
  })
})

describe('merging two customers', () => {
  test('carries leads, deals, referrals, stops and the mark of turnover over', async () => {
    const database = await leadTown(['one-network', 'cloudcodes'])
    await customer(database, 'twin', 'Twin')
    await database.write('as if it had signed up', db =>
      db.run(sql`update customer set origin = 'sign-up' where id = 'twin'`),
    )
    const twin = 'twin' as Parameters<typeof attribution.mergeCustomers>[1]['from']
    const acme = 'acme' as typeof twin
    await register(database, MARCH, { customer: 'twin' })
    await sign(database, IDES, { customer: 'twin' })
    await act(database, IDES, cx => attribution.refer(cx, { partner: brightwave, customer: 'twin', code: 'BW1' }))
    await act(database, IDES, cx => attribution.stopAccount(cx, { partner: brightwave, customer: twin, by: 'vendor' }))
    await within(database, IDES, cx => attribution.noteTurnover(cx, [{ customer: twin, at: new Date(MARCH) }]))
    await within(database, IDES, cx => attribution.noteTurnover(cx, [{ customer: acme, at: new Date(IDES) }]))
    expect(
      await act(database, '2025-06-01T00:00:00Z', cx => attribution.mergeCustomers(cx, { from: twin, into: acme })),
    ).toMatchObject({ ok: true })
    const facts = (await attribution.dealingsOf(looking(database, IDES), [acme, twin])).get(acme)
    expect(facts).toMatchObject({
      leads: [{ id: 'L1', customer: 'acme' }],
      deals: [{ id: 'D1', customer: 'acme' }],
      referrals: [{ code: 'BW1', customer: 'acme' }],
      stops: [{ customer: 'acme' }],
    })
    expect(await database.read.all(sql`select first_at from customer_billed where customer = 'acme'`)).toEqual([
      { first_at: Date.parse(MARCH) },
    ])
  })
  test('and leads of a company that the merged customer was known to be', async () => {
    const database = await leadTown()
    await register(database, MARCH, { company: { name: 'Twin' } })
    await register(database, MARCH, { lead: 'L2', company: { name: 'Twin', domain: 'twin.nl' } })
    await customer(database, 'twin', 'TWIN')
    await database.write('as if it had signed up', db =>
      db.run(sql`update customer set origin = 'sign-up' where id = 'twin'`),
    )
    const [twin, acme] = ['twin', 'acme'] as Parameters<typeof attribution.mergeCustomers>[1]['from'][]
    if (!twin || !acme) throw new Error('both are named')
    await act(database, IDES, cx => attribution.mergeCustomers(cx, { from: twin, into: acme }))
    const facts = (await attribution.dealingsOf(looking(database, IDES), [acme])).get(acme)
    expect(facts?.leads.map(lead => [lead.id, lead.customer, lead.company?.name])).toEqual([
      ['L1', 'acme', 'Twin'],
      ['L2', 'acme', 'Twin'],
    ])
  })
})
