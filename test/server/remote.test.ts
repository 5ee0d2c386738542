import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import * as attribution from '#attribution/index.ts'
import * as audit from '#audit/index.ts'
import { connect, type Database } from '#db/client.ts'
import { migrate, schemaState } from '#db/migrate.ts'
import * as identity from '#identity/index.ts'
import type { CustomerId, PartnerId, ProgramKey } from '#kernel/id.ts'
import * as outbox from '#outbox/index.ts'
import * as partners from '#partners/index.ts'
import { backup } from '../../src/backup.ts'
import { act, looking, within } from '../support/database.ts'
import { remoteLibsql } from '../support/remote-libsql.ts'

const NINE = '2026-03-02T09:00:00Z'

/** Two processes of ours on one remote database. */
async function twoProcesses(): Promise<[Database, Database, { url: string; folder: string }]> {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-remote-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const { url } = await remoteLibsql(join(folder, 'remote.db'), 'token')
  const open = async () => {
    const database = await connect({ url, authToken: 'token' })
    onTestFinished(() => database.close())
    return database
  }
  const one = await open()
  await migrate(one)
  return [one, await open(), { url, folder }]
}

test('a remote database is migrated, and again without effect', async () => {
  const [one, two] = await twoProcesses()
  expect(one.remote).toBe(true)
  expect(await schemaState(two)).toBe('current')
  await migrate(two)
  expect(await schemaState(two)).toBe('current')
})

test('without the token nothing is answered', async () => {
  const [, , { url }] = await twoProcesses()
  const stranger = await connect({ url, authToken: 'guess' })
  await expect(schemaState(stranger)).rejects.toThrow()
  await stranger.close()
})

test('the main verbs run as they do on a local file: choose, be refused, roll back, note', async () => {
  const [database, other] = await twoProcesses()
  const acme = 'acme' as CustomerId
  await act(database, NINE, cx =>
    partners.addPartner(cx, { id: 'bright', name: 'Brightwave', program: 'copernica' as ProgramKey }),
  )
  await act(database, NINE, cx => attribution.addCustomer(cx, { id: acme, name: 'Acme' }))
  const choose = () =>
    act(database, NINE, cx => attribution.selectPartner(cx, { customer: acme, partner: 'bright' as PartnerId }))
  expect(await choose()).toMatchObject({ ok: true })
  expect(await choose()).toMatchObject({ ok: false, refusal: 'already-chosen' })
  expect((await attribution.bindingOf(looking(other, NINE), acme))?.partner).toBe('bright')
  const broken = within(database, NINE, async cx => {
    await audit.note(cx, { verb: 'test', subject: 'gone' })
    throw new Error('no')
  })
  await expect(broken).rejects.toThrow('no')
  expect(await audit.verify(looking(other, NINE))).toEqual([])
  expect((await audit.entries(looking(other, NINE), { limit: 100 })).map(e => e.subject)).not.toContain('gone')
})

test('two processes that write at once both succeed: the loser of a race tries again', async () => {
  const [one, two] = await twoProcesses()
  const note = (database: Database, subject: string) =>
    within(database, NINE, cx => audit.note(cx, { verb: 'test', subject }))
  const notes = Array.from({ length: 10 }, (_, n) => note(n % 2 === 0 ? one : two, `note ${n}`))
  const outcomes = await Promise.allSettled(notes)
  expect(outcomes.filter(o => o.status === 'rejected')).toEqual([])
  expect(await audit.verify(looking(one, NINE))).toEqual([])
  expect(await audit.entries(looking(two, NINE), { limit: 100 })).toHaveLength(10)
})

test('a job is taken by one process only, and a session opened in one is known in the other', async () => {
  const [one, two] = await twoProcesses()
  await within(one, NINE, async cx => {
    for (let n = 0; n < 20; n++) await outbox.enqueue(cx, 'a', String(n))
  })
  const claim = (database: Database, owner: string) =>
    within(database, NINE, cx => outbox.claim(cx, { owner, limit: 20, leaseMs: 60_000 }))
  const taken = (await Promise.all([claim(one, 'one'), claim(two, 'two')])).flat()
  expect(new Set(taken.map(job => job.id)).size).toBe(20)
  expect(taken).toHaveLength(20)

  const password = await identity.hashPassword('a horse that reads')
  await act(one, NINE, cx => identity.addUser(cx, { email: 'bo@example.org', name: 'Bo', password, verified: true }))
  const door = {
    database: one,
    origin: 'http://localhost',
    siteName: 'G',
    secret: 's',
    secure: false,
    address: 'a',
    userAgent: '',
    locale: 'en',
  } as const
  const signed = await identity.signIn(door, { email: 'bo@example.org', password: 'a horse that reads' })
  expect(signed.ok && (await identity.userOfSession(two, signed.value.cookie.value, false))?.user.name).toBe('Bo')
})

test('its copies are the affair of its server', async () => {
  const [database, , { folder }] = await twoProcesses()
  expect(await backup(database, join(folder, 'copy.db'))).toEqual({ ok: false, refusal: 'remote-database' })
})
