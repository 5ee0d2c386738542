import { parseInstant } from '#kernel/period.ts'
import { cellsOf } from './cells.ts'
import { type Columns, type Read, readItems } from './csv.ts'

/** A row of bindings.csv: who chose whom. Partner and customer are named by external id (a partner by its slug too). */
export type BindingRow = {
  readonly row: number
  readonly customer: string
  readonly partner: string
  readonly program: string
  readonly from: Date
  readonly until: Date | null
}

const COLUMNS: Columns = { required: ['customer', 'partner', 'program', 'from'], optional: ['until'] }

/** `zoneOf` answers a program's time zone, for dates without a time. */
export function readBindings(bytes: Uint8Array, zoneOf: (program: string) => string): Read<BindingRow> {
  return readItems<BindingRow>(bytes, COLUMNS, (row, bad) => {
    const program = row.cell('program')
    const zone = zoneOf(program)
    const cells = cellsOf(row, bad, zone)
    const customer = cells.id('customer')
    const partner = cells.id('partner')
    const from = cells.instant('from')
    const text = row.cell('until')
    const end = text === '' ? null : parseInstant(text, zone)
    if (end !== null && !end.ok)
      return bad('until', 'bad-date', `"${text.slice(0, 40)}" is no ISO 8601 time with a zone, nor a date`)
    if (customer === null || partner === null || from === null) return null
    const until = end === null ? null : end.value
    if (until !== null && until < from) return bad('until', 'ends-before-start', 'the binding ends before it begins')
    return { row: row.row, customer, partner, program, from, until }
  })
}
