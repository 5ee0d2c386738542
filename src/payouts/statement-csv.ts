import { csvLine } from '#kernel/csv.ts'
import type { Statement } from './issued.ts'
import type { Balances } from './statement.ts'

const COLUMNS = [
  'partner',
  'period',
  'number',
  'currency',
  'row',
  'journal',
  'kind',
  'cause',
  'customer',
  'program',
  'effective',
  'posted',
  'base',
  'rate_percent',
  'accrued',
  'matured',
  'moved_held',
  'set_off',
  'converted',
  'tax',
  'paid',
  'late',
  'corrects',
  'pending',
  'payable',
  'held',
  'in_payment',
  'total',
]

/** One table for all of a month's statements: an opening row, the lines, the sums and a closing row for each. */
export function statementCsv(statements: readonly Statement[]): string {
  return csvLine(COLUMNS) + statements.flatMap(rowsOf).join('')
}

function rowsOf({ paper }: Statement): string[] {
  const { partner, period, number, currency } = paper
  const row = (name: string, cells: readonly string[], balances: readonly string[]) =>
    csvLine([partner, period, String(number), currency, name, ...cells, ...balances])
  const none = (n: number) => Array.from({ length: n }, () => '')
  /** A sum stands in the column of what it sums, counted from `accrued`. */
  const sum = (name: string, column: number, text: string) =>
    row(name, [...none(9 + column), text, ...none(8 - column)], none(5))
  const pockets = (b: Balances) => [b.pending, b.payable, b.held, b.inPayment, b.total]
  return [
    row('opening', none(18), pockets(paper.opening)),
    ...paper.lines.map(l =>
      row(
        'line',
        [
          String(l.journal),
          l.kind,
          l.cause,
          l.customer ?? '',
          l.program ?? '',
          l.effective,
          l.posted,
          l.base ?? '',
          l.ratePercent ?? '',
          l.accrued,
          l.matured,
          l.held,
          l.setOff,
          l.converted,
          l.tax,
          l.paid,
          l.late ? 'yes' : '',
          l.corrects === null ? '' : String(l.corrects),
        ],
        none(5),
      ),
    ),
    sum('accruals', 0, paper.accruals),
    sum('reversals', 0, paper.reversals),
    sum('matured', 1, paper.matured),
    sum('held', 2, paper.held),
    sum('set_offs', 3, paper.setOffs),
    sum('conversions', 4, paper.conversions),
    sum('tax', 5, paper.tax),
    sum('payouts', 6, paper.payouts),
    row('closing', none(18), pockets(paper.closing)),
    ...paper.document.taxes.map(t =>
      row(
        'vat',
        [...none(1), t.treatment, ...none(5), t.taxable, t.ratePercent, ...none(5), t.tax, ...none(3)],
        none(5),
      ),
    ),
  ]
}
