import { formatMoney } from '#kernel/money.ts'
import { type Day, dayOf } from '#kernel/period.ts'
import { heldAt } from './closed-won.ts'
import { firstYearOf } from './deal.ts'
import type { Deal, LeadWithContacts, SignedDeal } from './dealing.ts'
import { type LeadState, leadState } from './lead.ts'

/** A lead in the registry: the eight fields that a partner is promised (ONE-9), and which lead of whom it is. */
export type RegistryRow = {
  readonly lead: string
  readonly company: string
  readonly status: LeadState
  readonly registeredAt: string
  readonly partner: string
  readonly owner: string | null
  readonly contacts: readonly string[]
  readonly dealStatus: 'none' | 'open' | 'signed' | 'trial' | 'poc'
  readonly closeDate: Day | null
  readonly firstYear: { readonly amount: string; readonly currency: string } | null
}

/** A lead with what is known of its firm: the signed deals of the customers that it is, and all that were ever opened. */
export type RegistryFacts = {
  readonly lead: LeadWithContacts
  readonly company: string
  readonly signed: readonly SignedDeal[]
  readonly opened: readonly Deal[]
}

/** The row as it stood at an instant, by what had been told by then; null if the lead was not registered yet. */
export function rowAt(facts: RegistryFacts, at: Date, timeZone: string): RegistryRow | null {
  const { lead } = facts
  if (lead.registeredAt > at) return null
  const approved = lead.approvedAt !== null && lead.approvedAt <= at
  const deal = dealAt(facts, at)
  const first = deal?.signed.subscription === 'paid' ? firstYearOf(deal.signed) : null
  return {
    lead: lead.id,
    company: facts.company,
    status: leadState(lead, at),
    registeredAt: lead.registeredAt.toISOString(),
    partner: lead.partner,
    owner: approved ? lead.owner : null,
    contacts: lead.contacts.filter(contact => contact.at <= at).map(({ name, role }) => `${name} (${role})`),
    dealStatus: deal ? statusOf(deal) : approved && isOpen(facts, at) ? 'open' : 'none',
    closeDate: deal ? dayOf(deal.signed.at, timeZone) : null,
    firstYear: first && { amount: formatMoney(first), currency: first.currency },
  }
}

const statusOf = ({ signed }: SignedDeal): 'signed' | 'trial' | 'poc' =>
  signed.subscription === 'paid' ? 'signed' : signed.subscription

/** Whether the operator had a deal in its pipeline that was not signed yet. */
const isOpen = ({ opened }: RegistryFacts, at: Date): boolean =>
  opened.some(
    ({ openedAt, signed }) => openedAt !== null && openedAt <= at && (signed === null || signed.recordedAt > at),
  )

/** The lead's deal: the first paid one that names it, or names none and was signed while the lead was held; else a trial. */
function dealAt({ lead, signed }: RegistryFacts, at: Date): SignedDeal | null {
  const known = signed
    .filter(deal => deal.signed.recordedAt <= at && isOf(lead, deal))
    .sort((a, b) => a.signed.at.getTime() - b.signed.at.getTime() || a.seq - b.seq)
  return known.find(deal => deal.signed.subscription === 'paid') ?? known[0] ?? null
}

/** Whether a deal counts as the lead's: it names it, or names none and was signed in the lead's window. */
export const isOf = (lead: LeadWithContacts, { signed }: SignedDeal): boolean =>
  signed.lead === null
    ? heldAt(lead, signed.at) && (lead.expiresAt === null || signed.at < lead.expiresAt)
    : signed.lead === lead.id
