import Database from 'libsql'

export type Value = string | number | null | Buffer | Uint8Array
export type Statement = {
  all(...args: Value[]): unknown[][]
  get(...args: Value[]): unknown[] | undefined
  run(...args: Value[]): void
}
export type Connection = {
  exec(sql: string): void
  prepare(sql: string): Statement
  /** One transaction; rolls back when `work` throws. */
  transact<T>(work: () => T): T
  close(): void
}

/** The one place of this room that knows a driver: SQLite used synchronously, rows as arrays. */
export function connectSqlite(file: string, o: { readonly busyMs?: number } = {}): Connection {
  const db = new Database(file)
  const exec = (sql: string) => {
    db.exec(sql)
  }
  exec(`pragma busy_timeout=${o.busyMs ?? 2_000}`)
  return {
    exec,
    prepare: sql => statement(db, sql),
    transact: work => {
      exec('begin immediate')
      try {
        const value = work()
        exec('commit')
        return value
      } catch (error) {
        try {
          exec('rollback')
        } catch {
          // The statement that failed has already ended the transaction.
        }
        throw error
      }
    },
    close: () => {
      db.close()
    },
  }
}

function statement(db: Database.Database, sql: string): Statement {
  const made = db.prepare(sql)
  let rows = made
  try {
    rows = made.raw(true)
  } catch {
    // A statement that returns nothing has no rows to shape.
  }
  return {
    all: (...args) => rows.all(...args) as unknown[][],
    get: (...args) => rows.get(...args) as unknown[] | undefined,
    run: (...args) => {
      made.run(...args)
    },
  }
}
