/** Who resells what? Accounts that partners open for their customers, the dated licence, and what it costs them. */
import type { Cx } from '#db/client.ts'
import type { BindingId, PartnerId } from '#kernel/id.ts'
import * as ledger from '#ledger/index.ts'
import type { Account } from './account.ts'
import * as accounts from './account.store.ts'

export { ACCESSES, ACCOUNT_KINDS, type Access, type Account, type AccountKind, BRANDS, type Brand } from './account.ts'
export {
  type AccountWish,
  buyThrough,
  closeAccount,
  type OpenRefusal,
  openAccount,
  setAccountPrice,
} from './account.verbs.ts'
export { type Billed, billLicences, chargeOrder, previewLicences } from './billing.verbs.ts'
export type { Charge } from './charge.ts'
export type { ChargeRow, MonthRow } from './charge.store.ts'
export {
  accountsOf,
  chargedMonths,
  chargesIn,
  findAccount,
  priceLines,
  priceSheetCsv,
  pricesOf,
} from './desk.verbs.ts'
export type { Licence } from './licence.ts'
export type { Payment } from './payment.ts'
export type { SetOffAgreement } from './payment.store.ts'
export { agreeSetOff, paymentsOf, recordPayment, setOff, setOffAgreement } from './payment.verbs.ts'
export { holdsLicence } from './place.verbs.ts'
export type { Plan } from './plan.store.ts'
export { keepPlan, MAX_PLAN_NAME, plansNamed, plansOffered, plansThrough, retirePlan } from './plan.verbs.ts'
export { marginOf, type PriceLine } from './price-sheet.ts'
export {
  datedLicences,
  dateLicence,
  type LicenceState,
  licencesOf,
  nextLicenceDue,
  passLicencesDue,
} from './term.verbs.ts'
export { verify } from './verify.verbs.ts'

/** The accounts with these ids, whoever's they are; unknown ones are left out. One statement. */
export const accountsNamed = async (cx: Cx, ids: readonly string[]): Promise<Map<string, Account>> =>
  new Map((await accounts.loadAccounts(cx, ids)).map(account => [account.id as string, account]))

/** The account that was opened in the act of a choice (COP-12); null where the customer buys directly. */
export const accountOfChoice = (cx: Cx, binding: BindingId): Promise<Account | null> =>
  accounts.loadAccountOfBinding(cx, binding)

/** What was charged for licences and what of it is open, a row a currency, in minor units; `until`: as posted by that instant. */
export const chargesOf = (cx: Cx, partner: PartnerId, until?: Date): Promise<ledger.Receivable[]> =>
  ledger.receivablesOf(cx, partner, until)
