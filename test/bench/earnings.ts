import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import { SYSTEM } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import type { Month } from '#kernel/period.ts'
import { importPartners } from '#partners/index.ts'
import { DEFAULT_PROGRAM } from '#programs/index.ts'
import { fillBooks } from './books.ts'
import { type Figure, median } from './measure.ts'

const ENTRIES = 100_000
const ROUNDS = Number(process.env.ROUNDS ?? 3)

/** `earnings` of a partner with 100,000 entries, as a person calls it: a process that starts, answers and ends. */
export async function benchEarnings(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-bench-'))
  const url = `file:${join(folder, 'books.db')}`
  try {
    const database = await connect({ url, synchronous: 'normal' })
    await migrate(database)
    const now = new Date('2025-01-01T00:00:00Z')
    await database.write('partner', db =>
      importPartners({ db, now, actor: SYSTEM }, [{ id: 'p0', name: 'Brightwave' }], DEFAULT_PROGRAM),
    )
    await fillBooks(database, { partners: 1, causes: ENTRIES, months: ['2025-02', '2025-03'] as Month[] })
    await database.close()
    // As `npm run guildhall` starts it: compiled once.
    const cache = join(folder, 'compiled')
    const env = { ...process.env, DATABASE_URL: url, DATA_DIR: folder, NODE_COMPILE_CACHE: cache }
    const times = Array.from({ length: ROUNDS + 1 }, () => {
      const started = performance.now()
      const answer = spawnSync(process.execPath, ['src/cli.ts', 'earnings', '--partner', 'p0', '--json'], {
        env,
        maxBuffer: 256 * 1024 * 1024,
      })
      const ms = performance.now() - started
      const { entries } = JSON.parse(String(answer.stdout)) as { entries: unknown[] }
      assert(entries.length === ENTRIES, 'every entry is told')
      return ms
    }).slice(1)
    return [
      {
        name: 'earnings of 100,000 entries, in seconds',
        ratio: median(times) / 1000,
        bar: { most: 1 },
        detail: `the whole command ${median(times).toFixed(0)} ms`,
      },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
