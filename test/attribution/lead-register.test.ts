import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import * as attribution from '#attribution/index.ts'
import { raisedBy } from '#db/client.ts'
import { VISITOR } from '#kernel/actor.ts'
import type { CustomerId, PartnerId } from '#kernel/id.ts'
import * as partners from '#partners/index.ts'
import { act, looking } from '../support/database.ts'
import {
  acme,
  approve,
  brightwave,
  customer,
  leadTown,
  NEW_YEAR,
  nova,
  register,
  sign,
  told,
  waiting,
  zuivel,
} from './lead-town.ts'
import { userOf } from './town.ts'

const MARCH = '2025-03-01T10:00:00.000Z'
const APRIL = '2025-04-01T10:00:00.000Z'
const refusal = (result: { ok: boolean; refusal?: string }) => (result.ok ? 'ok' : result.refusal)

describe('SIM-5: a lead is registered', () => {
  test('for a known customer, at that instant, and the operator’s people are told', async () => {
    const database = await leadTown()
    expect(await register(database, MARCH)).toMatchObject({
      ok: true,
      value: { id: 'L1', partner: 'brightwave', customer: 'acme', company: null, approvedAt: null, lastDay: null },
    })
    const lead = await attribution.findLead(looking(database, MARCH), 'L1')
    expect(lead).toMatchObject({ name: 'Acme', registeredAt: new Date(MARCH), contacts: [] })
    expect(await told(database)).toEqual([{ lead: 'L1', what: 'registered' }])
    expect(await waiting(database)).toEqual(['acme'])
  })
  test('for a company that is no customer yet, by name and domain, in the form in which they compare', async () => {
    const database = await leadTown()
    const lead = await register(database, MARCH, { company: { name: ' Bakker ', domain: 'https://WWW.Bakker.nl/x' } })
    expect(lead).toMatchObject({ value: { customer: null, company: { name: 'Bakker', domain: 'bakker.nl' } } })
    expect(await waiting(database)).toEqual([])
  })
  test('with an id of the site’s own where the caller has none', async () => {
    const database = await leadTown()
    const lead = await register(database, MARCH, { lead: undefined })
    expect(lead.ok && lead.value.id).toMatch(/^lead_[a-z0-9]{16}$/)
  })
  test('also for a customer that another partner holds: that is asked at the approval, and tells nobody anything', async () => {
    const database = await leadTown()
    await register(database, MARCH, { lead: 'L0', partner: nova })
    await approve(database, MARCH, 'L0')
    expect(await register(database, APRIL)).toMatchObject({ ok: true })
  })
  test('M28: three leads of three partners stay three partners’', async () => {
    const database = await leadTown()
    const orbit = 'orbit' as PartnerId
    await act(database, NEW_YEAR, cx =>
      partners.addPartner(cx, { id: orbit, name: 'Orbit', domain: 'orbit.example', program: 'one-network' }),
    )
    await customer(database, 'noord', 'Noord', 'noord.nl')
    const three = [
      [brightwave, 'acme'],
      [nova, 'zuivel'],
      [orbit, 'noord'],
    ] as const
    for (const [partner, who] of three) await register(database, MARCH, { lead: `L-${who}`, partner, customer: who })
    for (const [, who] of three) await approve(database, APRIL, `L-${who}`)
    const leads = await attribution.leadsOf(looking(database, APRIL), { state: 'active', limit: 10 })
    expect(leads.map(lead => [lead.partner, lead.customer]).sort()).toEqual(
      three.map(([partner, who]) => [partner, who]).sort(),
    )
  })
})

describe('told again', () => {
  test('with the same content it has no effect, also once it is approved or the partner stands still', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    await approve(database, MARCH)
    await act(database, APRIL, cx => partners.suspend(cx, { partner: brightwave }))
    expect(await register(database, APRIL)).toMatchObject({ ok: true, value: { registeredAt: new Date(MARCH) } })
    expect(await told(database)).toHaveLength(2)
  })
  test('with other content it is an id-conflict', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    expect(refusal(await register(database, MARCH, { customer: 'zuivel' }))).toBe('id-conflict')
    expect(refusal(await register(database, MARCH, { partner: nova }))).toBe('id-conflict')
  })
})

