import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import * as attribution from '#attribution/index.ts'
import { VISITOR } from '#kernel/actor.ts'
import type { CustomerId, LeadId } from '#kernel/id.ts'
import { act, looking, within } from '../support/database.ts'
import {
  acme,
  approve,
  audited,
  brightwave,
  customer,
  leadTown,
  nova,
  register,
  reject,
  sign,
  told,
  waiting,
} from './lead-town.ts'
import { userOf } from './town.ts'

const MARCH = '2025-03-01T10:00:00.000Z'
const IDES = '2025-03-15T10:00:00.000Z'
const refusal = (result: { ok: boolean; refusal?: string }) => (result.ok ? 'ok' : result.refusal)

describe('COC-2, ONE-2: an approval', () => {
  test('makes the lead the partner’s from that instant to the last day of the window, and names the account owner', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    expect(await approve(database, IDES, 'L1', ' Sanne Smit ')).toMatchObject({
      ok: true,
      value: {
        approvedAt: new Date(IDES),
        owner: 'Sanne Smit',
        lastDay: '2026-03-15',
        expiresAt: new Date('2026-03-16Z'),
      },
    })
    expect((await told(database)).at(-1)).toEqual({ lead: 'L1', what: 'approved' })
    expect(await waiting(database)).toEqual(['acme', 'acme'])
    expect(await audited(database, 'approve-lead')).toBe(1)
  })
  test('keeps the name of its owner on one line, as the registry’s file needs it', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    expect(await approve(database, IDES, 'L1', ' Sanne\r\nSmit\u0000 ')).toMatchObject({
      value: { owner: 'Sanne Smit' },
    })
  })
  test('given again it has no effect', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    await approve(database, IDES, 'L1', 'Sanne')
    expect(await approve(database, '2025-06-01T10:00:00Z', 'L1', 'Bob')).toMatchObject({
      value: { approvedAt: new Date(IDES), owner: 'Sanne' },
    })
    expect(await audited(database, 'approve-lead')).toBe(1)
  })
  test('is given by partner managers and the owner, and by nobody else', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    const anna = await userOf(database, 'Anna', { partner: { id: brightwave, role: 'owner' } })
    const finance = await userOf(database, 'Fay', { staff: ['finance'] })
    const pim = await userOf(database, 'Pim', { staff: ['partner-manager'] })
    for (const actor of [VISITOR, anna, finance]) {
      expect(refusal(await approve(database, IDES, 'L1', undefined, actor))).toBe('not-allowed')
      expect(refusal(await reject(database, IDES, 'L1', undefined, actor))).toBe('not-allowed')
    }
    expect(refusal(await approve(database, IDES, 'L9', undefined, pim))).toBe('unknown-lead')
    expect(refusal(await approve(database, IDES, 'L1', undefined, pim))).toBe('ok')
  })
})

