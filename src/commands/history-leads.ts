import * as attribution from '#attribution/index.ts'
import * as licences from '#licences/index.ts'
import type { Cx } from '#db/client.ts'
import type { ActOf } from '#doors/acts.ts'
import type { CustomerId } from '#kernel/id.ts'
import { parsePercent } from '#kernel/money.ts'
import { refuse } from '#kernel/result.ts'
import { amountOf, amountsOf, type Handlers, type Outcome, withPartner } from './history-act.ts'

/** Whose customer it is by other ways than being chosen: leads, referrals, deals. */
export const LEADS: Pick<
  Handlers,
  | 'register-lead'
  | 'approve-lead'
  | 'reject-lead'
  | 'introduce-contact'
  | 'refer'
  | 'open-deal'
  | 'sign-deal'
  | 'log-renewal-participation'
  | 'agree-renewal-share'
  | 'stop-account'
  | 'stop-recurring'
> = {
  'register-lead': (cx, act) =>
    withPartner(cx, act.partner, partner =>
      attribution.registerLead(cx, {
        lead: act.lead,
        partner,
        program: act.program,
        customer: act.customer,
        company: act.company,
        again: act.again,
      }),
    ),
  'approve-lead': (cx, act) => attribution.approveLead(cx, { lead: act.lead, owner: act.owner, reason: act.reason }),
  'reject-lead': (cx, act) => attribution.rejectLead(cx, { lead: act.lead, reason: act.reason }),
  'introduce-contact': (cx, act) =>
    attribution.introduceContact(cx, {
      lead: act.lead,
      name: act.name,
      role: act.role,
      decisionMaker: act.decisionMaker,
      relation: act.relation,
    }),
  refer: (cx, act) =>
    withPartner(cx, act.partner, partner =>
      attribution.refer(cx, { partner, customer: act.customer, code: act.code, domain: act.domain }),
    ),
  'open-deal': (cx, act) => attribution.openDeal(cx, { deal: act.deal, customer: act.customer }),
  'sign-deal': sign,
  'log-renewal-participation': (cx, act) =>
    withPartner(cx, act.partner, partner => attribution.logParticipation(cx, { deal: act.deal, partner })),
  'agree-renewal-share': (cx, act) =>
    withPartner(cx, act.partner, async partner => {
      const ppm = parsePercent(act.percent)
      if (ppm === null) return refuse('bad-percent')
      return attribution.agreeShare(cx, { deal: act.deal, partner, ppm })
    }),
  'stop-account': (cx, act) =>
    withPartner(cx, act.partner, async partner =>
      act.by === 'customer'
        ? refuse('not-allowed')
        : attribution.stopAccount(cx, { customer: act.customer as CustomerId, partner, by: act.by }),
    ),
  'stop-recurring': (cx, act) =>
    withPartner(cx, act.partner, partner => attribution.stopRecurring(cx, { partner, reason: act.reason })),
}

/** What is bought through the partner is charged to it in the same act (CC-3). */
async function sign(cx: Cx, act: ActOf<'sign-deal'>): Promise<Outcome> {
  const net = amountOf(act.net, act.currency)
  if (!net.ok) return net
  const firstYear = act.firstYearNet === undefined ? null : amountOf(act.firstYearNet, act.currency)
  if (firstYear && !firstYear.ok) return firstYear
  const stages = amountsOf(
    (act.stages ?? []).map(stage => stage.net),
    act.currency,
  )
  if (!stages.ok) return stages
  const signed = await attribution.signDeal(cx, {
    deal: act.deal,
    customer: act.customer,
    kind: act.kind,
    subscription: act.subscription,
    termMonths: act.termMonths,
    net: net.value,
    firstYearNet: firstYear?.value ?? null,
    stages: stages.value,
    lead: act.lead ?? null,
    via: act.via ?? 'direct',
    discount: act.discount ?? false,
    product: act.product ?? null,
    at: act.occurredAt ?? act.at,
    assumed: act.occurredAt === undefined,
  })
  if (!signed.ok) return signed
  await licences.chargeOrder(cx, signed.value.id)
  return signed
}
