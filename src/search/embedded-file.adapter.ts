import { cellOf, Columns, type Row } from './columns.ts'
import type { Doc } from './document.ts'
import { NUMBER_KEYS } from './document.ts'
import { matchText, type Phrase } from './expressions.ts'
import { KINDS, type Kind } from './facets.ts'
import { type Meta, PRAGMAS, TEXTS, type Text, readMeta, SCHEMA, TABLES, META_START, metaRows } from './index-schema.ts'
import { BaseOrder } from './heads.ts'
import { addTo, Phrases, postingOf, Scratch } from './postings.ts'
import { SearchError } from './search-error.ts'
import { type Connection, connectSqlite, type Statement } from './sqlite.adapter.ts'
import { Vocabulary } from './vocabulary.ts'

export type Statements = { readonly [S in keyof ReturnType<typeof statementsOf>]: Statement }

/** One index file with what is kept of it in memory: columns and words. All of it lives on one thread. */
export class IndexFile {
  readonly file: string
  readonly db: Connection
  readonly columns: { readonly [K in Kind]: Columns }
  readonly sql: { readonly [K in Kind]: Statements }
  readonly #scratch = byKind(() => new Scratch())
  readonly order: { readonly [K in Kind]: BaseOrder }
  readonly #words: { readonly [K in Kind]: readonly WordTable[] }
  vocabulary = new Vocabulary()
  readonly #meta: Statement
  readonly #version: Statement
  #seq = 0
  #lastTerm = 0
  #lastValue = 0
  /** Moves when another process has written. */
  version: unknown

  private constructor(file: string, db: Connection) {
    this.file = file
    this.db = db
    this.columns = byKind(kind => new Columns(kind))
    this.order = byKind(kind => new BaseOrder(this.columns[kind]))
    this.sql = byKind(kind => statementsOf(db, kind))
    this.#words = byKind(kind => wordTablesOf(db, kind))
    this.#meta = db.prepare('select key, value from meta')
    this.#version = db.prepare('pragma data_version')
  }

  static create(file: string): IndexFile {
    const db = connectSqlite(file)
    db.exec(PRAGMAS)
    db.transact(() => {
      db.exec(TABLES)
      for (const [key, value] of metaRows(META_START)) db.prepare('insert into meta values(?, ?)').run(key, value)
    })
    return new IndexFile(file, db)
  }

  /** Refuses what is incomplete, of another schema, or no index at all: `not_ready`. */
  static open(file: string): IndexFile {
    let db: Connection | null = null
    try {
      db = connectSqlite(file)
      db.exec(PRAGMAS)
      const meta = readMeta(db.prepare('select key, value from meta').all() as [string, string][])
      if (meta.schema !== SCHEMA || !meta.complete) throw new SearchError('not_ready', 'the index is not complete')
      const index = new IndexFile(file, db)
      index.refresh()
      return index
    } catch (error) {
      db?.close()
      if (error instanceof SearchError) throw error
      throw new SearchError('not_ready', `the index cannot be read: ${String(error)}`)
    }
  }

