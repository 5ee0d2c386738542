import { and, desc, eq, gt, lte, sql } from '#db/orm.ts'
import type { Executor } from '#db/client.ts'
import { sessions, users } from '#db/schema/identity.ts'
import { userOf } from './store.ts'
import type { User } from './user.ts'

export type SessionRow = typeof sessions.$inferSelect

const prepare = (db: Executor) =>
  db
    .select({
      expiresAt: sessions.expiresAt,
      createdAt: sessions.createdAt,
      device: sessions.device,
      id: users.id,
      email: users.email,
      name: users.name,
      locale: users.locale,
      verifiedAt: users.verifiedAt,
      roles: sql<string | null>`(select group_concat(role) from identity_staff where user = ${users.id})`.as('roles'),
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.user))
    .where(eq(sessions.hash, sql.placeholder('hash')))
    .prepare()
const prepared = new WeakMap<Executor, ReturnType<typeof prepare>>()

/** Asked on every request of somebody signed in, so it is one prepared query by key. */
export async function sessionAndUser(db: Executor, hash: string): Promise<{ expiresAt: number; user: User } | null> {
  let query = prepared.get(db)
  if (!query) {
    query = prepare(db)
    prepared.set(db, query)
  }
  const row = (await query.all({ hash }))[0]
  return row ? { expiresAt: row.expiresAt, user: userOf(row) } : null
}

export const sessionsOf = (db: Executor, user: string, now: number): Promise<SessionRow[]> =>
  db
    .select()
    .from(sessions)
    .where(and(eq(sessions.user, user), gt(sessions.expiresAt, now)))
    .orderBy(desc(sessions.createdAt))

export async function addSession(db: Executor, row: SessionRow): Promise<void> {
  await db.insert(sessions).values(row)
}

export async function extend(db: Executor, hash: string, expiresAt: number): Promise<void> {
  await db.update(sessions).set({ expiresAt }).where(eq(sessions.hash, hash))
}

export async function endSession(db: Executor, hash: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.hash, hash))
}

/** Only that user's own. True if there was one. */
export async function endOwnSession(db: Executor, user: string, hash: string): Promise<boolean> {
  const rows = await db
    .delete(sessions)
    .where(and(eq(sessions.user, user), eq(sessions.hash, hash)))
    .returning({ hash: sessions.hash })
  return rows.length > 0
}

export async function endSessionsOf(db: Executor, user: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.user, user))
}

export async function endExpired(db: Executor, now: number): Promise<void> {
  await db.delete(sessions).where(lte(sessions.expiresAt, now))
}
