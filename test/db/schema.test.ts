/** Decision 004: migrations are written by hand, and what drizzle believes of a table is held against what is there. */
import { readdirSync } from 'node:fs'
import { is, sql } from 'drizzle-orm'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { expect, test } from 'vitest'
import { schemaState } from '#db/migrate.ts'
import { freshDatabase } from '../support/database.ts'

test('every table that drizzle describes is there, with these columns and no others', async () => {
  const database = await freshDatabase()
  const described: Record<string, string[]> = {}
  const found: Record<string, string[]> = {}
  for (const file of readdirSync('db/schema')) {
    const schema = (await import(`../../db/schema/${file}`)) as Record<string, unknown>
    for (const table of Object.values(schema)) {
      if (!is(table, SQLiteTable)) continue
      const { name, columns } = getTableConfig(table)
      described[name] = columns.map(c => `${c.name} ${c.getSQLType()} ${c.notNull || c.primary}`).sort()
      const rows = await database.read.all<{ name: string; type: string; must: number }>(
        sql`select name, lower(type) as type, ("notnull" or pk) as must from pragma_table_info(${name})`,
      )
      found[name] = rows.map(r => `${r.name} ${r.type} ${r.must === 1}`).sort()
    }
  }
  expect(Object.keys(described).length).toBeGreaterThan(20)
  expect(found).toEqual(described)
})

test('a database is behind until it is migrated, and migrating it again changes nothing', async () => {
  const database = await freshDatabase()
  expect(await schemaState(database)).toBe('current')
  const before = await database.read.all(sql`select name, sql from sqlite_schema order by name`)
  const { migrate } = await import('#db/migrate.ts')
  await migrate(database)
  expect(await database.read.all(sql`select name, sql from sqlite_schema order by name`)).toEqual(before)
  await database.write('forget', async db => {
    await db.run(
      sql`delete from __drizzle_migrations where created_at = (select max(created_at) from __drizzle_migrations)`,
    )
  })
  expect(await schemaState(database)).toBe('behind')
})
