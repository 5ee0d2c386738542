import type { Cx } from '#db/client.ts'
import type { CustomerId } from '#kernel/id.ts'
import * as outbox from '#outbox/index.ts'
import type { LeadTerms } from '#programs/index.ts'
import { loadCustomer } from './customer.store.ts'
import type { Lead } from './dealing.ts'
import { loadBilledSince } from './dealings.store.ts'
import { loadDealsOfCustomers } from './deal.store.ts'
import { type Identity, nameKey, sameFirm } from './firm.ts'
import { leadState } from './lead.ts'
import type { ApprovalFacts } from './lead-approval.ts'
import * as store from './lead.store.ts'
import { ownDomain } from './self-dealing.ts'

type Firm = Pick<Lead, 'customer' | 'company'>

/** Who a lead is of, as it is known now: its customer, else its company. */
export async function identityOf(cx: Cx, { customer, company }: Firm): Promise<Identity> {
  const known = customer === null ? null : await loadCustomer(cx, customer)
  if (known) return { customer: known.id, domain: known.domain, nameKey: nameKey(known.name) }
  return { customer, domain: ownDomain(company?.domain ?? null), nameKey: nameKey(company?.name ?? '') }
}

/** The firm by every identity under which it may be known: its own, and those of the known customers that it is. */
async function identitiesOf(cx: Cx, firm: Firm): Promise<Identity[]> {
  const own = await identityOf(cx, firm)
  const customers = await store.loadCustomersOf(cx, own)
  return own.customer === null ? [own, ...customers] : [own]
}

/** The known customers that the lead's firm is: those that match it, and those of the deals that name it. */
export async function customersOfLead(cx: Cx, lead: Lead): Promise<CustomerId[]> {
  const known = (await identitiesOf(cx, lead)).flatMap(identity => identity.customer ?? [])
  return [...new Set([...known, ...(await store.loadCustomersNaming(cx, lead.id))])]
}

/** Other leads of the same firm in the same program, whoever registered them. */
async function leadsBeside(cx: Cx, lead: Lead, firms: readonly Identity[]): Promise<Lead[]> {
  const found = await store.loadLeadsLike(cx, lead.program, firms)
  return found
    .filter(other => other.lead.id !== lead.id && firms.some(firm => sameFirm(firm, other.identity)))
    .map(other => other.lead)
}

/** What stands when the approval of a lead is asked for. */
export async function approvalFacts(cx: Cx, lead: Lead, terms: LeadTerms): Promise<ApprovalFacts> {
  const firms = await identitiesOf(cx, lead)
  const customers = await customersOfLead(cx, lead)
  const beside = await leadsBeside(cx, lead, firms)
  const line = lead.again === null ? [] : await store.loadAncestors(cx, lead.id)
  return {
    terms,
    now: cx.now,
    before: {
      own: line.some(ancestor => ancestor.approvedAt !== null),
      anyone: beside.some(other => other.approvedAt !== null),
    },
    deals: (await loadDealsOfCustomers(cx, customers)).map(({ openedAt, signed }) => ({
      openedAt,
      signedAt: signed?.at ?? null,
    })),
    billedAt: await loadBilledSince(cx, customers),
    rivals: beside.filter(other => other.partner !== lead.partner),
  }
}

/** Other partners' active leads for the same firm in the same program: for staff, who decide, and for nobody else. */
export async function rivalsOf(cx: Cx, lead: Lead): Promise<Lead[]> {
  const beside = await leadsBeside(cx, lead, await identitiesOf(cx, lead))
  return beside.filter(other => other.partner !== lead.partner && leadState(other, cx.now) === 'active')
}

/** The customers' causes are looked at again: what partners have to do with them has changed. */
export async function changed(cx: Cx, customers: readonly CustomerId[]): Promise<void> {
  const payload = { bindings: [], imported: false }
  for (const customer of new Set(customers)) await outbox.enqueue(cx, 'binding.changed', customer, { payload })
}

export const changedBy = async (cx: Cx, lead: Lead): Promise<void> => changed(cx, await customersOfLead(cx, lead))
