import type { Cx } from '#db/client.ts'
import { actsForPartner, isStaff } from '#kernel/actor.ts'
import type { CustomerId, PartnerId, ProgramKey } from '#kernel/id.ts'
import * as partners from '#partners/index.ts'
import type { Program } from '#programs/index.ts'
import { findCustomers } from './customer.verbs.ts'
import type { Lead, LeadWithContacts, SignedDeal } from './dealing.ts'
import { dealingsOf } from './dealings.verbs.ts'
import type { LeadState } from './lead.ts'
import * as store from './lead.store.ts'
import { programWithLeads } from './lead.verbs.ts'
import { customersOfLead, rivalsOf } from './lead-facts.verbs.ts'
import { isOf } from './registry.ts'

/** A lead with what it is called in a list: its customer's name, else its company's. */
export type ListedLead = Lead & { readonly name: string }

async function named(cx: Cx, leads: readonly Lead[]): Promise<ListedLead[]> {
  const customers = await findCustomers(cx, [...new Set(leads.flatMap(lead => lead.customer ?? []))])
  const names = new Map<CustomerId, string>(customers.map(customer => [customer.id, customer.name]))
  return leads.map(lead => ({
    ...lead,
    name: (lead.customer && names.get(lead.customer)) ?? lead.company?.name ?? lead.customer ?? lead.id,
  }))
}

/**
 * Leads, newest first; those that wait for a decision oldest first. A partner's own for its people, all for staff, nothing for
 * others. `words`: the beginning of a name or a domain, or an id. `after`: the last one seen.
 */
export async function leadsOf(
  cx: Cx,
  o: {
    readonly partner?: PartnerId | undefined
    readonly program?: ProgramKey | undefined
    readonly state?: LeadState | undefined
    readonly words?: string | undefined
    readonly after?: store.LeadPlace | null | undefined
    readonly limit: number
  },
): Promise<ListedLead[]> {
  const may = isStaff(cx.actor) || (o.partner !== undefined && actsForPartner(cx.actor, o.partner))
  if (!may) return []
  const found = await store.listLeads(cx, {
    partner: o.partner ?? null,
    program: o.program ?? null,
    state: o.state ?? null,
    words: o.words?.trim() || null,
    after: o.after ?? null,
    limit: o.limit,
  })
  return named(cx, found)
}

/** The partner's programs in which leads are registered, as their terms are today. */
export async function leadProgramsOf(cx: Cx, partner: PartnerId): Promise<Program[]> {
  const facts = (await partners.membersFacts(cx, [partner])).get(partner)
  const found: Program[] = []
  for (const { program } of facts?.memberships ?? []) {
    const known = await programWithLeads(cx, program)
    if (known.ok) found.push(known.value.program)
  }
  return found
}

/** How many leads wait for a decision; for staff. */
export const countLeadsWaiting = async (cx: Cx): Promise<number> => (isStaff(cx.actor) ? store.countPending(cx) : 0)

/** A lead with the people introduced, its own and those of leads that it registers anew; null to whom it does not concern. */
export async function findLead(cx: Cx, id: string): Promise<(LeadWithContacts & ListedLead) | null> {
  const lead = await store.loadLead(cx, id)
  if (!lead || !(isStaff(cx.actor) || actsForPartner(cx.actor, lead.partner))) return null
  const line = [lead, ...(await store.loadAncestors(cx, lead.id))]
  const contacts = await store.loadContacts(
    cx,
    line.map(one => one.id),
  )
  const [listed] = await named(cx, [lead])
  return listed ? { ...listed, contacts: contacts.sort((a, b) => a.at.getTime() - b.at.getTime()) } : null
}

/** The leads that this one registers anew, the nearest first. For the same people as the lead itself. */
export async function leadsBefore(cx: Cx, lead: Lead): Promise<Lead[]> {
  return isStaff(cx.actor) || actsForPartner(cx.actor, lead.partner) ? store.loadAncestors(cx, lead.id) : []
}

/** Signed deals that count as a lead's: they name it, or were signed in its window. For the same people as the lead itself. */
export async function dealsOfLead(cx: Cx, lead: LeadWithContacts): Promise<SignedDeal[]> {
  if (!(isStaff(cx.actor) || actsForPartner(cx.actor, lead.partner))) return []
  const dealings = await dealingsOf(cx, await customersOfLead(cx, lead))
  return [...dealings.values()].flatMap(one => one.deals.filter(deal => isOf(lead, deal)))
}

/** Who holds the same firm in the same program now: for staff, who decide, and for nobody else. */
export const conflictsOf = async (cx: Cx, lead: Lead): Promise<ListedLead[]> =>
  isStaff(cx.actor) ? named(cx, await rivalsOf(cx, lead)) : []

/** The known customers that a lead's firm is; for staff. */
export const customersBehind = async (cx: Cx, lead: Lead): Promise<CustomerId[]> =>
  isStaff(cx.actor) ? customersOfLead(cx, lead) : []
