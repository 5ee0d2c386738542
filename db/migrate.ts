import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sql } from '#db/orm.ts'
import { drizzle } from 'drizzle-orm/libsql'
import { migrate as apply } from 'drizzle-orm/libsql/migrator'
import type { Database } from './client.ts'

const folder = fileURLToPath(new URL('./migrations', import.meta.url))

type Journal = { entries: { tag: string; when: number }[] }
const journal = (): Journal => JSON.parse(readFileSync(`${folder}/meta/_journal.json`, 'utf8')) as Journal

/** Brings the schema up to date, forward only. Safe to repeat; each migration is one transaction. */
export async function migrate(database: Database): Promise<void> {
  await database.alone('migrate', client => apply(drizzle(client), { migrationsFolder: folder }))
}

/** Whether the newest migration of this program has been applied, and none that it does not know. */
export async function schemaState(database: Database): Promise<'current' | 'behind' | 'ahead'> {
  const newest = Math.max(...journal().entries.map(e => e.when))
  const tables = await database.read.all<{ name: string }>(
    sql`select name from sqlite_schema where name = '__drizzle_migrations'`,
  )
  if (tables.length === 0) return 'behind'
  const rows = await database.read.all<{ at: number | null }>(
    sql`select max(created_at) as at from __drizzle_migrations`,
  )
  const at = Number(rows[0]?.at ?? 0)
  return at === newest ? 'current' : at < newest ? 'behind' : 'ahead'
}
