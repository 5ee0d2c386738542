import type { CustomerId, PartnerId, ProgramKey } from '#kernel/id.ts'
import { type Currency, formatMoney, formatPercent, money } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'
import type { PartnerBalance } from '#ledger/index.ts'
import type { Reason } from '#programs/index.ts'
import type { Settlement } from './settlement.ts'

/** What a cause brings its partner as it stands now, as strangers read it (interfaces.md section 5). Amounts are decimals. */
export type Entry = {
  readonly cause: string
  readonly customer: CustomerId
  readonly program: ProgramKey
  readonly terms: number
  readonly tier: string | null
  readonly base: string
  readonly ratePercent: string
  readonly amount: string
  readonly currency: Currency
  readonly earnedOn: Day
  readonly payableOn: Day | null
  readonly reason: Reason | null
}
export type Balance = {
  readonly currency: Currency
  readonly pending: string
  readonly payable: string
  readonly held: string
  readonly inPayment: string
  readonly paid: string
}
/** What licences cost the partner so far, and what of it is not paid or set off. */
export type Charge = { readonly currency: Currency; readonly charged: string; readonly open: string }
export type Earnings = {
  readonly partner: PartnerId
  readonly asOf: Day
  readonly balances: readonly Balance[]
  readonly entries: readonly Entry[]
  readonly licence: readonly Charge[]
}

export const entryOf = (s: Settlement): Entry => ({
  cause: s.cause,
  customer: s.customer,
  program: s.program,
  terms: s.terms,
  tier: s.tier,
  base: formatMoney(money(s.basis, s.currency)),
  ratePercent: formatPercent(BigInt(s.ppm)),
  amount: formatMoney(money(s.accrued, s.currency)),
  currency: s.currency,
  earnedOn: s.earnedOn,
  payableOn: s.payableOn,
  reason: s.reason,
})

export const chargeOf = (sum: { currency: Currency; charged: bigint; open: bigint }): Charge => ({
  currency: sum.currency,
  charged: formatMoney(money(sum.charged, sum.currency)),
  open: formatMoney(money(sum.open, sum.currency)),
})

/** One row a currency, sorted; a currency that only has entries worth nothing has a row of zeros. */
export function balancesOf(rows: readonly PartnerBalance[], currencies: Iterable<Currency>): Balance[] {
  const zero = { pending: 0n, payable: 0n, held: 0n, inPayment: 0n, paid: 0n }
  const all = new Map<Currency, Omit<PartnerBalance, 'currency'>>()
  for (const currency of currencies) all.set(currency, zero)
  for (const row of rows) all.set(row.currency, row)
  return [...all.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, row]) => {
      const text = (minor: bigint) => formatMoney(money(minor, currency))
      return {
        currency,
        pending: text(row.pending),
        payable: text(row.payable),
        held: text(row.held),
        inPayment: text(row.inPayment),
        paid: text(row.paid),
      }
    })
}
