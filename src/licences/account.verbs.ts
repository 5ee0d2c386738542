import * as attribution from '#attribution/index.ts'
import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { actsForCustomer, actsForPartner, isStaff } from '#kernel/actor.ts'
import { type CustomerId, newId, type PartnerId, parseId } from '#kernel/id.ts'
import { MAX_MINOR, type Money, type Ppm, parsePercent } from '#kernel/money.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as partners from '#partners/index.ts'
import { type Access, type Account, type AccountKind, type Brand, type Content, sameContent } from './account.ts'
import * as store from './account.store.ts'
import { aboveCeiling } from './charge.ts'
import { type Licensed, placeToOpen } from './licence.ts'
import { placesOf } from './place.verbs.ts'
import { loadPlan, type Plan } from './plan.store.ts'

export type AccountWish = {
  readonly account: string
  readonly partner: PartnerId
  /** Who uses it; required for the kind `customer`. */
  readonly customer?: string | null | undefined
  readonly brand: Brand
  /** What an end user would pay a month, without tax. */
  readonly listNet: Money
  /** A share of the list price agreed for this account, in per cent, instead of the terms'. */
  readonly chargePercent?: string | undefined
  /** The plan whose list price it is; a partner's own people must name one, for they do not set the operator's prices. */
  readonly plan?: string | undefined
  readonly kind?: AccountKind | undefined
  readonly access?: Access | undefined
}
export type OpenRefusal =
  | 'not-allowed'
  | 'bad-id'
  | 'unknown-partner'
  | 'unknown-customer'
  | 'id-conflict'
  | 'partner-not-active'
  | 'agreement-not-accepted'
  | 'not-eligible'
  | 'incomplete'
  | 'above-ceiling'
  | 'bad-amount'
  | 'too-large'
  | 'unknown-plan'

/** Its finance people and owner for the partner; at the operator partner managers and finance. */
export const keepsAccounts = (cx: Cx, partner: PartnerId): boolean =>
  actsForPartner(cx.actor, partner, 'finance') || isStaff(cx.actor, 'partner-manager', 'finance')

/** A month's list price above this is refused: many of them must fit the ledger's counters. */
const MAX_LIST = MAX_MINOR / 1_000n

/**
 * Opens an account of the partner (COP-9) under its first program with a licence that runs. The same again has no effect. A
 * share of list above the terms' ceiling, or above what the partner's tier is charged, is refused (COP-10). The operator opens
 * for any customer at any list price; a partner for whom it deals with, and at the price of a plan that is offered.
 */
export async function openAccount(cx: Cx, wish: AccountWish): Promise<Result<Account, OpenRefusal>> {
  if (!keepsAccounts(cx, wish.partner)) return refuse('not-allowed')
  const staff = isStaff(cx.actor, 'partner-manager', 'finance')
  if (!staff && wish.chargePercent !== undefined) return refuse('not-allowed')
  return open(cx, wish, staff ? 'any-price' : 'plans-only')
}

/**
 * The customer that has just chosen the partner buys through it: its account opens in the same act (COP-12), under the
 * operator's brand, for the list price of a plan that is offered. Refuses a partner that it is not bound to now (`not-bound`).
 */
export async function buyThrough(
  cx: Cx,
  wish: { readonly customer: CustomerId; readonly partner: PartnerId; readonly plan: string },
): Promise<Result<Account, OpenRefusal | 'unknown-plan' | 'not-bound'>> {
  if (!actsForCustomer(cx.actor, wish.customer)) return refuse('not-allowed')
  const binding = await attribution.bindingOf(cx, wish.customer)
  if (binding?.partner !== wish.partner) return refuse('not-bound')
  const opened = await store.loadAccountOfBinding(cx, binding.id)
  if (opened) return ok(opened)
  const plan = await loadPlan(cx, wish.plan)
  if (!plan) return refuse('unknown-plan')
  const account = newId<'account'>('acc')
  return open(cx, { ...wish, account, brand: 'vendor', listNet: plan.list, access: 'full' }, 'plans-only')
}

