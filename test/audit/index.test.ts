import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as audit from '#audit/index.ts'
import type { Database } from '#db/client.ts'
import { raisedBy } from '#db/client.ts'
import { VISITOR } from '#kernel/actor.ts'
import { freshDatabase, looking, within } from '../support/database.ts'

const NINE = '2026-03-02T09:00:00Z'
const three = async (database: Database) => {
  for (const subject of ['acme', 'bolt', 'acme'])
    await within(database, NINE, cx => audit.note(cx, { verb: 'suspend', subject, reason: 'late', detail: { n: 1 } }))
}
/** What a trigger said to a statement, or null if it went through. */
const said = (database: Database, text: string): Promise<string | null> =>
  within(database, NINE, cx => cx.db.run(sql.raw(text))).then(
    () => null,
    (error: unknown) => raisedBy(error),
  )

test('what was done can be read by staff, the newest first, also by subject', async () => {
  const database = await freshDatabase()
  await three(database)
  const all = await audit.entries(looking(database, NINE), { limit: 10 })
  expect(all.map(e => e.seq)).toEqual([3, 2, 1])
  expect(all[0]).toMatchObject({ actor: 'system', verb: 'suspend', subject: 'acme', reason: 'late', detail: { n: 1 } })
  expect((await audit.entries(looking(database, NINE), { subject: 'acme', limit: 10 })).map(e => e.seq)).toEqual([3, 1])
  expect((await audit.entries(looking(database, NINE), { limit: 10, before: 3 })).map(e => e.seq)).toEqual([2, 1])
  expect(await audit.entries(looking(database, NINE, VISITOR), { limit: 10 })).toEqual([])
})

test('nothing in the log can be changed, removed, replaced or put in between', async () => {
  const database = await freshDatabase()
  await three(database)
  expect(await said(database, `update audit_entries set reason = 'x' where seq = 2`)).toMatch('never edited')
  expect(await said(database, `delete from audit_entries where seq = 3`)).toMatch('never edited')
  const row = (seq: number) => `values (${seq}, 1, 'a', 'v', 's', null, null, '', 'h')`
  expect(await said(database, `insert or replace into audit_entries ${row(2)}`)).toMatch('chain broken')
  expect(await said(database, `insert into audit_entries ${row(9)}`)).toMatch('chain broken')
  expect(await audit.verify(looking(database, NINE))).toEqual([])
})

test('an entry that was changed behind the guards is found', async () => {
  const database = await freshDatabase()
  await three(database)
  await database.alone('break', async client => {
    await client.execute('drop trigger audit_entries_no_update')
    await client.execute(`update audit_entries set reason = 'friendly' where seq = 2`)
  })
  expect(await audit.verify(looking(database, NINE))).toEqual([{ seq: 2, message: 'entry 2 was changed' }])
})

test('an entry that was removed behind the guards is found', async () => {
  const database = await freshDatabase()
  await three(database)
  await database.alone('break', async client => {
    await client.execute('drop trigger audit_entries_no_delete')
    await client.execute('delete from audit_entries where seq = 2')
  })
  expect((await audit.verify(looking(database, NINE))).map(f => f.message)).toContain('entries 2 to 2 are missing')
})

test('a note goes when its deed is rolled back', async () => {
  const database = await freshDatabase()
  const deed = within(database, NINE, async cx => {
    await audit.note(cx, { verb: 'suspend', subject: 'acme' })
    throw new Error('no')
  })
  await expect(deed).rejects.toThrow('no')
  expect(await audit.entries(looking(database, NINE), { limit: 10 })).toEqual([])
})
