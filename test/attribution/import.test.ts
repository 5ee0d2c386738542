import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import * as attribution from '#attribution/index.ts'
import type { Database } from '#db/client.ts'
import type { Actor } from '#kernel/actor.ts'
import type { CustomerId } from '#kernel/id.ts'
import * as outbox from '#outbox/index.ts'
import * as partners from '#partners/index.ts'
import * as programs from '#programs/index.ts'
import { act, freshDatabase, looking } from '../support/database.ts'
import { acme, brightwave, choose, NEW_YEAR, town, userOf, zuivel } from './town.ts'

const NOON = '2025-08-01T12:00:00Z'
const bindings = (database: Database, rows: attribution.RawBinding[], actor?: Actor) =>
  act(database, NOON, cx => attribution.importBindings(cx, rows), actor)
const customers = (database: Database, rows: attribution.CustomerRow[], actor?: Actor) =>
  act(database, NOON, cx => attribution.importCustomers(cx, rows), actor)
const binding = (other: Partial<attribution.RawBinding> = {}) => ({
  customer: 'acme',
  partner: 'brightwave',
  program: 'copernica',
  from: '2025-01-01',
  ...other,
})

describe('a file of customers', () => {
  const rows = [
    { id: 'acme', name: 'Acme International', row: 2 },
    { id: '12350', name: 'Customer 12350', countryName: 'Norway', email: 'Info@Fjord.example', row: 3 },
  ]
  test('brings new ones in and known ones up to date; what it does not say stays', async () => {
    const database = await town()
    expect(await customers(database, rows)).toMatchObject({
      ok: true,
      value: { new: 1, changed: 1, same: 0, errors: [] },
    })
    const cx = looking(database, NOON)
    expect(await attribution.findCustomer(cx, 'acme')).toMatchObject({ name: 'Acme International', domain: 'acme.nl' })
    expect(await attribution.findCustomer(cx, '12350')).toMatchObject({
      countryName: 'Norway',
      email: 'info@fjord.example',
    })
    expect(await customers(database, rows)).toMatchObject({ ok: true, value: { new: 0, changed: 0, same: 2 } })
  })
  test('is taken whole or not at all', async () => {
    const database = await town()
    const bad = [...rows, { id: 'x', name: 'X', email: 'nobody', row: 4 }, { id: '12350', name: 'Other', row: 5 }]
    expect(await customers(database, bad)).toMatchObject({
      ok: true,
      value: {
        errors: [
          { row: 4, column: 'email', code: 'bad-email' },
          { row: 5, column: 'external_id', code: 'id-conflict' },
        ],
      },
    })
    expect(await attribution.findCustomer(looking(database, NOON), '12350')).toBeNull()
  })
  test('is for finance and partner managers', async () => {
    const database = await town()
    expect(await customers(database, rows, await userOf(database, 'Finn', { staff: ['finance'] }))).toMatchObject({
      ok: true,
    })
    const moderator = await userOf(database, 'Mo', { staff: ['moderator'] })
    expect(await customers(database, rows, moderator)).toEqual({ ok: false, refusal: 'not-allowed' })
  })
})

describe('a customer that is added', () => {
  const add = (database: Database, other: object = {}) =>
    act(database, NOON, cx => attribution.addCustomer(cx, { id: 'acme', name: 'Acme', domain: 'acme.nl', ...other }))
  test('again is taken without effect; with other content it is a conflict', async () => {
    const database = await town()
    expect(await add(database)).toMatchObject({ ok: true })
    expect(await add(database, { domain: 'WWW.ACME.NL' })).toMatchObject({ ok: true })
    for (const other of [{ name: 'Acme 2' }, { domain: undefined }, { country: 'NL' }])
      expect(await add(database, other)).toEqual({ ok: false, refusal: 'id-conflict' })
  })
  test('after it came by a file is the same, as far as it is said', async () => {
    const database = await freshDatabase()
    await customers(database, [{ id: 'acme', name: 'Acme', domain: 'acme.nl', country: 'NL' }])
    expect(await add(database)).toMatchObject({ ok: true, value: { country: 'NL' } })
    expect(await add(database, { domain: 'acme.be' })).toEqual({ ok: false, refusal: 'id-conflict' })
  })
  test('needs a name and a readable id and domain', async () => {
    const database = await freshDatabase()
    expect(await add(database, { name: '' })).toEqual({ ok: false, refusal: 'bad-name' })
    expect(await add(database, { id: 'a\nb' })).toEqual({ ok: false, refusal: 'bad-id' })
    expect(await add(database, { domain: 'acme' })).toEqual({ ok: false, refusal: 'bad-domain' })
  })
})

