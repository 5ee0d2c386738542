import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { actsForPartner, isStaff } from '#kernel/actor.ts'
import { MAX_NAME, plainDomain } from '#kernel/contact.ts'
import { type CustomerId, type LeadId, newId, type PartnerId, parseId } from '#kernel/id.ts'
import { dayOf } from '#kernel/period.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as outbox from '#outbox/index.ts'
import * as partners from '#partners/index.ts'
import * as programs from '#programs/index.ts'
import type { LeadTerms, Program } from '#programs/index.ts'
import { type Customer, loadCustomer } from './customer.store.ts'
import type { Company, Contact, Lead } from './dealing.ts'
import { isCustomerOf } from './dealings.verbs.ts'
import { contradict, nameKey } from './firm.ts'
import { leadState, windowFrom } from './lead.ts'
import * as store from './lead.store.ts'
import { mayApprove } from './lead-approval.ts'
import { beginNotices, beginRegistry, endNotices } from './lead-due.verbs.ts'
import { approvalFacts, changedBy, identityOf } from './lead-facts.verbs.ts'
import { selfDealing } from './self-dealing.ts'

export type LeadWish = {
  /** The caller's own id; the site makes one where there is none. */
  readonly lead?: string | undefined
  readonly partner: PartnerId
  readonly program: string
  readonly customer?: string | null | undefined
  readonly company?: { readonly name: string; readonly domain?: string | null | undefined } | null | undefined
  /** The lead that this one registers anew. */
  readonly again?: string | null | undefined
}

/** A partner's editors and owner for themselves, partner managers for anybody. */
export const mayLead = (cx: Cx, partner: PartnerId): boolean =>
  actsForPartner(cx.actor, partner, 'editor') || isStaff(cx.actor, 'partner-manager')

type Asked = {
  readonly program: Program
  readonly customer: Customer | null
  readonly company: Company | null
  readonly again: Lead | null
}

/**
 * Registers a lead of a known customer or of a company. Whether it may be approved is asked later: registration is always taken,
 * also while another partner holds the customer, so it tells nobody anything. `again` registers anew a lead of the same partner
 * and firm; what is left out is then as it was there. The same id with the same content has no effect.
 */
export async function registerLead(
  cx: Cx,
  wish: LeadWish,
): Promise<
  Result<
    Lead,
    | 'not-allowed'
    | 'bad-id'
    | 'unknown-partner'
    | 'unknown-program'
    | 'unknown-customer'
    | 'unknown-lead'
    | 'partner-not-active'
    | 'agreement-not-accepted'
    | 'incomplete'
    | 'bad-name'
    | 'bad-domain'
    | 'self-dealing'
    | 'id-conflict'
  >
> {
  if (!mayLead(cx, wish.partner)) return refuse('not-allowed')
  const id = wish.lead === undefined ? ok(newId<'lead'>('lead')) : parseId<'lead'>(wish.lead)
  if (!id.ok) return id
  const facts = (await partners.membersFacts(cx, [wish.partner])).get(wish.partner)
  if (!facts) return refuse('unknown-partner')
  const asked = await readWish(cx, wish)
  if (!asked.ok) return asked
  const { program, customer, company, again } = asked.value
  const lead = newLead(cx, id.value, facts.partner.id, asked.value)
  const known = await store.loadLead(cx, lead.id)
  if (known && contentOf(known) === contentOf(lead)) return ok(known)
  if (!partners.activeOn(facts, program.key, dayOf(cx.now, program.timeZone), program.timeZone))
    return refuse('partner-not-active')
  if (!partners.agreedAt(facts, program.key, cx.now)) return refuse('agreement-not-accepted')
  if (!customer && !company) return refuse('incomplete')
  if (isOwn(facts.partner, customer, company)) return refuse('self-dealing')
  if (known) return refuse('id-conflict')

  await store.keepLead(cx, lead, customer?.name ?? null)
  await beginRegistry(cx, program)
  await audit.note(cx, {
    verb: 'register-lead',
    subject: lead.id,
    detail: { partner: lead.partner, program: program.key, again: again?.id ?? null },
  })
  await told(cx, lead, 'registered')
  await changedBy(cx, lead)
  return ok(lead)
}

/** G8: by what is registered of both; of a company that is told of without a domain the name is all there is. */
function isOwn(partner: partners.Partner, customer: Customer | null, company: Company | null): boolean {
  if (customer) return selfDealing(partner, customer)
  if (company?.domain) return selfDealing(partner, { domain: company.domain, email: null })
  return company !== null && nameKey(company.name) === nameKey(partner.name)
}

