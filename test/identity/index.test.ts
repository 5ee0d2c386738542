import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Database } from '#db/client.ts'
import * as identity from '#identity/index.ts'
import { type Actor, SYSTEM, VISITOR } from '#kernel/actor.ts'
import { mails } from '#outbox/index.ts'
import { act, freshDatabase, looking, within } from '../support/database.ts'

const PASSWORD = 'a horse that reads'
const now = () => new Date().toISOString()
const doorOf = (database: Database, o: Partial<identity.Door> = {}): identity.Door => ({
  database,
  origin: 'https://partners.example.org',
  siteName: 'Guildhall',
  secret: 'test secret',
  secure: true,
  address: '203.0.113.7',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  locale: 'en',
  ...o,
})
const sanne = { email: 'sanne@example.org', name: 'Sanne', password: PASSWORD }

async function letters(database: Database): Promise<{ to: string; template: string; token: string }[]> {
  const kept = await mails(looking(database, now()), { limit: 50 })
  return kept.map(m => ({ to: m.to, template: m.template, token: /token=([\w-]+)/.exec(m.text)?.[1] ?? '' }))
}
const newest = async (database: Database) => (await letters(database)).at(0)?.token ?? ''
/** Sanne has an account, proven and with the usual password. */
async function withSanne(
  o: { staff?: Parameters<typeof identity.setStaff>[2] } = {},
): Promise<{ database: Database; user: identity.User }> {
  const database = await freshDatabase()
  const password = await identity.hashPassword(PASSWORD)
  const made = await act(database, now(), cx =>
    identity.addUser(cx, { email: sanne.email, name: sanne.name, password, verified: true, staff: o.staff ?? [] }),
  )
  if (!made.ok) throw new Error(made.refusal)
  return { database, user: made.value }
}
const actorOf = (user: identity.User): Extract<Actor, { kind: 'user' }> => ({
  kind: 'user',
  user: user.id,
  email: user.email,
  name: user.name,
  customer: null,
  partner: null,
  staff: user.staff,
})
const signedIn = async (database: Database, o: Partial<identity.Door> = {}) => {
  const signed = await identity.signIn(doorOf(database, o), sanne)
  if (!signed.ok) throw new Error(signed.refusal)
  return signed.value
}
const opens = (database: Database, value: string) => identity.userOfSession(database, value, true)

test('whoever signs up proves the address by a letter and is then signed in', async () => {
  const database = await freshDatabase()
  const door = doorOf(database)
  expect(await identity.signUp(door, { ...sanne, email: ' Sanne@Example.org' })).toEqual({ ok: true, value: null })
  expect(await identity.signIn(door, sanne)).toMatchObject({ refusal: 'not-verified' })
  const signed = await identity.verifyMail(door, await newest(database))
  expect(signed).toMatchObject({ ok: true, value: { user: { email: 'sanne@example.org', verified: true, staff: [] } } })
  expect(signed.ok && (await opens(database, signed.value.cookie.value))?.user.name).toBe('Sanne')
  expect(await identity.signIn(door, sanne)).toMatchObject({ ok: true })
})

test('a link works once, and an older letter works no longer', async () => {
  const database = await freshDatabase()
  const door = doorOf(database)
  await identity.signUp(door, sanne)
  const first = await newest(database)
  await identity.signIn(door, sanne)
  const tokens = (await letters(database)).map(l => l.token).filter(token => token !== first)
  expect(tokens).toHaveLength(1)
  expect(await identity.verifyMail(door, first)).toMatchObject({ refusal: 'bad-link' })
  expect(await identity.verifyMail(door, tokens[0] ?? '')).toMatchObject({ ok: true })
  expect(await identity.verifyMail(door, tokens[0] ?? '')).toMatchObject({ refusal: 'bad-link' })
})

test('a link that has expired opens nothing, and the link of one purpose does not serve the other', async () => {
  const { database } = await withSanne()
  const door = doorOf(database)
  await identity.requestReset(door, sanne)
  const token = await newest(database)
  expect(await identity.verifyMail(door, token)).toMatchObject({ refusal: 'bad-link' })
  await within(database, now(), cx => cx.db.run(sql`update identity_links set expires_at = ${Date.now()}`))
  expect(await identity.resetPassword(door, { token, password: PASSWORD })).toMatchObject({ refusal: 'bad-link' })
})