describe('a file of bindings', () => {
  const past = [
    binding({ from: '2024-01-01', until: '2024-07-01T00:00:00+02:00', row: 2 }),
    binding({ from: '2024-07-01T00:00:00+02:00', partner: 'nova', row: 3 }),
    binding({ customer: 'zuivel', from: new Date('2024-03-01T10:00:00Z'), row: 4 }),
  ]

  test('tells who was whose; the same file again changes nothing', async () => {
    const database = await town()
    expect(await bindings(database, past)).toMatchObject({ ok: true, value: { rows: 3, new: 3, errors: [] } })
    const cx = looking(database, NOON)
    expect(await attribution.historyOf(cx, acme)).toMatchObject([
      { partner: 'nova', from: new Date('2024-06-30T22:00:00Z'), until: null, openedBy: 'import' },
      {
        partner: 'brightwave',
        from: new Date('2024-01-01'),
        until: new Date('2024-06-30T22:00:00Z'),
        closedBy: 'import',
      },
    ])
    const jobs = () =>
      database.read.all<{ n: number }>(sql`select count(*) as n from outbox_jobs where kind = 'binding.changed'`)
    expect((await jobs())[0]?.n).toBe(2)
    expect(await bindings(database, past)).toMatchObject({
      ok: true,
      value: { new: 0, changed: 0, same: 3, errors: [] },
    })
    expect((await jobs())[0]?.n).toBe(2)
    expect(await attribution.receiptOf(cx, (await attribution.historyOf(cx, acme))[0]?.id ?? ('' as never))).toBeNull()
  })

  test('may come again after a customer switched', async () => {
    const database = await town()
    await bindings(database, past)
    await choose(database, NOON, zuivel, 'nova' as never)
    expect(await bindings(database, past)).toMatchObject({ ok: true, value: { same: 3, errors: [] } })
    expect(await attribution.bindingOf(looking(database, NOON), zuivel)).toMatchObject({ partner: 'nova' })
  })

  test('may end what was open', async () => {
    const database = await town()
    await bindings(database, [binding()])
    const ended = await bindings(database, [binding({ until: '2025-06-01' })])
    expect(ended).toMatchObject({ ok: true, value: { new: 0, changed: 1, errors: [] } })
    expect(await attribution.bindingOf(looking(database, NOON), acme)).toBeNull()
  })

  test('reads a date alone as midnight in the program’s time zone', async () => {
    const database = await town()
    const settings = { timeZone: 'Europe/Amsterdam' }
    await act(database, NEW_YEAR, cx => programs.ensureProgram(cx, 'house', { preset: 'copernica', settings }))
    await bindings(database, [binding({ program: 'house', from: '2025-07-01' })])
    const [bound] = await attribution.historyOf(looking(database, NOON), acme)
    expect(bound?.from).toEqual(new Date('2025-06-30T22:00:00Z'))
  })

  test('makes the program by its key, and a member of who was none', async () => {
    const database = await town()
    await act(database, NEW_YEAR, cx => programs.ensureProgram(cx, 'house', { preset: 'copernica' }))
    await bindings(database, [binding({ program: 'house' })])
    const facts = (await partners.membersFacts(looking(database, NOON), [brightwave])).get(brightwave)
    expect(facts?.memberships).toMatchObject([
      { program: 'copernica', joinedAt: new Date(NEW_YEAR) },
      { program: 'house', joinedAt: null, agreed: true, agreementAt: null },
    ])
  })

  test('names a partner by its slug as well', async () => {
    const database = await town()
    const named = { id: 'p-77', name: 'Oceaan', program: 'copernica' }
    await act(database, NEW_YEAR, cx => partners.addPartner(cx, named))
    expect(await bindings(database, [binding({ partner: 'oceaan' })])).toMatchObject({ ok: true, value: { new: 1 } })
    expect(await attribution.bindingOf(looking(database, NOON), acme)).toMatchObject({ partner: 'p-77' })
  })

  test.each([
    ['an unknown customer', { customer: 'who' }, 'customer', 'unknown-customer'],
    ['an unknown partner', { partner: 'who' }, 'partner', 'unknown-partner'],
    ['an unknown program', { program: 'nowhere' }, 'program', 'unknown-program'],
    ['SIM-14, a program that needs settings first', { program: 'simpro' }, 'program', 'incomplete'],
    ['a date that is none', { from: '2025-02-30' }, 'from', 'bad-date'],
    ['a time without a zone', { from: '2025-02-01T10:00:00' }, 'from', 'bad-date'],
    ['an end that is no date', { until: 'soon' }, 'until', 'bad-date'],
    ['an end before the beginning', { until: '2024-12-31' }, 'until', 'until-before-from'],
    ['a beginning in the future', { from: '2025-08-03' }, 'from', 'in-the-future'],
    ['its own company', { customer: 'own' }, 'partner', 'self-dealing'],
    ['an overlap within the file', { from: '2024-06-01' }, 'from', 'overlap'],
  ])('is refused whole for %s, naming the row', async (_, other, column, code) => {
    const database = await town()
    await customers(database, [{ id: 'own', name: 'Own', domain: 'shop.brightwave.nl' }])
    const rows = [binding({ from: '2024-01-01', until: '2024-07-01', row: 2 }), binding({ ...other, row: 3 })]
    const report = await bindings(database, rows)
    expect(report).toMatchObject({ ok: true, value: { new: 0, errors: [{ row: 3, column, code }] } })
    expect(await attribution.historyOf(looking(database, NOON), acme)).toEqual([])
  })

  test('is refused for an overlap with a choice that a customer made', async () => {
    const database = await town()
    await choose(database, '2025-03-01T10:00:00Z', acme, brightwave)
    const until = (end: string) => bindings(database, [binding({ partner: 'nova', until: end, row: 2 })])
    expect(await until('2025-03-01T10:00:00.001Z')).toMatchObject({
      ok: true,
      value: { errors: [{ row: 2, code: 'overlap' }] },
    })
    expect(await until('2025-03-01T10:00:00Z')).toMatchObject({ ok: true, value: { new: 1, errors: [] } })
  })

  test('writes to nobody, and is for partner managers', async () => {
    const database = await town()
    const finn = await userOf(database, 'Finn', { staff: ['finance'] })
    expect(await bindings(database, past, finn)).toEqual({ ok: false, refusal: 'not-allowed' })
    await bindings(database, past, await userOf(database, 'Mila', { staff: ['partner-manager'] }))
    expect(await outbox.mails(looking(database, NOON), { limit: 10 })).toEqual([])
    const payloads = await database.read.all<{ imported: number }>(
      sql`select payload->>'imported' as imported from outbox_jobs where kind = 'binding.changed'`,
    )
    expect(payloads).toEqual([{ imported: 1 }, { imported: 1 }])
  })

  test('of 5,000 customers is taken in a second or two', async () => {
    const database = await town()
    const ids = Array.from({ length: 5_000 }, (_, n) => `c${n}`)
    await customers(
      database,
      ids.map(id => ({ id, name: id })),
    )
    const report = await bindings(
      database,
      ids.map(id => binding({ customer: id })),
    )
    expect(report).toMatchObject({ ok: true, value: { new: 5_000, errors: [] } })
    const all = await attribution.bindingsOfCustomers(looking(database, NOON), ids as CustomerId[])
    expect(all).toHaveLength(5_000)
  })
})
