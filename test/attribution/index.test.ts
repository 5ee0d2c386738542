import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import * as attribution from '#attribution/index.ts'
import * as audit from '#audit/index.ts'
import { isUniqueViolation, raisedBy } from '#db/client.ts'
import { type Actor, VISITOR } from '#kernel/actor.ts'
import type { CustomerId, PartnerId } from '#kernel/id.ts'
import type { Day } from '#kernel/period.ts'
import * as partners from '#partners/index.ts'
import * as programs from '#programs/index.ts'
import { act, freshFileDatabase, looking } from '../support/database.ts'
import { acme, brightwave, choose, NEW_YEAR, nova, town, userOf, zuivel } from './town.ts'

const MARCH = '2025-03-01T10:00:00.000Z'
const JUNE = '2025-06-01T10:00:00.000Z'

describe('COP-3: selecting a partner', () => {
  test('binds the customer at that very instant, and both sides are told', async () => {
    const database = await town()
    const anna = await userOf(database, 'Anna', { customer: acme })
    expect(await choose(database, MARCH, acme, brightwave, anna)).toMatchObject({
      ok: true,
      value: { customer: 'acme', partner: 'brightwave', program: 'copernica', from: new Date(MARCH), until: null },
    })
    expect(await attribution.bindingOf(looking(database, MARCH), acme)).toMatchObject({ partner: 'brightwave' })
    expect(await attribution.bindingOf(looking(database, '2025-03-01T09:59:59.999Z'), acme)).toBeNull()
    const jobs = await database.read.all(sql`select subject from outbox_jobs where kind = 'binding.changed'`)
    expect(jobs).toEqual([{ subject: 'acme' }])
    const [note] = await audit.entries(looking(database, MARCH), { subject: 'acme', limit: 1 })
    expect(note).toMatchObject({ verb: 'select-partner', actor: `user:${anna.user}` })
  })

  test('gives a dated receipt with the share and the terms of that day, for the customer, its partner and staff', async () => {
    const database = await town()
    const chosen = await choose(database, MARCH, acme, brightwave)
    if (!chosen.ok) throw new Error(chosen.refusal)
    const receipt = await attribution.receiptOf(looking(database, JUNE), chosen.value.id)
    expect(receipt).toMatchObject({
      at: new Date(MARCH),
      program: 'copernica',
      terms: 1,
      ratePercent: '10',
      shown: false,
    })
    const seen = (actor: Actor) => attribution.findReceipt(looking(database, JUNE, actor), receipt?.id ?? '')
    expect(await seen(await userOf(database, 'Anna', { customer: acme }))).toMatchObject({
      binding: { partner: 'brightwave' },
    })
    expect(await seen(await userOf(database, 'Olga', { partner: { id: brightwave, role: 'editor' } }))).not.toBeNull()
    expect(await seen(await userOf(database, 'Finn', { staff: ['finance'] }))).not.toBeNull()
    expect(await seen(await userOf(database, 'Zoe', { customer: zuivel }))).toBeNull()
    expect(await seen(await userOf(database, 'Nora', { partner: { id: nova, role: 'owner' } }))).toBeNull()
    expect(await seen(VISITOR)).toBeNull()
  })

  test('is done by a verified user of the customer, for its own customer only', async () => {
    const database = await town()
    const refused = { ok: false, refusal: 'not-allowed' }
    for (const actor of [
      VISITOR,
      await userOf(database, 'Zoe', { customer: zuivel }),
      await userOf(database, 'Una', { customer: acme, verified: false }),
      await userOf(database, 'Nobody'),
      await userOf(database, 'Olga', { partner: { id: brightwave, role: 'owner' } }),
      await userOf(database, 'Mila', { staff: ['owner'] }),
    ])
      expect(await choose(database, MARCH, acme, brightwave, actor)).toEqual(refused)
    expect(await attribution.historyOf(looking(database, MARCH), acme)).toEqual([])
  })

  test('is refused for what there is not, in that order', async () => {
    const database = await town()
    expect(await choose(database, MARCH, 'who' as CustomerId, 'what' as PartnerId)).toMatchObject({
      refusal: 'unknown-customer',
    })
    expect(await choose(database, MARCH, acme, 'what' as PartnerId)).toMatchObject({ refusal: 'unknown-partner' })
  })

  test('is refused for a partner that is suspended, has not accepted, or is the customer itself', async () => {
    const database = await town()
    await act(database, '2025-03-01T23:00:00Z', cx => partners.suspend(cx, { partner: nova }))
    expect(await choose(database, '2025-03-01T23:30:00Z', acme, nova)).toMatchObject({ refusal: 'partner-not-active' })
    const add = { id: 'late', name: 'Late', program: 'copernica', agreement: false, domain: 'acme.nl' }
    await act(database, NEW_YEAR, cx => partners.addPartner(cx, add))
    const late = 'late' as PartnerId
    expect(await choose(database, MARCH, acme, late)).toMatchObject({ refusal: 'agreement-not-accepted' })
    await act(database, MARCH, cx => partners.acceptAgreement(cx, { partner: late, program: 'copernica' }))
    expect(await choose(database, MARCH, acme, late)).toMatchObject({ refusal: 'self-dealing' })
  })

  test('G8: whoever works at the partner does not choose it for the customer either', async () => {
    const database = await town()
    const both = await userOf(database, 'Bo', { customer: acme, partner: { id: nova, role: 'editor' } })
    expect(await choose(database, MARCH, acme, nova, both)).toMatchObject({ refusal: 'self-dealing' })
    expect(await choose(database, MARCH, acme, brightwave, both)).toMatchObject({ ok: true })
  })

  test('again the same partner changes nothing', async () => {
    const database = await town()
    await choose(database, MARCH, acme, brightwave)
    expect(await choose(database, JUNE, acme, brightwave)).toEqual({ ok: false, refusal: 'already-chosen' })
    expect(await attribution.historyOf(looking(database, JUNE), acme)).toHaveLength(1)
  })

  test('under a disclosure that has changed since it was shown is refused, and nothing is bound', async () => {
    const database = await town()
    const shown = await attribution.disclosureFor(looking(database, MARCH), brightwave)
    expect(shown).toMatchObject({ program: 'copernica', terms: 1, ratePercent: '10' })
    const [first] = await programs.termsOf(looking(database, MARCH), 'copernica')
    const { program: _, version: __, from: ___, ...body } = first as programs.Terms
    await act(database, MARCH, cx => programs.publishTerms(cx, 'copernica', body, '2025-04-01' as Day))
    const with_ = (at: string, disclosure = shown?.version) =>
      act(database, at, cx => attribution.selectPartner(cx, { customer: acme, partner: brightwave, disclosure }))
    expect(await with_('2025-04-01T00:00:00Z')).toEqual({ ok: false, refusal: 'disclosure-outdated' })
    const chosen = await with_('2025-03-31T23:59:59Z')
    const receipt = chosen.ok && (await attribution.receiptOf(looking(database, JUNE), chosen.value.id))
    expect(receipt).toMatchObject({ shown: true, disclosure: shown?.version })
  })

  test('by 200 at once leaves exactly one open binding, and the rest end where the next begins', async () => {
    const database = await town(await freshFileDatabase())
    const start = Date.parse(MARCH)
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        choose(database, new Date(start + n).toISOString(), acme, n % 2 === 0 ? brightwave : nova),
      ),
    )
    expect(outcomes.every(outcome => outcome.ok)).toBe(true)
    const open = await database.read.all<{ n: number }>(
      sql`select count(*) as n from binding where customer = 'acme' and until_at is null`,
    )
    expect(open[0]?.n).toBe(1)
    expect(await attribution.verify(looking(database, JUNE))).toEqual([])
  })

  test('by 200 at the very same instant too', async () => {
    const database = await town(await freshFileDatabase())
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, n) => choose(database, MARCH, acme, n % 3 === 0 ? brightwave : nova)),
    )
    expect(outcomes.filter(outcome => !outcome.ok && outcome.refusal !== 'already-chosen')).toEqual([])
    const history = await attribution.historyOf(looking(database, MARCH), acme)
    expect(history.filter(binding => binding.until === null)).toHaveLength(1)
    expect(await attribution.verify(looking(database, MARCH))).toEqual([])
  })

  test('that waited its turn behind a later one ends where that began', async () => {
    const database = await town()
    await choose(database, JUNE, acme, nova)
    expect(await choose(database, MARCH, acme, brightwave)).toMatchObject({
      ok: true,
      value: { from: new Date(MARCH), until: new Date(JUNE), closedBy: 'switch' },
    })
    expect(await attribution.bindingOf(looking(database, JUNE), acme)).toMatchObject({ partner: 'nova', until: null })
    expect(await attribution.verify(looking(database, JUNE))).toEqual([])
  })

  test('is promised by the database as well: a second open binding cannot be written', async () => {
    const database = await town()
    await choose(database, MARCH, acme, brightwave)
    const copy = sql`insert into binding(id, customer, partner, program, from_at, opened_by, opened_actor, recorded_at)
      select 'other', customer, 'nova', program, from_at + 1, opened_by, opened_actor, recorded_at from binding`
    const failed = await database
      .write('double', db => db.run(copy))
      .then(
        () => null,
        (error: unknown) => error,
      )
    expect(isUniqueViolation(failed)).toBe(true)
    for (const statement of [
      sql`update binding set from_at = 0`,
      sql`update binding set partner = 'nova'`,
      sql`delete from binding`,
      sql`insert or replace into binding select * from binding`,
    ]) {
      const raised = await database
        .write('tamper', db => db.run(statement))
        .then(
          () => null,
          (e: unknown) => raisedBy(e),
        )
      expect(raised).toMatch(/append-only|a binding can only end/)
    }
  })
})

