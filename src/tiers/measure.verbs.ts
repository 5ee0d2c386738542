import * as attribution from '#attribution/index.ts'
import type { Cx } from '#db/client.ts'
import type { CustomerId, PartnerId, ProgramKey } from '#kernel/id.ts'
import { type Day, dayOf, startOfDay } from '#kernel/period.ts'
import type { Membership } from '#partners/index.ts'
import type { TierTerms } from '#programs/index.ts'
import * as turnover from '#turnover/index.ts'
import { askedFor, countingFrom, lastConfirmed, type Measured, type Need, needOf } from './requirement.ts'

type Span = { readonly from: Day; readonly to: Day }
type Who = { readonly partner: PartnerId; readonly program: ProgramKey; readonly timeZone: string }

/**
 * What a tier asks of a member and how far it is: the months are counted back from `day`, and what happened up to `to` is
 * counted. `confirmed` are the days on which a person confirmed this tier; they count for what is measured as long as the
 * measuring looks back, and for ever for what only a person can tell.
 */
export async function needsOf(
  cx: Cx,
  membership: Membership,
  tier: TierTerms,
  o: { readonly timeZone: string; readonly day: Day; readonly to: Day; readonly confirmed: readonly Day[] },
): Promise<Need[]> {
  const needs: Need[] = []
  for (const requirement of askedFor(tier, membership.modules)) {
    if (requirement.measure === 'confirmed') {
      needs.push(needOf(requirement, 0n, lastConfirmed(o.confirmed, null, o.to)))
      continue
    }
    const span = { from: countingFrom(o.day, requirement.lastMonths), to: o.to }
    const { partner, program } = membership
    const have = await measure(cx, { partner, program, timeZone: o.timeZone }, requirement, span)
    needs.push(needOf(requirement, have, lastConfirmed(o.confirmed, span.from, span.to)))
  }
  return needs
}

async function measure(cx: Cx, who: Who, requirement: Measured, { from, to }: Span): Promise<bigint> {
  if (requirement.measure === 'revenue') return revenueOf(cx, who, requirement.currency, { from, to })
  const { partner, program } = who
  const { withinMonths } = requirement
  // SIM-7: each customer once, however many orders it signed.
  return BigInt(new Set(await attribution.closedWon(cx, { partner, program, from, to, withinMonths })).size)
}

/** Invoices less credit notes, by their own days, of customers that were the partner's at that instant in this program. */
async function revenueOf(cx: Cx, { partner, program, timeZone }: Who, currency: string, span: Span): Promise<bigint> {
  const customers = await attribution.customersOfPartner(cx, partner)
  const theirs = await holdings(cx, partner, program, customers)
  const causes = await turnover.causesOfCustomers(cx, customers, startOfDay(span.from, timeZone))
  let sum = 0n
  for (const { own, credits } of (await turnover.factsOfCauses(cx, causes)).values())
    for (const fact of [own, ...credits]) {
      const day = dayOf(fact.occurredAt, timeZone)
      const counts = fact.net.currency === currency && day >= span.from && day <= span.to
      if (
        !counts ||
        !theirs.get(fact.customer)?.some(held => held.from <= fact.occurredAt && fact.occurredAt < held.until)
      )
        continue
      sum += fact.kind === 'invoice' ? fact.net.minor : -fact.net.minor
    }
  return sum
}

const EVER = new Date(8.64e15)

/** When each customer was the partner's: while it was bound, or from an approved lead or a code or domain told in time on. */
async function holdings(cx: Cx, partner: PartnerId, program: ProgramKey, customers: readonly CustomerId[]) {
  const held = new Map<CustomerId, { from: Date; until: Date }[]>()
  const add = (customer: CustomerId, from: Date, until: Date | null) =>
    held.set(customer, [...(held.get(customer) ?? []), { from, until: until ?? EVER }])
  for (const binding of await attribution.bindingsOfCustomers(cx, customers))
    if (binding.partner === partner && binding.program === program) add(binding.customer, binding.from, binding.until)
  for (const [customer, { leads, referrals }] of await attribution.dealingsOf(cx, customers)) {
    for (const lead of leads)
      if (lead.partner === partner && lead.program === program && lead.approvedAt)
        add(customer, lead.approvedAt, lead.rejectedAt)
    for (const one of referrals)
      if (one.partner === partner && one.program === program && one.first) add(customer, one.at, null)
  }
  return held
}
