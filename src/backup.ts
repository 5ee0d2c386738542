import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { type Client, createClient } from '@libsql/client'
import type { Database } from '#db/client.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'

export type Copied = { readonly bytes: number }

/**
 * A consistent copy into a new file while the site serves: one transaction's view, compacted. Refuses to write over a
 * file (`file-exists`), and a remote database (`remote-database`): its copies are the affair of the server it lives on.
 */
export async function backup(
  source: Database | { readonly database: Database },
  file: string,
): Promise<Result<Copied, 'remote-database' | 'file-exists'>> {
  const database = 'database' in source ? source.database : source
  if (database.remote) return refuse('remote-database')
  const target = resolve(file)
  if (existsSync(target)) return refuse('file-exists')
  mkdirSync(dirname(target), { recursive: true })
  const partial = `${target}.part-${process.pid}`
  rmSync(partial, { force: true })
  try {
    // A reader of its own: the copy takes a while, and nobody who writes should wait for it.
    if (database.url.startsWith('file:')) {
      const client = createClient({ url: database.url, timeout: 5_000 })
      try {
        await vacuumInto(client, partial)
      } finally {
        client.close()
      }
    } else await database.alone('backup', client => vacuumInto(client, partial))
    // Whoever finds a file under its final name finds a whole one.
    renameSync(partial, target)
  } finally {
    rmSync(partial, { force: true })
  }
  return ok({ bytes: statSync(target).size })
}

const vacuumInto = (client: Client, file: string) => client.execute({ sql: 'VACUUM INTO ?', args: [file] })

type NotRestored = 'remote-database' | 'not-empty' | 'unknown-file' | 'not-a-backup' | 'damaged-file'

/**
 * Puts a copy back where no database is yet. The copy is examined before and after: not a database of ours
 * (`not-a-backup`), a broken one (`damaged-file`), or a place that holds something (`not-empty`) changes nothing.
 */
export async function restore(file: string, url: string): Promise<Result<Copied, NotRestored>> {
  if (!url.startsWith('file:')) return refuse('remote-database')
  const source = resolve(file)
  const target = resolve(url.slice('file:'.length))
  if (!existsSync(source) || !statSync(source).isFile()) return refuse('unknown-file')
  if ([target, `${target}-wal`, `${target}-journal`].some(path => existsSync(path) && statSync(path).size > 0))
    return refuse('not-empty')
  const fault = await examine(source)
  if (fault) return refuse(fault)
  mkdirSync(dirname(target), { recursive: true })
  const partial = `${target}.part-${process.pid}`
  try {
    await copyFile(source, partial)
    const copyFault = await examine(partial)
    if (copyFault) return refuse(copyFault)
    for (const rest of [target, `${target}-wal`, `${target}-shm`]) rmSync(rest, { force: true })
    renameSync(partial, target)
  } finally {
    rmSync(partial, { force: true })
  }
  return ok({ bytes: statSync(target).size })
}

/** What is wrong with a copy, or null. */
async function examine(file: string): Promise<'not-a-backup' | 'damaged-file' | null> {
  const client = createClient({ url: `file:${file}` })
  try {
    const ours = await client.execute("select 1 from sqlite_schema where name = '__drizzle_migrations'")
    if (ours.rows.length === 0) return 'not-a-backup'
    const integrity = await client.execute('PRAGMA integrity_check')
    return integrity.rows.length === 1 && integrity.rows[0]?.[0] === 'ok' ? null : 'damaged-file'
  } catch (error) {
    // Random bytes are no database at all; a torn one fails while it is read.
    const text = error instanceof Error ? error.message : String(error)
    return /not a database|NOTADB/i.test(text) ? 'not-a-backup' : 'damaged-file'
  } finally {
    client.close()
  }
}
