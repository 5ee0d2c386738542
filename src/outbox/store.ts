import { and, asc, count, desc, eq, gt, inArray, isNotNull, isNull, lte, or, sql } from '#db/orm.ts'
import type { Executor } from '#db/client.ts'
import { jobs, mails } from '#db/schema/outbox.ts'

export type JobRow = typeof jobs.$inferSelect
export type MailRow = typeof mails.$inferSelect

const open = and(isNull(jobs.finishedAt), isNull(jobs.deadAt))

/** Nothing happens if an open job waits under the same key. */
export async function addJob(
  db: Executor,
  job: Pick<JobRow, 'kind' | 'subject' | 'payload' | 'key' | 'createdAt' | 'dueAt'>,
): Promise<void> {
  await db
    .insert(jobs)
    .values({ ...job, tries: 0 })
    .onConflictDoNothing()
}

/** Due jobs nobody holds, oldest due first; from now on `owner` holds them. */
export async function takeJobs(
  db: Executor,
  o: { owner: string; now: number; until: number; limit: number; kinds: readonly string[] | null },
): Promise<JobRow[]> {
  const kinds = o.kinds === null ? sql`1` : sql`kind in (select value from json_each(${JSON.stringify(o.kinds)}))`
  const rows = await db
    .update(jobs)
    .set({ leaseOwner: o.owner, leaseUntil: o.until, tries: sql`tries + 1`, key: null })
    .where(
      sql`id in (select id from outbox_jobs where finished_at is null and dead_at is null and due_at <= ${o.now}
        and (lease_until is null or lease_until <= ${o.now}) and ${kinds} order by due_at, id limit ${o.limit})`,
    )
    .returning()
  return rows.sort((a, b) => a.dueAt - b.dueAt || a.id - b.id)
}

export async function endJobs(db: Executor, ids: readonly number[], at: number): Promise<void> {
  await db
    .update(jobs)
    .set({ finishedAt: at, leaseOwner: null, leaseUntil: null, key: null })
    .where(and(inArray(jobs.id, [...ids]), open))
}

export const jobOf = async (db: Executor, id: number): Promise<JobRow | null> =>
  (await db.select().from(jobs).where(eq(jobs.id, id)))[0] ?? null

export async function failJob(
  db: Executor,
  id: number,
  change: { error: string; dueAt: number; deadAt: number | null },
) {
  await db
    .update(jobs)
    .set({ lastError: change.error, dueAt: change.dueAt, deadAt: change.deadAt, leaseOwner: null, leaseUntil: null })
    .where(eq(jobs.id, id))
}

/** A dead job lives again with all its tries. True if there was one. */
export async function reviveJob(db: Executor, id: number, now: number): Promise<boolean> {
  const rows = await db
    .update(jobs)
    .set({ deadAt: null, tries: 0, dueAt: now })
    .where(and(eq(jobs.id, id), isNotNull(jobs.deadAt)))
    .returning({ id: jobs.id })
  return rows.length > 0
}

export const deadJobs = (db: Executor, limit: number): Promise<JobRow[]> =>
  db.select().from(jobs).where(isNotNull(jobs.deadAt)).orderBy(desc(jobs.deadAt)).limit(limit)

export async function countJobs(db: Executor, now: number) {
  const [waiting] = await db
    .select({
      open: count(),
      due: sql<number>`coalesce(sum(due_at <= ${now}), 0)`,
      running: sql<number>`coalesce(sum(lease_until > ${now}), 0)`,
      oldest: sql<number | null>`min(due_at)`,
    })
    .from(jobs)
    .where(open)
  const [dead] = await db.select({ n: count() }).from(jobs).where(isNotNull(jobs.deadAt))
  const [finished] = await db.select({ n: count() }).from(jobs).where(isNotNull(jobs.finishedAt))
  return {
    open: waiting?.open ?? 0,
    due: Number(waiting?.due ?? 0),
    running: Number(waiting?.running ?? 0),
    oldest: waiting?.oldest ?? null,
    dead: dead?.n ?? 0,
    finished: finished?.n ?? 0,
  }
}

export async function jobsAfter(db: Executor, kind: string, after: number, limit: number) {
  const rows = await db
    .select({ id: jobs.id, subject: jobs.subject, finishedAt: jobs.finishedAt, deadAt: jobs.deadAt })
    .from(jobs)
    .where(and(gt(jobs.id, after), eq(jobs.kind, kind)))
    .orderBy(asc(jobs.id))
    .limit(limit)
  return rows.map(row => ({ id: row.id, subject: row.subject, open: row.finishedAt === null && row.deadAt === null }))
}

/** Ids are never used again, so what was swept counts too. */
export async function lastJob(db: Executor): Promise<number> {
  const rows = await db.all<{ seq: number }>(sql`select seq from sqlite_sequence where name = 'outbox_jobs'`)
  return rows[0]?.seq ?? 0
}

/** When the next open job that nobody holds is due, in ms since the epoch. */
export async function nextDue(db: Executor, now: number): Promise<number | null> {
  const free = or(isNull(jobs.leaseUntil), lte(jobs.leaseUntil, now))
  const [row] = await db.select({ at: jobs.dueAt }).from(jobs).where(and(open, free)).orderBy(asc(jobs.dueAt)).limit(1)
  return row?.at ?? null
}

export async function sweepBefore(db: Executor, before: number): Promise<void> {
  await db.delete(jobs).where(and(isNotNull(jobs.finishedAt), lte(jobs.finishedAt, before)))
  await db.delete(mails).where(lte(mails.createdAt, before))
}

export async function addMail(db: Executor, mail: MailRow): Promise<void> {
  await db.insert(mails).values(mail)
}

export const mailOf = async (db: Executor, id: string): Promise<MailRow | null> =>
  (await db.select().from(mails).where(eq(mails.id, id)))[0] ?? null

/** `forget` drops the parameters: a letter on its way needs its one-time link no longer. */
export async function markMail(db: Executor, id: string, outcome: string, at: number | null, forget: boolean) {
  await db
    .update(mails)
    .set({ outcome, sentAt: at, ...(forget ? { params: null } : {}) })
    .where(eq(mails.id, id))
}

export const newestMails = (db: Executor, limit: number): Promise<MailRow[]> =>
  db.select().from(mails).orderBy(desc(mails.createdAt), desc(mails.id)).limit(limit)
