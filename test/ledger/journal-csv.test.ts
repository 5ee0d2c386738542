import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { journalCsv, journalCsvHead } from '#ledger/journal-csv.ts'
import { brightwave, day, EXPENSE, JPY, leg, month, pending } from './books.ts'

test('a line a transfer, amounts in plain decimals, formulas made harmless', () => {
  const text =
    journalCsvHead() +
    journalCsv({
      id: 1,
      key: '=cmd',
      kind: 'settle',
      cause: 'invoice:"I",1',
      effective: day('2025-03-04'),
      postedAt: new Date('2025-03-05T00:00:00Z'),
      period: month('2025-03'),
      late: false,
      reverses: null,
      detail: {},
      legs: [leg(EXPENSE, pending(brightwave), 12_345), leg(EXPENSE, pending(brightwave), 12_345, JPY)],
      hash: '',
    })
  const rows = parse(text, { columns: true }) as Record<string, string>[]
  expect(rows).toHaveLength(2)
  expect(rows[0]).toMatchObject({
    journal: '1',
    key: "'=cmd",
    cause: 'invoice:"I",1',
    leg: '1',
    amount: '123.45',
    currency: 'EUR',
  })
  expect(rows[1]).toMatchObject({ leg: '2', amount: '12345', currency: 'JPY', late: '', reverses: '' })
})
