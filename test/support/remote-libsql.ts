import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Database from 'libsql'
import { onTestFinished } from 'vitest'

// A stand-in for a remote libSQL server: Hrana over HTTP (version 2 and 3, JSON) in front of the synchronous driver.
// A stream is one connection; whoever holds its baton speaks next. Enough for @libsql/client, and nothing more.

type Value =
  | { type: 'null' }
  | { type: 'integer'; value: string }
  | { type: 'float'; value: number }
  | { type: 'text'; value: string }
  | { type: 'blob'; base64: string }
type Statement = { sql?: string; sql_id?: number; args?: Value[]; named_args?: { name: string; value: Value }[] }
type Condition =
  | { type: 'ok' | 'error'; step: number }
  | { type: 'not'; cond: Condition }
  | { type: 'and' | 'or'; conds: Condition[] }
  | { type: 'is_autocommit' }
type Asked =
  | { type: 'execute'; stmt: Statement }
  | { type: 'batch'; batch: { steps: { stmt: Statement; condition?: Condition | null }[] } }
  | { type: 'sequence'; sql?: string; sql_id?: number }
  | { type: 'store_sql'; sql_id: number; sql: string }
  | { type: 'close_sql'; sql_id: number }
  | { type: 'get_autocommit' }
  | { type: 'close' }
type Fault = { message: string; code: string }
type Rows = {
  cols: { name: string; decltype: string | null }[]
  rows: Value[][]
  affected_row_count: number
  last_insert_rowid: string | null
}

const faultOf = (error: unknown): Fault => ({
  message: error instanceof Error ? error.message : String(error),
  code: error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN',
})

function fromWire(value: Value): bigint | number | string | Buffer | null {
  switch (value.type) {
    case 'null':
      return null
    case 'integer':
      return BigInt(value.value)
    case 'blob':
      return Buffer.from(value.base64, 'base64')
    default:
      return value.value
  }
}

function toWire(value: unknown): Value {
  if (value === null || value === undefined) return { type: 'null' }
  if (typeof value === 'bigint') return { type: 'integer', value: String(value) }
  if (typeof value === 'number') return { type: 'float', value }
  if (typeof value === 'string') return { type: 'text', value }
  return {
    type: 'blob',
    base64: Buffer.from(value as Uint8Array)
      .toString('base64')
      .replace(/=+$/, ''),
  }
}

/** One connection of a client: it lives from its first request to `close`, and keeps its transaction between requests. */
class Stream {
  readonly #db: Database.Database
  readonly #texts = new Map<number, string>()
  closed = false

  constructor(path: string) {
    this.#db = new Database(path, { timeout: 200 })
  }

  answer(asked: Asked): object {
    switch (asked.type) {
      case 'execute':
        return { type: asked.type, result: this.#execute(asked.stmt) }
      case 'batch':
        return { type: asked.type, result: this.#batch(asked.batch.steps) }
      case 'sequence':
        this.#db.exec(this.#text(asked))
        return { type: asked.type }
      case 'store_sql':
        this.#texts.set(asked.sql_id, asked.sql)
        return { type: asked.type }
      case 'close_sql':
        this.#texts.delete(asked.sql_id)
        return { type: asked.type }
      case 'get_autocommit':
        return { type: asked.type, is_autocommit: !this.#db.inTransaction }
      case 'close':
        this.close()
        return { type: asked.type }
    }
  }

  close(): void {
    if (this.closed) return
    this.closed = true
    if (this.#db.inTransaction) this.#db.exec('ROLLBACK')
    this.#db.close()
  }

  #text(asked: { sql?: string; sql_id?: number }): string {
    const text = asked.sql ?? this.#texts.get(asked.sql_id ?? -1)
    if (text === undefined) throw Object.assign(new Error('no such stored text'), { code: 'SQL_NOT_FOUND' })
    return text
  }

  #execute(statement: Statement): Rows {
    const prepared = this.#db.prepare(this.#text(statement)).safeIntegers(true)
    const named = statement.named_args ?? []
    const args =
      named.length > 0
        ? Object.fromEntries(named.map(arg => [arg.name.replace(/^[:@$]/, ''), fromWire(arg.value)]))
        : (statement.args ?? []).map(fromWire)
    if (!prepared.reader) {
      const { changes, lastInsertRowid } = prepared.run(args)
      return { cols: [], rows: [], affected_row_count: changes, last_insert_rowid: String(lastInsertRowid) }
    }
    const cols = prepared.columns().map(column => ({ name: column.name, decltype: column.type }))
    const rows = prepared.raw(true).all(args) as unknown[][]
    return { cols, rows: rows.map(row => row.map(toWire)), affected_row_count: 0, last_insert_rowid: null }
  }

  #batch(steps: { stmt: Statement; condition?: Condition | null }[]) {
    const results: (Rows | null)[] = []
    const errors: (Fault | null)[] = []
    const holds = (c: Condition): boolean => {
      switch (c.type) {
        case 'ok':
          return results[c.step] !== null
        case 'error':
          return errors[c.step] !== null
        case 'not':
          return !holds(c.cond)
        case 'and':
          return c.conds.every(holds)
        case 'or':
          return c.conds.some(holds)
        case 'is_autocommit':
          return !this.#db.inTransaction
      }
    }
    for (const step of steps) {
      let result: Rows | null = null
      let fault: Fault | null = null
      try {
        if (!step.condition || holds(step.condition)) result = this.#execute(step.stmt)
      } catch (error) {
        fault = faultOf(error)
      }
      results.push(result)
      errors.push(fault)
    }
    return { step_results: results, step_errors: errors }
  }
}

async function bodyOf(req: IncomingMessage): Promise<{ baton: string | null; requests: Asked[] }> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}

/** Serves one database file, or refuses who does not bear the token, until the test ends. */
export async function remoteLibsql(path: string, token: string): Promise<{ url: string; streams: () => number }> {
  const streams = new Map<string, Stream>()

  async function pipeline(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { baton, requests } = await bodyOf(req)
    const stream = baton === null || baton === undefined ? new Stream(path) : streams.get(baton)
    if (baton) streams.delete(baton)
    if (!stream) {
      res.statusCode = 400
      res.end(JSON.stringify({ message: 'the stream has expired', code: 'STREAM_EXPIRED' }))
      return
    }
    const results = requests.map(asked => {
      try {
        return { type: 'ok', response: stream.answer(asked) }
      } catch (error) {
        return { type: 'error', error: faultOf(error) }
      }
    })
    const next = stream.closed ? null : randomUUID()
    if (next) streams.set(next, stream)
    res.setHeader('content-type', 'application/json')
    res.end(JSON.stringify({ baton: next, base_url: null, results }))
  }

  const server = createServer((req, res) => {
    if (req.headers.authorization !== `Bearer ${token}`) {
      res.statusCode = 401
      res.end(JSON.stringify({ message: 'unauthorized', code: 'AUTH' }))
    } else if (req.method === 'GET' && /^\/v[23]$/.test(req.url ?? '')) res.end('ok')
    else if (req.method === 'POST' && /^\/v[23]\/pipeline$/.test(req.url ?? '')) void pipeline(req, res)
    else {
      res.statusCode = 404
      res.end()
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    for (const stream of streams.values()) stream.close()
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, streams: () => streams.size }
}
