import { AsyncLocalStorage } from 'node:async_hooks'
import { type Client, createClient, LibsqlError } from '@libsql/client'
import { DrizzleQueryError } from '#db/orm.ts'
import { drizzle } from 'drizzle-orm/libsql'
import type { Actor } from '#kernel/actor.ts'

/** What runs statements: the reader, or the one open transaction. */
export type Executor = Pick<
  ReturnType<typeof drizzle>,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | 'run' | 'all' | 'get' | 'values'
>
/** What every verb and every question is given: where to read and write, one instant, one actor. Verbs never open anything. */
export type Cx = { readonly db: Executor; readonly now: Date; readonly actor: Actor }

export type Database = {
  /** For pages and questions: reads only, sees the last commit. Never inside a verb. */
  readonly read: Executor
  /** Waits its turn, opens one transaction, commits when `work` returns and rolls back when it throws. Not re-entrant. */
  readonly write: <T>(name: string, work: (db: Executor) => Promise<T>) => Promise<T>
  /** For the few things that are no transaction: migrations, VACUUM INTO, integrity checks. Takes its turn as well. */
  readonly alone: <T>(name: string, work: (client: Client) => Promise<T>) => Promise<T>
  readonly url: string
  readonly remote: boolean
  readonly close: () => Promise<void>
}

const LONG_TURN_MS = 2_000
const TRIES_REMOTE = 5

export type ConnectOptions = {
  url: string
  authToken?: string | undefined
  /** 'normal' survives a killed process but not a power cut: for tests, the demo town and other work that can be run again. */
  synchronous?: 'full' | 'normal'
  warn?: (message: string) => void
}

/** The only place that opens a database: a writer of one connection behind one queue, and a pool of readers (decision 003). */
export async function connect({
  url,
  authToken,
  synchronous = 'full',
  warn = () => {},
}: ConnectOptions): Promise<Database> {
  const remote = !url.startsWith('file:') && url !== ':memory:'
  const auth = authToken === undefined ? {} : { authToken }
  const writer = createClient({ url, ...auth, concurrency: 1, timeout: 5_000 })
  const shared = url === ':memory:'
  const reader = shared ? writer : createClient({ url, ...auth, timeout: 5_000 })
  if (!shared && !remote) {
    await writer.execute('PRAGMA journal_mode=WAL')
    await writer.execute(`PRAGMA synchronous=${synchronous === 'full' ? 'FULL' : 'NORMAL'}`)
    await writer.execute('PRAGMA cache_size=-65536')
  }
  const writing = drizzle(writer)
  const reading = shared ? writing : drizzle(reader)

  const inTurn = new AsyncLocalStorage<string>()
  let tail: Promise<unknown> = Promise.resolve()
  function turn<T>(name: string, work: () => Promise<T>): Promise<T> {
    const outer = inTurn.getStore()
    if (outer)
      return Promise.reject(new Error(`broken promise: ${name} wants a turn inside ${outer}; it would wait for itself`))
    const mine = tail.then(async () => {
      const started = performance.now()
      try {
        return await inTurn.run(name, work)
      } finally {
        const ms = performance.now() - started
        if (ms > LONG_TURN_MS) warn(`${name} held the write queue for ${Math.round(ms)} ms`)
      }
    })
    tail = mine.catch(() => undefined)
    return mine
  }

  async function write<T>(name: string, work: (db: Executor) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await turn(name, () =>
          writing.transaction(tx => work(tx as unknown as Executor), { behavior: 'immediate' }),
        )
      } catch (error) {
        if (tries >= TRIES_REMOTE || !isLostRace(error)) throw error
        await new Promise(resolve => setTimeout(resolve, 20 * tries + Math.random() * 50 * tries))
      }
    }
  }

  return {
    read: reading as unknown as Executor,
    write,
    alone: (name, work) => turn(name, () => work(writer)),
    url,
    remote,
    close: async () => {
      await tail
      writer.close()
      if (!shared) reader.close()
    },
  }
}

function causeOf(error: unknown): LibsqlError | null {
  for (let e: unknown = error, depth = 0; e instanceof Error && depth < 5; e = e.cause, depth++) {
    if (e instanceof LibsqlError) return e
  }
  return null
}

const codesOf = (error: LibsqlError) => [error.code, error.extendedCode ?? '']

/** A unique or primary key said no. Local and remote name it differently, so both places are looked at. */
export function isUniqueViolation(error: unknown): boolean {
  const cause = causeOf(error)
  return (
    cause !== null &&
    (codesOf(cause).some(c => /^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)/.test(c)) ||
      /UNIQUE constraint failed/.test(cause.message))
  )
}

/** The text a trigger raised ("period not open"), or null. */
export function raisedBy(error: unknown): string | null {
  const cause = causeOf(error)
  if (!cause || !codesOf(cause).some(c => c.startsWith('SQLITE_CONSTRAINT'))) return null
  return cause.message.replace(/^SQLITE_CONSTRAINT(_TRIGGER)?:\s*/, '').replace(/^SQLite error:\s*/, '')
}

/** Another process won: the whole verb may be tried again, for it re-reads the truth. */
function isLostRace(error: unknown): boolean {
  const cause = causeOf(error)
  if (!cause) return false
  return (
    codesOf(cause).some(c => /^(SQLITE_BUSY|SQLITE_LOCKED|TRANSACTION_ACTIVE)/.test(c)) ||
    /chain broken|not the next journal/.test(cause.message)
  )
}

/** What may be logged of a database error: never drizzle's own message, for it holds the parameters. */
export function describeDatabaseError(error: unknown): string | null {
  const cause = causeOf(error)
  if (cause) return `${cause.extendedCode ?? cause.code}: ${cause.message}`
  return error instanceof DrizzleQueryError ? 'database error' : null
}
