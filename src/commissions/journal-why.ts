import type { Json } from '#kernel/json.ts'
import { dayOf } from '#kernel/period.ts'
import type { Claim } from './claim.ts'
import type { Ground } from './ground.ts'
import type { Outcome } from './settlement.ts'

type Stands = { readonly basis: bigint; readonly accrued: bigint; readonly matured: bigint }

/**
 * The whole why, inside the chain: amounts in minor units, as text, as they stand from that day on. The binding is named by its
 * instant, not its random id, so that a history played again ends at the same head; leads and deals by the caller's own ids.
 */
export function causeWhy(outcome: Outcome, claim: Claim | null, ground: Ground | null, stands: Stands): Json {
  return {
    accrued: String(stands.accrued),
    basis: String(stands.basis),
    boundFrom: claim?.binding?.from.toISOString() ?? null,
    cause: outcome.cause,
    currency: outcome.currency,
    customer: outcome.customer,
    matured: String(stands.matured),
    partner: outcome.partner,
    payable: claim?.terms.payable.when ?? null,
    ppm: outcome.ppm,
    program: outcome.program,
    reason: outcome.reason,
    rounding: 'half-away-from-zero',
    rule: claim?.rule.key ?? null,
    terms: outcome.terms,
    tier: outcome.tier,
    ...(claim && claim.way !== 'selection' ? tieWhy(claim) : {}),
    ...(claim && ground?.own.kind === 'deal' && ground.deal ? dealWhy(claim, ground.deal) : {}),
  }
}

const tieWhy = ({ way, since, lead, timeZone }: Claim) => ({
  way,
  lead: lead?.id ?? null,
  since: since?.toISOString() ?? null,
  sinceDay: since && dayOf(since, timeZone),
})

const dealWhy = (claim: Claim, { signed }: NonNullable<Ground['deal']>) => ({
  base: claim.rule.base,
  dealKind: signed.kind,
  signedAt: signed.at.toISOString(),
  termMonths: signed.termMonths,
})
