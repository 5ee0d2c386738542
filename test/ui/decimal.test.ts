import { expect, test } from 'vitest'
import { type Currency, formatMoney, money } from '#kernel/money.ts'
import { moneyOf } from '#ui/decimal.ts'

test('what was written as a figure is read back to the cent, below zero as well', () => {
  for (const [minor, code] of [
    [123450n, 'EUR'],
    [-1n, 'EUR'],
    [0n, 'EUR'],
    [-1234n, 'JPY'],
    [5001n, 'KWD'],
  ] as const) {
    const amount = money(minor, code as Currency)
    expect(moneyOf(formatMoney(amount), code)).toEqual(amount)
  }
})

test('what is no figure of ours is a bug', () => {
  for (const text of ['', '1,50', '1e3', '1.234', '--1']) expect(() => moneyOf(text, 'EUR')).toThrow()
})
