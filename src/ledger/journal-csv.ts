import { csvLine } from '#kernel/csv.ts'
import { formatMoney } from '#kernel/money.ts'
import type { Journal } from './journal.ts'

const COLUMNS = [
  'journal',
  'key',
  'kind',
  'cause',
  'posted_at',
  'effective',
  'period',
  'late',
  'reverses',
  'leg',
  'debit',
  'credit',
  'amount',
  'currency',
]

export const journalCsvHead = (): string => csvLine(COLUMNS)

/** A line a transfer; amounts are plain decimals. */
export function journalCsv(journal: Journal): string {
  const { id, key, kind, cause, postedAt, effective, period, late, reverses } = journal
  return journal.legs
    .map(({ debit, credit, amount }, i) =>
      csvLine([
        String(id),
        key,
        kind,
        cause,
        postedAt.toISOString(),
        effective,
        period,
        late ? 'yes' : '',
        reverses === null ? '' : String(reverses),
        String(i + 1),
        debit,
        credit,
        formatMoney(amount),
        amount.currency,
      ]),
    )
    .join('')
}
