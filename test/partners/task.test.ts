import { describe, expect, test } from 'vitest'
import { sql } from 'drizzle-orm'
import { type Actor, type PartnerRole, type StaffRole, SYSTEM, VISITOR } from '#kernel/actor.ts'
import { type Database, raisedBy } from '#db/client.ts'
import type { PartnerId, UserId } from '#kernel/id.ts'
import type { Day } from '#kernel/period.ts'
import * as partners from '#partners/index.ts'
import { type Obligation, publishTerms, termsOf } from '#programs/index.ts'
import * as settings from '#settings/index.ts'
import { dueDay, heldSince, nextEdge, nextReminder, overdueFrom, taskState } from '../../src/partners/task.ts'
import { act, freshDatabase, looking, within } from '../support/database.ts'

const day = (text: string) => text as Day
const plain = (at: Day) => at

describe('the last day', () => {
  test('SIM-9: 30 days after the release, and overdue on day 31', () => {
    const due = dueDay({ days: 30 }, day('2026-03-01'), plain)
    expect(due).toBe('2026-03-31')
    const task = { doneAt: null, lapsedAt: null, overdueAt: overdueFrom(due, 'UTC') }
    expect(taskState(task, new Date('2026-03-31T23:59:59.999Z'))).toBe('open')
    expect(taskState(task, new Date('2026-04-01T00:00:00Z'))).toBe('overdue')
  })
  test('SIM-11: every six months is the same day six months later; one that does not exist is the last of its month (G7)', () => {
    expect(dueDay({ every: 'half-year' }, day('2026-01-15'), plain)).toBe('2026-07-15')
    expect(dueDay({ every: 'half-year' }, day('2025-08-31'), plain)).toBe('2026-02-28')
    expect(dueDay({ every: 'quarter' }, day('2026-11-30'), plain)).toBe('2027-02-28')
    expect(dueDay({ every: 'month' }, day('2026-01-31'), plain)).toBe('2026-02-28')
    expect(dueDay({ every: 'year' }, day('2024-02-29'), plain)).toBe('2025-02-28')
  })
  test('the day ends where the program lives', () => {
    expect(overdueFrom(day('2026-03-31'), 'Europe/Amsterdam').toISOString()).toBe('2026-03-31T22:00:00.000Z')
    expect(overdueFrom(day('2026-03-31'), 'America/New_York').toISOString()).toBe('2026-04-01T04:00:00.000Z')
  })
})

describe('whom an obligation binds', () => {
  const duty = (tiers: string[], modules: string[]): Obligation => ({
    what: 'x',
    whose: 'partner',
    due: { days: 1 },
    binds: { tiers, modules },
  })
  test('no tiers and no modules named: everybody', () => expect(partners.binds(duty([], []), null, [])).toBe(true))
  test('tiers named: those only; modules named: whoever holds one of them; both named: both', () => {
    expect(partners.binds(duty(['gold'], []), 'gold', [])).toBe(true)
    expect(partners.binds(duty(['gold'], []), 'silver', [])).toBe(false)
    expect(partners.binds(duty(['gold'], []), null, [])).toBe(false)
    expect(partners.binds(duty([], ['tech', 'print']), null, ['print'])).toBe(true)
    expect(partners.binds(duty([], ['tech']), null, ['print'])).toBe(false)
    expect(partners.binds(duty(['gold'], ['tech']), 'gold', [])).toBe(false)
  })
})

describe('since when something holds', () => {
  const edges = ['2026-05-01', '2026-01-01', '2026-03-01'].map(day)
  test('is the first day of the unbroken time', () => {
    expect(heldSince(at => at >= '2026-03-01', edges, day('2026-06-10'))).toBe('2026-03-01')
    expect(heldSince(at => at >= '2026-05-01' || at < '2026-03-01', edges, day('2026-06-10'))).toBe('2026-05-01')
    expect(heldSince(() => true, edges, day('2026-06-10'))).toBe(null)
  })
  test('the next edge is after the day, not on it', () => {
    expect(nextEdge(edges, day('2026-03-01'))).toBe('2026-05-01')
    expect(nextEdge(edges, day('2026-05-01'))).toBe(null)
  })
})

