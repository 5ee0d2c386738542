import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import * as identity from '#identity/index.ts'
import { actsForCustomer, actsForPartner, isStaff } from '#kernel/actor.ts'
import { never } from '#kernel/assert.ts'
import { type BindingId, type CustomerId, newId, type PartnerId } from '#kernel/id.ts'
import { dayOf } from '#kernel/period.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as outbox from '#outbox/index.ts'
import * as partners from '#partners/index.ts'
import * as programs from '#programs/index.ts'
import { type Binding, bindingAt, type Closer, choose } from './binding.ts'
import { type Candidate, candidateOf } from './candidate.ts'
import { loadCustomer } from './customer.store.ts'
import { type Disclosure, disclosureOf } from './disclosure.ts'
import { selfDealing } from './self-dealing.ts'
import * as store from './store.ts'

export { type Binding, bindingAt, type Closer, holdsAt } from './binding.ts'
export type { Customer } from './customer.store.ts'
export * from './customer.verbs.ts'
export { firstYearOf } from './deal.ts'
export * from './deal.verbs.ts'
export * from './deal-list.verbs.ts'
export type {
  Choice,
  Company,
  Contact,
  Deal,
  Dealings,
  Lead,
  LeadWithContacts,
  Participation,
  RecurringStop,
  Referral,
  Share,
  Signature,
  SignedDeal,
  Stop,
  ToldReferral,
} from './dealing.ts'
export * from './dealings.verbs.ts'
export type { Disclosure } from './disclosure.ts'
export * from './import.verbs.ts'
export { daysLeft, LEAD_STATES, type LeadState, leadState } from './lead.ts'
export { approveLead, introduceContact, type LeadWish, registerLead, rejectLead } from './lead.verbs.ts'
export { freezeRegistry, nextLeadDue, passLeadsDue } from './lead-due.verbs.ts'
export * from './lead-list.verbs.ts'
export { mergeCustomers } from './merge.verbs.ts'
export * from './referral.verbs.ts'
export type { RegistryRow } from './registry.ts'
export { type Registry, registryCsv, registryOf, snapshotsOf, verifyRegistries } from './registry.verbs.ts'
export * from './renewal.verbs.ts'
export { selfDealing } from './self-dealing.ts'
export type { Receipt } from './store.ts'
export * from './stop.verbs.ts'
export * from './user.verbs.ts'

type Choosable = Candidate & { readonly disclosure: Disclosure }

/** The partner's programs in which customers choose for themselves, as they stand now. */
async function candidatesOf(cx: Cx, facts: partners.PartnerFacts): Promise<Choosable[]> {
  const found: Choosable[] = []
  for (const membership of facts.memberships) {
    const key = membership.program
    const program = await programs.findProgram(cx, key)
    if (!program) continue
    const day = dayOf(cx.now, program.timeZone)
    const terms = programs.termsOn(await programs.termsOf(cx, key), day)
    if (!terms?.attribution.includes('selection')) continue
    const rule = programs.invoiceRule(terms)
    const tier = partners.tierOn(membership, terms, day)
    found.push({
      program: key,
      active: partners.activeOn(facts, key, day, program.timeZone),
      agreed: partners.agreedAt(facts, key, cx.now),
      disclosure: disclosureOf(key, terms.version, rule && programs.rateOn(terms, rule, tier)),
    })
  }
  return found
}

/** What a customer must be shown before it chooses this partner now; null if nobody can choose it. */
export async function disclosureFor(cx: Cx, partner: PartnerId): Promise<Disclosure | null> {
  const facts = (await partners.membersFacts(cx, [partner])).get(partner)
  const candidate = facts && candidateOf(await candidatesOf(cx, facts))
  return candidate?.ok ? candidate.value.disclosure : null
}

/** A verified user of the customer, and nobody else at the site: not even staff chooses for a customer. */
async function choosesFor(cx: Cx, customer: CustomerId): Promise<boolean> {
  if (!actsForCustomer(cx.actor, customer)) return false
  return cx.actor.kind !== 'user' || (await identity.findUser(cx, cx.actor.user))?.verified === true
}