describe('ONE-4: an approval is refused', () => {
  test('for a customer that has signed a deal before, of whatever kind, or was billed', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    await register(database, MARCH, { lead: 'L2', customer: 'zuivel' })
    await sign(database, '2025-03-10T10:00:00Z', { subscription: 'trial' })
    expect(refusal(await approve(database, '2025-03-10T09:59:59Z'))).toBe('ok')
    await register(database, MARCH, { lead: 'L3', partner: brightwave })
    expect(refusal(await approve(database, IDES, 'L3'))).toBe('already-customer')
    const zuivel = 'zuivel' as CustomerId
    await within(database, MARCH, cx =>
      attribution.noteTurnover(cx, [
        { customer: zuivel, at: new Date('2025-03-20T00:00:00Z') },
        { customer: zuivel, at: new Date(IDES) },
        { customer: zuivel, at: new Date('2025-04-20T00:00:00Z') },
      ]),
    )
    expect(refusal(await approve(database, '2025-03-15T09:59:59Z', 'L2'))).toBe('ok')
    await register(database, MARCH, { lead: 'L4', customer: 'zuivel' })
    expect(refusal(await approve(database, IDES, 'L4'))).toBe('already-customer')
  })
  test('while the operator has an open deal, until it is signed or for another customer', async () => {
    const database = await leadTown()
    await register(database, MARCH, { company: { name: 'Acme', domain: 'acme.nl' } })
    await register(database, MARCH, { lead: 'L2', customer: 'zuivel' })
    await act(database, MARCH, cx => attribution.openDeal(cx, { deal: 'D1', customer: 'acme' }))
    expect(refusal(await approve(database, IDES))).toBe('open-deal')
    expect(refusal(await approve(database, IDES, 'L2'))).toBe('ok')
    await sign(database, IDES)
    expect(refusal(await approve(database, IDES))).toBe('already-customer')
  })
  test('while another partner holds the firm, to the end of its last day, without a word of who', async () => {
    const database = await leadTown()
    await register(database, MARCH, { lead: 'N1', partner: nova })
    await approve(database, IDES, 'N1')
    await register(database, MARCH)
    const refused = await approve(database, '2026-03-15T23:59:59Z')
    expect(refused).toEqual({ ok: false, refusal: 'lead-conflict' })
    expect(JSON.stringify(refused)).not.toMatch(/nova|N1/i)
    expect(refusal(await approve(database, '2026-03-16T00:00:00Z'))).toBe('ok')
  })
  test('whichever way the firm was named: by customer, domain or name', async () => {
    const database = await leadTown()
    await register(database, MARCH, { lead: 'N1', partner: nova, company: { name: 'A.C.M.E.', domain: 'www.acme.nl' } })
    await register(database, MARCH, { lead: 'N2', partner: nova, company: { name: 'Bakker' } })
    await approve(database, IDES, 'N1')
    await approve(database, IDES, 'N2')
    const asked = async (lead: string, wish: Parameters<typeof register>[2]) => {
      await register(database, MARCH, { lead, ...wish })
      return refusal(await approve(database, IDES, lead))
    }
    expect(await asked('L1', { customer: 'acme' })).toBe('lead-conflict')
    expect(await asked('L2', { company: { name: 'Other', domain: 'acme.nl' } })).toBe('lead-conflict')
    expect(await asked('L3', { company: { name: 'BAKKER', domain: 'bakker.nl' } })).toBe('lead-conflict')
    expect(await asked('L4', { company: { name: 'A.C.M.E.', domain: 'acme.de' } })).toBe('ok')
  })
  test('once the lead was rejected', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    await reject(database, IDES, 'L1', 'We know them.')
    expect(refusal(await approve(database, IDES))).toBe('lead-not-active')
  })
  test('not by a lead of the same partner, of another program, pending, rejected or withdrawn', async () => {
    const database = await leadTown(['one-network', 'cocentric'])
    await register(database, MARCH, { lead: 'B0' })
    await register(database, MARCH, { lead: 'C0', partner: nova, program: 'cocentric' })
    await register(database, MARCH, { lead: 'N0', partner: nova })
    await register(database, MARCH, { lead: 'N1', partner: nova })
    await approve(database, IDES, 'B0')
    await approve(database, IDES, 'C0')
    await reject(database, IDES, 'N1')
    await register(database, MARCH)
    expect(refusal(await approve(database, IDES))).toBe('ok')
    await reject(database, IDES, 'L1')
    await reject(database, IDES, 'B0')
    expect(refusal(await approve(database, IDES, 'N0'))).toBe('ok')
  })
  test('COC-10: the first validated lead wins, not the first registered one', async () => {
    const database = await leadTown(['cocentric'])
    await register(database, MARCH, { program: 'cocentric' })
    await register(database, IDES, { lead: 'N1', partner: nova, program: 'cocentric' })
    await approve(database, IDES, 'N1')
    expect(refusal(await approve(database, IDES))).toBe('lead-conflict')
  })
  test('staff are told who holds the firm, and nobody else is', async () => {
    const database = await leadTown()
    await register(database, MARCH, { lead: 'N1', partner: nova })
    await approve(database, IDES, 'N1')
    await register(database, MARCH)
    const lead = await attribution.findLead(looking(database, IDES), 'L1')
    if (!lead) throw new Error('the lead is known')
    const asStaff = looking(database, IDES, await userOf(database, 'Pim', { staff: ['partner-manager'] }))
    const asAnna = looking(
      database,
      IDES,
      await userOf(database, 'Anna', { partner: { id: brightwave, role: 'owner' } }),
    )
    expect(await attribution.conflictsOf(asStaff, lead)).toMatchObject([{ id: 'N1', partner: 'nova' }])
    expect(await attribution.conflictsOf(asAnna, lead)).toEqual([])
  })
})