test('somebody is reminded seven days before, one day before, and on the first day overdue', () => {
  const next = (after: string) => nextReminder(day('2026-03-31'), 'UTC', new Date(after))?.toISOString() ?? null
  expect(next('2026-03-01T00:00:00Z')).toBe('2026-03-24T00:00:00.000Z')
  expect(next('2026-03-24T00:00:00Z')).toBe('2026-03-30T00:00:00.000Z')
  expect(next('2026-03-30T00:00:00Z')).toBe('2026-04-01T00:00:00.000Z')
  expect(next('2026-04-01T00:00:00Z')).toBe(null)
})

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
const [pixel, ledgerly] = ['pixelforge' as PartnerId, 'ledgerly' as PartnerId]
const eddy = user('eddy', { partner: { id: pixel, role: 'editor' } })
const fay = user('fay', { partner: { id: pixel, role: 'finance' } })
const rival = user('rival', { partner: { id: ledgerly, role: 'owner' } })

const JOINED = '2026-01-15T10:00:00Z'
const PRESET = 'simpro'
const SETTINGS = { feePercent: '10', discountPercent: '5' }

/** Pixelforge makes integrations and is Premier; Ledgerly is a Registered accountant. */
async function town(timeZone = 'UTC'): Promise<Database> {
  const database = await freshDatabase()
  const { ensureProgram } = await import('#programs/index.ts')
  await act(database, JOINED, cx => ensureProgram(cx, PRESET, { settings: { ...SETTINGS, timeZone } }))
  const technology = {
    id: pixel,
    name: 'Pixelforge',
    program: PRESET,
    tier: 'premier',
    modules: ['technology'],
    country: 'NL',
  }
  expect(await act(database, JOINED, cx => partners.addPartner(cx, technology))).toMatchObject({ ok: true })
  const accountant = { id: ledgerly, name: 'Ledgerly', program: PRESET, modules: ['accountancy'], country: 'US' }
  expect(await act(database, JOINED, cx => partners.addPartner(cx, accountant))).toMatchObject({ ok: true })
  return database
}
const pass = (database: Database, at: string) => within(database, at, partners.passTasksDue)
const listOf = async (database: Database, at: string, partner?: PartnerId) =>
  (await partners.tasksOf(looking(database, at), { partner })).map(task => `${task.partner} ${task.what} ${task.due}`)
const tell = (
  database: Database,
  at: string,
  wish: Partial<Parameters<typeof partners.startTasks>[1]> = {},
  by = mila,
) =>
  act(
    database,
    at,
    cx =>
      partners.startTasks(cx, {
        event: 'R5',
        program: PRESET,
        what: 'compatibility-update',
        subject: 'Release 5',
        ...wish,
      }),
    by,
  )
const one = async (database: Database, at: string, what: string, partner = pixel) => {
  const found = (await partners.tasksOf(looking(database, at), { partner })).find(task => task.what === what)
  if (!found) throw new Error(`there is a task ${what}`)
  return found
}

