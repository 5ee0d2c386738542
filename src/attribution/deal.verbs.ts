import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { isStaff } from '#kernel/actor.ts'
import { type CustomerId, type DealId, type LeadId, type ProgramKey, parseId } from '#kernel/id.ts'
import { dayOf } from '#kernel/period.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as programs from '#programs/index.ts'
import { loadCustomer } from './customer.store.ts'
import { checkSignature, saidOf } from './deal.ts'
import * as store from './deal.store.ts'
import { type DiscountProgram, mayDiscount } from './deal-eligibility.ts'
import type { Choice, Deal, Lead, Signature, SignedDeal } from './dealing.ts'
import { dealingsOf } from './dealings.verbs.ts'
import { loadLead } from './lead.store.ts'
import { changed, identityOf } from './lead-facts.verbs.ts'
import { loadCustomersOf } from './lead.store.ts'
import { contradict } from './firm.ts'

/** Deals are the operator's own: its people in sales and finance tell of them, or its systems do. */
const mayTell = (cx: Cx): boolean => isStaff(cx.actor, 'partner-manager', 'finance')

/** A deal stands in the operator's own pipeline from now on: until it is signed it stops approvals (`open-deal`). The same again has no effect. */
export async function openDeal(
  cx: Cx,
  wish: { readonly deal: string; readonly customer: string },
): Promise<Result<Deal, 'not-allowed' | 'bad-id' | 'unknown-customer' | 'id-conflict'>> {
  if (!mayTell(cx)) return refuse('not-allowed')
  const id = parseId<'deal'>(wish.deal)
  if (!id.ok) return id
  const customer = await loadCustomer(cx, wish.customer)
  if (!customer) return refuse('unknown-customer')
  const known = await store.loadDeal(cx, id.value)
  if (known) return known.customer === customer.id ? ok(known) : refuse('id-conflict')
  await store.keepDeal(cx, id.value, customer.id, cx.now)
  await audit.note(cx, { verb: 'open-deal', subject: id.value, detail: { customer: customer.id } })
  return ok({ id: id.value, customer: customer.id, openedAt: cx.now, seq: 0, signed: null })
}

export type SigningWish = Omit<Signature, 'recordedAt' | 'lead'> & {
  readonly deal: string
  readonly customer: string
  readonly lead: string | null
  /** The caller did not say when: told again, its instant is not compared. */
  readonly assumed?: boolean | undefined
}

/**
 * A deal is signed. What it earns whom is said by the facts as they stood then; the customer's causes are looked at again. The same
 * deal with the same content has no effect. Refused: a lead that does not exist or is of another customer, amounts that are none,
 * and a discount without right (SIM-14). Finance and partner managers may.
 */
export async function signDeal(
  cx: Cx,
  wish: SigningWish,
): Promise<
  Result<
    SignedDeal,
    | 'not-allowed'
    | 'bad-id'
    | 'unknown-customer'
    | 'unknown-lead'
    | 'bad-amount'
    | 'bad-term'
    | 'in-the-future'
    | 'id-conflict'
    | 'not-eligible'
  >
> {
  if (!mayTell(cx)) return refuse('not-allowed')
  const id = parseId<'deal'>(wish.deal)
  if (!id.ok) return id
  const customer = await loadCustomer(cx, wish.customer)
  if (!customer) return refuse('unknown-customer')
  const lead = wish.lead === null ? null : await loadLead(cx, wish.lead)
  if (wish.lead !== null && !(lead && (await mayBeOf(cx, lead, customer.id)))) return refuse('unknown-lead')
  const signature = signatureOf(cx, wish, lead)
  const sound = checkSignature(signature, cx.now)
  if (!sound.ok) return sound
  const known = await store.loadDeal(cx, id.value)
  if (known && known.customer !== customer.id) return refuse('id-conflict')
  if (known?.signed) {
    const assumed = wish.assumed ?? false
    const same = saidOf(known.signed, assumed) === saidOf(signature, assumed)
    return same ? ok({ ...known, signed: known.signed }) : refuse('id-conflict')
  }
  if (signature.discount && !(await eligible(cx, customer.id, signature, lead))) return refuse('not-eligible')

  if (!known) await store.keepDeal(cx, id.value, customer.id, null)
  await store.keepSignature(cx, id.value, signature)
  await audit.note(cx, {
    verb: 'sign-deal',
    subject: id.value,
    detail: { customer: customer.id, kind: signature.kind, at: signature.at.toISOString(), lead: lead?.id ?? null },
  })
  await changed(cx, [customer.id])
  const kept = await store.loadDeal(cx, id.value)
  return ok({
    id: id.value,
    customer: customer.id,
    openedAt: kept?.openedAt ?? null,
    seq: kept?.seq ?? 0,
    signed: signature,
  })
}

