import { expect, test } from 'vitest'
import type { Day } from '#kernel/period.ts'
import type { Head } from '#payouts/statement.ts'
import { INPUT_TAX, vatJournal } from '#payouts/vat-journal.ts'
import { paper } from './papers.ts'

const head = { ...paper, partner: 'brightwave' } as unknown as Head
const DAY = '2025-04-01' as Day
const OWED = 'Liabilities:Partner:brightwave:VAT'

test('the tax of a paper is owed to the partner and claimed back, under the paper’s own name', () => {
  expect(vatJournal(head, 84n, DAY)).toMatchObject({
    key: 'vat:brightwave:3',
    cause: 'statement:brightwave:3',
    effective: DAY,
    legs: [{ debit: INPUT_TAX, credit: OWED, amount: { minor: 84n, currency: 'EUR' } }],
  })
})

test('a credit note takes it back; a paper without tax posts nothing', () => {
  expect(vatJournal(head, -84n, DAY)?.legs).toEqual([
    { debit: OWED, credit: INPUT_TAX, amount: { minor: 84n, currency: 'EUR' } },
  ])
  expect(vatJournal(head, 0n, DAY)).toBeNull()
})
