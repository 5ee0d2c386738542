import { readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { type Database, raisedBy } from '#db/client.ts'
import { type Actor, type PartnerRole, type StaffRole, VISITOR } from '#kernel/actor.ts'
import type { PartnerId, UserId } from '#kernel/id.ts'
import type { Day } from '#kernel/period.ts'
import * as partners from '#partners/index.ts'
import * as programs from '#programs/index.ts'
import { act, freshDatabase, looking } from '../support/database.ts'

const NOON = '2025-03-10T12:00:00Z'
const nova = 'nova' as PartnerId
const person = (o: { role?: PartnerRole; staff?: StaffRole[] }): Actor => ({
  kind: 'user',
  user: 'someone' as UserId,
  email: 'someone@somewhere.example',
  name: 'Someone',
  customer: null,
  partner: o.role ? { id: nova, role: o.role } : null,
  staff: o.staff ?? [],
})
const olga = person({ role: 'owner' })
const mila = person({ staff: ['partner-manager'] })

async function simpro(
  o: { tier?: string; modules?: string[]; program?: string; timeZone?: string } = {},
): Promise<Database> {
  const database = await freshDatabase()
  const settings = { feePercent: '12', discountPercent: '8', ...(o.timeZone ? { timeZone: o.timeZone } : {}) }
  await act(database, NOON, cx => programs.ensureProgram(cx, 'simpro', { preset: 'simpro', settings }))
  const { program = 'simpro', tier, modules } = o
  await act(database, NOON, cx => partners.addPartner(cx, { id: 'nova', name: 'Nova', program, tier, modules }))
  return database
}
const membership = async (database: Database, at = NOON) => {
  const found = (await partners.membersFacts(looking(database, at), [nova])).get(nova)?.memberships[0]
  if (!found) throw new Error('Nova is a member')
  return found
}
const elect = (database: Database, at: string, benefit: partners.Benefit, o: { from?: string; actor?: Actor } = {}) =>
  act(
    database,
    at,
    cx => partners.electBenefit(cx, { partner: nova, benefit, ...(o.from ? { from: o.from as Day } : {}) }),
    o.actor,
  ).then(outcome => (outcome.ok ? 'elected' : outcome.refusal))
const benefits = async (database: Database, ...days: string[]) => {
  const [terms] = await programs.termsOf(looking(database, NOON), 'simpro')
  const member = await membership(database)
  return days.map(day => terms && partners.benefitOn(member, terms, day as Day))
}
const jobs = async (database: Database, kind: string) =>
  (await database.read.all(sql`select 1 from outbox_jobs where kind = ${kind}`)).length

describe('SIM-6: a partner elects one benefit', () => {
  test('from its day on; the fee before', async () => {
    const database = await simpro()
    expect(await elect(database, '2025-05-02T16:00:00Z', 'discount', { actor: olga })).toBe('elected')
    expect(await benefits(database, '2025-05-01', '2025-05-02', '2026-01-01')).toEqual(['fee', 'discount', 'discount'])
    expect(await jobs(database, 'standing.changed')).toBe(1)
  })
  test('again what it has is no change; another one is kept beside it', async () => {
    const database = await simpro()
    for (const benefit of ['fee', 'discount', 'discount', 'fee'] as const)
      await elect(database, '2025-05-02T16:00:00Z', benefit)
    expect((await membership(database)).elections.map(one => one.benefit)).toEqual(['discount', 'fee'])
    expect(await benefits(database, '2025-05-02')).toEqual(['fee'])
  })
  test('from a later day if it says so, never from a day that is past', async () => {
    const database = await simpro()
    expect(await elect(database, '2025-05-02T16:00:00Z', 'discount', { from: '2025-05-01' })).toBe('date-past')
    expect(await elect(database, '2025-05-02T16:00:00Z', 'discount', { from: '2025-07-01' })).toBe('elected')
    expect(await benefits(database, '2025-06-30', '2025-07-01')).toEqual(['fee', 'discount'])
    expect(await jobs(database, 'standing.changed')).toBe(0)
  })
  test('on the day of the program’s own time zone', async () => {
    const database = await simpro({ timeZone: 'Asia/Tokyo' })
    await elect(database, '2025-05-02T15:00:00Z', 'discount')
    expect(await benefits(database, '2025-05-02', '2025-05-03')).toEqual(['fee', 'discount'])
  })
  test('where a program of its lets it: not in one that pays the fee to all', async () => {
    const database = await simpro({ program: 'copernica' })
    expect(await elect(database, NOON, 'discount', { actor: olga })).toBe('not-allowed')
  })
  test('through its owner or the operator, not its editors or finance, nor a visitor; an unknown partner is told', async () => {
    const database = await simpro()
    for (const actor of [
      person({ role: 'editor' }),
      person({ role: 'finance' }),
      person({ staff: ['finance'] }),
      VISITOR,
    ])
      expect(await elect(database, NOON, 'discount', { actor })).toBe('not-allowed')
    const unknown = await act(database, NOON, cx =>
      partners.electBenefit(cx, { partner: 'x' as PartnerId, benefit: 'fee' }),
    )
    expect(unknown).toEqual({ ok: false, refusal: 'unknown-partner' })
  })
})

describe('SIM-2: modules', () => {
  const choose = (database: Database, modules: string[], actor = olga) =>
    act(database, NOON, cx => partners.chooseModules(cx, { partner: nova, program: 'simpro', modules }), actor)
  test('a partner holds several, and says itself which', async () => {
    const database = await simpro({ modules: ['Technology'] })
    expect((await membership(database)).modules).toEqual(['technology'])
    expect(await choose(database, ['technology', 'service-provider'])).toMatchObject({ ok: true })
    expect((await membership(database)).modules).toEqual(['service-provider', 'technology'])
    expect(await choose(database, [])).toMatchObject({ ok: true, value: [] })
  })
  test('that the program does not have are refused', async () => {
    const database = await simpro()
    expect(await choose(database, ['weaving'])).toEqual({ ok: false, refusal: 'unknown-module' })
    expect(await choose(database, ['technology'], person({ role: 'editor' }))).toEqual({
      ok: false,
      refusal: 'not-allowed',
    })
  })
})

describe('the tier a partner joins with', () => {
  test('holds from the day of joining where the program lives, and is refused where the program does not know it', async () => {
    const database = await simpro({ tier: 'Select', timeZone: 'Pacific/Auckland' })
    expect((await membership(database)).tiers).toMatchObject([
      { tier: 'select', from: '2025-03-11', until: null, ground: 'joined' },
    ])
    const again = await act(database, NOON, cx =>
      partners.addPartner(cx, { id: 'gild', name: 'Gild', program: 'simpro', tier: 'gold' }),
    )
    expect(again).toEqual({ ok: false, refusal: 'unknown-tier' })
  })
  test('said again is taken; another one is a conflict', async () => {
    const database = await simpro({ tier: 'select' })
    const add = (tier: string) =>
      act(database, NOON, cx => partners.addPartner(cx, { id: 'nova', name: 'Nova', program: 'simpro', tier }))
    expect(await add('select')).toMatchObject({ ok: true })
    expect(await add('premier')).toEqual({ ok: false, refusal: 'id-conflict' })
  })

  const take = (database: Database, at: string, tier: string, program = 'simpro') =>
    act(database, at, cx => partners.importPartners(cx, [{ id: 'iris', name: 'Iris', tier, row: 2 }], program), mila)
  const iris = async (database: Database) =>
    (await partners.membersFacts(looking(database, NOON), ['iris'])).get('iris' as PartnerId)?.memberships[0]
  test('in a file is without beginning; another one in a later file holds from that day', async () => {
    const database = await simpro()
    expect(await take(database, NOON, 'Premier')).toMatchObject({ value: { new: 1, errors: [] } })
    await take(database, NOON, 'premier')
    expect(await jobs(database, 'tier.changed')).toBe(0)
    await take(database, '2025-06-01T10:00:00Z', 'select')
    expect(await jobs(database, 'tier.changed')).toBe(1)
    expect((await iris(database))?.tiers).toMatchObject([
      { tier: 'premier', from: null, until: null, ground: 'joined' },
      { tier: 'select', from: '2025-06-01', until: null, ground: 'joined' },
    ])
  })
  test('in a file that the program does not know is a fault of its row and column', async () => {
    const database = await simpro()
    expect(await take(database, NOON, 'gold')).toMatchObject({
      value: { new: 0, errors: [{ row: 2, column: 'tier', code: 'unknown-tier' }] },
    })
    expect(await take(database, NOON, 'Gold partner', 'copernica')).toMatchObject({ value: { new: 1, errors: [] } })
    expect(await partners.shownTiers(looking(database, NOON), ['iris', 'nova'])).toEqual(
      new Map([
        ['iris', 'Gold partner'],
        ['nova', 'registered'],
      ]),
    )
  })
})

test('what people are shown is today’s tier, and no longer the one the partner came with', async () => {
  const database = await simpro({ tier: 'select' })
  const shown = async (at: string) => (await partners.shownTiers(looking(database, at), ['nova'])).get(nova)
  await act(database, '2025-06-01T10:00:00Z', cx =>
    partners.placeInTier(cx, {
      partner: nova,
      program: 'simpro' as never,
      tier: 'registered',
      ground: 'ended',
      reason: 'no plan',
    }),
  )
  expect(await shown('2025-05-31T10:00:00Z')).toBe('select')
  expect(await shown('2025-06-01T10:00:00Z')).toBe('registered')
})

test('tiers can be given and taken by nobody but partner managers, and an owner gives itself only what it applied for', async () => {
  const database = await simpro()
  const wish = { partner: nova, program: 'simpro' as never, tier: 'premier' }
  for (const actor of [olga, person({ role: 'editor' }), person({ staff: ['finance'] }), VISITOR]) {
    const invited = await act(database, NOON, cx => partners.grantTier(cx, { ...wish, ground: 'invited' }), actor)
    const placed = await act(database, NOON, cx => partners.placeInTier(cx, { ...wish, ground: 'ended' }), actor)
    expect([invited, placed]).toEqual([
      { ok: false, refusal: 'not-allowed' },
      { ok: false, refusal: 'not-allowed' },
    ])
  }
})

test('the facts of many partners are three statements, with all their tiers and elections', async () => {
  const database = await simpro({ tier: 'select' })
  const rows = Array.from({ length: 300 }, (_, n) => ({
    id: `p${n}`,
    name: `Firm ${n}`,
    tier: n % 2 ? 'select' : 'premier',
  }))
  await act(database, NOON, cx => partners.importPartners(cx, rows, 'simpro'))
  await elect(database, NOON, 'discount')
  let statements = 0
  const counted = new Proxy(database.read, {
    get: (target, name) => {
      if (name === 'all' || name === 'select') statements++
      return Reflect.get(target, name)
    },
  })
  const cx = { ...looking(database, NOON), db: counted }
  const facts = await partners.membersFacts(cx, [...rows.map(row => row.id), 'nova'])
  expect(facts.size).toBe(301)
  expect(statements).toBe(3)
  expect(facts.get('p7' as PartnerId)?.memberships[0]?.tiers[0]?.tier).toBe('select')
  expect(facts.get(nova)?.memberships[0]?.elections).toEqual([
    { benefit: 'discount', from: '2025-03-10', at: new Date(NOON) },
  ])
})

test.each(['tier_span', 'benefit_election'])('%s can be neither changed, replaced nor deleted', async table => {
  const database = await simpro({ tier: 'select' })
  await elect(database, NOON, 'discount')
  for (const statement of [
    `update ${table} set at = 1`,
    `delete from ${table}`,
    `insert or replace into ${table} select * from ${table}`,
  ]) {
    const failed = await database
      .write('tamper', db => db.run(sql.raw(statement)))
      .then(
        () => null,
        (error: unknown) => raisedBy(error),
      )
    expect(failed).toBe('append-only')
  }
})

test('members from before tiers were kept have the tier they came with', async () => {
  const database = await simpro()
  await act(database, NOON, cx => programs.ensureProgram(cx, 'copernica'))
  const kept = readFileSync('db/migrations/0014_tiers.sql', 'utf8')
  const [statement] = kept.split('--> statement-breakpoint').filter(text => text.includes('INSERT INTO tier_span'))
  await database.write('as it was', async db => {
    await db.run(sql`update membership set tier = 'Select' where partner = 'nova'`)
    await db.run(sql`insert into membership(partner, program, tier, agreed) values ('nova', 'copernica', ' ', 1)`)
    await db.run(sql`insert into partner(id, slug, name, created_at) values ('iris', 'iris', 'Iris', 0)`)
    await db.run(sql`insert into membership(partner, program, tier, agreed) values ('iris', 'simpro', 'premier', 1)`)
    await db.run(sql.raw(statement ?? ''))
  })
  const facts = await partners.membersFacts(looking(database, NOON), ['nova', 'iris'])
  const spans = [...facts.values()].flatMap(one =>
    one.memberships.flatMap(m => m.tiers.map(s => [m.partner, s.tier, s.from])),
  )
  expect(spans).toEqual([
    ['iris', 'premier', null],
    ['nova', 'select', '2025-03-10'],
  ])
})