const signatureOf = (cx: Cx, wish: SigningWish, lead: Lead | null): Signature => ({
  at: wish.at,
  recordedAt: cx.now,
  kind: wish.kind,
  subscription: wish.subscription,
  termMonths: wish.termMonths,
  net: wish.net,
  firstYearNet: wish.firstYearNet,
  stages: wish.stages,
  lead: lead?.id ?? null,
  via: wish.via,
  discount: wish.discount,
  product: wish.product?.trim() || null,
})

/** A deal may name a lead of its customer, or of a company that is no other known customer: naming it says who the company became. */
async function mayBeOf(cx: Cx, lead: Lead, customer: CustomerId): Promise<boolean> {
  const firm = await identityOf(cx, lead)
  const buyer = await identityOf(cx, { customer, company: null })
  if (firm.customer !== null || firm.domain === buyer.domain) return !contradict(firm, buyer)
  const known = await loadCustomersOf(cx, firm)
  return known.length === 0 || known.some(other => other.customer === customer)
}

async function eligible(cx: Cx, customer: CustomerId, signature: Signature, lead: Lead | null): Promise<boolean> {
  const theirs = (await dealingsOf(cx, [customer])).get(customer)?.leads ?? []
  const leads = lead ? [lead] : theirs
  const found = new Map<ProgramKey, DiscountProgram>()
  for (const key of new Set(leads.map(one => one.program))) {
    const program = await programs.findProgram(cx, key)
    if (program) found.set(key, { timeZone: program.timeZone, terms: await programs.termsOf(cx, key) })
  }
  return mayDiscount({ at: signature.at, product: signature.product, named: lead?.id ?? null }, leads, found)
}

/**
 * ONE-11: of the deals signed on one day the first counts for a lead; the operator chooses another one of that day. Refused for a
 * deal that is not signed or not of the lead's customer (`unknown-deal`), and for one with no other of its day beside it
 * (`not-eligible`). Partner managers may.
 */
export async function chooseDeal(
  cx: Cx,
  wish: { readonly lead: string; readonly deal: string },
): Promise<Result<Choice, 'not-allowed' | 'unknown-lead' | 'unknown-deal' | 'not-eligible'>> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  const lead = await loadLead(cx, wish.lead)
  if (!lead) return refuse('unknown-lead')
  const deal = await store.loadDeal(cx, wish.deal)
  const dealings = deal && (await dealingsOf(cx, [deal.customer])).get(deal.customer)
  const program = await programs.findProgram(cx, lead.program)
  if (!deal?.signed || !program || !dealings?.leads.some(one => one.id === lead.id)) return refuse('unknown-deal')
  const day = dayOf(deal.signed.at, program.timeZone)
  const twins = dealings.deals.filter(other => dayOf(other.signed.at, program.timeZone) === day)
  if (twins.length < 2) return refuse('not-eligible')
  const choice: Choice = { lead: lead.id, deal: deal.id, at: cx.now }
  if ((await store.loadChoice(cx, lead.id)) === deal.id) return ok(choice)
  await store.keepChoice(cx, lead.id as LeadId, deal.id as DealId)
  await audit.note(cx, { verb: 'choose-deal', subject: lead.id, detail: { deal: deal.id } })
  await changed(cx, [deal.customer])
  return ok(choice)
}
