import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '#db/client.ts'
import { SYSTEM } from '#kernel/actor.ts'
import { Failure, type Site, withSite } from './command.ts'

/**
 * Does the work on a private copy that is thrown away, so that the report may settle and count everything while the
 * true database is not held for a moment. A remote database cannot be copied from here.
 */
export async function dryRun<T>(work: (site: Site) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-dry-'))
  try {
    return await withSite(async site => {
      if (site.database.remote) throw new Failure('a dry run needs a local database file')
      const file = join(folder, 'copy.db')
      await site.database.alone('copy', client => client.execute({ sql: 'VACUUM INTO ?', args: [file] }))
      const copy = await connect({ url: `file:${file}`, synchronous: 'normal' })
      try {
        return await work({ ...site, database: copy, look: { db: copy.read, now: site.at, actor: SYSTEM } })
      } finally {
        await copy.close()
      }
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
