import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { raisedBy } from '#db/client.ts'
import type { Actor } from '#kernel/actor.ts'
import type { UserId } from '#kernel/id.ts'
import type { Day } from '#kernel/period.ts'
import * as partners from '#partners/index.ts'
import * as programs from '#programs/index.ts'
import { act, freshDatabase, looking } from '../support/database.ts'
import { HARBOUR } from './sixth.ts'

const NOON = '2025-03-01T12:00:00Z'
const staff = (role: 'partner-manager' | 'finance'): Actor => ({
  kind: 'user',
  user: 'usr_mila' as UserId,
  email: 'mila@operator.example',
  name: 'Mila',
  customer: null,
  partner: null,
  staff: [role],
})

describe('a program is made by its preset', () => {
  test('on first use of the preset’s key, with its defaults and terms without beginning', async () => {
    const database = await freshDatabase()
    const made = await act(database, NOON, cx => programs.ensureProgram(cx, 'copernica'))
    expect(made).toMatchObject({ ok: true, value: { key: 'copernica', timeZone: 'UTC', settings: { noticeDays: 15 } } })
    const cx = looking(database, NOON)
    expect(await programs.termsOf(cx, 'copernica')).toMatchObject([{ program: 'copernica', version: 1, from: null }])
    expect(await act(database, NOON, c => programs.ensureProgram(c, 'copernica'))).toEqual(made)
    expect(await programs.listPrograms(cx)).toHaveLength(1)
  })

  test('under a name of the operator’s own, with its settings in the terms', async () => {
    const database = await freshDatabase()
    const settings = { timeZone: 'Europe/Amsterdam', payable: 'at-accrual' }
    const wish = { preset: 'copernica', settings }
    expect(await act(database, NOON, cx => programs.ensureProgram(cx, 'house', wish))).toMatchObject({
      ok: true,
      value: { key: 'house', preset: 'copernica', timeZone: 'Europe/Amsterdam' },
    })
    expect((await programs.termsOf(looking(database, NOON), 'house'))[0]?.payable).toEqual({ when: 'at-accrual' })
    expect(await act(database, NOON, cx => programs.ensureProgram(cx, 'house', wish))).toMatchObject({ ok: true })
    const other = { preset: 'copernica', settings: { ...settings, noticeDays: 30 } }
    expect(await act(database, NOON, cx => programs.ensureProgram(cx, 'house', other))).toEqual({
      ok: false,
      refusal: 'id-conflict',
    })
  })

  test.each(['cocentric', 'one-network', 'cloudcodes'])('%s opens on first use of its key too', async key => {
    const database = await freshDatabase()
    const made = await act(database, NOON, cx => programs.ensureProgram(cx, key))
    expect(made).toMatchObject({ ok: true, value: { key, preset: key } })
    expect(await programs.termsOf(looking(database, NOON), key)).toMatchObject([{ version: 1, from: null }])
  })

  test('one that does not ship is unknown, under its own name and under another', async () => {
    const database = await freshDatabase()
    const refused = { ok: false, refusal: 'unknown-program' }
    expect(await act(database, NOON, cx => programs.ensureProgram(cx, 'unheard-of'))).toEqual(refused)
    expect(await act(database, NOON, cx => programs.ensureProgram(cx, 'mine', { preset: 'unheard-of' }))).toEqual(
      refused,
    )
  })

  test('a setting it does not have is refused, and told by name', async () => {
    const database = await freshDatabase()
    const settings = { feePercent: '5' }
    expect(await act(database, NOON, cx => programs.ensureProgram(cx, 'copernica', { settings }))).toEqual({
      ok: false,
      refusal: 'bad-settings',
    })
    expect(programs.presetFaults('copernica', settings)).toEqual([{ setting: 'feePercent', code: 'unknown-setting' }])
    expect(await programs.findProgram(looking(database, NOON), 'copernica')).toBeNull()
  })
})

