import type { Cx, Database } from '#db/client.ts'
import { isUniqueViolation } from '#db/client.ts'
import { VISITOR } from '#kernel/actor.ts'
import { newId, type UserId } from '#kernel/id.ts'
import { type Result, ok, refuse } from '#kernel/result.ts'
import { sendMail } from '#outbox/index.ts'
import { allows, LIMITS, type Limit } from './limit.ts'
import { checkPassword, hashPassword } from './password.adapter.ts'
import { bucketOf, hashOf, newToken } from './secret-token.ts'
import { endSessionsOf } from './session.store.ts'
import { openSession, type SessionCookie } from './session.ts'
import * as store from './store.ts'
import { acceptPassword, deviceName, normalEmail, type User, type UserLocale } from './user.ts'

/**
 * Where somebody stands who is not yet known. These are steps of the front rather than verbs: they hash passwords and
 * count tries that must stay counted although the answer is no, so they open transactions of their own.
 */
export type Door = {
  readonly database: Database
  /** Where letters point to, without a slash at the end: "https://partners.example". */
  readonly origin: string
  readonly siteName: string
  readonly secret: string
  /** The site is reached over https: then the cookie is `__Host-` and Secure. */
  readonly secure: boolean
  readonly address: string
  readonly userAgent: string
  readonly locale: UserLocale
}
/** Somebody is signed in now: the cookie must go into the answer. */
export type Signed = { readonly user: User; readonly cookie: SessionCookie; readonly hash: string }

const HOUR = 3_600_000
const VERIFY_MS = 48 * HOUR
const RESET_MS = HOUR
export const STAFF_MS = 72 * HOUR

const turn = <T>(door: Door, name: string, work: (cx: Cx) => Promise<T>): Promise<T> =>
  door.database.write(name, db => work({ db, now: new Date(), actor: VISITOR }))

/** Counts a try against its limits before anything else is done. Null if one is exceeded, else what to forgive later. */
async function attempt(door: Door, ...limits: [Limit, string][]): Promise<number[] | null> {
  return turn(door, 'count try', async cx => {
    const now = cx.now.getTime()
    const buckets = limits.map(([limit, whom]) => ({ limit, bucket: bucketOf(limit, whom, door.secret) }))
    for (const { limit, bucket } of buckets) {
      const before = await store.countAttempts(cx.db, bucket, now - LIMITS[limit].withinMs)
      if (!allows(limit, before)) return null
    }
    return store.addAttempts(
      cx.db,
      buckets.map(b => b.bucket),
      now,
    )
  })
}

const forgive = (door: Door, tries: readonly number[]) => turn(door, 'forgive try', cx => store.forgive(cx.db, tries))

async function signed(door: Door, user: User): Promise<Signed> {
  const device = deviceName(door.userAgent)
  return { user, ...(await openSession(door.database, door.secure, { user: user.id, device })) }
}

/** A link that works once; older ones of the same purpose are void. Returns the token, which is kept nowhere. */
export async function makeLink(cx: Cx, user: UserId, purpose: 'verify' | 'password', forMs: number): Promise<string> {
  const token = newToken()
  await store.voidLinks(cx.db, user, purpose)
  const expiresAt = cx.now.getTime() + forMs
  await store.addLink(cx.db, { hash: hashOf(token), purpose, user, expiresAt, usedAt: null })
  return token
}

async function letter(cx: Cx, door: Door, user: User, template: 'verify' | 'reset' | 'known'): Promise<void> {
  const verify = template === 'verify'
  const token = await makeLink(cx, user.id, verify ? 'verify' : 'password', verify ? VERIFY_MS : RESET_MS)
  const path = `${user.locale === 'nl' ? '/nl' : ''}/${verify ? 'verify' : 'reset'}?token=${token}`
  const params = { name: user.name, site: door.siteName, link: door.origin + path }
  await sendMail(cx, { to: user.email, template, locale: user.locale, params })
}

/** Whether or not the address is known, the answer and its cost are the same; the letter tells which. */
export async function signUp(
  door: Door,
  input: { email: string; name: string; password: string },
): Promise<Result<null, 'bad-email' | 'weak-password' | 'too-many-tries'>> {
  const email = normalEmail(input.email)
  if (!email.ok) return email
  const password = acceptPassword(input.password, email.value)
  if (!password.ok) return password
  const tries = await attempt(door, ['sign-up:address', door.address], ['letter:account', email.value])
  if (!tries) return refuse('too-many-tries')
  const hash = await hashPassword(password.value)
  await turn(door, 'sign up', async cx => {
    const known = await store.byEmail(cx.db, email.value)
    if (known) return letter(cx, door, known.user, known.user.verified ? 'known' : 'verify')
    const id = newId<'user'>('user')
    const at = cx.now.getTime()
    const name = input.name.trim()
    await store.addUser(cx.db, {
      id,
      email: email.value,
      name,
      locale: door.locale,
      password: hash,
      verifiedAt: null,
      createdAt: at,
    })
    await letter(cx, door, { id, email: email.value, name, locale: door.locale, verified: false, staff: [] }, 'verify')
  }).catch((error: unknown) => {
    // Two processes signed the same address up at once: the other one has written the letter.
    if (!isUniqueViolation(error)) throw error
  })
  return ok(null)
}

