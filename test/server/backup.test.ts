import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as audit from '#audit/index.ts'
import { connect } from '#db/client.ts'
import { schemaState } from '#db/migrate.ts'
import { backup, restore } from '../../src/backup.ts'
import { freshDatabase, freshFileDatabase, looking, within } from '../support/database.ts'

const NINE = '2026-03-02T09:00:00Z'
const note = (subject: string) => (cx: Parameters<typeof audit.note>[0]) => audit.note(cx, { verb: 'test', subject })

test('a copy made while others write is whole, and put back it is what it was', async () => {
  const database = await freshFileDatabase()
  await within(database, NINE, note('before'))
  const writing = (async () => {
    for (let n = 0; n < 200; n++) await within(database, NINE, note(`during ${n}`))
  })()
  const file = join(database.folder, 'copies', 'one.db')
  expect(await backup(database, file)).toMatchObject({ ok: true })
  await writing
  await within(database, NINE, note('after'))

  const url = `file:${join(database.folder, 'elsewhere', 'guildhall.db')}`
  expect(await restore(file, url)).toMatchObject({ ok: true })
  const again = await connect({ url, synchronous: 'normal' })
  expect(await schemaState(again)).toBe('current')
  expect(await audit.verify(looking(again, NINE))).toEqual([])
  const subjects = (await audit.entries(looking(again, NINE), { limit: 500 })).map(e => e.subject)
  expect(subjects).toContain('before')
  expect(subjects).not.toContain('after')
  await within(again, NINE, note('life goes on'))
  await again.close()
})

test('a copy is never written over a file, and a copy in memory works too', async () => {
  const database = await freshFileDatabase()
  const file = join(database.folder, 'precious.txt')
  writeFileSync(file, 'precious')
  expect(await backup(database, file)).toEqual({ ok: false, refusal: 'file-exists' })
  expect(readFileSync(file, 'utf8')).toBe('precious')
  expect(await backup(await freshDatabase(), join(database.folder, 'memory.db'))).toMatchObject({ ok: true })
})

test('a remote database is copied by its own server', async () => {
  const database = await freshDatabase()
  expect(await backup({ ...database, remote: true }, '/tmp/never')).toEqual({ ok: false, refusal: 'remote-database' })
  expect(await restore('/tmp/never', 'libsql://db.example.org')).toEqual({ ok: false, refusal: 'remote-database' })
})

test('only a whole copy of ours is put back, and only into an empty place', async () => {
  const database = await freshFileDatabase()
  await within(database, NINE, async cx => {
    for (let n = 0; n < 500; n++) await audit.note(cx, { verb: 'test', subject: 'x'.repeat(200) })
  })
  const place = (name: string) => join(database.folder, name)
  await backup(database, place('copy.db'))
  const url = `file:${place('new.db')}`
  expect(await restore(place('copy.db'), `file:${database.file}`)).toEqual({ ok: false, refusal: 'not-empty' })
  expect(await restore(place('nothing.db'), url)).toEqual({ ok: false, refusal: 'unknown-file' })
  expect(await restore(database.folder, url)).toEqual({ ok: false, refusal: 'unknown-file' })
  writeFileSync(place('letter.txt'), 'Dear Guildhall, this is no database at all. '.repeat(200))
  expect(await restore(place('letter.txt'), url)).toEqual({ ok: false, refusal: 'not-a-backup' })
  const copy = readFileSync(place('copy.db'))
  writeFileSync(place('torn.db'), copy)
  truncateSync(place('torn.db'), copy.length - 40_960)
  expect(await restore(place('torn.db'), url)).toEqual({ ok: false, refusal: 'damaged-file' })
  expect(await restore(place('copy.db'), url)).toMatchObject({ ok: true, value: { bytes: copy.length } })
})
