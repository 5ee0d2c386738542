import fc from 'fast-check'
import { expect, test } from 'vitest'
import { issued } from '#payouts/issued.ts'
import type { Line, Paper } from '#payouts/statement.ts'
import { plus, sheetOf } from '#payouts/statement-sheet.ts'
import { statementWords } from '#payouts/statement-words.ts'
import { runs } from '../support/property.ts'
import { paper } from './papers.ts'

const english = statementWords('en')
const [first] = paper.lines
const line = (o: Partial<Line>): Line => {
  if (!first) throw new Error('the paper has lines')
  return { ...first, accrued: '0.00', matured: '0.00', base: null, ratePercent: null, customer: null, ...o }
}
const sheet = (o: Partial<Paper>) => sheetOf(issued({ ...paper, ...o }), english)

test('what was earned and what else moved stand in tables of their own', () => {
  const lines = [
    ...paper.lines,
    line({ kind: 'payout', cause: 'payout:RUN-1:brightwave:EUR', inPayment: '4.84', tax: '0.84' }),
    line({ kind: 'payout-settled', cause: 'payout:RUN-1:brightwave:EUR', inPayment: '-4.84', paid: '-4.84' }),
    line({ kind: 'dispute', held: '2.00' }),
    line({ kind: 'dispute', held: '-2.00' }),
    line({ kind: 'licence-set-off', setOff: '-1.00' }),
  ]
  const [earned, other] = sheet({ lines, tax: '0.84', payouts: '-4.84', setOffs: '-1.00' }).tables
  expect(earned?.rows.map(row => row.map(cell => cell.text))).toEqual([
    ['4 Mar 2025', 'Invoice I-1', '120.00', '10 %', '12.00', '4.00'],
    ['27 Feb 2025', 'Credit note C,"1"', '', '', '−2.00', '0.00'],
  ])
  expect(earned?.sums).toEqual(['Sum', '', '', '', '10.00', '4.00'])
  expect(other?.rows.map(row => row.slice(1).map(cell => cell.text))).toEqual([
    ['Payout set aside', '4.84', '0.84'],
    ['Paid to your bank account', '−4.84', '−4.84'],
    ['Question opened', '2.00', ''],
    ['Question answered', '−2.00', ''],
    ['Licence fees set off', '', '−1.00'],
  ])
  expect(other?.sums?.at(-1)).toBe('−5.00')
})

test('a late item and a correction with its original are told beside the line', () => {
  const rows = sheet({
    lines: [line({ accrued: '-2.00', matured: '-2.00', late: true, corrects: 2, customer: 'acme' })],
  })
  expect(rows.tables[0]?.rows[0]?.[1]?.small).toBe('acme · late · corrects number 2')
})

test('only a plain statement with something payable asks for an invoice', () => {
  expect(sheet({}).notes).toEqual([
    'This is not an invoice. Please send your invoice for EUR 4.00, what became payable in March 2025.',
  ])
  expect(sheet({ matured: '0.00' }).notes).toEqual(['This is not an invoice.'])
  expect(sheet({ matured: '-4.00' }).notes).toEqual(['This is not an invoice.'])
})

test('a self-billed paper says so, names the agreement, and that the charge is reversed', () => {
  const document: Paper['document'] = {
    ...paper.document,
    kind: 'self-billing',
    taxes: [{ treatment: 'reverse-charge', ratePercent: '0', taxable: '4.00', tax: '0.00' }],
    gross: '4.00',
    account: { iban: 'NL91ABNA0417164300', name: 'Brightwave' },
    agreement: { version: 1, acceptedAt: '2025-01-03T00:00:00.000Z', acceptance: 'silence' },
  }
  const billed = sheet({ document })
  expect(billed.title).toBe('Self-billed invoice')
  expect(billed.notes).toEqual([
    'Self-billing: made out by the customer in the name of the supplier, under the agreement of 3 January 2025 (version 1). It is accepted unless the supplier objects within 14 days of its issue.',
    'Reverse charge: VAT to be paid by the customer',
  ])
  expect([billed.gross, billed.account]).toEqual([
    'Total with VAT: EUR 4.00',
    'Paid to: Brightwave, NL91 ABNA 0417 1643 00',
  ])
})

test('decimals add up exactly, with or without places, in both signs', () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 15n), 10n ** 15n), fc.bigInt(-(10n ** 15n), 10n ** 15n), (a, b) => {
      const text = (n: bigint) =>
        `${n < 0n ? '-' : ''}${String(n < 0n ? -n : n)
          .padStart(3, '0')
          .replace(/(..)$/, '.$1')}`
      expect(plus(text(a), text(b))).toBe(text(a + b))
      expect(plus(String(a), String(b))).toBe(String(a + b))
    }),
    runs(100),
  )
})
