import type { Json } from '#kernel/json.ts'
import { type Currency, money } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'
import { type Draft, partnerAccount } from '#ledger/index.ts'
import type { Head } from './statement.ts'

export const INPUT_TAX = 'Assets:VAT:Input'

/** What the tax of a self-billed paper does to the books on the day of its issue: owed to the partner, and claimed back by us. */
export function vatJournal(head: Head, tax: bigint, day: Day): Draft | null {
  if (tax === 0n) return null
  const { partner, number, period, currency, document } = head
  const amount = money(tax < 0n ? -tax : tax, currency as Currency)
  const owed = partnerAccount(partner, 'VAT')
  const [row] = document.taxes
  const detail: Json = {
    number,
    partner,
    period,
    ratePercent: row?.ratePercent ?? null,
    tax: row?.tax ?? null,
    taxable: row?.taxable ?? null,
    treatment: row?.treatment ?? null,
  }
  return {
    key: `vat:${partner}:${number}`,
    kind: 'vat',
    cause: `statement:${partner}:${number}`,
    effective: day,
    detail,
    legs: [tax > 0n ? { debit: INPUT_TAX, credit: owed, amount } : { debit: owed, credit: INPUT_TAX, amount }],
  }
}
