import { expect, test } from 'vitest'
import { hledgerHead, hledgerJournal } from '#ledger/hledger.ts'
import type { Journal } from '#ledger/index.ts'
import { brightwave, day, EUR, EXPENSE, JPY, KWD, leg, month, payable, pending } from './books.ts'

const journal: Journal = {
  id: 123,
  key: 'settle:invoice:I, 1;x:2',
  kind: 'settle',
  cause: 'invoice:I, 1;x',
  effective: day('2025-03-04'),
  postedAt: new Date('2025-04-02T23:59:59Z'),
  period: month('2025-04'),
  late: true,
  reverses: 7,
  detail: {},
  legs: [leg(pending(brightwave), EXPENSE, 400), leg(payable(brightwave), pending(brightwave), 150)],
  hash: 'a'.repeat(64),
}

test('commodities are declared with their decimals, accounts with their type', () => {
  const head = hledgerHead([EUR, JPY, KWD], [{ code: EXPENSE, kind: 'expense' }], { id: 123, hash: 'ab' })
  expect(head).toBe(
    '; last journal: 123, head: ab\n\ncommodity 1000.00 EUR\ncommodity 1000. JPY\ncommodity 1000.000 KWD\n\n' +
      'account Expenses:Commission:main  ; type:X\n\n',
  )
})

test('a journal is posted=effective, with its number, its tags, and the partner’s balance asserted', () => {
  const running = new Map([[`EUR${pending(brightwave)}`, -1_000n]])
  expect(hledgerJournal(journal, running)).toBe(
    `2025-04-02=2025-03-04 * (J000123) settle invoice:I%2C 1%3Bx  ; cause:invoice:I%2C 1%3Bx, key:settle:invoice:I%2C 1%3Bx:2, period:2025-04, late:yes, reverses:J000007
    Liabilities:Partner:brightwave:Pending  4.00 EUR = -6.00 EUR
    Expenses:Commission:main  -4.00 EUR
    Liabilities:Partner:brightwave:Payable  1.50 EUR = 1.50 EUR
    Liabilities:Partner:brightwave:Pending  -1.50 EUR = -7.50 EUR

`,
  )
  expect(running.get(`EUR${pending(brightwave)}`)).toBe(-750n)
})
