import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import * as identity from '#identity/index.ts'
import { actorName, actsForCustomer, isStaff } from '#kernel/actor.ts'
import { plainMail } from '#kernel/contact.ts'
import { type CustomerId, newId, type UserId } from '#kernel/id.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as outbox from '#outbox/index.ts'
import * as partners from '#partners/index.ts'
import * as settings from '#settings/index.ts'
import * as store from './customer.store.ts'
import type { Customer } from './customer.store.ts'
import { loadBindings } from './store.ts'

export type Colleague = { readonly user: UserId; readonly since: Date; readonly how: store.How }

/** The customer a user acts for; null if none. */
export const customerOf = async (cx: Cx, user: UserId): Promise<CustomerId | null> =>
  (await store.loadCustomerOfUser(cx, user))?.id ?? null

/** The users of a customer, oldest first, for themselves and for staff. */
export async function usersOf(cx: Cx, customer: CustomerId): Promise<Colleague[]> {
  return actsForCustomer(cx.actor, customer) || isStaff(cx.actor) ? store.loadCustomerUsers(cx, customer) : []
}

/**
 * Puts a user at a customer, whatever it was before: for a hand-off from the operator's own software, and for staff who know.
 * The operator's software is the house itself.
 */
export async function joinCustomer(
  cx: Cx,
  wish: { readonly user: UserId; readonly customer: CustomerId; readonly how?: 'hand-off' | 'staff' },
): Promise<Result<Customer, 'not-allowed' | 'unknown-customer'>> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  const customer = await store.loadCustomer(cx, wish.customer)
  if (!customer) return refuse('unknown-customer')
  await join(cx, wish.user, customer, wish.how ?? 'staff')
  return ok(customer)
}

async function join(cx: Cx, user: UserId, customer: Customer, how: store.How): Promise<void> {
  await store.keepCustomerUser(cx, { user, customer: customer.id, since: cx.now, how })
  await audit.note(cx, { verb: 'join-customer', subject: customer.id, detail: { user, how } })
}

/**
 * The customer of a user who has just proved its address: the one it is at already; else the one customer whose own mail address
 * equals the user's; else a new customer, which an admin may merge later. A domain alone never joins. Refuses an address that
 * is not proved, and a user asking for another.
 */
export async function customerOfNewUser(
  cx: Cx,
  wish: { readonly user: UserId; readonly organisation?: string | undefined },
): Promise<Result<Customer, 'not-allowed' | 'unknown-user' | 'mail-not-verified'>> {
  if (cx.actor.kind === 'user' && cx.actor.user !== wish.user && !isStaff(cx.actor)) return refuse('not-allowed')
  const user = (await identity.findUsers(cx, [wish.user])).get(wish.user)
  if (!user) return refuse('unknown-user')
  const present = await store.loadCustomerOfUser(cx, user.id)
  if (present) return ok(present)
  const email = plainMail(user.email)
  if (!user.verified || email === null) return refuse('mail-not-verified')
  const [known, ...others] = await store.loadCustomersByMail(cx, email)
  if (known && others.length === 0) {
    await join(cx, user.id, known, 'mail')
    return ok(known)
  }
  const name = (wish.organisation?.trim() || user.name.trim() || email).slice(0, 200)
  const none = { domain: null, country: null, countryName: null }
  const customer: Customer = { id: newId<'customer'>('cus'), name, email, ...none }
  await store.keepCustomers(cx, [{ ...customer, declared: null }], 'sign-up')
  await join(cx, user.id, customer, 'sign-up')
  return ok(customer)
}

/** A user of the customer, or staff, sends somebody a link that works once, for seven days. Only its hash is kept. */
export async function inviteColleague(
  cx: Cx,
  wish: {
    readonly customer: CustomerId
    readonly email: string
    readonly locale?: 'en' | 'nl'
    readonly link: (token: string) => string
  },
): Promise<
  Result<{ readonly email: string; readonly expiresAt: Date }, 'not-allowed' | 'unknown-customer' | 'bad-email'>
> {
  if (!actsForCustomer(cx.actor, wish.customer) && !isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  const customer = await store.loadCustomer(cx, wish.customer)
  if (!customer) return refuse('unknown-customer')
  const email = plainMail(wish.email)
  if (email === null) return refuse('bad-email')
  const token = partners.newToken()
  const expiresAt = partners.expiryOf(cx.now)
  await store.keepInvitation(cx, {
    id: newId('inv'),
    customer: customer.id,
    email,
    tokenHash: partners.tokenHash(token),
    invitedBy: actorName(cx.actor),
    invitedAt: cx.now,
    expiresAt,
    acceptedAt: null,
    acceptedBy: null,
  })
  const site = await settings.get(cx, 'site.name')
  const by = cx.actor.kind === 'user' ? cx.actor.name : site
  const params = { site, by, name: customer.name, link: wish.link(token) }
  await outbox.sendMail(cx, { to: email, template: 'invited', locale: wish.locale ?? 'en', params })
  await audit.note(cx, { verb: 'invite-colleague', subject: customer.id, detail: { email } })
  return ok({ email, expiresAt })
}

/** Which customer an invitation leads to, for the page that shows it; null if it is not good any more. */
export async function customerInvited(
  cx: Cx,
  token: string,
): Promise<{ readonly customer: Customer; readonly email: string } | null> {
  const found = await store.loadInvitation(cx, partners.tokenHash(token))
  const customer = found && partners.isGood(found, cx.now) ? await store.loadCustomer(cx, found.customer) : null
  return found && customer && { customer, email: found.email }
}

/**
 * The signed-in user takes the invitation up. It leaves a customer of its own making behind if nothing ever happened there;
 * a user of another customer is refused.
 */
export async function acceptCustomerInvitation(
  cx: Cx,
  token: string,
): Promise<Result<Customer, 'not-allowed' | 'invitation-not-valid' | 'at-another-customer'>> {
  if (cx.actor.kind !== 'user') return refuse('not-allowed')
  const found = await store.loadInvitation(cx, partners.tokenHash(token))
  const customer = found && partners.isGood(found, cx.now) ? await store.loadCustomer(cx, found.customer) : null
  if (!found || !customer) return refuse('invitation-not-valid')
  const present = await store.loadCustomerUser(cx, cx.actor.user)
  if (present && present.customer !== customer.id && !(await isBlank(cx, present.customer)))
    return refuse('at-another-customer')
  await store.keepAcceptance(cx, found.id, cx.actor.user)
  await join(cx, cx.actor.user, customer, 'invitation')
  return ok(customer)
}

/** Made by signing up, one user, never bound: leaving it loses nothing. */
async function isBlank(cx: Cx, id: CustomerId): Promise<boolean> {
  if ((await store.loadHistory(cx, id))?.origin !== 'sign-up') return false
  return (await store.loadCustomerUsers(cx, id)).length === 1 && (await loadBindings(cx, [id])).length === 0
}