describe('SIM-14: what must be said before a program opens', () => {
  const incomplete = { ok: false, refusal: 'incomplete' }
  const ensure = async (key: string, wish?: programs.ProgramWish) => {
    const database = await freshDatabase()
    const outcome = await act(database, NOON, cx => programs.ensureProgram(cx, key, wish))
    return { database, outcome, found: await programs.findProgram(looking(database, NOON), key) }
  }

  test('is asked for on first use of its key, and when it is added without', async () => {
    expect(await ensure('simpro')).toMatchObject({ outcome: incomplete, found: null })
    expect(await ensure('simpro', { settings: { feePercent: '5' } })).toMatchObject({
      outcome: incomplete,
      found: null,
    })
    expect(await ensure('clan', { preset: 'simpro' })).toMatchObject({ outcome: incomplete, found: null })
  })

  test('a fault in what was said is told before what was not said', async () => {
    const { outcome } = await ensure('simpro', { settings: { feePercent: '500' } })
    expect(outcome).toEqual({ ok: false, refusal: 'bad-settings' })
    expect(programs.presetFaults('simpro', { feePercent: '500' })).toEqual([
      { setting: 'feePercent', code: 'bad-value' },
      { setting: 'discountPercent', code: 'missing' },
    ])
  })

  test('once said it opens, with both in its terms', async () => {
    const { database, outcome } = await ensure('simpro', { settings: { discountPercent: 5, feePercent: '7.50' } })
    expect(outcome).toMatchObject({ ok: true, value: { settings: { feePercent: '7.5', discountPercent: '5' } } })
    const [terms] = await programs.termsOf(looking(database, NOON), 'simpro')
    expect([terms?.earns[0]?.rate, terms?.discount?.percent]).toEqual(['7.5', '5'])
    expect(await act(database, NOON, cx => programs.ensureProgram(cx, 'simpro'))).toMatchObject({ ok: true })
  })

  test('a partner that is to join it, by hand or by file, is refused as well', async () => {
    const database = await freshDatabase()
    const joining = { id: 'brightwave', name: 'Brightwave', program: 'simpro' }
    expect(await act(database, NOON, cx => partners.addPartner(cx, joining))).toEqual(incomplete)
    expect(await act(database, NOON, cx => partners.importPartners(cx, [joining], 'simpro'))).toEqual(incomplete)
    expect(await partners.findPartner(looking(database, NOON), 'brightwave')).toBeNull()
  })
})

describe('a program of the operator’s own making', () => {
  const wish = { key: 'harbour', name: 'Harbour', settings: { timeZone: 'Europe/Amsterdam' }, terms: HARBOUR }
  const open = async (more: object = {}, actor: Actor = staff('partner-manager')) => {
    const database = await freshDatabase()
    const outcome = await act(database, NOON, cx => programs.openProgram(cx, { ...wish, ...more }), actor)
    return { database, outcome }
  }

  test('opens with its terms as data, which come back as they were written', async () => {
    const { database, outcome } = await open()
    expect(outcome).toMatchObject({ ok: true, value: { key: 'harbour', timeZone: 'Europe/Amsterdam' } })
    expect(await programs.termsOf(looking(database, NOON), 'harbour')).toEqual([
      { ...HARBOUR, program: 'harbour', version: 1, from: null },
    ])
    expect(await act(database, NOON, cx => programs.ensureProgram(cx, 'harbour'))).toMatchObject({ ok: true })
  })

  test('again the same has no effect; other content under its key, or a preset’s key, is a conflict', async () => {
    const { database, outcome } = await open()
    const again = (more: object) => act(database, NOON, cx => programs.openProgram(cx, { ...wish, ...more }))
    expect(await again({})).toEqual(outcome)
    const conflict = { ok: false, refusal: 'id-conflict' }
    expect(await again({ name: 'Port' })).toEqual(conflict)
    expect(await again({ terms: { ...HARBOUR, resoldEarns: true } })).toEqual(conflict)
    expect(await again({ key: 'copernica' })).toEqual(conflict)
    const settings = { timeZone: 'UTC' }
    expect(await act(database, NOON, cx => programs.ensureProgram(cx, 'harbour', { settings }))).toEqual(conflict)
  })

  test('is refused with terms that are none, a name that is none, and settings of other programs', async () => {
    const refusal = async (more: object) => (await open(more)).outcome
    expect(await refusal({ terms: { ...HARBOUR, lead: null } })).toEqual({ ok: false, refusal: 'bad-terms' })
    expect(await refusal({ name: ' ' })).toEqual({ ok: false, refusal: 'bad-name' })
    expect(await refusal({ key: ' x' })).toEqual({ ok: false, refusal: 'bad-id' })
    expect(await refusal({ settings: { receipt: 'first' } })).toEqual({ ok: false, refusal: 'bad-settings' })
  })

  test('is the partner manager’s to open, not finance’s', async () => {
    expect((await open({}, staff('finance'))).outcome).toEqual({ ok: false, refusal: 'not-allowed' })
    const database = await freshDatabase()
    const add = (actor: Actor) =>
      act(database, NOON, cx => programs.addProgram(cx, 'one-network', { preset: 'one-network' }), actor)
    expect(await add(staff('finance'))).toEqual({ ok: false, refusal: 'not-allowed' })
    expect(await add(staff('partner-manager'))).toMatchObject({ ok: true, value: { key: 'one-network' } })
  })
})