describe('a registration is refused', () => {
  test('COC-1: to a partner that has not accepted the agreement, and taken from the instant on at which it has', async () => {
    const database = await leadTown(['cocentric'])
    const quiet = 'quiet' as PartnerId
    await act(database, NEW_YEAR, cx =>
      partners.addPartner(cx, { id: quiet, name: 'Quiet', program: 'cocentric', agreement: false }),
    )
    const wish = { partner: quiet, program: 'cocentric' }
    expect(refusal(await register(database, MARCH, wish))).toBe('agreement-not-accepted')
    await act(database, MARCH, cx => partners.acceptAgreement(cx, { partner: quiet, program: 'cocentric' }))
    expect(refusal(await register(database, MARCH, wish))).toBe('ok')
  })
  test('to a partner that is suspended from the start of that day, or is no member of the program', async () => {
    const database = await leadTown(['one-network', 'cocentric'])
    await act(database, '2025-03-01T23:00:00Z', cx => partners.suspend(cx, { partner: brightwave }))
    expect(refusal(await register(database, '2025-03-01T00:30:00Z'))).toBe('partner-not-active')
    expect(refusal(await register(database, '2025-02-28T23:59:59Z'))).toBe('ok')
    await act(database, NEW_YEAR, cx => partners.addPartner(cx, { id: 'solo', name: 'Solo', program: 'one-network' }))
    const solo = 'solo' as PartnerId
    expect(refusal(await register(database, MARCH, { lead: 'L2', partner: solo, program: 'cocentric' }))).toBe(
      'partner-not-active',
    )
  })
  test('G8: for the partner’s own organisation, by what is known of the customer or by the company’s domain', async () => {
    const database = await leadTown()
    await customer(database, 'bw', 'Brightwave zelf', 'mail.brightwave.nl')
    expect(refusal(await register(database, MARCH, { customer: 'bw' }))).toBe('self-dealing')
    const company = (domain: string) => register(database, MARCH, { company: { name: 'B', domain } })
    expect(refusal(await company('www.Brightwave.nl'))).toBe('self-dealing')
    expect(refusal(await company('brightwaves.nl'))).toBe('ok')
    expect(refusal(await register(database, MARCH, { lead: 'L2', company: { name: 'BRIGHT wave' } }))).toBe(
      'self-dealing',
    )
  })
  test('of nobody: neither a customer nor a company', async () => {
    const database = await leadTown()
    expect(refusal(await register(database, MARCH, { customer: null }))).toBe('incomplete')
    expect(refusal(await register(database, MARCH, { company: { name: '  ' } }))).toBe('incomplete')
  })
  test('for what is unknown: partner, program, customer, the lead it registers anew', async () => {
    const database = await leadTown()
    const ask = async (wish: Parameters<typeof register>[2]) => refusal(await register(database, MARCH, wish))
    expect(await ask({ partner: 'nobody' as PartnerId })).toBe('unknown-partner')
    expect(await ask({ program: 'nowhere' })).toBe('unknown-program')
    expect(await ask({ program: 'copernica' })).toBe('not-allowed')
    expect(await ask({ customer: 'nobody' })).toBe('unknown-customer')
    expect(await ask({ again: 'L0', customer: 'acme' })).toBe('unknown-lead')
    expect(await ask({ lead: ' ' })).toBe('bad-id')
    expect(await ask({ company: { name: 'B', domain: 'no domain' } })).toBe('bad-domain')
    expect(await ask({ program: 'simpro' })).toBe('incomplete')
  })
  test('in this order, where several reasons stand', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    await act(database, MARCH, cx => partners.suspend(cx, { partner: brightwave }))
    const ask = async (wish: Parameters<typeof register>[2]) => refusal(await register(database, APRIL, wish))
    expect(await ask({ program: 'nowhere', customer: 'nobody' })).toBe('unknown-program')
    expect(await ask({ customer: 'nobody', again: 'L0' })).toBe('unknown-customer')
    expect(await ask({ customer: 'zuivel', again: 'L0' })).toBe('unknown-lead')
    expect(await ask({ customer: 'zuivel' })).toBe('partner-not-active')
    await act(database, APRIL, cx => partners.reinstate(cx, { partner: brightwave }))
    expect(await ask({ customer: 'zuivel' })).toBe('id-conflict')
  })
  test('to everybody but the partner’s own editors and the operator’s partner managers', async () => {
    const database = await leadTown()
    const at = async (partner: PartnerId, role: 'owner' | 'editor' | 'finance') =>
      refusal(
        await register(
          database,
          MARCH,
          { lead: `L-${partner}-${role}`, company: { name: 'Bakker' } },
          await userOf(database, `${partner}-${role}`, { partner: { id: partner, role } }),
        ),
      )
    expect([await at(brightwave, 'owner'), await at(brightwave, 'editor')]).toEqual(['ok', 'ok'])
    expect([await at(brightwave, 'finance'), await at(nova, 'owner')]).toEqual(['not-allowed', 'not-allowed'])
    expect(refusal(await register(database, MARCH, {}, VISITOR))).toBe('not-allowed')
    const staff = await userOf(database, 'Pim', { staff: ['partner-manager'] })
    const finance = await userOf(database, 'Fay', { staff: ['finance'] })
    expect(refusal(await register(database, MARCH, {}, finance))).toBe('not-allowed')
    expect(refusal(await register(database, MARCH, {}, staff))).toBe('ok')
  })
})