test('signing up with an address that is known tells only its owner', async () => {
  const { database } = await withSanne()
  const answer = await identity.signUp(doorOf(database), { ...sanne, name: 'Mallory', password: 'something else!' })
  expect(answer).toEqual({ ok: true, value: null })
  expect((await letters(database)).map(l => [l.to, l.template])).toEqual([['sanne@example.org', 'known']])
  expect(await identity.signIn(doorOf(database), { email: sanne.email, password: 'something else!' })).toMatchObject({
    refusal: 'wrong-password',
  })
})

test('a wrong password and an unknown account look the same, and are both refused after too many tries', async () => {
  const { database } = await withSanne()
  for (const email of [sanne.email, 'nobody@example.org']) {
    const door = doorOf(database, { address: `address of ${email}` })
    for (let n = 0; n < 10; n++)
      expect(await identity.signIn(door, { email, password: 'wrong wrong wrong' })).toMatchObject({
        refusal: 'wrong-password',
      })
    expect(await identity.signIn(door, { email, password: PASSWORD })).toMatchObject({ refusal: 'too-many-tries' })
  }
  // Another address does not help: the account itself is guarded.
  expect(await identity.signIn(doorOf(database, { address: '198.51.100.1' }), sanne)).toMatchObject({
    refusal: 'too-many-tries',
  })
})

test('one address that tries many accounts is stopped, and others are not', async () => {
  const { database } = await withSanne()
  const door = doorOf(database)
  for (let n = 0; n < 30; n++)
    await identity.signIn(door, { email: `no${n}@example.org`, password: 'wrong wrong wrong' })
  expect(await identity.signIn(door, sanne)).toMatchObject({ refusal: 'too-many-tries' })
  expect(await identity.signIn(doorOf(database, { address: '198.51.100.1' }), sanne)).toMatchObject({ ok: true })
})

test('signing in rightly is not held against anybody', async () => {
  const { database } = await withSanne()
  for (let n = 0; n < 12; n++) expect(await identity.signIn(doorOf(database), sanne)).toMatchObject({ ok: true })
})

test('an unknown account takes as long as a wrong password', async () => {
  const { database } = await withSanne()
  const timed = async (email: string) => {
    const started = performance.now()
    await identity.signIn(doorOf(database, { address: email }), { email, password: 'wrong wrong wrong' })
    return performance.now() - started
  }
  await timed('warm@example.org')
  const known = Math.min(await timed(sanne.email), await timed(sanne.email), await timed(sanne.email))
  const unknown = Math.min(await timed('x@example.org'), await timed('x@example.org'), await timed('x@example.org'))
  expect(unknown).toBeGreaterThan(known / 3)
})

test('the database holds nothing that opens a session, a link or an account', async () => {
  const { database } = await withSanne()
  const signed = await signedIn(database)
  await identity.requestReset(doorOf(database), sanne)
  const token = await newest(database)
  const rows = async (table: string) => JSON.stringify(await database.read.all(sql.raw(`select * from ${table}`)))
  const sessions = await rows('identity_sessions')
  expect(sessions).not.toContain(signed.cookie.value)
  expect(sessions).toContain(signed.hash)
  expect(await opens(database, signed.hash)).toBeNull()
  expect(await rows('identity_links')).not.toContain(token)
  expect(await rows('identity_users')).toContain('$argon2id$v=19$m=19456,t=2,p=1$')
  expect(await rows('identity_attempts')).not.toContain('203.0.113.7')
})

test('the cookie is bound to https, or takes a plain name without it', async () => {
  const { database } = await withSanne()
  const secure = await signedIn(database)
  expect(secure.cookie).toMatchObject({
    name: '__Host-session',
    attributes: { httpOnly: true, secure: true, sameSite: 'lax', path: '/' },
  })
  const plain = await signedIn(database, { secure: false })
  expect(plain.cookie).toMatchObject({ name: 'session', attributes: { httpOnly: true, secure: false } })
  expect(identity.signedOutCookie(database, true)).toMatchObject({
    name: '__Host-session',
    value: '',
    attributes: { maxAge: 0 },
  })
})