describe('what staff tell', () => {
  test('SIM-9: a major release is a task for whoever holds the module, due 30 days later, overdue on day 31', async () => {
    const database = await town()
    expect(await tell(database, '2026-03-01T09:00:00Z')).toEqual({ ok: true, value: { tasks: 1 } })
    expect(await listOf(database, '2026-03-01T10:00:00Z')).toEqual(['pixelforge compatibility-update 2026-03-31'])
    const task = await one(database, '2026-03-01T10:00:00Z', 'compatibility-update')
    expect(partners.taskState(task, new Date('2026-03-31T23:59:59Z'))).toBe('open')
    expect(partners.taskState(task, new Date('2026-04-01T00:00:00Z'))).toBe('overdue')
    expect(task).toMatchObject({ subject: 'Release 5', since: '2026-03-01', whose: 'partner' })
  })
  test('SIM-10: a problem told on Good Friday is due on the fifth business day of the partner’s own country', async () => {
    const database = await town()
    const problem = { what: 'problem-resolution', subject: 'Orders fail' }
    // Easter Monday, 6 April 2026, is a holiday in the Netherlands and a working day in the United States.
    await tell(database, '2026-04-03T15:00:00Z', { ...problem, event: 'P1', partner: pixel })
    await tell(database, '2026-04-03T15:00:00Z', { ...problem, event: 'P2', partner: ledgerly })
    expect(await listOf(database, '2026-04-03T15:00:00Z')).toEqual([
      'ledgerly problem-resolution 2026-04-10',
      'pixelforge problem-resolution 2026-04-13',
    ])
  })
  test('SIM-10: a partner without a country has the holidays of the operator’s setting', async () => {
    const database = await town()
    const nowhere = { id: 'nomads', name: 'Nomads', program: PRESET }
    await act(database, JOINED, cx => partners.addPartner(cx, nowhere))
    const nomads = 'nomads' as PartnerId
    const problem = { what: 'problem-resolution', subject: 'It broke', partner: nomads }
    await tell(database, '2026-04-03T15:00:00Z', { ...problem, event: 'P1' })
    expect(await act(database, JOINED, cx => settings.set(cx, 'tasks.country', 'nl'))).toMatchObject({
      refusal: 'bad-setting',
    })
    await act(database, JOINED, cx => settings.set(cx, 'tasks.country', 'NL'))
    await tell(database, '2026-04-03T15:00:00Z', { ...problem, event: 'P2' })
    expect(await listOf(database, '2026-04-03T16:00:00Z', nomads)).toEqual([
      'nomads problem-resolution 2026-04-10',
      'nomads problem-resolution 2026-04-13',
    ])
  })
  test('the day is the program’s own: late in the evening in London it is the next day in Amsterdam', async () => {
    const database = await town('Europe/Amsterdam')
    await tell(database, '2026-03-01T23:30:00Z')
    const task = await one(database, '2026-03-02T00:00:00Z', 'compatibility-update')
    expect([task.since, task.due]).toEqual(['2026-03-02', '2026-04-01'])
    // Summer time has begun meanwhile.
    expect(task.overdueAt.toISOString()).toBe('2026-04-01T22:00:00.000Z')
  })
  test('told late, it counts from its own day, and may be overdue at once', async () => {
    const database = await town()
    await tell(database, '2026-04-20T09:00:00Z', { day: day('2026-03-01') })
    expect((await partners.tasksOf(looking(database, '2026-04-20T09:00:00Z'), { show: 'overdue' })).length).toBe(1)
  })
  test('once, however often it is told; another event under the same id is a conflict', async () => {
    const database = await town()
    await tell(database, '2026-03-01T09:00:00Z')
    expect(await tell(database, '2026-03-01T11:00:00Z')).toEqual({ ok: true, value: { tasks: 1 } })
    expect(await tell(database, '2026-03-01T11:00:00Z', { subject: 'Release 6' })).toMatchObject({
      refusal: 'id-conflict',
    })
    expect((await listOf(database, '2026-03-01T12:00:00Z')).length).toBe(1)
  })
  test('nobody but partner managers tells it, and only what can be', async () => {
    const database = await town()
    const at = '2026-03-01T09:00:00Z'
    for (const by of [VISITOR, finn, eddy])
      expect(await tell(database, at, {}, by)).toMatchObject({ refusal: 'not-allowed' })
    expect(await tell(database, at, { program: 'none' })).toMatchObject({ refusal: 'unknown-program' })
    expect(await tell(database, at, { partner: 'none' as PartnerId })).toMatchObject({ refusal: 'unknown-partner' })
    expect(await tell(database, at, { what: 'listing-confirmation' })).toMatchObject({ refusal: 'unknown-obligation' })
    expect(await tell(database, at, { what: 'singing' })).toMatchObject({ refusal: 'unknown-obligation' })
    expect(await tell(database, at, { subject: ' ' })).toMatchObject({ refusal: 'text-missing' })
    expect(await tell(database, at, { day: day('2026-03-02') })).toMatchObject({ refusal: 'day-ahead' })
    expect(await tell(database, at, { partner: ledgerly })).toMatchObject({ refusal: 'not-eligible' })
    expect(await listOf(database, at)).toEqual([])
  })
  test('a partner that was suspended on that day is not asked', async () => {
    const database = await town()
    await act(database, '2026-02-10T09:00:00Z', cx => partners.suspend(cx, { partner: pixel }))
    expect(await tell(database, '2026-03-01T09:00:00Z', { day: day('2026-02-10') })).toEqual({
      ok: true,
      value: { tasks: 0 },
    })
    expect(await tell(database, '2026-03-01T09:00:00Z', { event: 'R4', day: day('2026-02-09') })).toEqual({
      ok: true,
      value: { tasks: 1 },
    })
  })
  test('what was told stays as it was told', async () => {
    const database = await town()
    await tell(database, '2026-03-01T09:00:00Z')
    const change = database.write('test', db => db.run(sql`update task_event set day = '2020-01-01'`))
    expect(await change.catch(raisedBy)).toBe('append-only')
    const again = database.write('test', db => db.run(sql`insert or replace into task_event select * from task_event`))
    expect(await again.catch(raisedBy)).toBe('append-only')
  })
})

