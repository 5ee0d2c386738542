import { CsvError, parse } from 'csv-parse/sync'

/** What is wrong with a file: `row` counts from 1 with the header as row 1, as a spreadsheet shows it. */
export type FileError = {
  readonly row: number
  readonly column: string | null
  readonly code: string
  readonly message: string
}
export type Read<T> = { readonly items: T[]; readonly errors: FileError[] }

export const MAX_FILE_BYTES = 64 * 1024 * 1024
/** A file with more faults than this is a wrong file; the rest is not worth reading out. */
export const MAX_ERRORS = 100

export type Columns = { readonly required: readonly string[]; readonly optional: readonly string[] }
/** One data row: its number and its cells by column name; an absent or empty cell is ''. */
export type Row = {
  readonly row: number
  readonly cell: (column: string) => string
  readonly has: (column: string) => boolean
}

const fault = (row: number, column: string | null, code: string, message: string): FileError => ({
  row,
  column,
  code,
  message,
})

/**
 * Reads a CSV file with strict columns: UTF-8 (a BOM is tolerated), a header row, RFC 4180. Refuses what is no text, too
 * large, badly encoded or malformed, an unknown, repeated or missing column, and a row of another width, naming the place.
 */
export function readRows(bytes: Uint8Array, columns: Columns): Read<Row> {
  const refused = (error: FileError): Read<Row> => ({ items: [], errors: [error] })
  if (bytes.length > MAX_FILE_BYTES) {
    return refused(
      fault(1, null, 'too-large', `the file has ${bytes.length} bytes; at most ${MAX_FILE_BYTES} are taken, split it`),
    )
  }
  const text = decode(bytes)
  if (typeof text !== 'string') return refused(named(text, bytes, columns))
  let records: string[][]
  try {
    records = parse(text, { bom: true, relax_column_count: true }) as string[][]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return refused(named(malformed(error), bytes, columns))
  }
  const header = records[0]
  if (!header || (header.length === 1 && header[0] === ''))
    return refused(fault(1, null, 'empty', 'the file has no header row'))
  const wrong = wrongHeader(header, columns)
  if (wrong.length > 0) return { items: [], errors: wrong }

  const at = new Map(header.map((name, i) => [name, i]))
  const items: Row[] = []
  const errors: FileError[] = []
  for (let i = 1; i < records.length; i++) {
    const record = records[i] ?? []
    if (record.length === 1 && record[0] === '') continue
    if (record.length !== header.length) {
      const column = header[Math.min(record.length, header.length - 1)] ?? null
      errors.push(
        fault(i + 1, column, 'wrong-width', `the row has ${record.length} cells, the header ${header.length}`),
      )
      continue
    }
    const cell = (column: string) => {
      const index = at.get(column)
      return index === undefined ? '' : (record[index] ?? '').trim()
    }
    const missing = columns.required.filter(name => cell(name) === '')
    for (const name of missing) errors.push(fault(i + 1, name, 'missing', `${name} is empty`))
    if (missing.length === 0) items.push({ row: i + 1, cell, has: column => at.has(column) })
  }
  return { items, errors: errors.slice(0, MAX_ERRORS) }
}

function decode(bytes: Uint8Array): string | FileError {
  const nul = bytes.indexOf(0)
  if (nul >= 0) return fault(lineAt(bytes, nul), columnNumber(bytes, nul), 'not-text', 'this is no text file')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    const bad = firstBadByte(bytes)
    return fault(lineAt(bytes, bad), columnNumber(bytes, bad), 'bad-utf8', 'the text is not UTF-8')
  }
}

/** The first byte that no UTF-8 text has there, found by halving: a prefix that decodes stays decodable. */
function firstBadByte(bytes: Uint8Array): number {
  const good = (end: number) => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end), { stream: true })
      return true
    } catch (error) {
      if (error instanceof TypeError) return false
      throw error
    }
  }
  let low = 0
  let high = bytes.length
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (good(middle)) low = middle
    else high = middle - 1
  }
  return Math.min(low, bytes.length - 1)
}

function lineAt(bytes: Uint8Array, index: number): number {
  let line = 1
  for (let i = 0; i < index; i++) if (bytes[i] === 10) line++
  return line
}

/** A place in a line that cannot be read as cells is told by the cell's number. */
function columnNumber(bytes: Uint8Array, index: number): string {
  let cells = 1
  for (let i = index - 1; i >= 0 && bytes[i] !== 10; i--) if (bytes[i] === 44) cells++
  return `#${cells}`
}

/** Gives a cell told by its number ("#2") the name that the header has for it, if the header can be read. */
function named(error: FileError, bytes: Uint8Array, columns: Columns): FileError {
  const number = /^#(\d+)$/.exec(error.column ?? '')?.[1]
  const end = bytes.indexOf(10)
  const head = new TextDecoder()
    .decode(bytes.subarray(0, Math.min(end < 0 ? bytes.length : end, 2_000)))
    .replace(/^\uFEFF|\r$/g, '')
  const name = head.split(',')[Number(number) - 1]
  return name !== undefined && [...columns.required, ...columns.optional].includes(name)
    ? { ...error, column: name }
    : error
}

function malformed(error: CsvError): FileError {
  const { lines, records, column } = error as unknown as { lines?: number; records?: number; column?: unknown }
  const row = typeof records === 'number' ? records + 1 : (lines ?? 1)
  const name = typeof column === 'string' ? column : typeof column === 'number' ? `#${column + 1}` : null
  const words: Record<string, string> = {
    CSV_QUOTE_NOT_CLOSED: 'a quoted cell is not closed before the file ends',
    CSV_INVALID_CLOSING_QUOTE: 'something follows a closing quote',
    INVALID_OPENING_QUOTE: 'a quote stands inside an unquoted cell',
  }
  return fault(row, name, 'malformed', words[error.code] ?? 'the row is not well-formed CSV')
}

function wrongHeader(header: readonly string[], columns: Columns): FileError[] {
  const known = new Set([...columns.required, ...columns.optional])
  const errors: FileError[] = []
  header.forEach((name, i) => {
    if (!known.has(name))
      errors.push(
        fault(1, name.slice(0, 80) || `#${i + 1}`, 'unknown-column', `no column is called "${name.slice(0, 80)}"`),
      )
    else if (header.indexOf(name) !== i)
      errors.push(fault(1, name, 'repeated-column', `${name} stands twice in the header`))
  })
  for (const name of columns.required) {
    if (!header.includes(name)) errors.push(fault(1, name, 'missing-column', `the column ${name} is missing`))
  }
  return errors
}

/** Collects the items of a file whose rows are all good; a row that is not adds its faults. */
export function readItems<T>(bytes: Uint8Array, columns: Columns, read: (row: Row, bad: Bad) => T | null): Read<T> {
  const rows = readRows(bytes, columns)
  const items: T[] = []
  const errors = [...rows.errors]
  for (const row of rows.items) {
    if (errors.length >= MAX_ERRORS) break
    const item = read(row, (column, code, message) => {
      errors.push(fault(row.row, column, code, message))
      return null
    })
    if (item !== null) items.push(item)
  }
  return { items, errors: errors.sort((a, b) => a.row - b.row).slice(0, MAX_ERRORS) }
}
export type Bad = (column: string, code: string, message: string) => null
