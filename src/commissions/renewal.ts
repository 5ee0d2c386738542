import type { Choice, Dealings, LeadWithContacts, SignedDeal } from '#attribution/index.ts'
import type { LeadId, PartnerId } from '#kernel/id.ts'
import type { Ppm } from '#kernel/money.ts'
import { dayOf } from '#kernel/period.ts'

const isPaid = (deal: SignedDeal): boolean => deal.signed.subscription === 'paid'

/** By signing instant, then in the order in which they were recorded. */
export function isBefore(a: SignedDeal, b: SignedDeal): boolean {
  const apart = a.signed.at.getTime() - b.signed.at.getTime()
  return apart < 0 || (apart === 0 && a.seq < b.seq)
}

/** Whether the customer had no paid new deal before this one. */
export const isInitial = (deal: SignedDeal, { deals }: Pick<Dealings, 'deals'>): boolean =>
  deal.signed.kind === 'new' &&
  !deals.some(other => isPaid(other) && other.signed.kind === 'new' && isBefore(other, deal))

type Marks = Pick<Dealings, 'deals' | 'participations' | 'shares'>

/**
 * The deal that a renewal renews, in the eyes of one partner: of the customer's earlier paid deals that no earlier renewal used
 * up the latest in which the partner took part or has a share by then, else the latest. Null if there is none.
 */
export function renewedBy(renewal: SignedDeal, partner: PartnerId, marks: Marks): SignedDeal | null {
  const used = new Set<string>()
  const renewals = marks.deals.filter(d => d.signed.kind === 'renewal' && isPaid(d) && isBefore(d, renewal))
  for (const earlier of renewals.sort((a, b) => (isBefore(a, b) ? -1 : 1))) {
    const renewed = renewedOf(earlier, partner, marks, used)
    if (renewed) used.add(renewed.id)
  }
  return renewedOf(renewal, partner, marks, used)
}

function renewedOf(
  renewal: SignedDeal,
  partner: PartnerId,
  { deals, participations, shares }: Marks,
  used: ReadonlySet<string>,
): SignedDeal | null {
  const { at } = renewal.signed
  const marked = new Set(
    [...participations, ...shares].filter(mark => mark.partner === partner && mark.at <= at).map(mark => mark.deal),
  )
  const free = deals.filter(deal => isPaid(deal) && !used.has(deal.id) && isBefore(deal, renewal))
  const mine = free.filter(deal => marked.has(deal.id))
  return (mine.length > 0 ? mine : free).reduce<SignedDeal | null>(
    (latest, deal) => (latest !== null && isBefore(deal, latest) ? latest : deal),
    null,
  )
}

export type Sharing = { readonly tookPart: boolean; readonly ppm: Ppm | null }

/** COC-6: whether the partner took part before the renewal was signed, and the rate that was agreed by then; null if none was. */
export function sharingOf(renewal: SignedDeal, partner: PartnerId, marks: Marks): Sharing {
  const renewed = renewal.signed.kind === 'renewal' ? renewedBy(renewal, partner, marks) : null
  if (!renewed) return { tookPart: false, ppm: null }
  const { at } = renewal.signed
  const mine = (mark: { deal: string; partner: PartnerId; at: Date }) =>
    mark.deal === renewed.id && mark.partner === partner && mark.at <= at
  let share: Dealings['shares'][number] | null = null
  for (const known of marks.shares) if (mine(known) && (share === null || known.at >= share.at)) share = known
  return { tookPart: marks.participations.some(mine), ppm: share?.ppm ?? null }
}

/**
 * Whether the deal is the one that an attribution of that instant leads to (ONE-8, ONE-11): the customer's first paid one signed
 * at or after it, or another of the same day that the operator chose for the lead. A deal that is not paid is looked at as if it
 * were.
 */
export function isLedTo(
  deal: SignedDeal,
  since: Date,
  lead: LeadId | null,
  { deals, choices }: { readonly deals: readonly SignedDeal[]; readonly choices: readonly Choice[] },
  timeZone: string,
): boolean {
  const candidates = deals.filter(d => (isPaid(d) || d.id === deal.id) && d.signed.at >= since)
  let first: SignedDeal | null = null
  for (const d of candidates) if (first === null || isBefore(d, first)) first = d
  if (first === null) return false
  const day = dayOf(first.signed.at, timeZone)
  const chosen = lead && choices.findLast(choice => choice.lead === lead)?.deal
  const other = chosen && candidates.find(d => d.id === chosen && dayOf(d.signed.at, timeZone) === day)
  return (other ?? first).id === deal.id
}

/** Whether a decision maker was introduced by that instant, on the lead or on one that it registers anew (ONE-2). */
export function decisionMakerKnown(lead: LeadWithContacts, leads: readonly LeadWithContacts[], at: Date): boolean {
  const seen = new Set<LeadId>()
  for (let next: LeadWithContacts | undefined = lead; next && !seen.has(next.id); ) {
    seen.add(next.id)
    if (next.contacts.some(contact => contact.decisionMaker && contact.at <= at)) return true
    const { again }: LeadWithContacts = next
    next = leads.find(other => other.id === again)
  }
  return false
}
