import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Database } from '#db/client.ts'
import * as directory from '#directory/index.ts'
import type { Actor } from '#kernel/actor.ts'
import type { PartnerId, ProgramKey, UserId } from '#kernel/id.ts'
import type { Day } from '#kernel/period.ts'
import { ok } from '#kernel/result.ts'
import * as licences from '#licences/index.ts'
import * as partners from '#partners/index.ts'
import * as settings from '#settings/index.ts'
import { act, looking, within } from '../support/database.ts'
import { bill, brightwave, day, MARCH, NEW_YEAR, nova, open, town } from './town.ts'

const LAST = '2025-03-31T23:59:59.999Z'
const AFTER = '2025-04-01T00:00:00.000Z'

const date = (
  database: Database,
  from: string | null,
  until: string | null,
  o: { at?: string; program?: string } = {},
) =>
  act(database, o.at ?? MARCH, cx =>
    licences.dateLicence(cx, {
      partner: brightwave,
      program: o.program ?? 'copernica',
      from: from as Day | null,
      until: until as Day | null,
    }),
  )

/** A town in which both partners are listed. */
async function listedTown(): Promise<Database> {
  const database = await town()
  await act(database, NEW_YEAR, async cx => {
    const content = { ...directory.EMPTY_LISTING, summary: 'We do mail.' }
    const rows = [brightwave, nova].map(partner => ({ partner, content }))
    await directory.importListings(cx, rows as never)
    return ok(null)
  })
  return database
}
const listed = (database: Database, at: string) => directory.listed(looking(database, at), [brightwave, nova])

describe('COP-13: the licence is dated', () => {
  test('on its last day an account is opened, on the day after it is refused as not eligible', async () => {
    const database = await town()
    expect(await date(database, null, '2025-03-31')).toMatchObject({ ok: true })
    expect(await open(database, LAST, { account: 'A-1' })).toMatchObject({ ok: true })
    expect(await open(database, AFTER, { account: 'A-2' })).toMatchObject({ refusal: 'not-eligible' })
    expect(await open(database, AFTER, { account: 'A-2', kind: 'sandbox' })).toMatchObject({ refusal: 'not-eligible' })
    const holds = (at: string) => licences.holdsLicence(looking(database, at), brightwave)
    expect([await holds(LAST), await holds(AFTER)]).toEqual([true, false])
  })

  test('before its first day none is opened; dated anew or without dates it runs again', async () => {
    const database = await town()
    await date(database, '2025-04-01', null)
    expect(await open(database, LAST, { account: 'A-1' })).toMatchObject({ refusal: 'not-eligible' })
    expect(await open(database, AFTER, { account: 'A-1' })).toMatchObject({ ok: true })
    await date(database, null, null)
    expect(await open(database, LAST, { account: 'A-2' })).toMatchObject({ ok: true })
  })

  test('accounts that are open when it ends stay open and are charged', async () => {
    const database = await town()
    await open(database, MARCH, { account: 'A-1' })
    await date(database, null, '2025-03-31')
    expect(await bill(database, '2025-05-01T00:00:00Z', '2025-04')).toMatchObject({
      value: { charges: [{ account: 'A-1' }] },
    })
  })

  test('is dated by partner managers, for a program of the partner that has a licence', async () => {
    const database = await town()
    expect(await date(database, '2025-04-02', '2025-04-01')).toMatchObject({ refusal: 'bad-dates' })
    expect(await date(database, '2025-04-01', '2025-04-01')).toMatchObject({ ok: true })
    expect(await date(database, null, null, { program: 'none' })).toMatchObject({ refusal: 'unknown-program' })
    await act(database, NEW_YEAR, cx =>
      partners.addPartner(cx, {
        id: 'brightwave',
        name: 'Brightwave',
        domain: 'brightwave.example',
        program: 'cocentric',
      }),
    )
    expect(await date(database, null, null, { program: 'cocentric' })).toMatchObject({ refusal: 'not-eligible' })
    const olga: Actor = {
      kind: 'user',
      user: 'usr_1' as UserId,
      email: 'olga@brightwave.example',
      name: 'Olga',
      customer: null,
      partner: { id: brightwave, role: 'owner' },
      staff: [],
    }
    const wish = { partner: brightwave, program: 'copernica', from: null, until: null }
    expect(await act(database, MARCH, cx => licences.dateLicence(cx, wish), olga)).toMatchObject({
      refusal: 'not-allowed',
    })
    expect(await licences.licencesOf(looking(database, MARCH, olga), brightwave)).toMatchObject([
      { program: 'copernica', from: '2025-04-01', until: '2025-04-01', running: false },
    ])
    expect(await licences.licencesOf(looking(database, MARCH, olga), nova)).toEqual([])
    const who = { ...wish, partner: 'who' as PartnerId }
    expect(await act(database, MARCH, cx => licences.dateLicence(cx, who))).toMatchObject({
      refusal: 'unknown-partner',
    })
  })
})

