import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { isStaff } from '#kernel/actor.ts'
import type { PartnerId } from '#kernel/id.ts'
import { formatPercent, type Ppm } from '#kernel/money.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as partners from '#partners/index.ts'
import * as store from './deal.store.ts'
import type { Deal, Participation, Share } from './dealing.ts'
import { seesDeal } from './deal-list.verbs.ts'
import { mayLead } from './lead.verbs.ts'
import { changed } from './lead-facts.verbs.ts'

const MILLION = 1_000_000n

/**
 * COC-6: a partner's part in renewing a deal, kept with the instant at which it was told. Told after the renewal was signed it
 * stays on record and counts for nothing. Told again it has no effect. The partner's editors and owner, and partner managers may.
 */
export async function logParticipation(
  cx: Cx,
  wish: { readonly deal: string; readonly partner: PartnerId },
): Promise<Result<Participation, 'not-allowed' | 'unknown-partner' | 'unknown-deal'>> {
  if (!mayLead(cx, wish.partner)) return refuse('not-allowed')
  const found = await dealAndPartner(cx, wish)
  if (!found.ok) return found
  const deal = found.value
  if (!isStaff(cx.actor) && !(await seesDeal(cx, wish.partner, deal))) return refuse('unknown-deal')
  const before = (await store.loadRenewals(cx, deal.id)).find(r => r.kind === 'part' && r.partner === wish.partner)
  if (before) return ok({ deal: deal.id, partner: wish.partner, at: before.at })
  await store.keepRenewal(cx, deal.id, wish.partner, null)
  await audit.note(cx, { verb: 'log-renewal-participation', subject: deal.id, detail: { partner: wish.partner } })
  await changed(cx, [deal.customer])
  return ok({ deal: deal.id, partner: wish.partner, at: cx.now })
}

/**
 * COC-6: the operator agrees to share a renewal of that deal with a partner, at that rate. Agreed before or after the partner took
 * part; after the renewal's signature it counts for nothing. Another rate is agreed anew, the same has no effect. Partner managers may.
 */
export async function agreeShare(
  cx: Cx,
  wish: { readonly deal: string; readonly partner: PartnerId; readonly ppm: Ppm },
): Promise<Result<Share, 'not-allowed' | 'unknown-partner' | 'unknown-deal' | 'bad-percent'>> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  const found = await dealAndPartner(cx, wish)
  if (!found.ok) return found
  const deal = found.value
  if (wish.ppm < 0n || wish.ppm > MILLION) return refuse('bad-percent')
  const mine = (await store.loadRenewals(cx, deal.id)).filter(r => r.kind === 'share' && r.partner === wish.partner)
  const last = mine.at(-1)
  if (last?.ppm === wish.ppm) return ok({ deal: deal.id, partner: wish.partner, at: last.at, ppm: wish.ppm })
  await store.keepRenewal(cx, deal.id, wish.partner, wish.ppm)
  await audit.note(cx, {
    verb: 'agree-renewal-share',
    subject: deal.id,
    detail: { partner: wish.partner, percent: formatPercent(wish.ppm) },
  })
  await changed(cx, [deal.customer])
  return ok({ deal: deal.id, partner: wish.partner, at: cx.now, ppm: wish.ppm })
}

async function dealAndPartner(
  cx: Cx,
  wish: { readonly deal: string; readonly partner: PartnerId },
): Promise<Result<Deal, 'unknown-partner' | 'unknown-deal'>> {
  const [partner] = await partners.findPartners(cx, [wish.partner])
  if (!partner) return refuse('unknown-partner')
  const deal = await store.loadDeal(cx, wish.deal)
  return deal ? ok(deal) : refuse('unknown-deal')
}