/**
 * The customer chooses a partner and is bound to it from this very instant, with no approval step (COP-3). A binding that holds
 * ends at the same instant (COP-7). `disclosure` is the version the customer was shown; without it (a history) none is checked.
 * Both sides are told, and the past of the customer's turnover is looked at again.
 */
export async function selectPartner(
  cx: Cx,
  wish: { readonly customer: CustomerId; readonly partner: PartnerId; readonly disclosure?: string | undefined },
): Promise<
  Result<
    Binding,
    | 'not-allowed'
    | 'unknown-customer'
    | 'unknown-partner'
    | 'partner-not-active'
    | 'agreement-not-accepted'
    | 'self-dealing'
    | 'already-chosen'
    | 'disclosure-outdated'
  >
> {
  if (!(await choosesFor(cx, wish.customer))) return refuse('not-allowed')
  const customer = await loadCustomer(cx, wish.customer)
  if (!customer) return refuse('unknown-customer')
  const facts = (await partners.membersFacts(cx, [wish.partner])).get(wish.partner)
  if (!facts) return refuse('unknown-partner')
  const candidate = candidateOf(await candidatesOf(cx, facts))
  if (!candidate.ok) return candidate
  const worksThere = cx.actor.kind === 'user' && cx.actor.partner?.id === wish.partner
  if (worksThere || selfDealing(facts.partner, customer)) return refuse('self-dealing')
  const decision = choose(await store.loadBindings(cx, [customer.id]), wish.partner, cx.now)
  if (!decision.ok) return decision
  const { program, disclosure } = candidate.value
  if (wish.disclosure !== undefined && wish.disclosure !== disclosure.version) return refuse('disclosure-outdated')

  const { close, from, until } = decision.value
  if (close) await store.closeBinding(cx, close.id, { until: from, by: 'switch', reason: null })
  const binding: store.NewBinding = {
    id: newId('bnd'),
    customer: customer.id,
    partner: wish.partner,
    program,
    from,
    until,
    openedBy: 'customer',
  }
  await store.keepBindings(cx, [binding])
  await store.keepReceipt(cx, newId('rcp'), binding.id, disclosure, wish.disclosure !== undefined)
  await audit.note(cx, {
    verb: 'select-partner',
    subject: customer.id,
    detail: { partner: wish.partner, program, binding: binding.id, instead: close?.partner ?? null },
  })
  await told(cx, customer.id, close ? [close.id, binding.id] : [binding.id])
  return ok({ ...binding, closedBy: until && store.closerOf(binding), reason: null })
}

const told = (cx: Cx, customer: CustomerId, ids: readonly BindingId[]): Promise<void> =>
  outbox.enqueue(cx, 'binding.changed', customer, { payload: { bindings: ids, imported: false } })

/** The customer leaves, the partner lets it go, or the operator ends it: each only for itself (COP-7, COP-8). */
function mayRelease(cx: Cx, wish: { readonly customer: CustomerId; readonly partner: PartnerId; readonly by: Closer }) {
  switch (wish.by) {
    case 'customer':
      return choosesFor(cx, wish.customer)
    case 'partner':
      return actsForPartner(cx.actor, wish.partner, 'owner')
    case 'vendor':
      return isStaff(cx.actor, 'partner-manager')
    default:
      return never(wish.by)
  }
}