describe('COP-13: when the licence ends the listing is hidden', () => {
  test('on the last day it is listed, on the day after it is not, and its page is gone; others stay', async () => {
    const database = await listedTown()
    await date(database, null, '2025-03-31')
    expect(await listed(database, LAST)).toEqual([brightwave, nova])
    expect(await listed(database, AFTER)).toEqual([nova])
    expect(await directory.delisted(looking(database, AFTER), 'brightwave')).toMatchObject({ partner: 'brightwave' })
    await date(database, null, '2025-12-31', { at: AFTER })
    expect(await listed(database, AFTER)).toEqual([brightwave, nova])
  })

  test('another program of the partner that asks no licence keeps it listed', async () => {
    const database = await listedTown()
    await act(database, NEW_YEAR, cx =>
      partners.addPartner(cx, {
        id: 'brightwave',
        name: 'Brightwave',
        domain: 'brightwave.example',
        program: 'cocentric',
      }),
    )
    await date(database, null, '2025-03-31')
    expect(await listed(database, AFTER)).toEqual([brightwave, nova])
  })

  test('a licence that does not bring the listing does not take it', async () => {
    const database = await listedTown()
    await act(database, NEW_YEAR, cx =>
      partners.addPartner(cx, { id: 'resell', name: 'Resell', program: 'cloudcodes' }),
    )
    const wish = { partner: 'resell' as PartnerId, program: 'cloudcodes', from: null, until: day('2025-03-31') }
    expect(await act(database, MARCH, cx => licences.dateLicence(cx, wish))).toMatchObject({ ok: true })
    expect(await partners.resting(looking(database, AFTER), ['resell' as PartnerId])).toEqual(new Set())
  })

  test('the day itself is due work: what visitors see is made anew then, once', async () => {
    const database = await listedTown()
    await date(database, '2025-03-20', '2025-03-31')
    const due = () => licences.nextLicenceDue(looking(database, MARCH))
    const jobs = () =>
      database.read.all<{ n: number }>(
        sql`select count(*) as n from outbox_jobs where kind = 'search.partner' and subject = 'brightwave'`,
      )
    await database.write('done', db => db.run(sql`update outbox_jobs set finished_at = 1, key = null`))
    const before = (await jobs())[0]?.n ?? 0
    expect(await due()).toEqual(new Date('2025-03-20T00:00:00Z'))
    await within(database, '2025-03-20T00:00:00Z', licences.passLicencesDue)
    expect(await due()).toEqual(new Date(AFTER))
    const version = await settings.contentVersion(looking(database, MARCH))
    await within(database, AFTER, licences.passLicencesDue)
    expect(await due()).toBeNull()
    expect(await settings.contentVersion(looking(database, AFTER))).toBeGreaterThan(version)
    expect((await jobs())[0]?.n).toBeGreaterThan(before)
    const after = await settings.contentVersion(looking(database, AFTER))
    await within(database, AFTER, licences.passLicencesDue)
    expect(await settings.contentVersion(looking(database, AFTER))).toBe(after)
  })

  test('what is over already when it is dated is due no more', async () => {
    const database = await town()
    await date(database, null, '2025-03-01')
    expect(await licences.nextLicenceDue(looking(database, MARCH))).toBeNull()
    expect(await licences.datedLicences(looking(database, MARCH))).toEqual([
      { partner: brightwave, program: 'copernica' as ProgramKey, from: null, until: '2025-03-01' },
    ])
  })
})
