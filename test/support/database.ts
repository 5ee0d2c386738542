import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Cx, connect, type Database } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import { type Actor, SYSTEM } from '#kernel/actor.ts'
import type { Result } from '#kernel/result.ts'

/** A migrated database in memory: one connection, gone with the test. */
export async function freshDatabase(): Promise<Database> {
  const database = await connect({ url: ':memory:' })
  await migrate(database)
  onTestFinished(() => database.close())
  return database
}

/** A migrated database in a file, for tests in which two connections or processes matter. */
export async function freshFileDatabase(): Promise<Database & { readonly file: string; readonly folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-'))
  const file = join(folder, 'test.db')
  const database = await connect({ url: `file:${file}`, synchronous: 'normal' })
  await migrate(database)
  onTestFinished(async () => {
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return { ...database, file, folder }
}

/** Runs a verb as the site would: its own transaction, at a given instant, rolled back when refused. */
export async function act<T extends Result<unknown, string>>(
  database: Database,
  at: string,
  verb: (cx: Cx) => Promise<T>,
  actor: Actor = SYSTEM,
): Promise<T> {
  let refused: T | null = null
  try {
    return await database.write('test', async db => {
      const outcome = await verb({ db, now: new Date(at), actor })
      if (!outcome.ok) {
        refused = outcome
        throw new Rollback()
      }
      return outcome
    })
  } catch (error) {
    if (error instanceof Rollback && refused) return refused
    throw error
  }
}
class Rollback extends Error {}

/** Runs anything in one transaction at a given instant. */
export function within<T>(
  database: Database,
  at: string,
  work: (cx: Cx) => Promise<T>,
  actor: Actor = SYSTEM,
): Promise<T> {
  return database.write('test', db => work({ db, now: new Date(at), actor }))
}

/** For questions: reads what is committed, as that actor at that instant. */
export const looking = (database: Database, at: string, actor: Actor = SYSTEM): Cx => ({
  db: database.read,
  now: new Date(at),
  actor,
})
