import { expect, test } from 'vitest'
import type { Currency } from '#kernel/money.ts'
import type { AccountMonth } from '#ledger/index.ts'
import { monthFault } from '#payouts/month-fault.ts'
import { standingIn } from '#payouts/statement.ts'

const EUR = 'EUR' as Currency
const account = (pocket: string, opening: bigint, closing: bigint, currency = EUR): AccountMonth => ({
  code: `Liabilities:Partner:brightwave:${pocket}`,
  currency,
  opening: -opening,
  closing: -closing,
  moved: opening !== closing,
})
const own = [account('Pending', 0n, 500n), account('Payable', 100n, 100n)]
const books = new Map([['brightwave', own]])
const paper = { partner: 'brightwave', number: 7, currency: 'EUR', ends: standingIn(EUR, own) }

test('each partner has one statement a currency, and it says what the close kept', () => {
  expect(monthFault('2025-03', books, [paper])).toBeNull()
  expect(monthFault('2025-03', books, [{ ...paper, ends: null }])).toBeNull()
})

test('a statement that is missing, that says other figures, or that is about nothing, is told', () => {
  expect(monthFault('2025-03', books, [])).toBe('brightwave has no statement in EUR for 2025-03')
  const ends = standingIn(EUR, [account('Pending', 0n, 501n), account('Payable', 100n, 100n)])
  expect(monthFault('2025-03', books, [{ ...paper, ends }])).toBe(
    'statement 7 of brightwave is not what the books of 2025-03 say',
  )
  expect(monthFault('2025-03', books, [paper, { ...paper, number: 8, currency: 'JPY' }])).toBe(
    'statement 8 of brightwave is about nothing in 2025-03',
  )
})

test('accounts that are no pockets, and pockets in which nothing moved or stood, ask for no statement', () => {
  const quiet = new Map([['northlight', [account('VAT', 0n, 5n), account('Pending', 0n, 0n)]]])
  expect(monthFault('2025-03', quiet, [])).toBeNull()
})