describe('COP-7: switching and leaving', () => {
  test('on a switch the old binding ends at the instant the new one begins; both stay on record', async () => {
    const database = await town()
    await choose(database, MARCH, acme, brightwave)
    await choose(database, JUNE, acme, nova)
    expect(await attribution.historyOf(looking(database, JUNE), acme)).toMatchObject([
      { partner: 'nova', from: new Date(JUNE), until: null, closedBy: null },
      { partner: 'brightwave', from: new Date(MARCH), until: new Date(JUNE), closedBy: 'switch' },
    ])
    const asOf = (at: string) => attribution.bindingsAsOf(looking(database, JUNE), new Date(at))
    expect((await asOf('2025-06-01T09:59:59.999Z')).map(b => b.partner)).toEqual(['brightwave'])
    expect((await asOf(JUNE)).map(b => b.partner)).toEqual(['nova'])
    expect(await attribution.countBindingsAsOf(looking(database, JUNE), new Date(NEW_YEAR))).toBe(0)
  })

  test('the customer may leave and come back', async () => {
    const database = await town()
    const anna = await userOf(database, 'Anna', { customer: acme })
    await choose(database, MARCH, acme, brightwave, anna)
    const leave = () =>
      act(
        database,
        JUNE,
        cx => attribution.releaseCustomer(cx, { customer: acme, partner: brightwave, by: 'customer' }),
        anna,
      )
    expect(await leave()).toMatchObject({
      ok: true,
      value: { until: new Date(JUNE), closedBy: 'customer', reason: null },
    })
    expect(await leave()).toEqual({ ok: false, refusal: 'not-bound' })
    expect(await choose(database, '2025-07-01T10:00:00Z', acme, brightwave, anna)).toMatchObject({ ok: true })
    expect(await attribution.historyOf(looking(database, JUNE), acme)).toHaveLength(2)
  })
})

