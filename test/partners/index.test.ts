import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import * as audit from '#audit/index.ts'
import { type Database, raisedBy } from '#db/client.ts'
import { type Actor, type PartnerRole, type StaffRole, VISITOR } from '#kernel/actor.ts'
import type { PartnerId, ProgramKey, UserId } from '#kernel/id.ts'
import type { Day } from '#kernel/period.ts'
import * as outbox from '#outbox/index.ts'
import * as partners from '#partners/index.ts'
import { act, freshDatabase, looking } from '../support/database.ts'

const NOON = '2025-03-01T12:00:00Z'
const brightwave = 'brightwave' as PartnerId
const copernica = 'copernica' as ProgramKey

const user = (id: string, o: { staff?: StaffRole[]; partner?: { id: PartnerId; role: PartnerRole } } = {}): Actor => ({
  kind: 'user',
  user: id as UserId,
  email: `${id}@somewhere.example`,
  name: id,
  customer: null,
  partner: o.partner ?? null,
  staff: o.staff ?? [],
})
const mila = user('mila', { staff: ['partner-manager'] })
const finn = user('finn', { staff: ['finance'] })
const olga = user('olga', { partner: { id: brightwave, role: 'owner' } })
const eddy = user('eddy', { partner: { id: brightwave, role: 'editor' } })

const BRIGHTWAVE = {
  id: 'brightwave',
  name: 'Brightwave',
  program: 'copernica',
  domain: 'www.Brightwave.NL',
  country: 'nl',
}
async function withBrightwave(): Promise<Database> {
  const database = await freshDatabase()
  await act(database, NOON, cx => partners.addPartner(cx, BRIGHTWAVE))
  return database
}
const jobs = (database: Database) =>
  database.read.all<{ kind: string; subject: string }>(sql`select kind, subject from outbox_jobs order by id`)

describe('adding a partner', () => {
  test('makes it an active member with an accepted agreement, found by id and by slug', async () => {
    const database = await withBrightwave()
    const cx = looking(database, NOON)
    const found = await partners.findPartner(cx, 'brightwave')
    expect(found).toEqual({
      id: 'brightwave',
      slug: 'brightwave',
      name: 'Brightwave',
      domain: 'brightwave.nl',
      email: null,
      country: 'NL',
      website: null,
    })
    const facts = (await partners.membersFacts(cx, [brightwave])).get(brightwave)
    expect(facts && partners.activeOn(facts, 'copernica', '2025-03-01' as Day, 'UTC')).toBe(true)
    expect(facts && partners.activeOn(facts, 'copernica', '2025-02-28' as Day, 'UTC')).toBe(false)
    expect(await partners.mayBeChosen(cx, brightwave, copernica)).toBe(true)
  })

  test('the same again has no effect; other content under the same id is a conflict', async () => {
    const database = await withBrightwave()
    const before = (await jobs(database)).length
    expect(await act(database, '2025-04-01T12:00:00Z', cx => partners.addPartner(cx, BRIGHTWAVE))).toMatchObject({
      ok: true,
    })
    expect((await jobs(database)).length).toBe(before)
    for (const other of [
      { name: 'Brighter' },
      { country: 'BE' },
      { domain: undefined },
      { tier: 'gold' },
      { agreement: false },
    ])
      expect(await act(database, NOON, cx => partners.addPartner(cx, { ...BRIGHTWAVE, ...other }))).toEqual({
        ok: false,
        refusal: 'id-conflict',
      })
  })

  test('an unknown program, a bad id and a bad domain are refused, and leave nothing behind', async () => {
    const database = await freshDatabase()
    const add = (other: object) => act(database, NOON, cx => partners.addPartner(cx, { ...BRIGHTWAVE, ...other }))
    expect(await add({ program: 'no-such-program' })).toEqual({ ok: false, refusal: 'unknown-program' })
    expect(await add({ id: ' ' })).toEqual({ ok: false, refusal: 'bad-id' })
    expect(await add({ domain: 'no domain' })).toEqual({ ok: false, refusal: 'bad-domain' })
    expect(await partners.countPartners(looking(database, NOON))).toBe(0)
  })

  test('is for partner managers, not for finance, a partner or a visitor', async () => {
    const database = await freshDatabase()
    for (const actor of [finn, olga, VISITOR])
      expect(await act(database, NOON, cx => partners.addPartner(cx, BRIGHTWAVE), actor)).toEqual({
        ok: false,
        refusal: 'not-allowed',
      })
    expect(await act(database, NOON, cx => partners.addPartner(cx, BRIGHTWAVE), mila)).toMatchObject({ ok: true })
  })

  test('without agreement it cannot be chosen until it accepts, which only its owner may do', async () => {
    const database = await freshDatabase()
    await act(database, NOON, cx => partners.addPartner(cx, { ...BRIGHTWAVE, agreement: false }))
    expect(await partners.mayBeChosen(looking(database, NOON), brightwave, copernica)).toBe(false)
    const accept = (actor: Actor) =>
      act(
        database,
        '2025-03-02T12:00:00Z',
        cx => partners.acceptAgreement(cx, { partner: brightwave, program: 'copernica' }),
        actor,
      )
    expect(await accept(eddy)).toEqual({ ok: false, refusal: 'not-allowed' })
    expect(await accept(olga)).toMatchObject({ ok: true })
    expect(await partners.mayBeChosen(looking(database, '2025-03-02T12:00:00Z'), brightwave, copernica)).toBe(true)
    const again = await act(database, '2025-05-02T12:00:00Z', cx =>
      partners.acceptAgreement(cx, { partner: brightwave, program: 'copernica' }),
    )
    expect(again).toMatchObject({ ok: true, value: { agreementAt: new Date('2025-03-02T12:00:00Z') } })
    expect(await act(database, NOON, cx => partners.addPartner(cx, { ...BRIGHTWAVE, agreement: false }))).toMatchObject(
      { ok: true },
    )
  })
})

