import type { SignedDeal } from '#attribution/index.ts'
import { type Money, roundDiv } from '#kernel/money.ts'
import { addMonths, type Day, dayOf } from '#kernel/period.ts'
import type { EarnRule } from '#programs/index.ts'
import type { Fact } from '#turnover/index.ts'
import type { Ground } from './ground.ts'

export type BaseRule = EarnRule['base']
const YEAR = 12

/** What a ground is worth before credit notes, in its own currency's minor units; an invoice or credit note its net. */
export function worthOf(ground: Ground, base: BaseRule): bigint {
  return ground.own.kind === 'deal' && ground.deal ? dealWorth(ground.deal, base).minor : ground.own.net.minor
}

/** A deal's value by the rule (COC-5, COC-11, ONE-1): all of it, its first stage, or its first year. */
export function dealWorth({ signed }: SignedDeal, base: BaseRule): Money {
  const { net, stages, firstYearNet, termMonths } = signed
  switch (base) {
    case 'first-stage':
      return stages[0] ?? net
    case 'first-year-net':
      if (firstYearNet) return firstYearNet
      return termMonths > YEAR ? { ...net, minor: roundDiv(net.minor * BigInt(YEAR), BigInt(termMonths)) } : net
    default:
      return net
  }
}

/** The credit notes that lower the base: all, but of a first year out of several only those whose invoice is dated in it. */
export function loweringCredits(ground: Ground, base: BaseRule, timeZone: string): readonly Fact[] {
  const { deal } = ground
  if (ground.own.kind !== 'deal' || !deal || base !== 'first-year-net' || deal.signed.termMonths <= YEAR)
    return ground.credits
  const end: Day = addMonths(dayOf(deal.signed.at, timeZone), YEAR)
  const billed = new Map((ground.invoices ?? []).map(invoice => [invoice.document, invoice.occurredAt]))
  return ground.credits.filter(credit => {
    const invoiced = credit.invoice === null ? undefined : billed.get(credit.invoice)
    return dayOf(invoiced ?? credit.occurredAt, timeZone) < end
  })
}
