import type { Cx, Database } from '#db/client.ts'
import { isUniqueViolation } from '#db/client.ts'
import { note } from '#audit/index.ts'
import { isStaff, type StaffRole } from '#kernel/actor.ts'
import { newId, type UserId } from '#kernel/id.ts'
import { type Result, ok, refuse } from '#kernel/result.ts'
import { LONGEST_MS } from './limit.ts'
import * as sessionStore from './session.store.ts'
import { blankCookie, readSession, type SessionCookie } from './session.ts'
import { makeLink, STAFF_MS } from './sign-in.verbs.ts'
import * as store from './store.ts'
import { normalEmail, type User, type UserLocale } from './user.ts'

export { cookieName } from './lucia.adapter.ts'
export { hashPassword } from './password.adapter.ts'
export type { SessionCookie } from './session.ts'
export {
  changePassword,
  type Door,
  requestReset,
  resetPassword,
  type Signed,
  signIn,
  signUp,
  verifyMail,
} from './sign-in.verbs.ts'
export { MAX_PASSWORD, MIN_PASSWORD, normalEmail, type User, type UserLocale } from './user.ts'

/** One device that is signed in. `hash` names it; nothing here opens it. */
export type Device = {
  readonly hash: string
  readonly device: string
  readonly since: Date
  readonly until: Date
}

/** For the middleware: whose session a cookie's value opens, and the cookie to send again if it was extended. */
export const userOfSession = (
  database: Database,
  rawId: string,
  secure: boolean,
): Promise<{ user: User; hash: string; cookie: SessionCookie | null } | null> => readSession(database, secure, rawId)

/** The cookie that signs this browser out, for the answer after `signOut`. */
export const signedOutCookie = (database: Database, secure: boolean): SessionCookie => blankCookie(database, secure)

/** Ends one of the actor's own sessions, by its hash: this one (sign out), or another device's. */
export async function signOut(cx: Cx, hash: string): Promise<Result<null, 'not-allowed' | 'unknown-session'>> {
  if (cx.actor.kind !== 'user') return refuse('not-allowed')
  return (await sessionStore.endOwnSession(cx.db, cx.actor.user, hash)) ? ok(null) : refuse('unknown-session')
}

/** Ends all of the actor's sessions, this one included. */
export async function signOutEverywhere(cx: Cx): Promise<Result<null, 'not-allowed'>> {
  if (cx.actor.kind !== 'user') return refuse('not-allowed')
  await sessionStore.endSessionsOf(cx.db, cx.actor.user)
  return ok(null)
}

/** The actor's own devices, the newest first. */
export async function sessions(cx: Cx): Promise<Device[]> {
  if (cx.actor.kind !== 'user') return []
  const rows = await sessionStore.sessionsOf(cx.db, cx.actor.user, Math.floor(cx.now.getTime() / 1000))
  return rows.map(row => ({
    hash: row.hash,
    device: row.device,
    since: new Date(row.createdAt),
    until: new Date(row.expiresAt * 1000),
  }))
}

const mayRead = (cx: Cx, id: string): boolean => isStaff(cx.actor) || (cx.actor.kind === 'user' && cx.actor.user === id)

export const findUser = async (cx: Cx, id: UserId): Promise<User | null> =>
  mayRead(cx, id) ? store.byId(cx.db, id) : null

/** For rooms and pages that name people to those who may see them: the caller has checked who may. */
export const findUsers = async (cx: Cx, ids: readonly UserId[]): Promise<Map<UserId, User>> =>
  new Map((await store.byIds(cx.db, ids)).map(user => [user.id, user]))

/** Only for staff and the house itself: whether an address has an account is nobody else's affair. */
export async function findUserByEmail(cx: Cx, email: string): Promise<User | null> {
  const normal = normalEmail(email)
  if (!isStaff(cx.actor) || !normal.ok) return null
  return (await store.byEmail(cx.db, normal.value))?.user ?? null
}

