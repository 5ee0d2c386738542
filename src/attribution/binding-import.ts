import type { CustomerId, PartnerId, ProgramKey } from '#kernel/id.ts'
import type { RowError } from '#partners/index.ts'
import { type Binding, overlap } from './binding.ts'

/** A row of a file of bindings, read. `until` null: the row does not end it. */
export type BindingRow = {
  readonly row: number
  readonly customer: CustomerId
  readonly partner: PartnerId
  readonly program: ProgramKey
  readonly from: Date
  readonly until: Date | null
}
/** A binding that is known, with the end that an import gave it, if one did. */
export type KnownBinding = Binding & { readonly importedUntil: Date | null }

export type ImportPlan = {
  readonly open: readonly BindingRow[]
  readonly close: readonly { readonly binding: Binding; readonly until: Date }[]
  readonly same: number
  readonly errors: readonly RowError[]
}

/**
 * What one customer's rows change. A row is the same binding as a known one if partner, program and beginning are; it then
 * changes nothing, or gives an open one its end. A binding without an end lasts until the customer's next one begins, for a
 * choice ends the one before (COP-7). Refused: another end than the known one, and any overlap of what is told.
 */
export function planImport(known: readonly KnownBinding[], rows: readonly BindingRow[]): ImportPlan {
  const errors: RowError[] = []
  const open: BindingRow[] = []
  const ends = new Map<Binding, { until: Date; row: number }>()
  let same = 0
  const conflict = (row: number) =>
    errors.push({ row, column: 'until', code: 'conflict', message: 'this binding has another end already' })
  for (const row of rows) {
    const binding = known.find(other => isSame(other, row))
    const twin = open.find(other => isSame(other, row))
    if (binding) {
      const until = ends.get(binding)?.until ?? binding.until
      if (row.until === null || equal(row.until, until) || equal(row.until, binding.importedUntil)) same++
      else if (until === null) ends.set(binding, { until: row.until, row: row.row })
      else conflict(row.row)
    } else if (twin) {
      if (equal(row.until, twin.until)) same++
      else conflict(row.row)
    } else open.push(row)
  }
  for (const binding of known) {
    const next = nextBeginning(binding.from, open)
    if (binding.until === null && next && !ends.has(binding)) ends.set(binding, { until: next.from, row: next.row })
  }
  const all = [...known, ...open]
  const opened = open.map(row =>
    row.until === null ? { ...row, until: nextBeginning(row.from, all)?.from ?? null } : row,
  )
  const standing = known.map(binding => ({
    from: binding.from,
    until: ends.get(binding)?.until ?? binding.until,
    row: null,
    partner: binding.partner,
  }))
  errors.push(...overlaps([...standing, ...opened]))
  const close = [...ends].map(([binding, { until }]) => ({ binding, until }))
  return { open: opened, close, same, errors }
}

/** The one of these that begins first after an instant. */
function nextBeginning<P extends { readonly from: Date }>(after: Date, pieces: readonly P[]): P | null {
  const later = pieces.filter(piece => piece.from > after)
  return later.reduce<P | null>((first, piece) => (first === null || piece.from < first.from ? piece : first), null)
}

const isSame = (a: Pick<Binding, 'partner' | 'program' | 'from'>, b: BindingRow): boolean =>
  a.partner === b.partner && a.program === b.program && equal(a.from, b.from)

const equal = (a: Date | null, b: Date | null): boolean => a?.getTime() === b?.getTime()

type Piece = {
  readonly from: Date
  readonly until: Date | null
  readonly row: number | null
  readonly partner: PartnerId
}

/** Each row of the file that shares an instant with another binding of the customer, the later one of two rows. */
function overlaps(pieces: readonly Piece[]): RowError[] {
  const errors: RowError[] = []
  const ordered = [...pieces].sort((a, b) => a.from.getTime() - b.from.getTime())
  let widest: Piece | null = null
  for (const piece of ordered) {
    if (widest && overlap(widest, piece)) {
      const row = piece.row ?? widest.row
      const other = piece.row === null ? piece : widest
      const where = other.row === null ? 'a known binding' : `row ${other.row}`
      if (row !== null)
        errors.push({ row, column: 'from', code: 'overlap', message: `overlaps ${where} (${other.partner})` })
    }
    if (!widest || end(piece) > end(widest)) widest = piece
  }
  return errors
}

const end = (piece: Piece): number => piece.until?.getTime() ?? Number.POSITIVE_INFINITY
