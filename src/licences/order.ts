import type { Deal, Referral } from '#attribution/index.ts'
import { assert } from '#kernel/assert.ts'
import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import { money } from '#kernel/money.ts'
import { type Day, monthOf } from '#kernel/period.ts'
import type { LicenceTerms } from '#programs/index.ts'
import { ceilingOf, type Charge, chargePpm, orderKey, shareDown } from './charge.ts'

type Told = Pick<Referral, 'partner' | 'program' | 'at' | 'code' | 'domain' | 'first' | 'seq'>

/** When the partner's code and its own first report of the domain were both there; null while one is missing (CC-2, CC-10). */
function completeAt(
  referrals: readonly Told[],
  partner: PartnerId,
  program: ProgramKey,
): { at: Date; seq: number } | null {
  const own = referrals.filter(r => r.partner === partner && r.program === program)
  const code = earliest(own.filter(r => r.code !== null))
  const domain = earliest(own.filter(r => r.domain !== null && r.first))
  return code && domain ? latest(code, domain) : null
}

const before = (a: { at: Date; seq: number }, b: { at: Date; seq: number }): number =>
  a.at.getTime() - b.at.getTime() || a.seq - b.seq
const earliest = <R extends { at: Date; seq: number }>(list: readonly R[]): R | null =>
  [...list].sort(before)[0] ?? null
const latest = <R extends { at: Date; seq: number }>(a: R, b: R): R => (before(a, b) > 0 ? a : b)

/**
 * Through whom an order was bought: the partner whose code and domain were complete first, at or before the signature; where
 * none was, the one that referred the customer first. Null if nobody did.
 */
export function resellerOf(
  referrals: readonly Told[],
  signedAt: Date,
): { readonly partner: PartnerId; readonly program: ProgramKey } | null {
  const claims = new Map(referrals.map(r => [`${r.program} ${r.partner}`, { partner: r.partner, program: r.program }]))
  const valid = [...claims.values()].flatMap(claim => {
    const complete = completeAt(referrals, claim.partner, claim.program)
    return complete && complete.at <= signedAt ? [{ ...claim, ...complete }] : []
  })
  const found = earliest(valid) ?? earliest(referrals)
  return found && { partner: found.partner, program: found.program }
}

/** List less the partner's margin, rounded down: the tier and the terms are those of the day of the signature (CC-3, CC-11). */
export function chargeOfOrder(
  deal: Deal,
  o: {
    readonly partner: PartnerId
    readonly program: ProgramKey
    readonly licence: LicenceTerms
    readonly terms: number
    readonly tier: string | null
    readonly day: Day
  },
): Charge {
  assert(deal.signed, 'an order was signed')
  const { net } = deal.signed
  const ppm = chargePpm(o.licence, { tier: o.tier, accounts: 0, own: null })
  return {
    key: orderKey(deal.id),
    account: null,
    deal: deal.id,
    partner: o.partner,
    program: o.program,
    customer: deal.customer,
    kind: 'order',
    period: monthOf(o.day),
    effective: o.day,
    list: net,
    ppm,
    ceiling: ceilingOf(o.licence),
    amount: money(shareDown(net.minor, ppm), net.currency),
    terms: o.terms,
    tier: o.tier,
    accounts: 0,
  }
}
