import { and, eq, gt, inArray, isNull, lte, sql } from '#db/orm.ts'
import type { Executor } from '#db/client.ts'
import { attempts, links, staff, users } from '#db/schema/identity.ts'
import { STAFF_ROLES, type StaffRole } from '#kernel/actor.ts'
import type { UserId } from '#kernel/id.ts'
import type { User } from './user.ts'

const rolesOf = sql<string | null>`(select group_concat(role) from identity_staff where user = ${users.id})`.as('roles')
const columns = {
  id: users.id,
  email: users.email,
  name: users.name,
  locale: users.locale,
  verifiedAt: users.verifiedAt,
  roles: rolesOf,
}
type Row = { id: string; email: string; name: string; locale: string; verifiedAt: number | null; roles: string | null }

const parseRoles = (text: string | null): StaffRole[] => {
  const held = new Set((text ?? '').split(','))
  return STAFF_ROLES.filter(role => held.has(role))
}
export const userOf = (row: Row): User => ({
  id: row.id as UserId,
  email: row.email,
  name: row.name,
  locale: row.locale === 'nl' ? 'nl' : 'en',
  verified: row.verifiedAt !== null,
  staff: parseRoles(row.roles),
})

export async function byId(db: Executor, id: string): Promise<User | null> {
  const [row] = await db.select(columns).from(users).where(eq(users.id, id))
  return row ? userOf(row) : null
}

export async function byIds(db: Executor, ids: readonly string[]): Promise<User[]> {
  if (ids.length === 0) return []
  return (
    await db
      .select(columns)
      .from(users)
      .where(inArray(users.id, [...ids]))
  ).map(userOf)
}

export async function byEmail(db: Executor, email: string): Promise<{ user: User; password: string | null } | null> {
  const [row] = await db
    .select({ ...columns, password: users.password })
    .from(users)
    .where(eq(users.email, email))
  return row ? { user: userOf(row), password: row.password } : null
}

export const staffUsers = async (db: Executor): Promise<User[]> =>
  (
    await db
      .select(columns)
      .from(users)
      .where(sql`${users.id} in (select user from identity_staff)`)
      .orderBy(users.email)
  ).map(userOf)

export const passwordOf = async (db: Executor, id: string): Promise<string | null> =>
  (await db.select({ password: users.password }).from(users).where(eq(users.id, id)))[0]?.password ?? null

export async function addUser(db: Executor, row: typeof users.$inferInsert): Promise<void> {
  await db.insert(users).values(row)
}

export async function changeUser(
  db: Executor,
  id: string,
  change: Partial<Pick<typeof users.$inferInsert, 'name' | 'locale' | 'password' | 'verifiedAt'>>,
): Promise<void> {
  await db.update(users).set(change).where(eq(users.id, id))
}

export async function setStaff(db: Executor, user: string, roles: readonly StaffRole[]): Promise<void> {
  await db.delete(staff).where(eq(staff.user, user))
  if (roles.length > 0) await db.insert(staff).values(roles.map(role => ({ user, role })))
}

export const owners = async (db: Executor): Promise<string[]> =>
  (await db.select({ user: staff.user }).from(staff).where(eq(staff.role, 'owner'))).map(row => row.user)

export async function addLink(db: Executor, row: typeof links.$inferInsert): Promise<void> {
  await db.insert(links).values(row)
}

/** Uses a link up. Whose it was, or null if there is none that is open at `now`. */
export async function useLink(db: Executor, hash: string, purpose: string, now: number): Promise<string | null> {
  const rows = await db
    .update(links)
    .set({ usedAt: now })
    .where(and(eq(links.hash, hash), eq(links.purpose, purpose), isNull(links.usedAt), gt(links.expiresAt, now)))
    .returning({ user: links.user })
  return rows[0]?.user ?? null
}

export async function linkUser(db: Executor, hash: string, purpose: string, now: number): Promise<string | null> {
  const open = and(eq(links.hash, hash), eq(links.purpose, purpose), isNull(links.usedAt), gt(links.expiresAt, now))
  return (await db.select({ user: links.user }).from(links).where(open))[0]?.user ?? null
}

/** The other open links of that purpose are void: the newest letter, or the one that was used, is the only one. */
export async function voidLinks(db: Executor, user: string, purpose: string): Promise<void> {
  await db.delete(links).where(and(eq(links.user, user), eq(links.purpose, purpose), isNull(links.usedAt)))
}

export async function countAttempts(db: Executor, bucket: string, since: number): Promise<number> {
  const [row] = await db
    .select({ n: sql<number>`count(*)` })
    .from(attempts)
    .where(and(eq(attempts.bucket, bucket), gt(attempts.at, since)))
  return row?.n ?? 0
}

export async function addAttempts(db: Executor, buckets: readonly string[], at: number): Promise<number[]> {
  const rows = await db
    .insert(attempts)
    .values(buckets.map(bucket => ({ bucket, at })))
    .returning({ id: attempts.id })
  return rows.map(row => row.id)
}

export async function forgive(db: Executor, ids: readonly number[]): Promise<void> {
  await db.delete(attempts).where(inArray(attempts.id, [...ids]))
}

export async function sweep(db: Executor, now: number, attemptsBefore: number): Promise<void> {
  await db.delete(attempts).where(lte(attempts.at, attemptsBefore))
  await db.delete(links).where(lte(links.expiresAt, now))
}