/** Ends the binding now; what was earned stays. Who did it and the reason are kept. Refuses when it does not hold (`not-bound`). */
export async function releaseCustomer(
  cx: Cx,
  wish: {
    readonly customer: CustomerId
    readonly partner: PartnerId
    readonly by: Closer
    readonly reason?: string | undefined
  },
): Promise<Result<Binding, 'not-allowed' | 'unknown-customer' | 'unknown-partner' | 'not-bound'>> {
  if (!(await mayRelease(cx, wish))) return refuse('not-allowed')
  const customer = await loadCustomer(cx, wish.customer)
  if (!customer) return refuse('unknown-customer')
  const [partner] = await partners.findPartners(cx, [wish.partner])
  if (!partner) return refuse('unknown-partner')
  const binding = bindingAt(await store.loadBindings(cx, [customer.id]), cx.now)
  if (binding?.partner !== partner.id) return refuse('not-bound')
  const reason = wish.reason?.trim() || null
  await store.closeBinding(cx, binding.id, { until: cx.now, by: wish.by, reason })
  await audit.note(cx, {
    verb: 'release-customer',
    subject: customer.id,
    detail: { partner: partner.id, by: wish.by, binding: binding.id },
    ...(reason === null ? {} : { reason }),
  })
  await told(cx, customer.id, [binding.id])
  return ok({ ...binding, until: cx.now, closedBy: wish.by, reason })
}

/** The binding that holds now; null if there is none. */
export const bindingOf = async (cx: Cx, customer: CustomerId): Promise<Binding | null> =>
  bindingAt(await store.loadBindings(cx, [customer]), cx.now)

/** Every binding a customer ever had, newest first. */
export const historyOf = async (cx: Cx, customer: CustomerId): Promise<Binding[]> =>
  (await store.loadBindings(cx, [customer])).reverse()

/** Every binding of many customers, by customer and beginning, in one statement. */
export const bindingsOfCustomers = (cx: Cx, ids: readonly CustomerId[]): Promise<Binding[]> =>
  store.loadBindings(cx, ids)

export const findBinding = (cx: Cx, id: BindingId): Promise<Binding | null> => store.loadBinding(cx, id)

/** A partner's customers, newest first; `open` leaves out those that ended, `after` goes on after the last one seen, by its id. */
export async function bindingsOfPartner(
  cx: Cx,
  partner: PartnerId,
  o: { readonly open?: boolean; readonly limit?: number; readonly after?: string } = {},
): Promise<Binding[]> {
  const after = o.after === undefined ? null : await store.loadBinding(cx, o.after as BindingId)
  return store.loadBindingsOfPartner(cx, partner, { open: o.open ?? false, limit: o.limit ?? 100, after })
}

/** What held at an instant, by beginning; for staff. */
export async function bindingsAsOf(
  cx: Cx,
  at: Date,
  o: { readonly limit: number; readonly after?: Binding; readonly partner?: PartnerId } = { limit: 100 },
): Promise<Binding[]> {
  if (!isStaff(cx.actor)) return []
  return store.loadBindingsAsOf(cx, at, { limit: o.limit, after: o.after ?? null, partner: o.partner ?? null })
}

export const countBindingsAsOf = (cx: Cx, at: Date, partner: PartnerId | null = null): Promise<number> =>
  store.countBindingsAsOf(cx, at, partner)

/** The dated receipt of a choice; null for a binding that was imported. */
export const receiptOf = (cx: Cx, binding: BindingId): Promise<store.Receipt | null> => store.loadReceipt(cx, binding)

/** A receipt by its permanent id, with its binding, for the customer, its partner and staff; null to everybody else. */
export async function findReceipt(
  cx: Cx,
  id: string,
): Promise<{ readonly receipt: store.Receipt; readonly binding: Binding } | null> {
  const receipt = await store.loadReceiptById(cx, id)
  const binding = receipt && (await store.loadBinding(cx, receipt.binding))
  if (!receipt || !binding) return null
  const may =
    actsForCustomer(cx.actor, binding.customer) || actsForPartner(cx.actor, binding.partner) || isStaff(cx.actor)
  return may ? { receipt, binding } : null
}

/** For the doctor: every pair of bindings of one customer that share an instant, and every open one under a customer merged away. */
export async function verify(cx: Cx): Promise<{ readonly message: string }[]> {
  const faults = await store.faultyBindings(cx)
  return faults.map(fault => ({ message: `${fault.customer}: ${fault.what} (${fault.binding})` }))
}
