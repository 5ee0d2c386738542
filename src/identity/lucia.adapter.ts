import { type Adapter, type DatabaseSession, type DatabaseUser, Lucia, TimeSpan } from 'lucia'
import type { Database } from '#db/client.ts'
import { hashOf } from './secret-token.ts'
import * as store from './session.store.ts'
import type { User } from './user.ts'

type SessionAttributes = { device: string }
declare module 'lucia' {
  interface Register {
    Lucia: ReturnType<typeof luciaOver>
    DatabaseSessionAttributes: SessionAttributes
    DatabaseUserAttributes: { user: User }
  }
}

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000)

/**
 * Keeps SHA-256 of the session id and nothing that opens a session: whoever reads the table is still outside. Lucia is
 * handed the raw id back. Its writes take their turn in the queue, so none of this may run inside a verb.
 */
function adapterOver(database: Database): Adapter {
  const write = (name: string, work: Parameters<Database['write']>[1]) => database.write(name, work) as Promise<void>
  return {
    async getSessionAndUser(id): Promise<[DatabaseSession | null, DatabaseUser | null]> {
      const found = await store.sessionAndUser(database.read, hashOf(id))
      if (!found) return [null, null]
      const { user, expiresAt } = found
      return [
        { id, userId: user.id, expiresAt: new Date(expiresAt * 1000), attributes: { device: '' } },
        { id: user.id, attributes: { user } },
      ]
    },
    // Raw ids are unknown by design, so what comes back are hashes: for looking at, never for lucia's own invalidation.
    async getUserSessions(userId) {
      const rows = await store.sessionsOf(database.read, userId, seconds(new Date()))
      return rows.map(row => ({
        id: row.hash,
        userId,
        expiresAt: new Date(row.expiresAt * 1000),
        attributes: { device: row.device },
      }))
    },
    setSession: session =>
      write('open session', db =>
        store.addSession(db, {
          hash: hashOf(session.id),
          user: session.userId,
          expiresAt: seconds(session.expiresAt),
          createdAt: Date.now(),
          device: session.attributes.device,
        }),
      ),
    updateSessionExpiration: (id, expiresAt) =>
      write('extend session', db => store.extend(db, hashOf(id), seconds(expiresAt))),
    deleteSession: id => write('end session', db => store.endSession(db, hashOf(id))),
    deleteUserSessions: userId => write('end sessions', db => store.endSessionsOf(db, userId)),
    deleteExpiredSessions: () => write('sweep sessions', db => store.endExpired(db, seconds(new Date()))),
  }
}

/** Thirty days, extended at half-life. The prefix and Secure need https, so the cookie's name follows the scheme. */
export const luciaOver = (database: Database, secure: boolean) =>
  new Lucia(adapterOver(database), {
    sessionExpiresIn: new TimeSpan(30, 'd'),
    sessionCookie: { name: cookieName(secure), attributes: { secure, sameSite: 'lax', path: '/' } },
    getUserAttributes: ({ user }) => ({ user }),
  })

export const cookieName = (secure: boolean): string => (secure ? '__Host-session' : 'session')
