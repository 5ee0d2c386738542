import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Cx, connect, type Database } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import { type FileError, MAX_FILE_BYTES } from '#doors/csv.ts'
import { type Env, readEnv } from '#env.ts'
import { SYSTEM } from '#kernel/actor.ts'
import type { Result } from '#kernel/result.ts'

/** Exit 1: done nothing or not everything, told in one line. `report` is what --json prints of it. */
export class Failure extends Error {
  readonly report: unknown
  constructor(message: string, report?: unknown) {
    super(message)
    this.report = report
  }
}
/** Exit 2: the command was not called as it wants to be. */
export class Misuse extends Error {}

export type Option = {
  readonly type: 'string' | 'boolean'
  readonly multiple?: boolean
  readonly value?: string
  readonly says: string
}
export type Given = {
  readonly positionals: readonly string[]
  readonly text: (name: string) => string | undefined
  readonly texts: (name: string) => readonly string[]
  readonly flag: (name: string) => boolean
}
export type Command = {
  readonly usage: string
  readonly says: string
  readonly options?: Readonly<Record<string, Option>>
  /** How many positional arguments, from and to. */
  readonly takes: readonly [number, number]
  readonly run: (given: Given, out: Output) => Promise<void>
}

export type Output = {
  readonly json: boolean
  /** The answer: the object alone with --json, else the people's text. */
  readonly answer: (object: unknown, text: string) => void
  readonly raw: (text: string) => void
  readonly progress: (share: number, what: string) => void
  readonly log: (line: string) => void
}

/** Paths are meant from where the person stands, also when npm has moved to the project's folder. */
export const pathOf = (given: string): string => resolve(process.env.GUILDHALL_CWD ?? process.cwd(), given)

export function readFile(path: string): Uint8Array {
  const full = pathOf(path)
  const stat = statSync(full, { throwIfNoEntry: false })
  if (!stat) throw new Failure(`${path}: there is no such file`)
  if (!stat.isFile()) throw new Failure(`${path}: this is no file`)
  if (stat.size > MAX_FILE_BYTES) {
    const error: FileError = {
      row: 1,
      column: null,
      code: 'too-large',
      message: `the file has ${stat.size} bytes; at most ${MAX_FILE_BYTES} are taken, split it`,
    }
    throw fileFailure(path, [error])
  }
  return readFileSync(full)
}

/** The one line for a faulty file: the first fault with its row and column, and how many more there are. */
export function fileFailure(path: string, errors: readonly FileError[]): Failure {
  const [first] = errors
  if (!first) return new Failure(`${path}: refused`)
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more; --json lists them)` : ''
  const column = first.column === null ? '' : `, column ${first.column}`
  return new Failure(`${path}: row ${first.row}${column}: ${first.message} [${first.code}]${more}`, { errors })
}

/** What was refused ends the command with one line: in words, and last its name, for scripts. Nothing was written. */
export async function accepted<T>(what: string, outcome: Result<T, string>): Promise<T> {
  if (outcome.ok) return outcome.value
  // Words are read only where something is refused: a command starts faster without them.
  const { refusalText } = await import('#ui/messages.ts')
  const { refusal } = outcome
  throw new Failure(`${what}: ${refusalText('en', refusal).replace(/\.$/, '')} [${refusal}]`, { refusal })
}

/** Writes the whole file or none of it, in place of one of that name; a place that cannot be written is told in one line. */
export function writeFile(path: string, bytes: Uint8Array): void {
  const full = pathOf(path)
  const part = `${full}.part`
  const stat = statSync(full, { throwIfNoEntry: false })
  if (stat && !stat.isFile()) throw new Failure(`${path}: this is no file`)
  try {
    writeFileSync(part, bytes)
    renameSync(part, full)
  } catch (error) {
    rmSync(part, { force: true })
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new Failure(`${path}: this cannot be written [${reason}]`)
  }
}

export type Site = { readonly env: Env; readonly database: Database; readonly look: Cx; readonly at: Date }

/** Opens the database of the environment, brought up to date, runs the work and closes it. */
export async function withSite<T>(work: (site: Site) => Promise<T>): Promise<T> {
  const env = readEnv()
  if (env.databaseUrl.startsWith('file:')) mkdirSync(dirname(filePath(env.databaseUrl)), { recursive: true })
  const database = await connect({ url: env.databaseUrl, authToken: env.databaseAuthToken })
  try {
    await migrate(database)
    const at = new Date()
    return await work({ env, database, at, look: { db: database.read, now: at, actor: SYSTEM } })
  } finally {
    await database.close()
  }
}

export const filePath = (url: string): string =>
  url.startsWith('file://') ? fileURLToPath(url) : resolve(url.slice('file:'.length))
