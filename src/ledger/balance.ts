import type { Currency } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'
import { type AccountKind, kindOf, pocketOf } from './account.ts'

type Sums = { account: string; currency: Currency; kind: AccountKind; debits: bigint; credits: bigint }
type Moved = { cause: string; effective: Day; debit: string; credit: string; amount: bigint; currency: Currency }

/** Minor units, as the partner sees them: what the house owes is positive, a debt after a clawback negative. */
export type PartnerBalance = {
  readonly currency: Currency
  readonly pending: bigint
  readonly payable: bigint
  readonly held: bigint
  readonly inPayment: bigint
  readonly paid: bigint
}
export type Standing = {
  readonly effective: Day
  readonly account: string
  readonly currency: Currency
  readonly net: bigint
}

/** The side on which an account grows: assets and expenses by debits, all else by credits. */
export const natural = (kind: AccountKind, debits: bigint, credits: bigint): bigint =>
  kind === 'asset' || kind === 'expense' ? debits - credits : credits - debits

/** A partner's pockets side by side, a row a currency that was ever used, sorted by currency. */
export function partnerBalances(
  sums: readonly Sums[],
  paid: readonly { currency: Currency; paid: bigint }[],
): PartnerBalance[] {
  const used = [...new Set(sums.filter(s => s.debits !== 0n || s.credits !== 0n).map(s => s.currency))].sort()
  return used.map(currency => {
    const pocket = (name: string) =>
      sums
        .filter(s => s.currency === currency && pocketOf(s.account) === name)
        .reduce((sum, s) => sum + s.credits - s.debits, 0n)
    return {
      currency,
      pending: pocket('Pending'),
      payable: pocket('Payable'),
      held: pocket('Held'),
      inPayment: pocket('InPayment'),
      paid: paid.find(p => p.currency === currency)?.paid ?? 0n,
    }
  })
}

/** What stands for each cause by effective day and account, in the account's natural sign; zeros are left out. */
export function standingOf(causes: readonly string[], moved: readonly Moved[]): Map<string, Standing[]> {
  const nets = new Map<string, Map<string, Standing>>(causes.map(cause => [cause, new Map()]))
  for (const { cause, effective, debit, credit, amount, currency } of moved) {
    const ofCause = nets.get(cause)
    if (!ofCause) continue
    for (const [account, debits, credits] of [
      [debit, amount, 0n],
      [credit, 0n, amount],
    ] as const) {
      const key = `${effective} ${currency} ${account}`
      const net = (ofCause.get(key)?.net ?? 0n) + natural(kindOf(account), debits, credits)
      ofCause.set(key, { effective, account, currency, net })
    }
  }
  return new Map(
    [...nets].map(([cause, ofCause]) => [
      cause,
      [...ofCause.entries()]
        .filter(([, standing]) => standing.net !== 0n)
        .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
        .map(([, standing]) => standing),
    ]),
  )
}
