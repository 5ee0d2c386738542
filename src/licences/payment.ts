import { accountPart, BANK, type Draft, partnerAccount, resellerReceivable } from '#ledger/index.ts'
import type { PartnerId } from '#kernel/id.ts'
import { MAX_MINOR, type Money } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'

/** Money that a partner paid of its charges, or what it earned and agreed to have set off against them. */
export type Payment = {
  readonly partner: PartnerId
  readonly kind: 'payment' | 'set-off'
  /** The caller's own: once a partner. */
  readonly reference: string
  readonly amount: Money
  readonly day: Day
}

/** In minor units: what is open of the charges, and what of the earnings is payable. */
export type Room = { readonly open: bigint; readonly payable: bigint }

/** A set-off is agreed, and takes no more than is owed either way; nobody's money is moved below zero by it. */
export function setOffFault(
  amount: bigint,
  agreed: boolean,
  { open, payable }: Room,
): 'set-off-not-agreed' | 'bad-amount' | 'more-than-open' | 'more-than-payable' | null {
  if (!agreed) return 'set-off-not-agreed'
  if (amount < 1n || amount > MAX_MINOR) return 'bad-amount'
  if (amount > open) return 'more-than-open'
  return amount > payable ? 'more-than-payable' : null
}

export const samePayment = (a: Payment, b: Payment): boolean =>
  a.kind === b.kind && a.amount.minor === b.amount.minor && a.amount.currency === b.amount.currency && a.day === b.day

/** The journal: money from the bank, or from what the partner earned, to what it owes. */
export function draftOfPayment({ partner, kind, reference, amount, day }: Payment): Draft {
  const key = `licence-${kind}:${accountPart(partner)}:${accountPart(reference)}`
  return {
    key,
    kind: `licence-${kind}`,
    cause: key,
    effective: day,
    detail: { amount: String(amount.minor), kind, partner, reference },
    legs: [
      {
        debit: kind === 'payment' ? BANK : partnerAccount(partner, 'Payable'),
        credit: resellerReceivable(partner),
        amount,
      },
    ],
  }
}