describe('a partner’s person names its own customers only', () => {
  test('others answer as unknown, whether they exist or not', async () => {
    const database = await leadTown()
    const anna = await userOf(database, 'Anna', { partner: { id: brightwave, role: 'editor' } })
    expect(refusal(await register(database, MARCH, { customer: 'acme' }, anna))).toBe('unknown-customer')
    expect(refusal(await register(database, MARCH, { customer: 'nobody' }, anna))).toBe('unknown-customer')
    await register(database, MARCH, { lead: 'L0', customer: 'acme' })
    expect(refusal(await register(database, MARCH, { customer: 'acme' }, anna))).toBe('ok')
  })
  test('a company that it merely registered is none of them, until the operator approved it', async () => {
    const database = await leadTown()
    const anna = await userOf(database, 'Anna', { partner: { id: brightwave, role: 'editor' } })
    const known = () => attribution.knownCustomersOf(looking(database, APRIL, anna), brightwave)
    await register(database, MARCH, { lead: 'L0', company: { name: 'A', domain: 'acme.nl' } }, anna)
    expect(refusal(await register(database, MARCH, { customer: 'acme' }, anna))).toBe('unknown-customer')
    expect(await known()).toEqual([])
    await approve(database, MARCH, 'L0')
    expect(await known()).toEqual(['acme'])
    expect(await attribution.knownCustomersOf(looking(database, APRIL, anna), nova)).toEqual([])
  })
  test('and others’ leads are unknown to it', async () => {
    const database = await leadTown()
    await register(database, MARCH, { partner: nova })
    const anna = await userOf(database, 'Anna', { partner: { id: brightwave, role: 'editor' } })
    expect(await attribution.findLead(looking(database, MARCH, anna), 'L1')).toBeNull()
    expect(await attribution.leadsOf(looking(database, MARCH, anna), { limit: 10 })).toEqual([])
    expect(await attribution.leadsOf(looking(database, MARCH, anna), { partner: nova, limit: 10 })).toEqual([])
    expect(refusal(await register(database, MARCH, { lead: 'L2', again: 'L1', company: { name: 'Acme' } }, anna))).toBe(
      'unknown-lead',
    )
  })
})