  meta(): Meta {
    return readMeta(this.#meta.all() as [string, string][])
  }

  putMeta(meta: Partial<Meta>): void {
    const put = this.db.prepare('insert or replace into meta values(?, ?)')
    for (const [key, value] of metaRows(meta)) put.run(key, value)
  }

  /** Loads what another process has written since; cheap when nothing was. */
  refresh(): void {
    const version = this.#version.get()?.[0]
    if (version === this.version) return
    this.version = version
    const terms = this.db.prepare('select n, word from term where n > ? order by n').all(this.#lastTerm)
    if (this.#lastTerm === 0) this.vocabulary = new Vocabulary(terms.map(row => row[1] as string))
    else for (const row of terms) this.vocabulary.add(row[1] as string)
    this.#lastTerm = (terms.at(-1)?.[0] as number | undefined) ?? this.#lastTerm
    const values = this.db.prepare('select n, kind, facet, value from facet_value where n > ? order by n')
    for (const [n, kind, facet, value] of values.all(this.#lastValue)) {
      this.columns[kind as Kind].all[Number(facet)]?.learn(value as string)
      this.#lastValue = n as number
    }
    const since = this.#seq
    for (const kind of KINDS) this.#loadColumns(kind, since)
  }

  #loadColumns(kind: Kind, since: number): void {
    const columns = this.columns[kind]
    columns.grow((this.sql[kind].last.get()?.[0] as number) + 1)
    for (const [rid, seq, live, numbers, cells, nameKey] of this.sql[kind].columnsSince.all(since)) {
      if (live === 1) this.put(kind, rid as number, unpack(numbers as Buffer, cells as Buffer, nameKey as string))
      else columns.drop(rid as number)
      this.#seq = Math.max(this.#seq, seq as number)
    }
  }

  put(kind: Kind, rid: number, row: Row): void {
    this.columns[kind].set(rid, row)
    this.order[kind].insert(rid)
  }

  /** The writer applies its own changes itself: nothing of its own is to be loaded again. */
  wrote(seq: number): void {
    this.#seq = seq
    this.#lastTerm = (this.db.prepare('select coalesce(max(n), 0) from term').get()?.[0] as number) ?? 0
    this.#lastValue = (this.db.prepare('select coalesce(max(n), 0) from facet_value').get()?.[0] as number) ?? 0
  }

  /** The row of columns for a document; values never seen before are stored with their number. */
  rowOf(doc: Doc): Row {
    const columns = this.columns[doc.kind]
    const cells: number[] = []
    columns.all.forEach((column, place) => {
      const own = place < columns.facets.length ? doc.facets : doc.evidence
      for (const value of own[column.facet.name] ?? []) {
        if (column.numberOf(value) === null) this.sql[doc.kind].addValue.run(doc.kind, String(place), value)
        cells.push(cellOf(place, column.learn(value)))
      }
    })
    return { cells, numbers: NUMBER_KEYS.map(key => doc[key]), nameKey: doc.nameKey }
  }

  /**
   * For each word of a query the rows that hold one of its phrases, as bits, in a column of a table of words; a kind
   * without that table has them in the widest. The bits are good until `release`.
   */
  bits(kind: Kind, text: Text, words: readonly (readonly Phrase[])[], column = ''): Uint32Array[] {
    const tables = this.#words[kind]
    const table = tables.find(one => one.text === text) ?? (tables.at(-1) as WordTable)
    const n = this.columns[kind].n
    return words.map(phrases => {
      const own = this.#scratch[kind].take(n)
      for (const one of phrases)
        addTo(
          own,
          table.phrases.get(column + one, () => postingOf(readRows(table, one, column), n)),
        )
      return own
    })
  }

  release(kind: Kind): void {
    this.#scratch[kind].release()
  }

  putWords(kind: Kind, rid: number, { name, facts, proof, body }: Doc['texts']): void {
    for (const { text, put, phrases } of this.#words[kind]) {
      if (text === 'head') {
        put.run(rid, name, facts)
        phrases.learn(rid, [...name.split(' ').map(word => `name:${word}`), ...`${name} ${facts}`.split(' ')])
        continue
      }
      const words = `${name} ${facts} ${proof}${text === 'full' ? ` ${body}` : ''}`
      put.run(rid, words)
      phrases.learn(rid, new Set(words.split(' ')))
    }
  }

  forgetPhrases(): void {
    for (const kind of KINDS) for (const { phrases } of this.#words[kind]) phrases.clear()
  }

  dropWords(kind: Kind, rid: number): void {
    for (const { drop } of this.#words[kind]) drop.run(rid)
  }

  /** Runs a command of FTS5 on every table of words: `optimize`, `integrity-check`. */
  tell(command: 'optimize' | 'integrity-check'): void {
    for (const kind of KINDS)
      for (const text of TEXTS[kind]) this.db.exec(`insert into ${text}_${kind}(${text}_${kind}) values('${command}')`)
  }

  close(): void {
    this.db.close()
  }
}

/** One table of words: which rows match, and how a row's words go in and out. */
type WordTable = {
  readonly text: Text
  readonly phrases: Phrases
  readonly match: Statement
  readonly put: Statement
  readonly drop: Statement
}

const wordTablesOf = (db: Connection, kind: Kind): readonly WordTable[] =>
  TEXTS[kind].map(text => {
    const table = `${text}_${kind}`
    const columns = text === 'head' ? 'name, facts' : 'words'
    return {
      text,
      phrases: new Phrases(),
      match: db.prepare(`select json_group_array(rowid) from ${table} where ${table} match ?`),
      put: db.prepare(`insert into ${table}(rowid, ${columns}) values(?, ${text === 'head' ? '?, ?' : '?'})`),
      drop: db.prepare(`delete from ${table} where rowid = ?`),
    }
  })

/** `name:` reads in that column alone. */
function readRows(table: WordTable, phrase: Phrase, column: string): Uint32Array {
  const words = column === '' ? matchText(phrase) : `{${column.slice(0, -1)}} : ${matchText(phrase)}`
  return Uint32Array.from(JSON.parse((table.match.get(words)?.[0] as string | undefined) ?? '[]') as number[])
}

export function byKind<T>(make: (kind: Kind) => T): { readonly [K in Kind]: T } {
  return { partner: make('partner'), case: make('case'), review: make('review') }
}

const statementsOf = (db: Connection, kind: Kind) => ({
  candidate: db.prepare(`select id, name, facts, proof, more from doc_${kind} where rid = ?`),
  idOf: db.prepare(`select id from doc_${kind} where rid = ?`),
  found: db.prepare(`select partner, card from doc_${kind} where rid = ?`),
  ofPartner: db.prepare(`select rid, id, digest from doc_${kind} where partner = ?`),
  ridOf: db.prepare(`select rid, partner from doc_${kind} where id = ?`),
  last: db.prepare(`select coalesce(max(rid), 0) from col_${kind}`),
  digests: db.prepare(`select id, digest from doc_${kind}`),
  putDoc: db.prepare(`insert or replace into doc_${kind} values(?, ?, ?, ?, ?, ?, ?, ?, ?)`),
  dropDoc: db.prepare(`delete from doc_${kind} where rid = ?`),
  putColumns: db.prepare(`insert or replace into col_${kind} values(?, ?, 1, ?, ?, ?)`),
  dropColumns: db.prepare(`update col_${kind} set live = 0, seq = ? where rid = ?`),
  columnsSince: db.prepare(
    `select rid, seq, live, numbers, cells, name_key from col_${kind} where seq > ? order by seq`,
  ),
  addTerm: db.prepare('insert or ignore into term(word) values(?)'),
  addValue: db.prepare('insert into facet_value(kind, facet, value) values(?, ?, ?)'),
})

export function pack(row: Row): { numbers: Buffer; cells: Buffer } {
  const numbers = Buffer.alloc(row.numbers.length * 8)
  row.numbers.forEach((value, i) => {
    numbers.writeDoubleLE(value, i * 8)
  })
  const cells = Buffer.alloc(row.cells.length * 4)
  row.cells.forEach((value, i) => {
    cells.writeUInt32LE(value, i * 4)
  })
  return { numbers, cells }
}

function unpack(numbers: Buffer, cells: Buffer, nameKey: string): Row {
  const list: number[] = []
  for (let i = 0; i < numbers.length; i += 8) list.push(numbers.readDoubleLE(i))
  const found: number[] = []
  for (let i = 0; i < cells.length; i += 4) found.push(cells.readUInt32LE(i))
  return { numbers: list, cells: found, nameKey }
}
