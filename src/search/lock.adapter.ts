import { join } from 'node:path'
import { connectSqlite } from './sqlite.adapter.ts'

export type Lock = { readonly release: () => void }

/**
 * The right to write the index of a data directory: an exclusive SQLite lock, which the death of a process frees. Null
 * when another process has it.
 */
export function takeLock(folder: string): Lock | null {
  const db = connectSqlite(join(folder, 'search.lock'), { busyMs: 0 })
  try {
    db.exec('begin exclusive')
  } catch {
    // SQLITE_BUSY: another process writes.
    db.close()
    return null
  }
  return {
    release: () => {
      db.exec('rollback')
      db.close()
    },
  }
}
