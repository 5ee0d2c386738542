import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { statementCsv } from '#payouts/statement-csv.ts'
import { issued } from '#payouts/issued.ts'
import { paper, statement } from './papers.ts'

test('a statement is one table: it opens, has its lines and sums, and closes', () => {
  const rows = parse(statementCsv([statement]), { columns: true }) as Record<string, string>[]
  expect(rows.map(r => r.row)).toEqual([
    'opening',
    'line',
    'line',
    'accruals',
    'reversals',
    'matured',
    'held',
    'set_offs',
    'conversions',
    'tax',
    'payouts',
    'closing',
  ])
  expect(rows[0]).toMatchObject({
    partner: 'bright & <wave>',
    period: '2025-03',
    number: '3',
    currency: 'EUR',
    total: '0.00',
  })
  expect(rows[1]).toMatchObject({ accrued: '12.00', matured: '4.00', base: '120.00', rate_percent: '10', late: '' })
  expect(rows[2]).toMatchObject({ cause: 'credit-note:C,"1"', accrued: '-2.00', late: 'yes', customer: '', base: '' })
  expect(rows[3]?.accrued).toBe('12.00')
  expect(rows[4]?.accrued).toBe('-2.00')
  expect(rows[5]?.matured).toBe('4.00')
  expect([rows[6]?.moved_held, rows[7]?.set_off, rows[8]?.converted, rows[9]?.tax]).toEqual([
    '0.00',
    '0.00',
    '0.00',
    '0.00',
  ])
  expect(rows[10]?.paid).toBe('0.00')
  expect(rows[11]).toMatchObject({ pending: '6.00', payable: '4.00', held: '0.00', in_payment: '0.00', total: '10.00' })
})

test('a cell that looks like a formula is harmless; an amount below zero stays a number', () => {
  expect(statementCsv([statement])).toContain('"\'=HYPERLINK(""x"")"')
  expect(statementCsv([statement])).toContain(',-2.00,')
})

test('several statements stand under one head, and none is a head alone', () => {
  expect(parse(statementCsv([statement, statement]))).toHaveLength(1 + 2 * 12)
  expect(parse(statementCsv([]))).toHaveLength(1)
})

test('the tax of a self-billed paper is a row of its own: taxable amount, rate, tax', () => {
  const taxes = [{ treatment: 'domestic', ratePercent: '21', taxable: '4.00', tax: '0.84' } as const]
  const billed = issued({ ...paper, document: { ...paper.document, kind: 'self-billing', taxes, gross: '4.84' } })
  const rows = parse(statementCsv([billed]), { columns: true }) as Record<string, string>[]
  expect(rows.at(-1)).toMatchObject({ row: 'vat', kind: 'domestic', base: '4.00', rate_percent: '21', tax: '0.84' })
})