async function readWish(
  cx: Cx,
  wish: LeadWish,
): Promise<
  Result<
    Asked,
    'unknown-program' | 'not-allowed' | 'unknown-customer' | 'unknown-lead' | 'incomplete' | 'bad-name' | 'bad-domain'
  >
> {
  const found = await programWithLeads(cx, wish.program)
  if (!found.ok) return found
  const { program } = found.value
  const again = wish.again ? await store.loadLead(cx, wish.again) : null
  const named = wish.customer ?? (wish.company ? null : again?.customer)
  const customer = named ? await loadCustomer(cx, named) : null
  if (named && !(customer && (await mayName(cx, wish.partner, customer.id)))) return refuse('unknown-customer')
  const company = wish.company ? readCompany(wish.company) : ok(customer ? null : (again?.company ?? null))
  if (!company.ok) return company
  if (wish.again) {
    const same = again?.partner === wish.partner && again.program === program.key
    if (!again || !same) return refuse('unknown-lead')
    const before = await identityOf(cx, again)
    const now = await identityOf(cx, { customer: customer?.id ?? null, company: company.value })
    if (contradict(before, now)) return refuse('unknown-lead')
  }
  return ok({ program, customer, company: company.value, again })
}

/** Who is no partner's customer yet is told of as a company: a partner names its own customers only, others answer as unknown. */
const mayName = async (cx: Cx, partner: PartnerId, customer: CustomerId): Promise<boolean> =>
  isStaff(cx.actor, 'partner-manager') || isCustomerOf(cx, partner, customer)

function readCompany(
  told: NonNullable<LeadWish['company']>,
): Result<Company, 'incomplete' | 'bad-name' | 'bad-domain'> {
  const name = told.name.trim()
  if (name === '') return refuse('incomplete')
  if (name.length > MAX_NAME || /\p{Cc}/u.test(name)) return refuse('bad-name')
  const given = told.domain?.trim() ?? ''
  const domain = given === '' ? null : plainDomain(given)
  return given !== '' && domain === null ? refuse('bad-domain') : ok({ name, domain })
}

/** The program and what its terms of today say of leads; `not-allowed` where they know none. A preset is made on first use (`incomplete`: it must be set up first). */
export async function programWithLeads(
  cx: Cx,
  key: string,
): Promise<
  Result<{ readonly program: Program; readonly terms: LeadTerms }, 'unknown-program' | 'incomplete' | 'not-allowed'>
> {
  const program = await programs.ensureProgram(cx, key)
  if (!program.ok) return refuse(program.refusal === 'incomplete' ? 'incomplete' : 'unknown-program')
  const { timeZone } = program.value
  const terms = programs.termsOn(await programs.termsOf(cx, program.value.key), dayOf(cx.now, timeZone))
  const leads = terms?.attribution.some(way => way === 'lead' || way === 'referral') ? terms.lead : null
  return leads ? ok({ program: program.value, terms: leads }) : refuse('not-allowed')
}

const newLead = (cx: Cx, id: LeadId, partner: PartnerId, { program, customer, company, again }: Asked): Lead => ({
  id,
  partner,
  program: program.key,
  customer: customer?.id ?? null,
  company,
  again: again?.id ?? null,
  registeredAt: cx.now,
  approvedAt: null,
  owner: null,
  lastDay: null,
  expiresAt: null,
  rejectedAt: null,
  reason: null,
})

/** What makes two registrations under one id the same. */
const contentOf = ({ partner, program, customer, company, again }: Lead): string =>
  JSON.stringify([partner, program, customer, company && [company.name, company.domain], again])

/** The partner, or the operator's own people, get a letter. */
const told = (cx: Cx, lead: Lead, what: 'registered' | 'approved' | 'rejected' | 'withdrawn'): Promise<void> =>
  outbox.enqueue(cx, 'lead.told', lead.id, { payload: { what } })

/**
 * The operator approves a registered lead: it is the partner's from now until the last day of its window (ONE-2, ONE-5, COC-2).
 * Refused as `mayApprove` says. Approving again has no effect. Who may is said by the terms of today.
 */
export async function approveLead(
  cx: Cx,
  wish: { readonly lead: string; readonly owner?: string | null | undefined; readonly reason?: string | undefined },
): Promise<
  Result<Lead, 'not-allowed' | 'unknown-lead' | 'lead-not-active' | 'already-customer' | 'open-deal' | 'lead-conflict'>
> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  const lead = await store.loadLead(cx, wish.lead)
  if (!lead) return refuse('unknown-lead')
  if (lead.rejectedAt !== null) return refuse('lead-not-active')
  if (lead.approvedAt !== null) return ok(lead)
  const found = await programWithLeads(cx, lead.program)
  if (!found.ok) return refuse('not-allowed')
  const { program, terms } = found.value
  if (!isStaff(cx.actor, ...terms.approvers)) return refuse('not-allowed')
  const may = mayApprove(lead, await approvalFacts(cx, lead, terms))
  if (!may.ok) return may

  const line = (wish.owner ?? '').replace(/\p{Cc}+/gu, ' ')
  const owner = line.trim().slice(0, MAX_NAME) || null
  const window = windowFrom(cx.now, terms.windowMonths, program.timeZone)
  const approved: Lead = { ...lead, approvedAt: cx.now, owner, ...window }
  await store.keepApproval(cx, lead.id, { owner, ...window })
  await beginNotices(cx, approved, program)
  if (lead.again) await endNotices(cx, lead.again)
  await audit.note(cx, {
    verb: 'approve-lead',
    subject: lead.id,
    detail: { partner: lead.partner, owner, lastDay: window.lastDay },
    ...(wish.reason?.trim() ? { reason: wish.reason.trim() } : {}),
  })
  await told(cx, approved, 'approved')
  await changedBy(cx, approved)
  return ok(approved)
}

/**
 * Rejects a lead that waits, or takes an approved one back from now on: deals signed before keep it. Rejecting again has no effect.
 * Partner managers and the owner may.
 */
export async function rejectLead(
  cx: Cx,
  wish: { readonly lead: string; readonly reason?: string | null | undefined },
): Promise<Result<Lead, 'not-allowed' | 'unknown-lead'>> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  const lead = await store.loadLead(cx, wish.lead)
  if (!lead) return refuse('unknown-lead')
  if (lead.rejectedAt !== null) return ok(lead)
  const reason = wish.reason?.trim().slice(0, 2_000) || null
  await store.keepRejection(cx, lead.id, reason)
  await endNotices(cx, lead.id)
  await audit.note(cx, {
    verb: lead.approvedAt === null ? 'reject-lead' : 'withdraw-lead',
    subject: lead.id,
    detail: { partner: lead.partner },
    ...(reason === null ? {} : { reason }),
  })
  const rejected: Lead = { ...lead, rejectedAt: cx.now, reason }
  await told(cx, rejected, lead.approvedAt === null ? 'rejected' : 'withdrawn')
  await changedBy(cx, rejected)
  return ok(rejected)
}

/**
 * The partner introduces somebody at the customer (ONE-2). The same person told again has no effect. Refused once the lead is
 * rejected or has expired. The partner's editors and owner, and partner managers may.
 */
export async function introduceContact(
  cx: Cx,
  wish: {
    readonly lead: string
    readonly name: string
    readonly role: string
    readonly decisionMaker: boolean
    readonly relation?: Contact['relation'] | undefined
  },
): Promise<Result<Contact, 'not-allowed' | 'unknown-lead' | 'lead-not-active' | 'incomplete' | 'bad-name'>> {
  if (cx.actor.kind === 'visitor') return refuse('not-allowed')
  const lead = await store.loadLead(cx, wish.lead)
  if (!lead || !mayLead(cx, lead.partner)) return refuse('unknown-lead')
  const state = leadState(lead, cx.now)
  if (state !== 'pending' && state !== 'active') return refuse('lead-not-active')
  const [name, role] = [wish.name.trim(), wish.role.trim()]
  if (name === '' || role === '') return refuse('incomplete')
  if ([name, role].some(text => text.length > MAX_NAME || /\p{Cc}/u.test(text))) return refuse('bad-name')
  const contact: Contact = {
    lead: lead.id,
    at: cx.now,
    name,
    role,
    decisionMaker: wish.decisionMaker,
    relation: wish.relation ?? null,
  }
  const said = (c: Contact): string => JSON.stringify([c.name, c.role, c.decisionMaker, c.relation])
  const twin = (await store.loadContacts(cx, [lead.id])).find(other => said(other) === said(contact))
  if (twin) return ok(twin)
  await store.keepContact(cx, contact)
  await audit.note(cx, {
    verb: 'introduce-contact',
    subject: lead.id,
    detail: { decisionMaker: contact.decisionMaker },
  })
  await changedBy(cx, lead)
  return ok(contact)
}
