import { assert } from '#kernel/assert.ts'
import type { Json } from '#kernel/json.ts'
import type { Movement } from '#ledger/index.ts'

/** What one transfer does to what a partner is owed, in minor units; `paid` is negative when money leaves for the bank. */
export type Effect = {
  readonly accrued: bigint
  readonly matured: bigint
  readonly paid: bigint
}
/** The pockets that make up what a partner is owed; tax is kept apart (money.md section 9, invariant 9). */
export const POCKETS = ['Pending', 'Payable', 'Held', 'InPayment'] as const
export type Pocket = (typeof POCKETS)[number]

/** The pocket that an account of any partner is, or null for the accounts of the house. */
export function pocketOf(code: string): Pocket | null {
  const name = /^Liabilities:Partner:[^:]+:([A-Za-z]+)$/.exec(code)?.[1]
  return POCKETS.find(pocket => pocket === name) ?? null
}

/**
 * Money that comes from outside the pockets is accrued, money that goes back is reversed (negative), and what passes the
 * bank is paid. Matured is what Payable wins from Pending or from outside; what is held, prepared or paid does not undo it.
 * `own` are the partner's account codes: another partner's pockets are outside.
 */
export function effectOf(
  { debit, credit, amount }: Pick<Movement, 'debit' | 'credit' | 'amount'>,
  own: ReadonlySet<string>,
): Effect {
  const from = own.has(debit) ? pocketOf(debit) : null
  const to = own.has(credit) ? pocketOf(credit) : null
  const bank = debit.startsWith('Assets:Bank:') || credit.startsWith('Assets:Bank:')
  const crosses = (from === null ? amount : 0n) - (to === null ? amount : 0n)
  const earns = (pocket: Pocket | null) => pocket === 'Pending' || pocket === null
  const matures = !bank && ((to === 'Payable' && earns(from)) || (from === 'Payable' && earns(to)))
  return {
    accrued: bank ? 0n : crosses,
    matured: matures ? (to === 'Payable' ? amount : -amount) : 0n,
    paid: bank ? crosses : 0n,
  }
}

/** A text or number of a journal's why, or null where that journal has none. */
export function told(detail: Json, name: string): string | null {
  assert(detail !== undefined, 'a journal has its why')
  if (detail === null || typeof detail !== 'object' || Array.isArray(detail)) return null
  const value = (detail as { readonly [key: string]: Json | undefined })[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}