/** Makes an account without a letter: for the demo town, the command line and invitations. `password` is a hash, or null. */
export async function addUser(
  cx: Cx,
  input: {
    email: string
    name: string
    password: string | null
    verified: boolean
    staff?: readonly StaffRole[]
    locale?: UserLocale
    id?: UserId
  },
): Promise<Result<User, 'not-allowed' | 'bad-email' | 'email-taken'>> {
  if (!isStaff(cx.actor, 'owner')) return refuse('not-allowed')
  const email = normalEmail(input.email)
  if (!email.ok) return email
  const user: User = {
    id: input.id ?? newId<'user'>('user'),
    email: email.value,
    name: input.name.trim(),
    locale: input.locale ?? 'en',
    verified: input.verified,
    staff: input.staff ?? [],
  }
  if (await store.byEmail(cx.db, email.value)) return refuse('email-taken')
  const at = cx.now.getTime()
  const { id, name, locale } = user
  try {
    await store.addUser(cx.db, {
      id,
      email: user.email,
      name,
      locale,
      password: input.password,
      verifiedAt: input.verified ? at : null,
      createdAt: at,
    })
  } catch (error) {
    if (isUniqueViolation(error)) return refuse('email-taken')
    throw error
  }
  if (user.staff.length > 0) await store.setStaff(cx.db, id, user.staff)
  return ok(user)
}

/** The user changes how they are called and addressed. */
export async function changeProfile(
  cx: Cx,
  input: { name: string; locale: UserLocale },
): Promise<Result<null, 'not-allowed'>> {
  if (cx.actor.kind !== 'user') return refuse('not-allowed')
  await store.changeUser(cx.db, cx.actor.user, { name: input.name.trim(), locale: input.locale })
  return ok(null)
}

/**
 * Makes somebody staff, with an account if they had none, and a link that works once to choose a password. The answer
 * holds the path of that link, which is kept nowhere.
 */
export async function createStaffLink(
  cx: Cx,
  email: string,
  roles: readonly StaffRole[],
): Promise<Result<{ user: User; path: string }, 'not-allowed' | 'bad-email'>> {
  if (!isStaff(cx.actor, 'owner')) return refuse('not-allowed')
  const normal = normalEmail(email)
  if (!normal.ok) return normal
  let user = (await store.byEmail(cx.db, normal.value))?.user ?? null
  if (!user) {
    const made = await addUser(cx, { email, name: normal.value.split('@')[0] ?? '', password: null, verified: false })
    if (!made.ok) return made.refusal === 'email-taken' ? refuse('bad-email') : refuse(made.refusal)
    user = made.value
  }
  const held = [...new Set([...user.staff, ...roles])]
  await store.setStaff(cx.db, user.id, held)
  await sessionStore.endSessionsOf(cx.db, user.id)
  const token = await makeLink(cx, user.id, 'password', STAFF_MS)
  await note(cx, { verb: 'identity.createStaffLink', subject: user.id, detail: { roles: held } })
  return ok({ user: { ...user, staff: held }, path: `/reset?token=${token}` })
}

/** All staff, for staff. */
export const listStaff = async (cx: Cx): Promise<User[]> => (isStaff(cx.actor) ? store.staffUsers(cx.db) : [])

/** Gives somebody exactly these staff roles. Their devices are signed out, so the new rights hold at once; one owner must stay. */
export async function setStaff(
  cx: Cx,
  id: UserId,
  roles: readonly StaffRole[],
): Promise<Result<null, 'not-allowed' | 'unknown-user' | 'last-owner'>> {
  if (!isStaff(cx.actor, 'owner')) return refuse('not-allowed')
  const user = await store.byId(cx.db, id)
  if (!user) return refuse('unknown-user')
  const others = (await store.owners(cx.db)).filter(owner => owner !== id)
  if (others.length === 0 && user.staff.includes('owner') && !roles.includes('owner')) return refuse('last-owner')
  await store.setStaff(cx.db, id, roles)
  await sessionStore.endSessionsOf(cx.db, id)
  await note(cx, { verb: 'identity.setStaff', subject: id, detail: { roles: [...roles] } })
  return ok(null)
}

/** For the worker: expired sessions, links and tries go. */
export async function sweep(cx: Cx): Promise<void> {
  const now = cx.now.getTime()
  await store.sweep(cx.db, now, now - LONGEST_MS)
  await sessionStore.endExpired(cx.db, Math.floor(now / 1000))
}
