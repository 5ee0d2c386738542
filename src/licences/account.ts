import type { AccountId, BindingId, CustomerId, PartnerId, ProgramKey } from '#kernel/id.ts'
import type { Money, Ppm } from '#kernel/money.ts'
import { addDays, lastDay, type Month, firstDay, startOfDay } from '#kernel/period.ts'

export const ACCOUNT_KINDS = ['customer', 'own', 'sandbox', 'demo'] as const
export const BRANDS = ['vendor', 'white-label'] as const
export const ACCESSES = ['full', 'managed'] as const
/** Only what a customer uses is charged; the partner's own use, sandboxes and demos come with the licence (COP-13). */
export type AccountKind = (typeof ACCOUNT_KINDS)[number]
export type Brand = (typeof BRANDS)[number]
/** Whether the customer has all of the account in its own hands, or the partner manages it (COP-9). */
export type Access = (typeof ACCESSES)[number]

/** An account that a partner opened at the operator for somebody, under a program with a licence. */
export type Account = {
  readonly id: AccountId
  readonly partner: PartnerId
  readonly program: ProgramKey
  readonly customer: CustomerId | null
  readonly kind: AccountKind
  readonly brand: Brand
  readonly access: Access | null
  /** What an end user would pay a month, without tax. */
  readonly listNet: Money
  /** Agreed for this account: at most this share of the list price is charged. Null: as the terms say. */
  readonly charge: Ppm | null
  readonly plan: string | null
  /** The choice in whose act it was opened (COP-12). */
  readonly binding: BindingId | null
  readonly openedAt: Date
  readonly closedAt: Date | null
}

/** Whether the account was open at some instant of the month: from its opening (included) until its closing (excluded). */
export function openIn(account: Pick<Account, 'openedAt' | 'closedAt'>, month: Month, timeZone: string): boolean {
  const start = startOfDay(firstDay(month), timeZone)
  const end = startOfDay(addDays(lastDay(month), 1), timeZone)
  return account.openedAt < end && (account.closedAt === null || account.closedAt > start)
}

/** What was said of an account when it was opened. */
export type Content = Pick<Account, 'partner' | 'customer' | 'kind' | 'brand' | 'access' | 'listNet' | 'charge'>

/** Whether the account was opened with this very content: then opening it again has no effect. */
export const sameContent = (account: Account, wish: Content): boolean =>
  account.partner === wish.partner &&
  account.customer === wish.customer &&
  account.kind === wish.kind &&
  account.brand === wish.brand &&
  account.access === wish.access &&
  account.listNet.minor === wish.listNet.minor &&
  account.listNet.currency === wish.listNet.currency &&
  account.charge === wish.charge