describe('G1: new terms', () => {
  const publish = async (from: string, actor: Actor = staff('partner-manager')) => {
    const database = await freshDatabase()
    await act(database, NOON, cx => programs.ensureProgram(cx, 'copernica'))
    const [first] = await programs.termsOf(looking(database, NOON), 'copernica')
    const { program: _, version: __, from: ___, ...body } = first as programs.Terms
    const draft = { ...body, earns: body.earns.map(rule => ({ ...rule, rate: '12.5' })) }
    const outcome = await act(database, NOON, cx => programs.publishTerms(cx, 'copernica', draft, from as Day), actor)
    return { database, outcome }
  }

  test('begin 15 days after they are published, not 14', async () => {
    expect((await publish('2025-03-16')).outcome).toMatchObject({ ok: true, value: { version: 2 } })
    expect((await publish('2025-03-15')).outcome).toEqual({ ok: false, refusal: 'too-soon' })
  })

  test('leave the old ones as they were', async () => {
    const { database } = await publish('2025-03-16')
    const all = await programs.termsOf(looking(database, NOON), 'copernica')
    const rate = (day: string) => programs.termsOn(all, day as Day)?.earns[0]?.rate
    expect([rate('2025-03-15'), rate('2025-03-16')]).toEqual(['10', '12.5'])
  })

  test('are the partner manager’s to publish, not finance’s', async () => {
    expect((await publish('2025-03-16', staff('finance'))).outcome).toEqual({ ok: false, refusal: 'not-allowed' })
  })

  test('COP-10: may not lift the licence’s ceiling above the one the program opened with', async () => {
    const { database } = await publish('2025-03-16')
    const [first] = await programs.termsOf(looking(database, NOON), 'copernica')
    const { program: _, version: __, from: ___, ...body } = first as programs.Terms
    const licensed = (ceilingPercent: string) => ({
      ...body,
      licence: body.licence && { ...body.licence, ceilingPercent },
    })
    const later = '2025-09-01' as Day
    expect(await act(database, NOON, cx => programs.publishTerms(cx, 'copernica', licensed('51'), later))).toEqual({
      ok: false,
      refusal: 'bad-terms',
    })
    expect((await programs.checkDraft(looking(database, NOON), 'copernica', licensed('51')))?.faults).toMatchObject([
      { path: 'licence.ceilingPercent', code: 'above-ceiling' },
    ])
    expect(await programs.checkDraft(looking(database, NOON), 'nowhere', licensed('50'))).toBeNull()
  })

  test('may begin on the first day after the notice, which the desk is told', async () => {
    const { database } = await publish('2025-03-16')
    expect(await programs.firstBeginning(looking(database, NOON), 'copernica')).toBe('2025-03-16')
    expect(await programs.firstBeginning(looking(database, NOON), 'nowhere')).toBeNull()
  })

  test('must be terms, of a program that there is', async () => {
    const { database } = await publish('2025-03-16')
    const later = '2025-09-01' as Day
    expect(await act(database, NOON, cx => programs.publishTerms(cx, 'copernica', { rate: 10 }, later))).toEqual({
      ok: false,
      refusal: 'bad-terms',
    })
    expect(await act(database, NOON, cx => programs.publishTerms(cx, 'nowhere', {}, later))).toEqual({
      ok: false,
      refusal: 'unknown-program',
    })
  })

  test('can be neither changed, replaced nor deleted once they stand', async () => {
    const { database } = await publish('2025-03-16')
    for (const statement of [
      sql`update program_terms set body = '{}' where version = 1`,
      sql`delete from program_terms where version = 1`,
      sql`insert or replace into program_terms select program, version, '2000-01-01', body, 0, 'x' from program_terms where version = 1`,
    ]) {
      const failed = await database
        .write('tamper', db => db.run(statement))
        .then(
          () => null,
          (error: unknown) => raisedBy(error),
        )
      expect(failed).toBe('append-only')
    }
  })
})
