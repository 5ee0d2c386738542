import type { DealId, PartnerId } from '#kernel/id.ts'
import { type Binding, holdsAt } from './binding.ts'
import { heldAt } from './closed-won.ts'
import type { Dealings } from './dealing.ts'

/**
 * The customer's signed deals that concern a partner: those that name its lead; else those signed while it held an approved lead or
 * a binding, or after its code and its domain were both told. Having registered a lead says nothing: anybody may do that.
 */
export function dealsSeenBy(
  partner: PartnerId,
  dealings: Pick<Dealings, 'leads' | 'deals' | 'referrals'>,
  bindings: readonly Pick<Binding, 'partner' | 'from' | 'until'>[],
): ReadonlySet<DealId> {
  const leads = dealings.leads.filter(lead => lead.partner === partner)
  const mine = dealings.referrals.filter(referral => referral.partner === partner)
  const seen = dealings.deals.filter(({ signed }) => {
    if (signed.lead !== null) return leads.some(lead => lead.id === signed.lead)
    const before = mine.filter(referral => referral.at <= signed.at)
    return (
      leads.some(lead => heldAt(lead, signed.at)) ||
      bindings.some(binding => binding.partner === partner && holdsAt(binding, signed.at)) ||
      (before.some(referral => referral.code !== null) && before.some(referral => referral.first))
    )
  })
  return new Set(seen.map(deal => deal.id))
}
