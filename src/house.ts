import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Logger, pino } from 'pino'
import { type Cx, connect, type Database } from '#db/client.ts'
import { migrate, schemaState } from '#db/migrate.ts'
import { type Actor, SYSTEM } from '#kernel/actor.ts'
import { openSearch, type Search } from '#search/index.ts'
import { type Env, secretIn } from './env.ts'
import { Shelf } from './shelf.ts'
import { createWorker, type Worker } from './worker.ts'

const FRAGMENT_BYTES = 32 * 1024 * 1024
const SIGNED_IN_BYTES = 4 * 1024 * 1024

/** Everything that is open while the program runs: the one place where the parts are put together. */
export type House = {
  readonly env: Env
  readonly database: Database
  readonly search: Search
  readonly log: Logger
  readonly worker: Worker
  /** The installation's own secret: keys of limits and of hand-offs are derived from it. */
  readonly secret: string
  /** What pages show that is the same for everybody, by content version: `locals.keep`. */
  readonly fragments: Shelf<unknown>
  /** Who is signed in, for a second at most and only while this process writes nothing: see the middleware. */
  readonly signedIn: Shelf<SignedIn>
  /** How many turns of the write queue this process has taken. */
  readonly writes: () => number
  readonly close: () => Promise<void>
}
export type SignedIn = { readonly actor: Actor; readonly hash: string }

export type OpenOptions = {
  /** For the demo town and tests, whose work can be done again. */
  synchronous?: 'full' | 'normal'
  /** The embedded index on a thread of its own; false for short commands, which start sooner without. */
  searchThread?: boolean
  /** Logs go to stderr on the command line, for stdout is the answer. */
  logTo?: 'stdout' | 'stderr'
}

/**
 * Opens the house on a current schema: brings an older one up to date, and throws on one that a newer program made. The
 * worker stands still until `worker.start()`.
 */
export async function openHouse(env: Env, o: OpenOptions = {}): Promise<House> {
  const log = pino(
    {
      level: env.logLevel,
      redact: ['cookie', 'authorization', 'password', 'headers.cookie', 'headers.authorization'],
      base: null,
    },
    // Several lines a write: under load one write a line costs as much as a kept page.
    pino.destination({ dest: o.logTo === 'stderr' ? 2 : 1, sync: false, minLength: 4_096, periodicFlush: 250 }),
  )
  if (env.databaseUrl.startsWith('file:'))
    mkdirSync(dirname(env.databaseUrl.slice('file:'.length)), { recursive: true })
  const opened = await connect({
    url: env.databaseUrl,
    authToken: env.databaseAuthToken,
    synchronous: o.synchronous ?? 'full',
    warn: message => log.warn(message),
  })
  let writes = 0
  const database: Database = {
    ...opened,
    write: async (name, work) => {
      try {
        return await opened.write(name, work)
      } finally {
        writes++
      }
    },
  }
  const schema = await schemaState(database)
  if (schema === 'behind') await migrate(database)
  if (schema === 'ahead') throw new Error('this database was made by a newer version of the program')
  const search = await openSearch({
    dataDir: env.dataDir,
    meili: env.meili ?? undefined,
    database,
    log,
    thread: o.searchThread ?? true,
  })
  const parts = { env, database, search, log, secret: secretIn(env.dataDir) }
  const worker = createWorker(parts)
  return {
    ...parts,
    worker,
    fragments: new Shelf<unknown>(FRAGMENT_BYTES),
    signedIn: new Shelf<SignedIn>(SIGNED_IN_BYTES),
    writes: () => writes,
    close: async () => {
      await worker.stop()
      await search.close()
      await database.close()
      await new Promise<void>(resolve => {
        log.flush(() => resolve())
        setTimeout(resolve, 500).unref()
      })
    },
  }
}

/** A context for questions: reads the last commit, as `actor`, now. */
export const looking = (house: Pick<House, 'database'>, actor: Actor = SYSTEM, now = new Date()): Cx => ({
  db: house.database.read,
  now,
  actor,
})
