import type { Database } from '#db/client.ts'
import type { UserId } from '#kernel/id.ts'
import { luciaOver } from './lucia.adapter.ts'
import { hashOf } from './secret-token.ts'
import type { User } from './user.ts'

/** What the front puts into the answer: `cookies.set(name, value, attributes)`. */
export type SessionCookie = {
  readonly name: string
  readonly value: string
  readonly attributes: {
    readonly httpOnly: boolean
    readonly secure: boolean
    readonly sameSite: 'lax'
    readonly path: string
    readonly maxAge: number
  }
}

type Keeper = ReturnType<typeof luciaOver>
const keepers = new WeakMap<Database, Map<boolean, Keeper>>()

/** The only door to lucia: were it to go, these sixty lines and its adapter are what changes (no table, no cookie). */
function keeper(database: Database, secure: boolean): Keeper {
  const known = keepers.get(database) ?? new Map<boolean, Keeper>()
  keepers.set(database, known)
  const found = known.get(secure) ?? luciaOver(database, secure)
  known.set(secure, found)
  return found
}

function cookieOf(cookie: ReturnType<Keeper['createSessionCookie']>): SessionCookie {
  const { secure, maxAge } = cookie.attributes
  return {
    name: cookie.name,
    value: cookie.value,
    attributes: { httpOnly: true, secure: secure ?? true, sameSite: 'lax', path: '/', maxAge: maxAge ?? 0 },
  }
}

/** A new session with a new id. A write of its own: never inside a transaction. */
export async function openSession(
  database: Database,
  secure: boolean,
  o: { user: UserId; device: string },
): Promise<{ cookie: SessionCookie; hash: string }> {
  const lucia = keeper(database, secure)
  const session = await lucia.createSession(o.user, { device: o.device })
  return { cookie: cookieOf(lucia.createSessionCookie(session.id)), hash: hashOf(session.id) }
}

/** Whose session a cookie opens. `cookie` is there when the session was extended and the cookie must be sent again. */
export async function readSession(
  database: Database,
  secure: boolean,
  rawId: string,
): Promise<{ user: User; hash: string; cookie: SessionCookie | null } | null> {
  const lucia = keeper(database, secure)
  const { session, user } = await lucia.validateSession(rawId)
  if (!session) return null
  return {
    user: user.user,
    hash: hashOf(rawId),
    cookie: session.fresh ? cookieOf(lucia.createSessionCookie(session.id)) : null,
  }
}

/** The cookie that removes the session's. */
export const blankCookie = (database: Database, secure: boolean): SessionCookie =>
  cookieOf(keeper(database, secure).createBlankSessionCookie())
