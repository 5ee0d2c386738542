import { desc, eq, sql } from '#db/orm.ts'
import type { Executor } from '#db/client.ts'
import { content, versions } from '#db/schema/settings.ts'

export type VersionRow = typeof versions.$inferSelect

export const newest = async (db: Executor, key: string): Promise<VersionRow | null> =>
  (await db.select().from(versions).where(eq(versions.key, key)).orderBy(desc(versions.version)).limit(1))[0] ?? null

export const historyOf = (db: Executor, key: string): Promise<VersionRow[]> =>
  db.select().from(versions).where(eq(versions.key, key)).orderBy(desc(versions.version))

export const addVersion = async (db: Executor, row: VersionRow): Promise<void> => {
  await db.insert(versions).values(row)
}

const prepare = (db: Executor) =>
  db.select({ version: content.version }).from(content).where(eq(content.id, 1)).prepare()
const prepared = new WeakMap<Executor, ReturnType<typeof prepare>>()

/** Read on every request, so it is prepared once for each database. */
export async function contentVersion(db: Executor): Promise<number> {
  let query = prepared.get(db)
  if (!query) {
    query = prepare(db)
    prepared.set(db, query)
  }
  return (await query.all())[0]?.version ?? 0
}

export const raiseContentVersion = async (db: Executor): Promise<void> => {
  await db.update(content).set({ version: sql`version + 1` }).where(eq(content.id, 1))
}
