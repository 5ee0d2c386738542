import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { actsForPartner, isStaff } from '#kernel/actor.ts'
import type { CustomerId, PartnerId } from '#kernel/id.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as outbox from '#outbox/index.ts'
import * as partners from '#partners/index.ts'
import { loadCustomer } from './customer.store.ts'
import type { RecurringStop, Stop } from './dealing.ts'
import { isCustomerOf } from './dealings.verbs.ts'
import { changed } from './lead-facts.verbs.ts'
import * as store from './stop.store.ts'

/**
 * COC-7: operator and partner no longer work together on one customer, from now on. Other customers are untouched, and what was
 * earned stays. Stopping again has no effect. The partner's owner for the partner, partner managers for the operator.
 */
export async function stopAccount(
  cx: Cx,
  wish: { readonly partner: PartnerId; readonly customer: CustomerId; readonly by: Stop['by'] },
): Promise<Result<Stop, 'not-allowed' | 'unknown-partner' | 'unknown-customer'>> {
  const may =
    wish.by === 'partner' ? actsForPartner(cx.actor, wish.partner, 'owner') : isStaff(cx.actor, 'partner-manager')
  if (!may) return refuse('not-allowed')
  const [partner] = await partners.findPartners(cx, [wish.partner])
  if (!partner) return refuse('unknown-partner')
  const customer = await loadCustomer(cx, wish.customer)
  const known = customer && (isStaff(cx.actor) || (await isCustomerOf(cx, partner.id, customer.id)))
  if (!customer || !known) return refuse('unknown-customer')
  const before = await store.loadStop(cx, partner.id, customer.id)
  if (before) return ok(before)
  const stop: Stop = { partner: partner.id, customer: customer.id, at: cx.now, by: wish.by }
  await store.keepStop(cx, stop)
  await audit.note(cx, { verb: 'stop-account', subject: customer.id, detail: { partner: partner.id, by: wish.by } })
  await changed(cx, [customer.id])
  return ok(stop)
}

/** When the two stopped working together on that customer; null if they did not. */
export const stopOf = (cx: Cx, partner: PartnerId, customer: CustomerId): Promise<Stop | null> =>
  store.loadStop(cx, partner, customer)

export const STOP_REASONS = ['bankrupt', 'acquired', 'strategy-shift'] as const

/**
 * COC-8: on bankruptcy, take-over or change of strategy the operator stops a partner's recurring share: renewals signed from this
 * day on earn nothing. The same reason again has no effect. Partner managers and the owner may.
 */
export async function stopRecurring(
  cx: Cx,
  wish: { readonly partner: PartnerId; readonly reason: string },
): Promise<Result<RecurringStop, 'not-allowed' | 'unknown-partner' | 'bad-reason'>> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  const [partner] = await partners.findPartners(cx, [wish.partner])
  if (!partner) return refuse('unknown-partner')
  if (!STOP_REASONS.some(reason => reason === wish.reason)) return refuse('bad-reason')
  const before = (await store.loadRecurringStops(cx, partner.id)).find(stop => stop.reason === wish.reason)
  if (before) return ok(before)
  const stop: RecurringStop = { partner: partner.id, at: cx.now, reason: wish.reason }
  await store.keepRecurringStop(cx, stop)
  await audit.note(cx, { verb: 'stop-recurring', subject: partner.id, reason: wish.reason })
  await outbox.enqueue(cx, 'standing.changed', partner.id, { payload: { moved: false } })
  return ok(stop)
}

export const recurringStopsOf = async (cx: Cx, partner: PartnerId): Promise<RecurringStop[]> =>
  isStaff(cx.actor) || actsForPartner(cx.actor, partner) ? store.loadRecurringStops(cx, partner) : []