test('every sign-in has a session of its own; one device can be signed out, or all', async () => {
  const { database, user } = await withSanne()
  const [one, two] = [await signedIn(database), await signedIn(database, { userAgent: 'curl/8' })]
  expect(one.cookie.value).not.toBe(two.cookie.value)
  const me = actorOf(user)
  const devices = await identity.sessions(looking(database, now(), me))
  expect(devices.map(d => d.device).sort()).toEqual(['Browser', 'Firefox on Linux'])
  expect(await act(database, now(), cx => identity.signOut(cx, two.hash), me)).toMatchObject({ ok: true })
  expect(await opens(database, two.cookie.value)).toBeNull()
  expect(await opens(database, one.cookie.value)).not.toBeNull()
  await act(database, now(), cx => identity.signOutEverywhere(cx), me)
  expect(await opens(database, one.cookie.value)).toBeNull()
})

test("nobody ends or sees another's session", async () => {
  const { database, user } = await withSanne()
  const signed = await signedIn(database)
  const mallory: Actor = { ...actorOf(user), kind: 'user', user: 'user_mallory' as identity.User['id'] }
  expect(await act(database, now(), cx => identity.signOut(cx, signed.hash), mallory)).toMatchObject({
    refusal: 'unknown-session',
  })
  expect(await identity.sessions(looking(database, now(), mallory))).toEqual([])
  expect(await identity.sessions(looking(database, now(), VISITOR))).toEqual([])
  expect(await opens(database, signed.cookie.value)).not.toBeNull()
})

test('a session past half its life is extended, one past its end is gone', async () => {
  const { database } = await withSanne()
  const signed = await signedIn(database)
  const endsIn = (days: number) =>
    within(database, now(), cx =>
      cx.db.run(sql`update identity_sessions set expires_at = ${Math.floor(Date.now() / 1000) + days * 86_400}`),
    )
  expect((await opens(database, signed.cookie.value))?.cookie).toBeNull()
  await endsIn(14)
  expect((await opens(database, signed.cookie.value))?.cookie?.value).toBe(signed.cookie.value)
  expect((await opens(database, signed.cookie.value))?.cookie).toBeNull()
  await endsIn(-1)
  expect(await opens(database, signed.cookie.value)).toBeNull()
  expect(await database.read.all(sql`select * from identity_sessions`)).toEqual([])
})

test('a new password by letter signs every device out and this one in', async () => {
  const { database } = await withSanne()
  const before = await signedIn(database)
  await identity.requestReset(doorOf(database), sanne)
  const token = await newest(database)
  expect(await identity.resetPassword(doorOf(database), { token, password: 'short' })).toMatchObject({
    refusal: 'weak-password',
  })
  const signed = await identity.resetPassword(doorOf(database), { token, password: 'another long one' })
  expect(signed.ok && (await opens(database, signed.value.cookie.value))?.user.email).toBe(sanne.email)
  expect(await opens(database, before.cookie.value)).toBeNull()
  expect(await identity.signIn(doorOf(database), sanne)).toMatchObject({ refusal: 'wrong-password' })
  expect(await identity.signIn(doorOf(database), { ...sanne, password: 'another long one' })).toMatchObject({
    ok: true,
  })
})

test('a new password needs the old one, and signs every other device out', async () => {
  const { database, user } = await withSanne()
  const before = await signedIn(database)
  const change = (current: string) =>
    identity.changePassword(doorOf(database), { user: user.id, current, password: 'another long one' })
  expect(await change('wrong wrong wrong')).toMatchObject({ refusal: 'wrong-password' })
  const signed = await change(PASSWORD)
  expect(signed.ok && (await opens(database, signed.value.cookie.value)) !== null).toBe(true)
  expect(await opens(database, before.cookie.value)).toBeNull()
})

test('asking for a new password answers the same for every address, and writes to those that exist', async () => {
  const { database } = await withSanne()
  expect(await identity.requestReset(doorOf(database), { email: 'nobody@example.org' })).toEqual({
    ok: true,
    value: null,
  })
  expect(await identity.requestReset(doorOf(database), sanne)).toEqual({ ok: true, value: null })
  expect((await letters(database)).map(l => l.to)).toEqual(['sanne@example.org'])
  for (let n = 0; n < 4; n++) await identity.requestReset(doorOf(database), sanne)
  expect(await identity.requestReset(doorOf(database), sanne)).toMatchObject({ refusal: 'too-many-tries' })
})

