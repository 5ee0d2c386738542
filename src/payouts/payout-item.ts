import type { PartnerId } from '#kernel/id.ts'
import { type Currency, money } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'
import { accountPart, BANK, type Draft, type Leg, partnerAccount, type Standing } from '#ledger/index.ts'
import type { ByHand } from './payout-choice.ts'

/** One payment of a run, as it was reserved; minor units. */
export type Item = {
  readonly run: string
  readonly n: number
  readonly partner: PartnerId
  readonly currency: Currency
  readonly amount: bigint
  readonly vat: bigint
  readonly byHand: ByHand | null
  readonly iban: string | null
  readonly bic: string | null
  readonly name: string | null
  readonly reference: string
}
/** Where the money of an item is: reserved, at the bank, or back with what is payable. */
export type ItemState = 'in-payment' | 'settled' | 'rejected'

/** The one name of a payment that the bank hands back: the run's number and its own within the run. Never used again. */
export const referenceOf = (seq: number, n: number): string => `PAY-${seq}-${n}`

/** The cause of everything that happens to an item in the ledger, and the key of its first journal. */
export const causeOf = ({ run, partner, currency }: Pick<Item, 'run' | 'partner' | 'currency'>): string =>
  `payout:${accountPart(run)}:${accountPart(partner)}:${currency}`

/** What the ledger says of an item: the sums that stand under its cause. */
export function stateOf(item: Item, standing: readonly Standing[]): ItemState {
  const net = (account: string) => standing.filter(s => s.account === account).reduce((sum, s) => sum + s.net, 0n)
  if (net(partnerAccount(item.partner, 'InPayment')) > 0n) return 'in-payment'
  return net(BANK) !== 0n ? 'settled' : 'rejected'
}

/** Payable, and the tax on it, are set aside. */
export const reserved = (item: Item, day: Day): Draft => draft(item, 'payout', '', day, inwards(item))

/** The bank has paid. */
export const settled = (item: Item, day: Day): Draft =>
  draft(item, 'payout-settled', ':settled', day, [
    { debit: inPayment(item), credit: BANK, amount: money(item.amount, item.currency) },
  ])

/** The bank sent it back, or the run was withdrawn: everything goes where it came from. */
export const rejected = (item: Item, day: Day): Draft =>
  draft(
    item,
    'payout-rejected',
    ':rejected',
    day,
    inwards(item).map(({ debit, credit, amount }) => ({ debit: credit, credit: debit, amount })),
  )

const inPayment = (item: Item): string => partnerAccount(item.partner, 'InPayment')

function inwards(item: Item): Leg[] {
  const { partner, currency, amount, vat } = item
  const payable = partnerAccount(partner, 'Payable')
  const legs: Leg[] = [{ debit: payable, credit: inPayment(item), amount: money(amount - vat, currency) }]
  const tax = partnerAccount(partner, 'VAT')
  if (vat > 0n) legs.push({ debit: tax, credit: inPayment(item), amount: money(vat, currency) })
  if (vat < 0n) legs.push({ debit: inPayment(item), credit: tax, amount: money(-vat, currency) })
  return legs
}

const draft = (item: Item, kind: string, suffix: string, effective: Day, legs: readonly Leg[]): Draft => ({
  key: causeOf(item) + suffix,
  kind,
  cause: causeOf(item),
  effective,
  detail: {
    amount: String(item.amount),
    currency: item.currency,
    partner: item.partner,
    reference: item.reference,
    run: item.run,
    vat: String(item.vat),
  },
  legs,
})
