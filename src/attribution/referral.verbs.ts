import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { actsForPartner, isStaff } from '#kernel/actor.ts'
import { plainDomain } from '#kernel/contact.ts'
import type { CustomerId, PartnerId } from '#kernel/id.ts'
import { dayOf } from '#kernel/period.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as partners from '#partners/index.ts'
import * as programs from '#programs/index.ts'
import { type Customer, loadCustomer } from './customer.store.ts'
import type { ToldReferral } from './dealing.ts'
import { isCustomerOf } from './dealings.verbs.ts'
import { mayLead } from './lead.verbs.ts'
import { changed } from './lead-facts.verbs.ts'
import { isFirst, programsFor, type Ready } from './referral.ts'
import * as store from './referral.store.ts'
import { selfDealing } from './self-dealing.ts'

const MAX_CODE = 120

export type ReferralWish = {
  readonly partner: PartnerId
  /** Absent: for whoever has that domain, now or later. */
  readonly customer?: string | null | undefined
  readonly code?: string | null | undefined
  readonly domain?: string | null | undefined
}

/**
 * CC-2: the partner gave a customer its code, reports the customer's domain, or both; the other may follow. Taken in every program
 * of the partner's in which codes and domains count. A domain that was reported before is taken and counts for nothing (CC-10); the
 * same telling again has no effect. The partner's editors and owner, and partner managers may.
 */
export async function refer(
  cx: Cx,
  wish: ReferralWish,
): Promise<
  Result<
    readonly ToldReferral[],
    | 'not-allowed'
    | 'unknown-partner'
    | 'unknown-customer'
    | 'partner-not-active'
    | 'agreement-not-accepted'
    | 'incomplete'
    | 'bad-code'
    | 'bad-domain'
    | 'self-dealing'
  >
> {
  if (!mayLead(cx, wish.partner)) return refuse('not-allowed')
  const facts = (await partners.membersFacts(cx, [wish.partner])).get(wish.partner)
  if (!facts) return refuse('unknown-partner')
  const customer = wish.customer ? await loadCustomer(cx, wish.customer) : null
  if (wish.customer && !(customer && (await mayName(cx, wish.partner, customer)))) return refuse('unknown-customer')
  const ready = programsFor(await candidatesOf(cx, facts))
  if (!ready.ok) return ready
  const told = read(wish)
  if (!told.ok) return told
  const { code, domain } = told.value
  if (domain === null && !(customer && code)) return refuse('incomplete')
  const firms = [{ domain, email: null }, ...(customer ? [customer] : [])]
  if (firms.some(firm => selfDealing(facts.partner, firm))) return refuse('self-dealing')

  const kept: ToldReferral[] = []
  for (const program of ready.value) {
    const content = { partner: facts.partner.id, program, customer: customer?.id ?? null, code, domain }
    const twin = await store.loadTwin(cx, content)
    const first = isFirst(domain, domain === null ? [] : await store.loadReports(cx, program, domain))
    const row = { ...content, at: cx.now, first }
    kept.push(twin ?? { ...row, seq: await store.keepReferral(cx, row) })
    if (twin) continue
    const subject = customer?.id ?? domain ?? ''
    await audit.note(cx, { verb: 'refer', subject, detail: { partner: content.partner, program, domain, first } })
  }
  const whose = customer ? [customer.id] : domain === null ? [] : await store.customersWithDomain(cx, domain)
  await changed(cx, whose)
  return ok(kept)
}

/** A partner names its own customers only; others answer as unknown. */
const mayName = async (cx: Cx, partner: PartnerId, customer: Customer): Promise<boolean> =>
  isStaff(cx.actor, 'partner-manager') || isCustomerOf(cx, partner, customer.id)

/** The partner's programs in which codes and domains count, as they stand now. */
async function candidatesOf(cx: Cx, facts: partners.PartnerFacts): Promise<Ready[]> {
  const found: Ready[] = []
  for (const { program: key } of facts.memberships) {
    const program = await programs.findProgram(cx, key)
    if (!program) continue
    const day = dayOf(cx.now, program.timeZone)
    const terms = programs.termsOn(await programs.termsOf(cx, key), day)
    if (!terms?.attribution.includes('code-and-domain')) continue
    found.push({
      program: key,
      active: partners.activeOn(facts, key, day, program.timeZone),
      agreed: partners.agreedAt(facts, key, cx.now),
    })
  }
  return found
}

function read(
  wish: ReferralWish,
): Result<{ readonly code: string | null; readonly domain: string | null }, 'incomplete' | 'bad-code' | 'bad-domain'> {
  const code = wish.code?.trim() || null
  const text = wish.domain?.trim() || null
  if (code === null && text === null) return refuse('incomplete')
  if (code !== null && (code.length > MAX_CODE || /\p{C}/u.test(code))) return refuse('bad-code')
  const domain = text === null ? null : plainDomain(text)
  return text !== null && domain === null ? refuse('bad-domain') : ok({ code, domain })
}

/** What was told, newest first; a partner's own for its people, all for staff, nothing for others. `before` goes on after the last one seen. */
export async function referralsOf(
  cx: Cx,
  o: {
    readonly partner?: PartnerId | undefined
    readonly customer?: CustomerId | undefined
    readonly before?: number | null | undefined
    readonly limit: number
  },
): Promise<ToldReferral[]> {
  const may = isStaff(cx.actor) || (o.partner !== undefined && actsForPartner(cx.actor, o.partner))
  if (!may) return []
  const { partner = null, customer = null, before = null, limit } = o
  return store.loadReferrals(cx, { partner, customer, before, limit })
}
