import { and, asc, desc, eq, gt, lt } from '#db/orm.ts'
import type { Executor } from '#db/client.ts'
import { entries } from '#db/schema/audit.ts'

export type EntryRow = typeof entries.$inferSelect

export async function last(db: Executor): Promise<{ seq: number; hash: string }> {
  const [row] = await db
    .select({ seq: entries.seq, hash: entries.hash })
    .from(entries)
    .orderBy(desc(entries.seq))
    .limit(1)
  return row ?? { seq: 0, hash: '' }
}

export async function add(db: Executor, row: EntryRow): Promise<void> {
  await db.insert(entries).values(row)
}

export const newest = (db: Executor, o: { subject: string | null; limit: number; before: number | null }) =>
  db
    .select()
    .from(entries)
    .where(
      and(
        o.subject === null ? undefined : eq(entries.subject, o.subject),
        o.before === null ? undefined : lt(entries.seq, o.before),
      ),
    )
    .orderBy(desc(entries.seq))
    .limit(o.limit)

export const after = (db: Executor, seq: number, limit: number): Promise<EntryRow[]> =>
  db.select().from(entries).where(gt(entries.seq, seq)).orderBy(asc(entries.seq)).limit(limit)