describe('what comes round', () => {
  test('SIM-3, SIM-11: by tier and module, counted from the day of joining', async () => {
    const database = await town()
    expect((await partners.nextTaskDue(looking(database, JOINED)))?.toISOString()).toBe('2026-01-15T10:00:00.000Z')
    await pass(database, JOINED)
    expect(await listOf(database, JOINED, pixel)).toEqual([
      'pixelforge quarterly-review 2026-04-15',
      'pixelforge listing-confirmation 2026-07-15',
      'pixelforge joint-business-plan 2027-01-15',
      'pixelforge operator-branding 2027-01-15',
    ])
    expect(await listOf(database, JOINED, ledgerly)).toEqual(['ledgerly listing-confirmation 2026-07-15'])
  })
  test('SIM-11: a listing is confirmed at least every six months: the next turn counts from the last one', async () => {
    const database = await town()
    await pass(database, JOINED)
    const at = '2026-05-20T08:00:00Z'
    await within(database, at, cx => partners.meetObligation(cx, pixel, ['listing-confirmation']), eddy)
    expect(await listOf(database, at, pixel)).toContain('pixelforge listing-confirmation 2026-11-20')
    const [done] = await partners.tasksOf(looking(database, at), { partner: pixel, show: 'done' })
    expect(done).toMatchObject({ what: 'listing-confirmation', due: '2026-07-15', doneBy: 'user:eddy' })
    const again = await one(database, at, 'listing-confirmation')
    expect(partners.taskState(again, new Date('2026-11-20T23:59:59Z'))).toBe('open')
    expect(partners.taskState(again, new Date('2026-11-21T00:00:00Z'))).toBe('overdue')
  })
  test('done twice on one day, there is still one open turn', async () => {
    const database = await town()
    await pass(database, JOINED)
    for (let n = 0; n < 2; n++)
      await within(database, JOINED, cx => partners.meetObligation(cx, pixel, ['listing-confirmation']))
    const open = (await listOf(database, JOINED, pixel)).filter(text => text.includes('listing'))
    expect(open).toEqual(['pixelforge listing-confirmation 2026-07-15'])
  })
  test('passing again changes nothing, whenever it runs: dates come from the facts', async () => {
    const [early, late] = [await town(), await town()]
    for (const at of [JOINED, JOINED, '2026-02-01T00:00:00Z', '2026-06-01T00:00:00Z']) await pass(early, at)
    await pass(late, '2026-06-01T00:00:00Z')
    expect(await listOf(late, '2026-06-01T00:00:00Z')).toEqual(await listOf(early, '2026-06-01T00:00:00Z'))
    const next = await partners.nextTaskDue(looking(early, '2026-06-01T00:00:00Z'))
    expect(next && next > new Date('2026-06-01T00:00:00Z')).toBe(true)
  })
  test('a new tier brings its own from its first day, and the old tier’s lapse', async () => {
    const database = await town()
    await pass(database, JOINED)
    const select = { partner: ledgerly, program: PRESET as never, tier: 'select', ground: 'applied' as const }
    await act(database, '2026-03-10T09:00:00Z', cx => partners.grantTier(cx, select))
    await pass(database, '2026-03-11T00:00:00Z')
    expect(await listOf(database, '2026-03-11T00:00:00Z', ledgerly)).toEqual([
      'ledgerly listing-confirmation 2026-07-15',
      'ledgerly annual-plan 2027-03-10',
      'ledgerly operator-branding 2027-03-10',
    ])
    await act(database, '2026-05-01T09:00:00Z', cx =>
      partners.grantTier(cx, { ...select, tier: 'premier', ground: 'invited' }),
    )
    await pass(database, '2026-05-01T09:00:00Z')
    expect(await listOf(database, '2026-05-01T09:00:00Z', ledgerly)).toEqual([
      'ledgerly listing-confirmation 2026-07-15',
      'ledgerly quarterly-review 2026-08-01',
      'ledgerly operator-branding 2027-03-10',
      'ledgerly joint-business-plan 2027-05-01',
    ])
  })
  test('a suspended partner is asked nothing; taken back, its time counts anew', async () => {
    const database = await town()
    await pass(database, JOINED)
    await act(database, '2026-03-01T09:00:00Z', cx => partners.suspend(cx, { partner: ledgerly }))
    await pass(database, '2026-03-01T09:00:00Z')
    expect(await listOf(database, '2026-03-01T09:00:00Z', ledgerly)).toEqual([])
    await act(database, '2026-05-01T09:00:00Z', cx => partners.reinstate(cx, { partner: ledgerly }))
    await pass(database, '2026-05-01T09:00:00Z')
    expect(await listOf(database, '2026-05-01T09:00:00Z', ledgerly)).toEqual([
      'ledgerly listing-confirmation 2026-11-01',
    ])
  })
  test('an imported partner, a member without beginning, counts from the day it was recorded', async () => {
    const database = await town()
    await act(database, '2026-02-03T09:00:00Z', cx =>
      partners.importPartners(cx, [{ id: 'oldies', name: 'Oldies' }], PRESET),
    )
    await pass(database, '2026-02-20T09:00:00Z')
    expect(await listOf(database, '2026-02-20T09:00:00Z', 'oldies' as PartnerId)).toEqual([
      'oldies listing-confirmation 2026-08-03',
    ])
  })
  test('new terms: what they add counts from their first day, what they leave out lapses', async () => {
    const database = await town()
    await pass(database, JOINED)
    const [now] = await termsOf(looking(database, JOINED), PRESET)
    if (!now) throw new Error('there are terms')
    const { program: _, version: __, from: ___, ...body } = now
    const training = { what: 'training', whose: 'partner', due: { every: 'year' }, binds: { tiers: [], modules: [] } }
    const draft = { ...body, obligations: [...body.obligations.filter(o => o.what !== 'operator-branding'), training] }
    await act(database, '2026-02-10T09:00:00Z', cx => publishTerms(cx, PRESET, draft, day('2026-03-05')))
    await pass(database, '2026-03-04T23:00:00Z')
    expect(await listOf(database, JOINED, pixel)).toContain('pixelforge operator-branding 2027-01-15')
    await pass(database, '2026-03-05T00:00:00Z')
    const after = await listOf(database, JOINED, pixel)
    expect(after).toContain('pixelforge training 2027-03-05')
    expect(after).toContain('pixelforge quarterly-review 2026-04-15')
    expect(after).not.toContain('pixelforge operator-branding 2027-01-15')
  })
  test('time in a history passes in few steps, each of them done when it was done', async () => {
    const database = await town()
    const until = new Date('2027-01-15T00:00:00Z')
    let steps = 0
    for (let last = 0; ; steps++) {
      const at = await partners.nextTaskDue(looking(database, until.toISOString()))
      if (at === null || at > until) break
      expect(at.getTime()).toBeGreaterThan(last)
      last = at.getTime()
      await within(database, at.toISOString(), partners.passTasksDue)
    }
    expect(steps).toBeLessThan(30)
  })
})

