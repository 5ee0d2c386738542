import type { PartnerId } from '#kernel/id.ts'
import { type Currency, formatMoney, money } from '#kernel/money.ts'
import { maskedIban } from './bank-account.ts'
import type { ByHand, LeftOut, Skip } from './payout-choice.ts'
import type { Item, ItemState } from './payout-item.ts'

/** A payment as it is shown: a decimal with the currency's places, and only the end of the account's number. */
export type Payment = {
  readonly partner: PartnerId
  readonly currency: Currency
  readonly amount: string
  readonly vat: string
  /** Why no bank file carries it, or null. */
  readonly byHand: ByHand | null
  readonly iban: string | null
  readonly reference: string
}
export type Skipped = {
  readonly partner: PartnerId
  readonly currency: Currency
  readonly amount: string
  readonly reason: Skip
}
/** What preparing a run answers: who is paid, who is left out and why, and the sums, one a currency. */
export type Prepared = {
  readonly run: string
  readonly items: readonly Payment[]
  readonly skipped: readonly Skipped[]
  readonly totals: readonly Total[]
}
export type Total = { readonly currency: Currency; readonly payments: number; readonly amount: string }
export type StatedPayment = Payment & { readonly state: ItemState }

const text = (minor: bigint, currency: Currency): string => formatMoney(money(minor, currency))

export const paymentOf = (item: Item): Payment => ({
  partner: item.partner,
  currency: item.currency,
  amount: text(item.amount, item.currency),
  vat: text(item.vat, item.currency),
  byHand: item.byHand,
  iban: item.iban === null ? null : maskedIban(item.iban),
  reference: item.reference,
})

export const preparedOf = (run: string, items: readonly Item[], skipped: readonly LeftOut[]): Prepared => ({
  run,
  items: items.map(paymentOf),
  skipped: skipped.map(s => ({ ...s, amount: text(s.amount, s.currency) })),
  totals: totalsOf(items),
})

/** Sums never mix currencies (money.md section 8). */
export function totalsOf(items: readonly Pick<Item, 'currency' | 'amount'>[]): Total[] {
  return [...Map.groupBy(items, item => item.currency)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, all]) => ({
      currency,
      payments: all.length,
      amount: text(
        all.reduce((sum, item) => sum + item.amount, 0n),
        currency,
      ),
    }))
}