describe('ONE-8: registering anew', () => {
  test('takes customer and company from the lead before, where they are left out', async () => {
    const database = await leadTown()
    await register(database, MARCH, { company: { name: 'Bakker', domain: 'bakker.nl' } })
    expect(await register(database, APRIL, { lead: 'L2', again: 'L1' })).toMatchObject({
      value: { again: 'L1', customer: null, company: { name: 'Bakker', domain: 'bakker.nl' } },
    })
  })
  test('is of the same partner, program and firm: a company may have become a customer', async () => {
    const database = await leadTown(['one-network', 'cocentric'])
    await register(database, MARCH, { company: { name: 'ACME', domain: 'acme.nl' } })
    const again = async (wish: Parameters<typeof register>[2]) =>
      refusal(await register(database, APRIL, { lead: 'L2', again: 'L1', ...wish }))
    expect(await again({ partner: nova, customer: 'acme' })).toBe('unknown-lead')
    expect(await again({ program: 'cocentric', customer: 'acme' })).toBe('unknown-lead')
    expect(await again({ customer: 'zuivel' })).toBe('unknown-lead')
    expect(await again({ customer: 'acme' })).toBe('ok')
  })
})

describe('whose lead it is', () => {
  test('a company becomes a customer: by its domain, or by its name where one side has no domain', async () => {
    const database = await leadTown()
    await register(database, MARCH, { lead: 'L1', company: { name: 'Bakkerij', domain: 'bakker.nl' } })
    await register(database, MARCH, { lead: 'L2', company: { name: 'de VISSER' } })
    await customer(database, 'b', 'Bakker Groep', 'bakker.nl', APRIL)
    await customer(database, 'v', 'De Visser', 'visser.nl', APRIL)
    await customer(database, 'x', 'Bakkerij', 'andere.nl', APRIL)
    const ids = ['b', 'v', 'x'] as CustomerId[]
    const found = await attribution.dealingsOf(looking(database, APRIL), ids)
    expect([...found].map(([id, one]) => [id, one.leads.map(lead => lead.id)])).toEqual([
      ['b', ['L1']],
      ['v', ['L2']],
    ])
    expect(await attribution.customersOfPartner(looking(database, APRIL), brightwave)).toEqual(['b', 'v'])
  })
  test('a domain of free mail says nothing', async () => {
    const database = await leadTown()
    await customer(database, 'jan', 'Jan', 'gmail.com')
    await register(database, MARCH, { company: { name: 'Piet', domain: 'gmail.com' } })
    expect((await attribution.dealingsOf(looking(database, APRIL), ['jan' as CustomerId])).size).toBe(0)
  })
  test('a deal that names a lead says who the company became; a lead of another customer is unknown to it', async () => {
    const database = await leadTown()
    await register(database, MARCH, { company: { name: 'A.C.M.E. Holding' } })
    await register(database, MARCH, { lead: 'L2', company: { name: 'Zuivel' } })
    await register(database, MARCH, { lead: 'L3', customer: 'zuivel' })
    await register(database, MARCH, { lead: 'L4', company: { name: 'Acme', domain: 'acme.nl' } })
    const named = async (deal: string, lead: string) => refusal(await sign(database, APRIL, { deal, lead }))
    expect([await named('D2', 'L2'), await named('D3', 'L3'), await named('D0', 'L9')]).toEqual(
      Array(3).fill('unknown-lead'),
    )
    expect([await named('D1', 'L1'), await named('D4', 'L4')]).toEqual(['ok', 'ok'])
    const found = await attribution.dealingsOf(looking(database, APRIL), [acme, zuivel])
    expect(found.get(acme)?.leads.map(lead => lead.id)).toEqual(['L1', 'L4'])
    expect(found.get(zuivel)?.leads.map(lead => lead.id)).toEqual(['L2', 'L3'])
  })
})

describe('what was told of a lead stays', () => {
  test('the database refuses to edit, replace or remove it', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    await approve(database, APRIL)
    const tries = [
      sql`update lead set registered_at = 0`,
      sql`update lead set approved_at = approved_at - 1`,
      sql`update lead set owner = 'Bob'`,
      sql`update lead set last_day = '2099-01-01'`,
      sql`update lead set partner = 'nova'`,
      sql`delete from lead`,
      sql`insert or replace into lead(id, partner, program, customer, name_key, registered_at, registered_by)
        values ('L1', 'nova', 'one-network', 'acme', 'acme', 0, 'me')`,
    ]
    for (const attempt of tries)
      await expect(
        database.write('try', db => db.run(attempt)).catch(error => Promise.reject(raisedBy(error))),
      ).rejects.toMatch(/append-only|a lead is decided once/)
  })
})
