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
  'paid',
  'late',
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
  const pockets = (b: Balances) => [b.pending, b.payable, b.held, b.inPayment, b.total]
  return [
    row('opening', none(13), pockets(paper.opening)),
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
          l.paid,
          l.late ? 'yes' : '',
        ],
        none(5),
      ),
    ),
    row('accruals', [...none(9), paper.accruals, ...none(3)], none(5)),
    row('reversals', [...none(9), paper.reversals, ...none(3)], none(5)),
    row('matured', [...none(10), paper.matured, ...none(2)], none(5)),
    row('payouts', [...none(11), paper.payouts, ''], none(5)),
    row('closing', none(13), pockets(paper.closing)),
  ]
}
