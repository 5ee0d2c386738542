import type { PartnerId } from '#kernel/id.ts'
import { type Currency, exponentOf } from '#kernel/money.ts'
import { type BankAccount, isSepa } from './bank-account.ts'

/** What a partner has in one currency, minor units. VAT is what its self-billed papers add. */
export type Purse = {
  readonly partner: PartnerId
  readonly currency: Currency
  readonly payable: bigint
  readonly held: bigint
  readonly vat: bigint
}
export const SKIPS = ['negative-balance', 'held', 'agreement-not-accepted', 'below-minimum'] as const
export type Skip = (typeof SKIPS)[number]
export const BY_HAND = ['no-bank-details', 'not-sepa', 'too-large'] as const
/** Why an item cannot go by bank file: a person pays it. */
export type ByHand = (typeof BY_HAND)[number]

export type Chosen = {
  readonly partner: PartnerId
  readonly currency: Currency
  /** What is paid: `vat` is the part of it that is tax (negative where a correction lowers it). */
  readonly amount: bigint
  readonly vat: bigint
  readonly byHand: ByHand | null
  readonly account: BankAccount | null
}
export type LeftOut = {
  readonly partner: PartnerId
  readonly currency: Currency
  readonly amount: bigint
  readonly reason: Skip
}
/** What decides besides money: an accepted agreement, the least that its programs pay out, and where to. */
export type Payee = {
  readonly agreed: boolean
  /** Plain decimals, one a program; the highest counts, so that no program pays less than it says. */
  readonly minimums: readonly string[]
  readonly account: BankAccount | null
}

/** The largest amount that a SEPA credit transfer carries: 999,999,999.99 EUR. */
const MAX_SEPA = 99_999_999_999n

/**
 * Who is paid what, and who is left out and why. Everything that is payable is paid, or nothing; a negative balance pays nothing
 * and is carried (M13). Who has nothing payable, nothing held and owes nothing is not named.
 */
export function choose(
  purses: readonly Purse[],
  payeeOf: (partner: PartnerId) => Payee | null,
): { readonly chosen: readonly Chosen[]; readonly skipped: readonly LeftOut[] } {
  const chosen: Chosen[] = []
  const skipped: LeftOut[] = []
  for (const purse of purses.toSorted(byPartner)) {
    const { partner, currency, payable, vat } = purse
    const payee = payeeOf(partner)
    const reason = reasonAgainst(purse, payee)
    if (reason !== null) skipped.push({ partner, currency, amount: reason === 'held' ? purse.held : payable, reason })
    if (reason !== null || payable <= 0n) continue
    const account = payee?.account ?? null
    const amount = payable + vat
    chosen.push({ partner, currency, amount, vat, byHand: byHandOf(amount, currency, account), account })
  }
  return { chosen, skipped }
}

function reasonAgainst({ currency, payable, held, vat }: Purse, payee: Payee | null): Skip | null {
  if (payable < 0n || (payable > 0n && payable + vat <= 0n)) return 'negative-balance'
  if (payable === 0n) return held > 0n ? 'held' : null
  if (!payee?.agreed) return 'agreement-not-accepted'
  return payee.minimums.some(text => payable < atLeast(text, currency)) ? 'below-minimum' : null
}

function byHandOf(amount: bigint, currency: Currency, account: BankAccount | null): ByHand | null {
  if (account === null) return 'no-bank-details'
  if (currency !== 'EUR') return null
  if (!isSepa(account.iban)) return 'not-sepa'
  return amount > MAX_SEPA ? 'too-large' : null
}

/** A plain decimal as minor units of a currency, rounded up: who has "10.50" as its minimum pays out no 10 yen. */
export function atLeast(text: string, currency: Currency): bigint {
  const [whole = '0', decimals = ''] = text.split('.')
  const places = exponentOf(currency)
  const kept = BigInt(`${whole}${decimals.slice(0, places).padEnd(places, '0')}`)
  return /[1-9]/.test(decimals.slice(places)) ? kept + 1n : kept
}

const byPartner = (a: Purse, b: Purse): number =>
  a.partner === b.partner ? (a.currency < b.currency ? -1 : 1) : a.partner < b.partner ? -1 : 1