async function open(
  cx: Cx,
  wish: AccountWish,
  prices: 'any-price' | 'plans-only',
): Promise<Result<Account, OpenRefusal>> {
  const id = parseId<'account'>(wish.account)
  if (!id.ok) return id
  const facts = (await partners.membersFacts(cx, [wish.partner])).get(wish.partner)
  if (!facts) return refuse('unknown-partner')
  const customer = (wish.customer ?? null) as CustomerId | null
  if (customer !== null && !(await mayBeServed(cx, wish.partner, customer))) return refuse('unknown-customer')
  const charge = wish.chargePercent === undefined ? null : parsePercent(wish.chargePercent)
  const content: Content = {
    partner: wish.partner,
    customer,
    kind: wish.kind ?? 'customer',
    brand: wish.brand,
    access: wish.access ?? null,
    listNet: wish.listNet,
    charge,
  }
  const [known] = await store.loadAccounts(cx, [id.value])
  if (known) return sameContent(known, content) ? ok(known) : refuse('id-conflict')
  const chosen = customer === null ? null : await attribution.bindingOf(cx, customer)
  const own = chosen?.partner === wish.partner ? chosen : null
  const plan = wish.plan === undefined ? null : await loadPlan(cx, wish.plan)
  const place = placeToOpen(await placesOf(cx, wish.partner), plan?.program ?? own?.program)
  if (!place.ok) return place
  const refusal = faultOf(content, place.value, wish.chargePercent !== undefined && charge === null)
  if (refusal) return refuse(refusal)
  if (!isOffered(wish, plan, place.value, prices)) return refuse('unknown-plan')
  const sameAct = content.kind === 'customer' && own?.from.getTime() === cx.now.getTime()
  const binding = sameAct ? own.id : null
  const { program } = place.value
  return ok(await keep(cx, { ...content, id: id.value, program, plan: wish.plan ?? null, binding }))
}

/** Whether the list price may be that: of a plan that is offered, if one is named or must be. What costs nothing needs none. */
function isOffered(
  { plan: named, listNet, kind }: AccountWish,
  plan: Plan | null,
  { program }: Licensed,
  prices: 'any-price' | 'plans-only',
): boolean {
  if (named === undefined) return prices === 'any-price' || (kind !== undefined && kind !== 'customer')
  if (!plan || plan.retiredAt !== null || plan.program !== program) return false
  return prices === 'any-price' || (plan.list.minor === listNet.minor && plan.list.currency === listNet.currency)
}

/** What is wrong with the account itself: no customer, a share that may not be agreed, an amount that cannot be billed. */
function faultOf(
  { kind, customer, charge, listNet }: Content & { readonly charge: Ppm | null },
  { licence, tier }: Licensed,
  unreadable: boolean,
): 'incomplete' | 'above-ceiling' | 'bad-amount' | 'too-large' | null {
  if (kind === 'customer' && customer === null) return 'incomplete'
  // More than the whole is no per cent, and above every ceiling.
  if (unreadable) return 'above-ceiling'
  if (charge !== null && aboveCeiling(licence, tier, charge)) return 'above-ceiling'
  const least = kind === 'customer' ? 1n : 0n
  if (listNet.minor < least) return 'bad-amount'
  return listNet.minor > MAX_LIST ? 'too-large' : null
}

async function keep(cx: Cx, draft: Omit<Account, 'openedAt' | 'closedAt'>): Promise<Account> {
  const { id, partner, program, customer, kind } = draft
  const account: Account = { ...draft, openedAt: cx.now, closedAt: null }
  await store.keepAccount(cx, account)
  await audit.note(cx, { verb: 'open-account', subject: partner, detail: { account: id, program, customer, kind } })
  return account
}

/** Any customer for the operator; for a partner's own people only whom it deals with, all others are unknown to them. */
async function mayBeServed(cx: Cx, partner: PartnerId, customer: CustomerId): Promise<boolean> {
  if (!(await attribution.findCustomer(cx, customer))) return false
  if (isStaff(cx.actor) || actsForCustomer(cx.actor, customer)) return true
  return attribution.isCustomerOf(cx, partner, customer)
}

/** The account, if it is there for the actor: other people's are unknown. */
async function own(cx: Cx, id: string): Promise<Account | null> {
  const [account] = await store.loadAccounts(cx, [id])
  return account && keepsAccounts(cx, account.partner) ? account : null
}

/**
 * What the partner asks of its customer a month, in the currency of the list price: free, with or without margin, and nothing
 * between operator and partner changes by it (COP-11). The partner alone says it. The same price again has no effect.
 */
export async function setAccountPrice(
  cx: Cx,
  wish: { readonly account: string; readonly net: Money },
): Promise<Result<Account, 'unknown-account' | 'bad-amount'>> {
  const account = await own(cx, wish.account)
  if (!account || !actsForPartner(cx.actor, account.partner, 'finance')) return refuse('unknown-account')
  const { minor, currency } = wish.net
  if (currency !== account.listNet.currency || minor < 0n || minor > MAX_MINOR) return refuse('bad-amount')
  const present = (await store.loadOwnPrices(cx, [account])).get(account.id)
  if (present?.minor !== minor) await store.keepPrice(cx, account.id, minor)
  return ok(account)
}

/** Closes the account now; the month in which it was open is still charged. Closing it again has no effect. */
export async function closeAccount(
  cx: Cx,
  wish: { readonly account: string },
): Promise<Result<Account, 'unknown-account'>> {
  const account = await own(cx, wish.account)
  if (!account) return refuse('unknown-account')
  if (account.closedAt !== null) return ok(account)
  await store.keepClosing(cx, account.id)
  await audit.note(cx, { verb: 'close-account', subject: account.partner, detail: { account: account.id } })
  return ok({ ...account, closedAt: cx.now })
}
