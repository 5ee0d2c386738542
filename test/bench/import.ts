import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import * as attribution from '#attribution/index.ts'
import { settleAll } from '#commands/settle.ts'
import { connect, type Cx, type Database } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import { readTurnover } from '#doors/turnover-file.ts'
import { SYSTEM } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import type { ProgramKey } from '#kernel/id.ts'
import * as partners from '#partners/index.ts'
import * as turnover from '#turnover/index.ts'
import { type Figure, inTurn, median } from './measure.ts'

const EVENTS = 100_000
const CUSTOMERS = 5_000
const PARTNERS = 200
const TABLES = ['source_event', 'fact', 'period', 'account', 'journal', 'transfer', 'balance', 'settlement']
const ROUNDS = Number(process.env.ROUNDS ?? 3)

/** 60 % invoices, 30 % payments, 10 % credit notes over two years, in the order in which they happened. */
function file(): Uint8Array {
  const lines = ['event_id,type,customer,invoice,occurred_at,net,currency']
  const start = Date.UTC(2024, 0, 1)
  for (let i = 0; i < EVENTS; i++) {
    const at = new Date(start + i * 600_000).toISOString()
    const invoice = i - (i % 10) + (i % 6)
    const customer = `c${(invoice * 31) % CUSTOMERS}`
    const type = i % 10 < 6 ? 'invoice' : i % 10 < 9 ? 'payment' : 'credit_note'
    const net = ((invoice * 7_919) % 90_000) + 1_000
    const cents = type === 'credit_note' ? Math.floor(net / 3) : net
    lines.push(
      `e${i},${type},${customer},INV-${invoice},${at},${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')},EUR`,
    )
  }
  return new TextEncoder().encode(`${lines.join('\n')}\n`)
}

async function base(path: string): Promise<void> {
  const database = await connect({ url: `file:${path}` })
  await migrate(database)
  await database.write('town', async db => {
    const cx: Cx = { db, now: new Date(), actor: SYSTEM }
    const some = Array.from({ length: PARTNERS }, (_, i) => ({ id: `p${i}`, name: `Partner ${i}` }))
    const [program] = (await import('#programs/index.ts')).PRESET_KEYS
    assert(program !== undefined, 'a preset ships')
    await partners.importPartners(cx, some, program)
    await attribution.importCustomers(
      cx,
      Array.from({ length: CUSTOMERS }, (_, i) => ({ id: `c${i}`, name: `Customer ${i}` })),
    )
    const from = new Date('2023-06-01T00:00:00Z')
    const rows = Array.from({ length: CUSTOMERS }, (_, i) => ({
      customer: `c${i}`,
      partner: `p${i % PARTNERS}`,
      program: program as ProgramKey,
      from,
      until: null,
    }))
    await attribution.importBindings(cx, rows)
  })
  await settleAll(database, () => new Date())
  await database.alone('checkpoint', client => client.execute('PRAGMA wal_checkpoint(TRUNCATE)'))
  await database.close()
}

async function ours(database: Database, bytes: Uint8Array): Promise<void> {
  const read = readTurnover(bytes)
  assert(read.errors.length === 0, 'the file is good')
  await database.write('record', async db => {
    const report = await turnover.record({ db, now: new Date(), actor: SYSTEM }, read.items, 'csv')
    assert(report.ok && report.value.new === EVENTS, 'every event is new')
  })
  await settleAll(database, () => new Date())
}

type Table = { readonly insert: string; readonly chunks: unknown[][][] }

/** The rows that our import wrote, ready to be written again bare. Bytes travel as hex, for JSON has none. */
async function rowsOf(database: Database): Promise<Table[]> {
  const tables: Table[] = []
  for (const name of TABLES) {
    const columns = await database.read.all<{ name: string; type: string }>(
      sql`select name, type from pragma_table_info(${name})`,
    )
    const picked = columns.map(c => (c.type === 'BLOB' ? `hex("${c.name}")` : `"${c.name}"`)).join(', ')
    const found = (await database.read.values(sql.raw(`select ${picked} from ${name}`))) as unknown[][]
    const rows = found.map(row => columns.map((_, i) => row[i]))
    const values = columns.map((c, i) => (c.type === 'BLOB' ? `unhex(value->>${i})` : `value->>${i}`)).join(', ')
    const chunks: unknown[][][] = []
    for (let i = 0; i < rows.length; i += 1_000) chunks.push(rows.slice(i, i + 1_000))
    tables.push({ insert: `insert into ${name} select ${values} from json_each(?)`, chunks })
  }
  return tables
}

async function bare(database: Database, tables: readonly Table[]): Promise<void> {
  for (const { insert, chunks } of tables) {
    await database.alone('bare', async client => {
      const transaction = await client.transaction('write')
      for (const chunk of chunks) await transaction.execute({ sql: insert, args: [JSON.stringify(chunk)] })
      await transaction.commit()
    })
  }
}

/** `import turnover` of 100,000 events against the same rows written to the same tables without rules, guards or hashes. */
export async function benchImport(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-bench-'))
  try {
    await base(join(folder, 'base.db'))
    const bytes = file()
    let tables: Table[] = []
    let n = 0
    const timed = async (
      work: (database: Database) => Promise<void>,
      prepare: (database: Database) => Promise<void>,
      after?: (database: Database) => Promise<void>,
    ) => {
      const path = join(folder, `${n++}.db`)
      copyFileSync(join(folder, 'base.db'), path)
      const database = await connect({ url: `file:${path}` })
      await prepare(database)
      const started = performance.now()
      await work(database)
      const ms = performance.now() - started
      await after?.(database)
      await database.close()
      rmSync(path)
      return ms
    }
    const keep = async (database: Database) => {
      if (tables.length === 0) tables = await rowsOf(database)
    }
    const unguarded = async (database: Database) => {
      const triggers = await database.read.all<{ name: string }>(
        sql`select name from sqlite_schema where type = 'trigger'`,
      )
      await database.alone('unbind', client => client.execute('PRAGMA foreign_keys=OFF'))
      await database.alone('unguard', client => client.batch(triggers.map(t => `DROP TRIGGER ${t.name}`)))
    }
    const { a, b } = await inTurn(
      ROUNDS,
      () =>
        timed(
          database => ours(database, bytes),
          async () => {},
          keep,
        ),
      () => timed(database => bare(database, tables), unguarded),
    )
    const rows = tables.reduce((sum, t) => sum + t.chunks.reduce((s, c) => s + c.length, 0), 0)
    return [
      {
        name: 'import turnover, 100,000 events',
        ratio: median(b) / median(a),
        bar: { least: 0.5 },
        detail: `ours ${(median(a) / 1000).toFixed(2)} s, the same ${rows.toLocaleString('en')} rows bare ${(median(b) / 1000).toFixed(2)} s`,
      },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