describe('ONE-5, ONE-8: after a year', () => {
  test('another partner may register and be approved', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    await approve(database, IDES)
    await register(database, '2026-03-16T08:00:00Z', { lead: 'N1', partner: nova })
    expect(refusal(await approve(database, '2026-03-16T09:00:00Z', 'N1'))).toBe('ok')
  })
  test('the same partner registers anew what was approved, a customer or not', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    await approve(database, IDES)
    await sign(database, '2025-06-01T10:00:00Z')
    await register(database, '2026-03-16T08:00:00Z', { lead: 'L2', again: 'L1' })
    await register(database, '2026-03-16T08:00:00Z', { lead: 'L3', customer: 'acme' })
    expect(refusal(await approve(database, '2026-03-16T09:00:00Z', 'L3'))).toBe('already-customer')
    expect(await approve(database, '2026-03-16T09:00:00Z', 'L2')).toMatchObject({ value: { lastDay: '2027-03-16' } })
  })
  test('but not by way of a lead that never was approved', async () => {
    const database = await leadTown()
    await sign(database, MARCH)
    await register(database, MARCH)
    await register(database, MARCH, { lead: 'L2', again: 'L1' })
    expect(refusal(await approve(database, IDES, 'L2'))).toBe('already-customer')
  })
})

describe('a rejection', () => {
  test('of a lead that waits says why; of an approved one it takes it back from now on', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    await register(database, MARCH, { lead: 'L2', customer: 'zuivel' })
    await approve(database, IDES, 'L2')
    await reject(database, IDES, 'L1', ' We know them. ')
    await reject(database, '2025-05-01T10:00:00Z', 'L2')
    const now = looking(database, '2025-06-01T00:00:00Z')
    const state = async (id: string) => {
      const lead = await attribution.findLead(now, id)
      return lead && [attribution.leadState(lead, now.now), lead.reason]
    }
    expect([await state('L1'), await state('L2')]).toEqual([
      ['rejected', 'We know them.'],
      ['withdrawn', null],
    ])
    expect((await told(database)).slice(-2)).toEqual([
      { lead: 'L1', what: 'rejected' },
      { lead: 'L2', what: 'withdrawn' },
    ])
  })
  test('told again has no effect', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    await reject(database, IDES, 'L1', 'We know them.')
    expect(await reject(database, '2025-06-01T00:00:00Z', 'L1', 'Else')).toMatchObject({
      value: { reason: 'We know them.', rejectedAt: new Date(IDES) },
    })
    expect(refusal(await reject(database, IDES, 'L9'))).toBe('unknown-lead')
  })
})