describe('COP-8: the partner may release, the operator may end', () => {
  const release = async (
    by: 'customer' | 'partner' | 'vendor',
    who: Parameters<typeof userOf>[2],
    partner = brightwave,
  ) => {
    const database = await town()
    await choose(database, MARCH, acme, brightwave)
    const actor = await userOf(database, 'Sam', who)
    const wish = { customer: acme, partner, by, reason: 'no longer works in dairy' }
    const outcome = await act(database, JUNE, cx => attribution.releaseCustomer(cx, wish), actor)
    return { outcome, database, actor }
  }
  test('its owner releases; who did it and why is kept', async () => {
    const { outcome, database, actor } = await release('partner', { partner: { id: brightwave, role: 'owner' } })
    expect(outcome).toMatchObject({ ok: true, value: { closedBy: 'partner', reason: 'no longer works in dairy' } })
    const [note] = await audit.entries(looking(database, JUNE), { subject: 'acme', limit: 1 })
    expect(note).toMatchObject({ actor: `user:${actor.user}`, reason: 'no longer works in dairy' })
  })
  test('a partner manager ends it', async () => {
    const { outcome } = await release('vendor', { staff: ['partner-manager'] })
    expect(outcome).toMatchObject({ ok: true, value: { closedBy: 'vendor' } })
  })
  test.each([
    ['an editor as the partner', 'partner', { partner: { id: brightwave, role: 'editor' } }],
    ['another partner’s owner', 'partner', { partner: { id: nova, role: 'owner' } }],
    ['the partner as the operator', 'vendor', { partner: { id: brightwave, role: 'owner' } }],
    ['finance as the operator', 'vendor', { staff: ['finance'] }],
    ['another customer', 'customer', { customer: zuivel }],
    ['an unverified user', 'customer', { customer: acme, verified: false }],
  ] as const)('%s may not', async (_, by, who) => {
    const { outcome } = await release(by, who as Parameters<typeof userOf>[2])
    expect(outcome).toEqual({ ok: false, refusal: 'not-allowed' })
  })
  test('a partner that is not the chosen one has nothing to end', async () => {
    const { outcome } = await release('vendor', { staff: ['owner'] }, nova)
    expect(outcome).toEqual({ ok: false, refusal: 'not-bound' })
  })
})

