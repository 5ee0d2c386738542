import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { isStaff } from '#kernel/actor.ts'
import type { CustomerId } from '#kernel/id.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as outbox from '#outbox/index.ts'
import { overlap } from './binding.ts'
import * as store from './customer.store.ts'
import type { Customer } from './customer.store.ts'
import { moveDealings } from './dealings.store.ts'
import { loadBindings, moveBindings } from './store.ts'

/**
 * Makes one customer of two: users, bindings, leads, deals and referrals of `from` go to `into`, and its id leads nowhere any more. Only a customer that
 * a user made by signing up can be merged away: an id of the operator's own may still come in with turnover. Refused when
 * bindings of the two share an instant, for nobody could say whose customer it was. Partner managers and the owner may.
 */
export async function mergeCustomers(
  cx: Cx,
  { from, into }: { readonly from: CustomerId; readonly into: CustomerId },
): Promise<
  Result<Customer, 'not-allowed' | 'unknown-customer' | 'same-customer' | 'not-mergeable' | 'bindings-overlap'>
> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  const [source, target] = [await store.loadCustomer(cx, from), await store.loadCustomer(cx, into)]
  if (!source || !target) return refuse('unknown-customer')
  if (source.id === target.id) return refuse('same-customer')
  if ((await store.loadHistory(cx, from))?.origin !== 'sign-up') return refuse('not-mergeable')
  const [moving, staying] = [await loadBindings(cx, [from]), await loadBindings(cx, [into])]
  if (moving.some(binding => staying.some(other => overlap(binding, other)))) return refuse('bindings-overlap')
  await moveBindings(cx, from, into)
  await moveDealings(cx, from, into)
  await store.keepMerge(cx, from, into)
  await audit.note(cx, { verb: 'merge-customers', subject: into, detail: { from, bindings: moving.length } })
  const payload = { bindings: moving.map(binding => binding.id), imported: true }
  for (const customer of [from, into]) await outbox.enqueue(cx, 'binding.changed', customer, { payload })
  return ok(target)
}
