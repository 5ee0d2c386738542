import * as attribution from '#attribution/index.ts'
import * as licences from '#licences/index.ts'
import type { CustomerId } from '#kernel/id.ts'
import * as partners from '#partners/index.ts'
import * as programs from '#programs/index.ts'
import * as tiers from '#tiers/index.ts'
import { amountOf, type Handlers, withPartner } from './history-act.ts'

/** Who is who: programs, partners and their tiers, customers and whom they choose. */
export const PEOPLE: Pick<
  Handlers,
  | 'add-program'
  | 'add-partner'
  | 'accept-agreement'
  | 'add-customer'
  | 'select-partner'
  | 'release-customer'
  | 'suspend-partner'
  | 'reinstate-partner'
  | 'elect-benefit'
  | 'apply-tier'
  | 'invite-tier'
  | 'meet-tier'
> = {
  'add-program': (cx, act) => {
    const settings = act.settings === undefined ? {} : { settings: act.settings }
    if (act.terms !== undefined)
      return programs.openProgram(cx, {
        key: act.program,
        name: act.name ?? act.program,
        terms: act.terms,
        ...settings,
      })
    return programs.ensureProgram(cx, act.program, {
      ...(act.preset === undefined ? {} : { preset: act.preset }),
      ...settings,
    })
  },
  'add-partner': (cx, act) => partners.addPartner(cx, { id: act.partner, ...act }),
  'accept-agreement': (cx, act) =>
    withPartner(cx, act.partner, partner => partners.acceptAgreement(cx, { partner, program: act.program })),
  'add-customer': (cx, act) =>
    attribution.addCustomer(cx, { id: act.customer, name: act.name, domain: act.domain, country: act.country }),
  'select-partner': (cx, act) =>
    withPartner(cx, act.partner, async partner => {
      const chosen = await attribution.selectPartner(cx, { customer: act.customer as CustomerId, partner })
      if (!chosen.ok || act.account === undefined) return chosen
      const listNet = amountOf(act.account.listNet, act.account.currency)
      if (!listNet.ok) return listNet
      return licences.openAccount(cx, {
        account: act.account.account,
        partner,
        customer: act.customer,
        brand: 'vendor',
        listNet: listNet.value,
        kind: 'customer',
      })
    }),
  'release-customer': (cx, act) =>
    withPartner(cx, act.partner, partner =>
      attribution.releaseCustomer(cx, {
        customer: act.customer as CustomerId,
        partner,
        by: act.by,
        reason: act.reason,
      }),
    ),
  'suspend-partner': (cx, act) =>
    withPartner(cx, act.partner, partner => partners.suspend(cx, { partner, reason: act.reason })),
  'reinstate-partner': (cx, act) =>
    withPartner(cx, act.partner, partner => partners.reinstate(cx, { partner, reason: act.reason })),
  'elect-benefit': (cx, act) =>
    withPartner(cx, act.partner, partner => partners.electBenefit(cx, { partner, benefit: act.benefit })),
  'apply-tier': (cx, act) => withPartner(cx, act.partner, partner => tiers.applyTier(cx, { partner, tier: act.tier })),
  'invite-tier': (cx, act) =>
    withPartner(cx, act.partner, partner => tiers.inviteTier(cx, { partner, tier: act.tier })),
  'meet-tier': (cx, act) => withPartner(cx, act.partner, partner => tiers.meetTier(cx, { partner, tier: act.tier })),
}