describe('slugs', () => {
  test('two partners of one name get two slugs', async () => {
    const database = await withBrightwave()
    const second = await act(database, NOON, cx =>
      partners.addPartner(cx, { id: 'b2', name: 'Brightwave', program: 'copernica' }),
    )
    expect(second).toMatchObject({ ok: true, value: { slug: 'brightwave-2' } })
  })

  test('a slug that is changed keeps leading to its partner and is never given to another', async () => {
    const database = await withBrightwave()
    const rename = (partner: string, slug: string) =>
      act(database, NOON, cx => partners.renameSlug(cx, { partner: partner as PartnerId, slug }), mila)
    expect(await rename('brightwave', 'bright-wave')).toMatchObject({ ok: true, value: { slug: 'bright-wave' } })
    const cx = looking(database, NOON)
    expect((await partners.findPartnerBySlug(cx, 'brightwave'))?.slug).toBe('bright-wave')
    await act(database, NOON, c => partners.addPartner(c, { id: 'b2', name: 'Brightwave', program: 'copernica' }))
    expect((await partners.findPartner(cx, 'b2'))?.slug).toBe('brightwave-2')
    expect(await rename('b2', 'brightwave')).toEqual({ ok: false, refusal: 'slug-taken' })
    expect(await rename('b2', 'B 2')).toEqual({ ok: false, refusal: 'bad-slug' })
    expect(await rename('brightwave', 'brightwave')).toMatchObject({ ok: true })
  })
})

test('an id that is another’s slug does not hide the other’s page', async () => {
  const database = await freshDatabase()
  await act(database, NOON, cx => partners.addPartner(cx, { id: 'p1', name: 'Nova', program: 'copernica' }))
  await act(database, NOON, cx => partners.addPartner(cx, { id: 'nova', name: 'Nova', program: 'copernica' }))
  const cx = looking(database, NOON)
  expect(await partners.findPartnerAt(cx, 'nova')).toMatchObject({ id: 'p1' })
  expect(await partners.findPartner(cx, 'nova')).toMatchObject({ id: 'nova', slug: 'nova-2' })
  expect(await partners.findPartnerAt(cx, 'nova-2')).toMatchObject({ id: 'nova' })
  expect(await partners.findPartnerAt(cx, 'p1')).toMatchObject({ id: 'p1' })
})

