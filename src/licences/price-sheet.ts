import { csvLine } from '#kernel/csv.ts'
import { formatMoney, formatPercent, type Money, money, type Ppm } from '#kernel/money.ts'
import type { Account } from './account.ts'

/** One open account with what it costs the partner a month now, and what the partner asks for it. */
export type PriceLine = {
  readonly account: Account
  readonly customer: string
  readonly plan: string
  readonly ppm: Ppm
  readonly fee: Money
  readonly price: Money | null
}

/** What is left to the partner of its own price; negative where it asks less than it pays. Null without a price. */
export const marginOf = ({ fee, price }: Pick<PriceLine, 'fee' | 'price'>): Money | null =>
  price && money(price.minor - fee.minor, fee.currency)

const HEADER = [
  'account',
  'customer',
  'plan',
  'kind',
  'brand',
  'access',
  'currency',
  'list',
  'percent_of_list',
  'fee',
  'price',
  'margin',
]

/** The partner's price sheet: a line an open account, amounts a month without tax, cells that no spreadsheet takes for a formula. */
export function priceSheet(lines: readonly PriceLine[]): string {
  const rows = lines.map(line => {
    const { account, customer, plan, ppm, fee, price } = line
    const margin = marginOf(line)
    return [
      account.id,
      customer,
      plan,
      account.kind,
      account.brand,
      account.access ?? '',
      account.listNet.currency,
      formatMoney(account.listNet),
      formatPercent(ppm),
      formatMoney(fee),
      price ? formatMoney(price) : '',
      margin ? formatMoney(margin) : '',
    ]
  })
  return [HEADER, ...rows].map(csvLine).join('')
}