describe('ONE-2: somebody is introduced', () => {
  const introduce = (
    database: Parameters<typeof register>[0],
    at: string,
    o: object = {},
    actor?: Parameters<typeof act>[3],
  ) =>
    act(
      database,
      at,
      cx =>
        attribution.introduceContact(cx, {
          lead: 'L1',
          name: 'Mila de Wit',
          role: 'Director',
          decisionMaker: true,
          ...o,
        }),
      actor,
    )
  test('before or after the approval, once however often it is told', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    await introduce(database, MARCH, { decisionMaker: false, relation: 'contracted' })
    await approve(database, IDES)
    await introduce(database, '2025-04-01T00:00:00Z')
    await introduce(database, '2025-04-02T00:00:00Z', { name: ' Mila de Wit ' })
    const dealings = await attribution.dealingsOf(looking(database, IDES), [acme])
    expect(dealings.get(acme)?.leads[0]?.contacts).toEqual([
      {
        lead: 'L1',
        at: new Date(MARCH),
        name: 'Mila de Wit',
        role: 'Director',
        decisionMaker: false,
        relation: 'contracted',
      },
      {
        lead: 'L1',
        at: new Date('2025-04-01Z'),
        name: 'Mila de Wit',
        role: 'Director',
        decisionMaker: true,
        relation: null,
      },
    ])
    expect(await waiting(database)).toEqual(['acme', 'acme', 'acme', 'acme'])
  })
  test('not on a lead that was rejected or has expired', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    await approve(database, IDES)
    expect(refusal(await introduce(database, '2026-03-15T23:59:59Z'))).toBe('ok')
    expect(refusal(await introduce(database, '2026-03-16T00:00:00Z', { name: 'Bo' }))).toBe('lead-not-active')
    await reject(database, IDES)
    expect(refusal(await introduce(database, IDES, { name: 'Bo' }))).toBe('lead-not-active')
  })
  test('carries over to a lead registered anew', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    await introduce(database, MARCH)
    await register(database, IDES, { lead: 'L2', again: 'L1' })
    const lead = await attribution.findLead(looking(database, IDES), 'L2')
    expect(lead?.contacts.map(contact => contact.name)).toEqual(['Mila de Wit'])
    const before = lead && (await attribution.leadsBefore(looking(database, IDES), lead))
    expect(before?.map(one => one.id)).toEqual(['L1'])
    const facts = (await attribution.dealingsOf(looking(database, IDES), [acme])).get(acme)
    expect(facts?.leads.map(one => [one.id, one.again, one.contacts.length])).toEqual([
      ['L1', null, 1],
      ['L2', 'L1', 0],
    ])
  })
  test('by the lead’s own partner or partner managers, with a name and a role', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    const anna = await userOf(database, 'Anna', { partner: { id: brightwave, role: 'editor' } })
    const nora = await userOf(database, 'Nora', { partner: { id: nova, role: 'owner' } })
    expect(refusal(await introduce(database, MARCH, {}, nora))).toBe('unknown-lead')
    expect(refusal(await introduce(database, MARCH, {}, VISITOR))).toBe('not-allowed')
    expect(refusal(await introduce(database, MARCH, { lead: 'L9' }))).toBe('unknown-lead')
    expect(refusal(await introduce(database, MARCH, { name: ' ' }, anna))).toBe('incomplete')
    expect(refusal(await introduce(database, MARCH, { role: 'x'.repeat(201) }, anna))).toBe('bad-name')
    expect(refusal(await introduce(database, MARCH, {}, anna))).toBe('ok')
  })
})