describe('G9: standing', () => {
  test('a suspended partner cannot be chosen; everyone concerned is told by job, and it is on record', async () => {
    const database = await withBrightwave()
    const done = await act(
      database,
      NOON,
      cx => partners.suspend(cx, { partner: brightwave, reason: 'no answer' }),
      mila,
    )
    expect(done).toMatchObject({ ok: true, value: { state: 'suspended', reason: 'no answer', by: 'user:mila' } })
    expect(await partners.mayBeChosen(looking(database, NOON), brightwave, copernica)).toBe(false)
    expect(await jobs(database)).toContainEqual({ kind: 'standing.changed', subject: 'brightwave' })
    expect((await partners.statesOf(looking(database, NOON), [brightwave])).get(brightwave)).toBe('suspended')
    await act(database, '2025-03-05T12:00:00Z', cx => partners.reinstate(cx, { partner: brightwave }))
    expect(await partners.mayBeChosen(looking(database, '2025-03-05T12:00:00Z'), brightwave, copernica)).toBe(true)
    expect(await partners.standingOf(looking(database, NOON), brightwave)).toHaveLength(2)
    const noted = await audit.entries(looking(database, NOON), { subject: 'brightwave', limit: 10 })
    expect(noted.map(entry => entry.verb)).toEqual(['partner-active', 'partner-suspended', 'add-partner'])
  })

  test('suspending twice is suspending once', async () => {
    const database = await withBrightwave()
    const suspend = () => act(database, NOON, cx => partners.suspend(cx, { partner: brightwave }))
    await suspend()
    await suspend()
    expect(await partners.standingOf(looking(database, NOON), brightwave)).toHaveLength(1)
    const unmoved = await act(database, NOON, cx => partners.reinstate(cx, { partner: 'nobody' as PartnerId }))
    expect(unmoved).toEqual({ ok: false, refusal: 'unknown-partner' })
  })

  test('removal takes a ground and a reason; moderators and the partner itself cannot remove, nor take back', async () => {
    const database = await withBrightwave()
    const remove = (actor: Actor, reason = 'mean below 2.5 for 60 days') =>
      act(
        database,
        NOON,
        cx => partners.removePartner(cx, { partner: brightwave, ground: 'low-rating', reason }),
        actor,
      )
    for (const actor of [user('mod', { staff: ['moderator'] }), finn, olga])
      expect(await remove(actor)).toEqual({ ok: false, refusal: 'not-allowed' })
    expect(await remove(mila, ' ')).toEqual({ ok: false, refusal: 'reason-required' })
    expect(await remove(mila)).toMatchObject({ ok: true, value: { state: 'delisted', ground: 'low-rating' } })
    expect(await partners.mayBeChosen(looking(database, NOON), brightwave, copernica)).toBe(false)
    expect(await act(database, NOON, cx => partners.reinstate(cx, { partner: brightwave }), olga)).toEqual({
      ok: false,
      refusal: 'not-allowed',
    })
  })

  test('its record can be neither changed, replaced nor deleted', async () => {
    const database = await withBrightwave()
    await act(database, NOON, cx => partners.suspend(cx, { partner: brightwave }))
    for (const statement of [
      sql`update standing_change set state = 'active'`,
      sql`delete from standing_change`,
      sql`insert or replace into standing_change select * from standing_change`,
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

describe('a file of partners', () => {
  const rows = [
    { id: 'nova', name: 'Nova', domain: 'nova.example', row: 2 },
    { id: 'brightwave', name: 'Brightwave Group', row: 3 },
  ]
  const take = (database: Database, list: readonly partners.PartnerRow[] = rows, actor = mila) =>
    act(database, NOON, cx => partners.importPartners(cx, list, 'copernica'), actor)

  test('brings new ones in without beginning and renames known ones, whose slug stays', async () => {
    const database = await withBrightwave()
    expect(await take(database)).toMatchObject({
      ok: true,
      value: { rows: 2, new: 1, changed: 1, same: 0, errors: [] },
    })
    const cx = looking(database, NOON)
    expect(await partners.findPartner(cx, 'brightwave')).toMatchObject({
      name: 'Brightwave Group',
      slug: 'brightwave',
      domain: 'brightwave.nl',
      country: 'NL',
    })
    const nova = (await partners.membersFacts(cx, ['nova'])).get('nova' as PartnerId)
    expect(nova?.memberships).toMatchObject([{ program: 'copernica', joinedAt: null, agreed: true, agreementAt: null }])
    expect(await take(database)).toMatchObject({ ok: true, value: { new: 0, changed: 0, same: 2 } })
  })

  test('may be followed by a history that adds the same partner', async () => {
    const database = await freshDatabase()
    await take(database)
    const nova = { id: 'nova', name: 'Nova', program: 'copernica' }
    expect(await act(database, NOON, cx => partners.addPartner(cx, nova))).toMatchObject({ ok: true })
    expect(await act(database, NOON, cx => partners.addPartner(cx, { ...nova, name: 'Supernova' }))).toEqual({
      ok: false,
      refusal: 'id-conflict',
    })
  })

  test('is taken whole or not at all; faults name row, column and code', async () => {
    const database = await freshDatabase()
    const bad = [
      ...rows,
      { id: 'x', name: '', row: 4 },
      { id: 'nova', name: 'Other', row: 5 },
      { id: ' y', name: 'Y', row: 6 },
    ]
    const report = await take(database, [...bad, { id: 'z', name: 'Z', website: 'javascript:1', row: 7 }])
    expect(report).toMatchObject({
      ok: true,
      value: {
        new: 0,
        errors: [
          { row: 4, column: 'name', code: 'bad-name' },
          { row: 5, column: 'external_id', code: 'id-conflict' },
          { row: 6, column: 'external_id', code: 'bad-id' },
          { row: 7, column: 'website', code: 'bad-website' },
        ],
      },
    })
    expect(await partners.countPartners(looking(database, NOON))).toBe(0)
  })

  test('of 10,000 rows with one name is taken in a few seconds, each with its own slug', async () => {
    const database = await freshDatabase()
    const many = Array.from({ length: 10_000 }, (_, n) => ({ id: `p${n}`, name: n % 2 ? 'Nova' : `Firm ${n}` }))
    expect(await take(database, many)).toMatchObject({ ok: true, value: { new: 10_000, errors: [] } })
    const slugs = await database.read.all<{ n: number }>(sql`select count(distinct slug) as n from partner`)
    expect(slugs[0]?.n).toBe(10_000)
  })

  test('is for partner managers', async () => {
    expect(await take(await freshDatabase(), rows, finn)).toEqual({ ok: false, refusal: 'not-allowed' })
  })
})

describe('lists', () => {
  test('go on after the last one seen, and facts of many come at once', async () => {
    const database = await freshDatabase()
    const rows = ['a', 'b', 'c'].map(id => ({ id, name: id }))
    await act(database, NOON, cx => partners.importPartners(cx, rows, 'copernica'))
    const cx = looking(database, NOON)
    const page = await partners.listPartners(cx, { limit: 2 })
    expect(page.map(p => p.id)).toEqual(['a', 'b'])
    expect((await partners.listPartners(cx, { after: 'b', limit: 2 })).map(p => p.id)).toEqual(['c'])
    expect((await partners.findPartners(cx, ['c', 'nobody', 'a'])).map(p => p.id)).toEqual(['c', 'a'])
    expect([...(await partners.membersFacts(cx, ['a', 'b', 'nobody'])).keys()]).toEqual(['a', 'b'])
  })
})

test('no letter is written by any of this', async () => {
  const database = await withBrightwave()
  expect(await outbox.mails(looking(database, NOON), { limit: 10 })).toEqual([])
})