describe('questions', () => {
  test('a partner’s customers are listed newest first, the open ones alone if asked', async () => {
    const database = await town()
    await choose(database, MARCH, acme, brightwave)
    await choose(database, JUNE, zuivel, brightwave)
    await choose(database, '2025-07-01T00:00:00Z', acme, nova)
    const cx = looking(database, '2025-08-01T00:00:00Z')
    const of = async (o: object) => (await attribution.bindingsOfPartner(cx, brightwave, o)).map(b => b.customer)
    expect(await of({})).toEqual(['zuivel', 'acme'])
    expect(await of({ open: true })).toEqual(['zuivel'])
    const [newest] = await attribution.bindingsOfPartner(cx, brightwave, { limit: 1 })
    expect(await of({ after: newest?.id })).toEqual(['acme'])
    expect((await attribution.bindingsOfCustomers(cx, [acme, zuivel])).map(b => `${b.customer}:${b.partner}`)).toEqual([
      'acme:brightwave',
      'acme:nova',
      'zuivel:brightwave',
    ])
  })

  test('who was bound when goes on after the last one seen, and is for staff', async () => {
    const database = await town()
    await choose(database, MARCH, acme, brightwave)
    await choose(database, MARCH, zuivel, brightwave)
    const cx = looking(database, JUNE)
    const [first] = await attribution.bindingsAsOf(cx, new Date(JUNE), { limit: 1 })
    if (!first) throw new Error('nobody is bound')
    const [second, ...none] = await attribution.bindingsAsOf(cx, new Date(JUNE), { limit: 5, after: first })
    expect([first.customer, second?.customer].sort()).toEqual(['acme', 'zuivel'])
    expect(none).toEqual([])
    const anna = await userOf(database, 'Anna', { customer: acme })
    expect(await attribution.bindingsAsOf(looking(database, JUNE, anna), new Date(JUNE))).toEqual([])
  })

  test('lists of bindings are found by index', async () => {
    const database = await town()
    const plan = async (query: string) =>
      (await database.read.all<{ detail: string }>(sql.raw(`explain query plan ${query}`)))
        .map(row => row.detail)
        .join()
    expect(
      await plan(
        `select * from binding where customer in (select value from json_each('["a"]')) order by customer, from_at`,
      ),
    ).toContain('binding_customer')
    expect(await plan(`select * from binding where partner = 'a' order by from_at desc, id desc limit 9`)).toMatch(
      /binding_partner(?!.*TEMP)/,
    )
    expect(
      await plan(`select * from binding where from_at <= 9 and (from_at, id) > (1, 'a') order by from_at, id limit 9`),
    ).toMatch(/binding_from(?!.*TEMP)/)
  })
})
