import { expect, test } from 'vitest'
import { addUser } from '#identity/index.ts'
import { openSession, readSession } from '#identity/session.ts'
import { freshDatabase, within } from '../support/database.ts'

test('a hundred sessions opened at once wait their turn, and each opens its own', async () => {
  const database = await freshDatabase()
  const made = await within(database, '2026-03-02T09:00:00Z', cx =>
    addUser(cx, { email: 'bo@example.org', name: 'Bo', password: null, verified: true }),
  )
  if (!made.ok) throw new Error(made.refusal)
  const user = made.value.id
  const opened = await Promise.all(
    Array.from({ length: 100 }, () => openSession(database, true, { user, device: 'x' })),
  )
  expect(new Set(opened.map(o => o.hash)).size).toBe(100)
  expect((await readSession(database, true, opened[42]?.cookie.value ?? ''))?.hash).toBe(opened[42]?.hash)
  expect(await readSession(database, true, 'bogus')).toBeNull()
  expect(await readSession(database, true, '')).toBeNull()
})