describe('doing a task', () => {
  const at = '2026-03-05T09:00:00Z'
  const finish = (database: Database, task: string, by: Actor, note = 'Tested with the new release') =>
    act(database, at, cx => partners.finishTask(cx, { task, note }), by)
  async function withRelease() {
    const database = await town()
    await pass(database, JOINED)
    await tell(database, '2026-03-01T09:00:00Z')
    return { database, task: (await one(database, at, 'compatibility-update')).id }
  }
  test('is for the partner’s editor or owner, or for the operator; once', async () => {
    const { database, task } = await withRelease()
    expect(await finish(database, task, fay)).toMatchObject({ refusal: 'not-allowed' })
    expect(await finish(database, task, finn)).toMatchObject({ refusal: 'not-allowed' })
    expect(await finish(database, task, rival)).toMatchObject({ refusal: 'unknown-task' })
    expect(await finish(database, task, VISITOR)).toMatchObject({ refusal: 'unknown-task' })
    expect(await finish(database, task, eddy, '  ')).toMatchObject({ refusal: 'text-missing' })
    expect(await finish(database, task, eddy, 'x'.repeat(2_001))).toMatchObject({ refusal: 'text-too-long' })
    expect(await finish(database, task, eddy)).toMatchObject({
      value: { doneBy: 'user:eddy', note: 'Tested with the new release' },
    })
    expect(await finish(database, task, mila, 'Again')).toMatchObject({ value: { doneBy: 'user:eddy' } })
  })
  test('the operator’s own are not the partner’s to do', async () => {
    const { database } = await withRelease()
    const review = await one(database, at, 'quarterly-review')
    expect(await finish(database, review.id, eddy)).toMatchObject({ refusal: 'not-allowed' })
    expect(await finish(database, review.id, mila, 'Held by video')).toMatchObject({ ok: true })
    expect((await one(database, at, 'quarterly-review')).due).toBe('2026-06-05')
  })
  test('partners see their own, staff see all, others none', async () => {
    const { database } = await withRelease()
    const seen = async (by: Actor, partner?: PartnerId) =>
      (await partners.tasksOf(looking(database, at, by), { partner })).length
    expect([await seen(eddy, pixel), await seen(finn), await seen(rival, pixel), await seen(eddy)]).toEqual([
      5, 6, 0, 0,
    ])
    expect(await partners.countTasks(looking(database, '2026-08-01T00:00:00Z', eddy), pixel)).toEqual({
      open: 5,
      overdue: 3,
    })
    expect(await partners.countTasks(looking(database, at, rival), pixel)).toEqual({ open: 0, overdue: 0 })
  })
  test('long lists continue after the last one seen', async () => {
    const { database } = await withRelease()
    const cx = looking(database, at)
    const [first, second] = await partners.tasksOf(cx, { limit: 2 })
    expect((await partners.tasksOf(cx, { after: first?.id ?? '', limit: 1 }))[0]?.id).toBe(second?.id)
    expect((await partners.tasksOf(cx, { after: second?.id ?? '' })).length).toBe(4)
  })
})

test('letters are asked for seven days before, one day before and when it is overdue, each once', async () => {
  const database = await town()
  await tell(database, '2026-03-01T09:00:00Z')
  const asked = async () =>
    (
      await database.read.all<{ n: number }>(
        sql`select count(*) as n from outbox_jobs where kind = 'task.reminder' and subject like '%event:R5'`,
      )
    )[0]?.n
  await database.write('drop', db => db.run(sql`delete from task_watch`))
  const steps: string[] = []
  for (;;) {
    const at = await partners.nextTaskDue(looking(database, '2026-12-01T00:00:00Z', SYSTEM))
    if (at === null) break
    steps.push(at.toISOString())
    await database.write('clear', db =>
      db.run(sql`update outbox_jobs set finished_at = 1 where kind = 'task.reminder'`),
    )
    await within(database, at.toISOString(), partners.passTasksDue)
    await within(database, at.toISOString(), partners.passTasksDue)
  }
  expect(steps).toEqual(['2026-03-24T00:00:00.000Z', '2026-03-30T00:00:00.000Z', '2026-04-01T00:00:00.000Z'])
  expect(await asked()).toBe(3)
})