describe('reminders and the end', () => {
  const pass = (database: Parameters<typeof register>[0], at: string) => within(database, at, attribution.passLeadsDue)
  const next = async (database: Parameters<typeof register>[0]) => {
    const [row] = await database.read.all<{ at: number | null }>(sql`select min(at) as at from lead_due`)
    return row?.at ? new Date(row.at).toISOString().slice(0, 10) : null
  }
  test('come 30, 7 and 1 days before the last day and when it is over, each once', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    expect(await next(database)).toBeNull()
    await approve(database, IDES)
    const dates: (string | null)[] = []
    for (let at = await next(database); at; at = await next(database)) {
      dates.push(at)
      await pass(database, `${at}T00:00:00Z`)
      await pass(database, `${at}T12:00:00Z`)
    }
    expect(dates).toEqual(['2026-02-13', '2026-03-08', '2026-03-14', '2026-03-16'])
    expect((await told(database)).slice(2)).toEqual([
      { lead: 'L1', what: 'reminder', days: 30 },
      { lead: 'L1', what: 'reminder', days: 7 },
      { lead: 'L1', what: 'reminder', days: 1 },
      { lead: 'L1', what: 'expired' },
    ])
  })
  test('after a sleep the partner is told once, what is true then', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    await approve(database, IDES)
    await pass(database, '2026-03-10T08:00:00Z')
    expect((await told(database)).slice(2)).toEqual([{ lead: 'L1', what: 'reminder', days: 5 }])
    await pass(database, '2026-03-17T00:00:00Z')
    expect((await told(database)).slice(3)).toEqual([{ lead: 'L1', what: 'expired' }])
    expect(await next(database)).toBeNull()
  })
  test('nobody is written to about an end that lies long ago', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    await approve(database, IDES)
    await pass(database, '2027-01-01T00:00:00Z')
    expect((await told(database)).slice(2)).toEqual([])
    expect(await next(database)).toBeNull()
  })
  test('end when the lead is taken back, or replaced by one registered anew', async () => {
    const database = await leadTown()
    await register(database, MARCH)
    await approve(database, IDES)
    await register(database, '2026-01-10T00:00:00Z', { lead: 'L2', again: 'L1' })
    await approve(database, '2026-01-10T00:00:00Z', 'L2')
    expect(await next(database)).toBe('2026-12-11')
    await reject(database, '2026-02-01T00:00:00Z', 'L2')
    expect(await next(database)).toBeNull()
  })
  test('nothing is due where there is no lead', async () => {
    const database = await leadTown()
    expect(await attribution.nextLeadDue(looking(database, MARCH))).toBeNull()
  })
})

describe('the list of leads', () => {
  test('shows those that wait oldest first, page by page; others newest first; by state, program, partner and words', async () => {
    const database = await leadTown(['one-network', 'cocentric'])
    for (let n = 1; n <= 5; n++) {
      await customer(database, `c${n}`, `Firm ${n}`, `firm${n}.nl`)
      await register(database, `2025-03-0${n}T10:00:00Z`, {
        lead: `L${n}`,
        customer: `c${n}`,
        program: n === 5 ? 'cocentric' : 'one-network',
        partner: n === 4 ? nova : brightwave,
      })
    }
    await approve(database, IDES, 'L1')
    const cx = looking(database, IDES)
    const ids = async (o: Omit<Parameters<typeof attribution.leadsOf>[1], 'limit'>, limit = 10) =>
      (await attribution.leadsOf(cx, { ...o, limit })).map(lead => lead.id as string)
    const first = await attribution.leadsOf(cx, { state: 'pending', limit: 2 })
    expect(first.map(lead => lead.id)).toEqual(['L2', 'L3'])
    expect(await ids({ state: 'pending', after: first.at(-1) ?? null })).toEqual(['L4', 'L5'])
    expect(await ids({})).toEqual(['L5', 'L4', 'L3', 'L2', 'L1'])
    expect(await ids({ state: 'active' })).toEqual(['L1'])
    expect(await ids({ partner: nova })).toEqual(['L4'])
    const [fifth] = await attribution.leadsOf(cx, { words: 'L5', limit: 1 })
    expect(fifth && (await ids({ program: fifth.program }))).toEqual(['L5'])
    expect([await ids({ words: 'firm 3' }), await ids({ words: 'FIRM' }, 2), await ids({ words: 'L2' })]).toEqual([
      ['L3'],
      ['L5', 'L4'],
      ['L2'],
    ])
    expect(await attribution.countLeadsWaiting(cx)).toBe(4)
    expect(
      await attribution.dealsOfLead(cx, { ...(first[0] as (typeof first)[0]), id: 'L2' as LeadId, contacts: [] }),
    ).toEqual([])
  })
})
