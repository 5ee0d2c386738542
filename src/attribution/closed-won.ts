import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import { addMonths, type Day, dayOf } from '#kernel/period.ts'
import type { Dealings, LeadWithContacts, SignedDeal } from './dealing.ts'

/** Whether a lead was approved at an instant, and not taken back by then. */
export const heldAt = (lead: Pick<LeadWithContacts, 'approvedAt' | 'rejectedAt'>, at: Date): boolean =>
  lead.approvedAt !== null && lead.approvedAt <= at && (lead.rejectedAt === null || lead.rejectedAt > at)

/**
 * The lead of a program that led to a deal: the one the deal names, else of those held when it was signed the one approved first.
 * Null if there is none. Windows are not looked at: what they mean is said by the terms.
 */
export function leadOfDeal(
  { leads }: Pick<Dealings, 'leads'>,
  { signed }: Pick<SignedDeal, 'signed'>,
  program: ProgramKey,
): LeadWithContacts | null {
  const held = leads.filter(lead => lead.program === program && heldAt(lead, signed.at))
  if (signed.lead !== null) return held.find(lead => lead.id === signed.lead) ?? null
  const [first] = held.sort((a, b) => (a.approvedAt?.getTime() ?? 0) - (b.approvedAt?.getTime() ?? 0))
  return first ?? null
}

type Asked = {
  readonly partner: PartnerId
  readonly program: ProgramKey
  /** Both included. */
  readonly from: Day
  readonly to: Day
  readonly withinMonths: number
  readonly timeZone: string
}

/** SIM-7: whether the partner won this customer in these days, within so many months of its referral, the last day included. */
export function wonBy(dealings: Pick<Dealings, 'leads' | 'deals'>, o: Asked): boolean {
  return dealings.deals.some(deal => {
    if (deal.signed.subscription !== 'paid') return false
    const day = dayOf(deal.signed.at, o.timeZone)
    if (day < o.from || day > o.to) return false
    const lead = leadOfDeal(dealings, deal, o.program)
    if (lead?.approvedAt === null || lead === null || lead.partner !== o.partner) return false
    return day <= addMonths(dayOf(lead.approvedAt, o.timeZone), o.withinMonths)
  })
}
