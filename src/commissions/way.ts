import type { Binding, LeadWithContacts, Referral } from '#attribution/index.ts'
import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import { addMonths, dayOf } from '#kernel/period.ts'
import type { Terms } from '#programs/index.ts'

/** How a customer becomes a partner's: it chose the partner, the partner registered it, or it carries the partner's code. */
export type Way = 'selection' | 'lead' | 'code'

/** What ties a customer to a partner in one way, and whether it does at the instant of a ground. */
export type Tie = {
  readonly way: Way
  readonly valid: boolean
  /** The attribution's own instant: the choice, the approval, or when code and domain were both there. Null: never so far. */
  readonly since: Date | null
  /** The binding that holds. */
  readonly binding: Binding | null
  readonly lead: LeadWithContacts | null
}

/** The ways that terms know, each once, the earlier before the later (G3). */
export function waysIn(terms: Pick<Terms, 'attribution'>): Way[] {
  const ways = terms.attribution.map(way => (way === 'code-and-domain' ? 'code' : way === 'referral' ? 'lead' : way))
  return [...new Set(ways)]
}

type Whose = { readonly partner: PartnerId; readonly program: ProgramKey }
const isOf = (one: Whose, whose: Whose): boolean => one.partner === whose.partner && one.program === whose.program

/** Null if the customer was never bound to the partner in the program, now, before or later. */
export function selectionTie(at: Date, whose: Whose, bindings: readonly Binding[]): Tie | null {
  let held: Binding | null = null
  let any = false
  for (const binding of bindings) {
    if (!isOf(binding, whose)) continue
    any = true
    if (binding.from > at || (binding.until !== null && at >= binding.until)) continue
    if (held === null || isLaterChoice(binding, held)) held = binding
  }
  if (!any) return null
  return { way: 'selection', valid: held !== null, since: held?.from ?? null, binding: held, lead: null }
}

/** Should two bindings hold at one instant, the later choice counts. */
export const isLaterChoice = (a: Binding, b: Binding): boolean =>
  a.from > b.from || (+a.from === +b.from && a.id < b.id)

/** Approved at or before the instant, not rejected by then, and within the window from the day of approval (G7). */
export function leadTie(
  at: Date,
  lead: LeadWithContacts,
  window: { readonly timeZone: string; readonly windowMonths: number | null },
): Tie {
  const valid = isApproved(lead, at) && isWithin(at, lead.approvedAt, window)
  return { way: 'lead', valid, since: lead.approvedAt, binding: null, lead }
}

export const isApproved = (lead: LeadWithContacts, at: Date): boolean =>
  lead.approvedAt !== null && lead.approvedAt <= at && (lead.rejectedAt === null || lead.rejectedAt > at)

/** G7: the same day so many months later is the last one. */
export function isWithin(
  at: Date,
  since: Date | null,
  { timeZone, windowMonths }: { readonly timeZone: string; readonly windowMonths: number | null },
): boolean {
  if (windowMonths === null || since === null) return true
  return dayOf(at, timeZone) <= addMonths(dayOf(since, timeZone), windowMonths)
}

/**
 * CC-2, CC-10: the partner's code, and its report of the domain if that was the first. Null if it told neither of the customer by
 * then, nor both later: who reports a domain that is another's does not read what its firm has bought.
 */
export function codeTie(at: Date, whose: Whose, referrals: readonly Referral[]): Tie | null {
  const mine = referrals.filter(referral => isOf(referral, whose))
  if (mine.length === 0) return null
  const code = earliest(mine.filter(referral => referral.code !== null))
  const domain = earliest(mine.filter(referral => referral.domain !== null && referral.first))
  const since = code === null || domain === null ? null : code > domain ? code : domain
  if (since === null && mine.every(referral => referral.at > at)) return null
  return { way: 'code', valid: since !== null && since <= at, since, binding: null, lead: null }
}

const earliest = (referrals: readonly Referral[]): Date | null =>
  referrals.reduce<Date | null>((first, { at }) => (first === null || at < first ? at : first), null)
