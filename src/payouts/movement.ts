import { assert } from '#kernel/assert.ts'
import type { Json } from '#kernel/json.ts'
import { type Movement, partnerAccount } from '#ledger/index.ts'

/**
 * What one transfer does to what a partner is owed, in minor units. What leaves is negative: `paid` to the bank, `setOff`
 * against a debt, `converted` into another currency; `tax` is the VAT that a payout takes along. `held` is what moves into
 * a dispute or (negative) out of it, which changes nothing of the sum.
 */
export type Effect = {
  readonly accrued: bigint
  readonly matured: bigint
  readonly held: bigint
  /** What a payout sets aside or (negative) what leaves from there; it changes nothing of the sum either. */
  readonly inPayment: bigint
  readonly setOff: bigint
  readonly converted: bigint
  readonly tax: bigint
  readonly paid: bigint
}
export const NO_EFFECT: Effect = {
  accrued: 0n,
  matured: 0n,
  held: 0n,
  inPayment: 0n,
  setOff: 0n,
  converted: 0n,
  tax: 0n,
  paid: 0n,
}
/** The pockets that make up what a partner is owed; tax is kept apart (money.md section 9, invariant 9). */
export const POCKETS = ['Pending', 'Payable', 'Held', 'InPayment'] as const
export type Pocket = (typeof POCKETS)[number]

/** The pocket that an account of any partner is, or null for the accounts of the house. */
export function pocketOf(code: string): Pocket | null {
  const name = /^Liabilities:Partner:[^:]+:([A-Za-z]+)$/.exec(code)?.[1]
  return POCKETS.find(pocket => pocket === name) ?? null
}

/** The codes of a partner's accounts, its tax included. */
export const ownCodes = (partner: string): Set<string> =>
  new Set([...POCKETS, 'VAT' as const].map(pocket => partnerAccount(partner, pocket)))

type Crossing = 'accrued' | 'setOff' | 'converted' | 'tax' | 'paid'
/** What it means that money passes between a partner's pockets and this account. */
function crossingOf(outside: string, own: ReadonlySet<string>): Crossing {
  if (outside.startsWith('Assets:Bank:')) return 'paid'
  if (outside.startsWith('Assets:Receivable:')) return 'setOff'
  if (outside === 'Equity:FX') return 'converted'
  return own.has(outside) ? 'tax' : 'accrued'
}

/**
 * Money that comes from outside the pockets is accrued, money that goes back is reversed (negative); what passes the bank is
 * paid. Matured is what the pockets after Pending win from Pending or from outside; what is held, prepared, set off or paid
 * does not undo it. `own` are the partner's account codes: another partner's pockets are outside.
 */
export function effectOf(
  { debit, credit, amount }: Pick<Movement, 'debit' | 'credit' | 'amount'>,
  own: ReadonlySet<string>,
): Effect {
  const from = own.has(debit) ? pocketOf(debit) : null
  const to = own.has(credit) ? pocketOf(credit) : null
  const into = (pocket: Pocket) => (to === pocket ? amount : 0n) - (from === pocket ? amount : 0n)
  const [held, inPayment] = [into('Held'), into('InPayment')]
  if (from === null && to === null) return NO_EFFECT
  if (from !== null && to !== null) {
    const matured = (from === 'Pending' ? amount : 0n) - (to === 'Pending' ? amount : 0n)
    return { ...NO_EFFECT, held, inPayment, matured }
  }
  const crosses = from === null ? amount : -amount
  const kind = crossingOf(from === null ? debit : credit, own)
  const matures = kind === 'accrued' && (from ?? to) !== 'Pending'
  return { ...NO_EFFECT, held, inPayment, [kind]: crosses, matured: matures ? crosses : 0n }
}

export const added = (a: Effect, b: Effect): Effect => ({
  accrued: a.accrued + b.accrued,
  matured: a.matured + b.matured,
  held: a.held + b.held,
  inPayment: a.inPayment + b.inPayment,
  setOff: a.setOff + b.setOff,
  converted: a.converted + b.converted,
  tax: a.tax + b.tax,
  paid: a.paid + b.paid,
})

/** A text or number of a journal's why, or null where that journal has none. */
export function told(detail: Json, name: string): string | null {
  assert(detail !== undefined, 'a journal has its why')
  if (detail === null || typeof detail !== 'object' || Array.isArray(detail)) return null
  const value = (detail as { readonly [key: string]: Json | undefined })[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}