/** An unproven address gets its letter again; a wrong pair costs the same time whether or not the account exists. */
export async function signIn(
  door: Door,
  input: { email: string; password: string },
): Promise<Result<Signed, 'wrong-password' | 'not-verified' | 'too-many-tries'>> {
  const email = normalEmail(input.email)
  const whom = email.ok ? email.value : ''
  const tries = await attempt(door, ['sign-in:address', door.address], ['sign-in:account', whom])
  if (!tries) return refuse('too-many-tries')
  const known = await store.byEmail(door.database.read, whom)
  if (!(await checkPassword(input.password, known?.password ?? null)) || !known) return refuse('wrong-password')
  await forgive(door, tries)
  if (known.user.verified) return ok(await signed(door, known.user))
  if (await attempt(door, ['letter:account', whom]))
    await turn(door, 'verify again', cx => letter(cx, door, known.user, 'verify'))
  return refuse('not-verified')
}

/** Follows the link of a letter: the address is proven, and its owner signed in. */
export async function verifyMail(door: Door, token: string): Promise<Result<Signed, 'bad-link' | 'too-many-tries'>> {
  const tries = await attempt(door, ['link:address', door.address])
  if (!tries) return refuse('too-many-tries')
  const user = await turn(door, 'verify mail', async cx => {
    const id = await store.useLink(cx.db, hashOf(token), 'verify', cx.now.getTime())
    if (id === null) return null
    await store.changeUser(cx.db, id, { verifiedAt: cx.now.getTime() })
    return store.byId(cx.db, id)
  })
  if (!user) return refuse('bad-link')
  await forgive(door, tries)
  return ok(await signed(door, user))
}

/** The answer is the same whether or not there is such an account. */
export async function requestReset(
  door: Door,
  input: { email: string },
): Promise<Result<null, 'bad-email' | 'too-many-tries'>> {
  const email = normalEmail(input.email)
  if (!email.ok) return email
  if (!(await attempt(door, ['letter:address', door.address], ['letter:account', email.value])))
    return refuse('too-many-tries')
  await turn(door, 'request reset', async cx => {
    const known = await store.byEmail(cx.db, email.value)
    if (known) await letter(cx, door, known.user, 'reset')
  })
  return ok(null)
}

/** Chooses a new password by a one-time link, also for invited staff: all other devices are signed out. */
export async function resetPassword(
  door: Door,
  input: { token: string; password: string },
): Promise<Result<Signed, 'bad-link' | 'weak-password' | 'too-many-tries'>> {
  const tries = await attempt(door, ['link:address', door.address])
  if (!tries) return refuse('too-many-tries')
  const link = hashOf(input.token)
  const id = await store.linkUser(door.database.read, link, 'password', Date.now())
  const user = id === null ? null : await store.byId(door.database.read, id)
  if (!user) return refuse('bad-link')
  const password = acceptPassword(input.password, user.email)
  if (!password.ok) return password
  const hash = await hashPassword(password.value)
  const changed = await turn(door, 'reset password', async cx => {
    if ((await store.useLink(cx.db, link, 'password', cx.now.getTime())) === null) return null
    await replacePassword(cx, user, hash)
    return store.byId(cx.db, user.id)
  })
  if (!changed) return refuse('bad-link')
  await forgive(door, tries)
  return ok(await signed(door, changed))
}

/** Somebody signed in chooses a new password: all devices are signed out, this one gets a new session. */
export async function changePassword(
  door: Door,
  input: { user: UserId; current: string; password: string },
): Promise<Result<Signed, 'wrong-password' | 'weak-password' | 'unknown-user' | 'too-many-tries'>> {
  const user = await store.byId(door.database.read, input.user)
  if (!user) return refuse('unknown-user')
  const tries = await attempt(door, ['sign-in:address', door.address], ['sign-in:account', user.email])
  if (!tries) return refuse('too-many-tries')
  const stored = await store.passwordOf(door.database.read, user.id)
  if (!(await checkPassword(input.current, stored))) return refuse('wrong-password')
  const password = acceptPassword(input.password, user.email)
  if (!password.ok) return password
  const hash = await hashPassword(password.value)
  await turn(door, 'change password', cx => replacePassword(cx, user, hash))
  await forgive(door, tries)
  return ok(await signed(door, user))
}

async function replacePassword(cx: Cx, user: User, hash: string): Promise<void> {
  // Whoever could follow the letter, or knew the old password, has the address.
  await store.changeUser(cx.db, user.id, { password: hash, verifiedAt: cx.now.getTime() })
  await store.voidLinks(cx.db, user.id, 'password')
  await endSessionsOf(cx.db, user.id)
}
