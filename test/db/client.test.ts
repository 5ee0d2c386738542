import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { describeDatabaseError, isUniqueViolation, raisedBy } from '#db/client.ts'
import { freshFileDatabase } from '../support/database.ts'

async function place() {
  const database = await freshFileDatabase()
  await database.write('make', async db => {
    await db.run(sql`create table pot (n integer primary key)`)
    await db.run(
      sql`create trigger no_thirteen before insert on pot when new.n = 13 begin select raise(abort, 'no thirteen'); end`,
    )
  })
  const put = (n: number) => database.write('put', async db => db.run(sql`insert into pot values (${n})`))
  const count = async () => (await database.read.all<{ n: number }>(sql`select count(*) as n from pot`))[0]?.n
  return { database, put, count }
}

test('a hundred writes at once all happen, each in its own turn', async () => {
  const { put, count } = await place()
  await Promise.all(Array.from({ length: 100 }, (_, i) => put(i + 100)))
  expect(await count()).toBe(100)
})

test('a write inside a write is refused at once, where it would wait for itself for ever', async () => {
  const { database, put, count } = await place()
  await expect(database.write('outer', () => put(1))).rejects.toThrow('put wants a turn inside outer')
  await put(2)
  expect(await count()).toBe(1)
})

test('a write that throws leaves nothing behind, and the next one has its turn', async () => {
  const { database, put, count } = await place()
  const failing = database.write('fail', async db => {
    await db.run(sql`insert into pot values (1)`)
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  await put(2)
  expect(await count()).toBe(1)
})

test('readers see the last commit while a write is open', async () => {
  const { database, put, count } = await place()
  await put(1)
  await database.write('open', async db => {
    await db.run(sql`insert into pot values (2)`)
    expect(await count()).toBe(1)
  })
  expect(await count()).toBe(2)
})

test('what the database refused is told apart, and never with a statement’s values', async () => {
  const { put } = await place()
  await put(1)
  const twice = await put(1).catch((error: unknown) => error)
  const raised = await put(13).catch((error: unknown) => error)
  expect([isUniqueViolation(twice), isUniqueViolation(raised)]).toEqual([true, false])
  expect([raisedBy(raised), raisedBy(new Error('no'))]).toEqual(['no thirteen', null])
  expect(describeDatabaseError(raised)).toMatch(/no thirteen/)
  expect(describeDatabaseError(raised)).not.toMatch(/insert into/)
  expect(describeDatabaseError(new Error('no'))).toBeNull()
})
