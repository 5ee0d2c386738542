import type { Cx } from '#db/client.ts'
import { actsForPartner, isStaff } from '#kernel/actor.ts'
import type { CustomerId, DealId, PartnerId } from '#kernel/id.ts'
import * as store from './deal.store.ts'
import { dealsSeenBy } from './deal-sight.ts'
import type { Deal, Participation, Share, SignedDeal } from './dealing.ts'
import { customersOfPartner, dealingsOf } from './dealings.verbs.ts'
import { loadBindings } from './store.ts'

export type ListedDeal = Deal & { readonly recordedAt: Date }

/** All deals, or one customer's, by the order in which they were told of, newest first; for staff. `after`: the last one seen. */
export async function dealsOf(
  cx: Cx,
  o: {
    readonly customer?: CustomerId | undefined
    readonly after?: Pick<ListedDeal, 'recordedAt' | 'id'> | null | undefined
    readonly limit: number
  },
): Promise<ListedDeal[]> {
  if (!isStaff(cx.actor)) return []
  return store.loadDealPage(cx, { customer: o.customer ?? null, after: o.after ?? null, limit: o.limit })
}

/** The signed deals that concern a partner, newest first, for its people and staff. */
export async function dealsOfPartner(cx: Cx, partner: PartnerId): Promise<SignedDeal[]> {
  if (!isStaff(cx.actor) && !actsForPartner(cx.actor, partner)) return []
  return seenDeals(cx, partner, await customersOfPartner(cx, partner))
}

async function seenDeals(cx: Cx, partner: PartnerId, customers: readonly CustomerId[]): Promise<SignedDeal[]> {
  const dealings = await dealingsOf(cx, customers)
  const bindings = Map.groupBy(await loadBindings(cx, [...dealings.keys()]), binding => binding.customer)
  const seen = [...dealings.values()].flatMap(facts => {
    const ids = dealsSeenBy(partner, facts, bindings.get(facts.customer) ?? [])
    return facts.deals.filter(deal => ids.has(deal.id))
  })
  return seen.sort((a, b) => b.signed.at.getTime() - a.signed.at.getTime() || b.seq - a.seq)
}

/** Whether a deal concerns the partner. */
export const seesDeal = async (cx: Cx, partner: PartnerId, deal: Deal): Promise<boolean> =>
  (await seenDeals(cx, partner, [deal.customer])).some(other => other.id === deal.id)

/** A deal, for staff and for a partner whom it concerns; null to everybody else. */
export async function findDeal(cx: Cx, id: string): Promise<Deal | null> {
  const deal = await store.loadDeal(cx, id)
  if (!deal || isStaff(cx.actor)) return deal
  const partner = cx.actor.kind === 'user' ? cx.actor.partner?.id : undefined
  return partner !== undefined && (await seesDeal(cx, partner, deal)) ? deal : null
}

/** Who takes part in renewing a deal and what was agreed, oldest first; for staff, and a partner its own. */
export async function renewalsOf(
  cx: Cx,
  id: DealId,
): Promise<{ readonly participations: Participation[]; readonly shares: Share[] }> {
  const partner = cx.actor.kind === 'user' ? cx.actor.partner?.id : undefined
  const rows = (await store.loadRenewals(cx, id)).filter(row => isStaff(cx.actor) || row.partner === partner)
  return {
    participations: rows.filter(row => row.kind === 'part').map(({ partner, at }) => ({ deal: id, partner, at })),
    shares: rows.flatMap(({ partner, at, ppm }) => (ppm === null ? [] : [{ deal: id, partner, at, ppm }])),
  }
}