test('the first owner comes by a one-time link from the command line', async () => {
  const database = await freshDatabase()
  const made = await act(database, now(), cx => identity.createStaffLink(cx, 'Olga@Example.org', ['owner']))
  if (!made.ok) throw new Error(made.refusal)
  const token = made.value.path.replace('/reset?token=', '')
  expect(await identity.signIn(doorOf(database), { email: 'olga@example.org', password: PASSWORD })).toMatchObject({
    refusal: 'wrong-password',
  })
  const signed = await identity.resetPassword(doorOf(database), { token, password: PASSWORD })
  expect(signed).toMatchObject({ ok: true, value: { user: { verified: true, staff: ['owner'] } } })
})

test('only an owner makes staff; new rights take a new sign-in, and the last owner stays', async () => {
  const { database, user } = await withSanne({ staff: ['owner'] })
  const before = await signedIn(database)
  const olga = actorOf(user)
  const finance: Actor = { ...olga, kind: 'user', staff: ['finance'] }
  for (const actor of [finance, VISITOR]) {
    expect(await act(database, now(), cx => identity.createStaffLink(cx, 'a@b.nl', ['owner']), actor)).toMatchObject({
      refusal: 'not-allowed',
    })
    expect(await act(database, now(), cx => identity.setStaff(cx, user.id, []), actor)).toMatchObject({
      refusal: 'not-allowed',
    })
    expect(
      await act(
        database,
        now(),
        cx => identity.addUser(cx, { email: 'a@b.nl', name: 'A', password: null, verified: true, staff: ['owner'] }),
        actor,
      ),
    ).toMatchObject({ refusal: 'not-allowed' })
  }
  expect(await act(database, now(), cx => identity.setStaff(cx, user.id, ['finance']), olga)).toMatchObject({
    refusal: 'last-owner',
  })
  const second = await act(database, now(), cx => identity.createStaffLink(cx, 'second@example.org', ['owner']), olga)
  expect(second.ok).toBe(true)
  expect(await act(database, now(), cx => identity.setStaff(cx, user.id, ['finance']), olga)).toMatchObject({
    ok: true,
  })
  expect(await opens(database, before.cookie.value)).toBeNull()
  expect((await identity.listStaff(looking(database, now()))).map(u => [u.email, u.staff])).toEqual([
    ['sanne@example.org', ['finance']],
    ['second@example.org', ['owner']],
  ])
})

test('who has an account is told to staff and to nobody else', async () => {
  const { database, user } = await withSanne()
  expect((await identity.findUserByEmail(looking(database, now(), SYSTEM), 'SANNE@example.org'))?.id).toBe(user.id)
  expect(await identity.findUserByEmail(looking(database, now(), actorOf(user)), 'sanne@example.org')).toBeNull()
  expect((await identity.findUser(looking(database, now(), actorOf(user)), user.id))?.name).toBe('Sanne')
  expect(await identity.findUser(looking(database, now(), VISITOR), user.id)).toBeNull()
})

test('an address has one account', async () => {
  const { database } = await withSanne()
  const again = { email: 'SANNE@example.org', name: 'S', password: null, verified: false }
  expect(await act(database, now(), cx => identity.addUser(cx, again))).toMatchObject({ refusal: 'email-taken' })
  expect(await act(database, now(), cx => identity.addUser(cx, { ...again, email: 'no address' }))).toMatchObject({
    refusal: 'bad-email',
  })
})

test('what has ended is swept', async () => {
  const { database } = await withSanne()
  await signedIn(database)
  await identity.requestReset(doorOf(database), sanne)
  await within(database, new Date(Date.now() + 31 * 86_400_000).toISOString(), cx => identity.sweep(cx))
  for (const table of ['identity_sessions', 'identity_links', 'identity_attempts'])
    expect(await database.read.all(sql.raw(`select * from ${table}`)), table).toEqual([])
})
