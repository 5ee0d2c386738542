import { assert } from '#kernel/assert.ts'
import { type Currency, type Money, money, parseMoney } from '#kernel/money.ts'

/** Reads a figure of our own making ("-1234.50") back as money: the inverse of `formatMoney`. Throws for anything else. */
export function moneyOf(decimal: string, currency: string): Money {
  const negative = decimal.startsWith('-')
  const read = parseMoney(negative ? decimal.slice(1) : decimal, currency as Currency)
  assert(read.ok, `a figure is a plain decimal: ${decimal} ${currency}`)
  return money(negative ? -read.value.minor : read.value.minor, read.value.currency)
}
