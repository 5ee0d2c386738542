import { isCurrency, parseMoney } from '#kernel/money.ts'
import { addDays, addMonths, type Day } from '#kernel/period.ts'
import type { Requirement, TierTerms } from '#programs/index.ts'

/**
 * What a tier asks for and how far a partner is: `have` of `need` customers, or minor units of the requirement's currency, or 1 of 1
 * where a person confirms. `confirmedOn`: the last day on which a person confirmed it, if that counts.
 */
export type Need = {
  readonly requirement: Requirement
  readonly have: bigint
  readonly need: bigint
  readonly confirmedOn: Day | null
  readonly met: boolean
}
export type Measured = Exclude<Requirement, { measure: 'confirmed' }>

export const isMeasured = (requirement: Requirement): requirement is Measured => requirement.measure !== 'confirmed'

/**
 * Whether a requirement is asked of a partner with these modules (SIM-8: of service providers). A partner that named no module
 * is asked everything: saying less than others must not spare it.
 */
export const isAsked = (requirement: Requirement, modules: readonly string[]): boolean =>
  requirement.measure !== 'closed-won' ||
  requirement.modules.length === 0 ||
  modules.length === 0 ||
  requirement.modules.some(module => modules.includes(module))

/** What is asked of this partner for that tier. */
export const askedFor = (tier: Pick<TierTerms, 'requirements'>, modules: readonly string[]): Requirement[] =>
  tier.requirements.filter(requirement => isAsked(requirement, modules))

/** The first day that still lies within so many months on a day: what happened on it counts until the same day so much later (G7). */
export function countingFrom(day: Day, months: number): Day {
  const same = addMonths(day, -months)
  return addMonths(same, months) < day ? addDays(same, 1) : same
}

/** How much is needed, in the units of `have`. A currency that nobody knows cannot be earned. */
export function amountNeeded(requirement: Requirement): bigint {
  if (requirement.measure === 'confirmed') return 1n
  if (requirement.measure === 'closed-won') return BigInt(requirement.customers)
  const { amount, currency } = requirement
  const money = isCurrency(currency) ? parseMoney(amount, currency) : null
  return money?.ok ? money.value.minor : 9_007_199_254_740_991n
}

/** `confirmedOn` is null where no confirmation counts for this requirement. */
export function needOf(requirement: Requirement, have: bigint, confirmedOn: Day | null): Need {
  const need = amountNeeded(requirement)
  const got = requirement.measure === 'confirmed' ? (confirmedOn === null ? 0n : 1n) : have
  return { requirement, have: got, need, confirmedOn, met: got >= need || confirmedOn !== null }
}

/** The last day of those on which a person confirmed, within a span of days; `from` null: ever. */
export const lastConfirmed = (days: readonly Day[], from: Day | null, to: Day): Day | null =>
  days
    .filter(day => (from === null || day >= from) && day <= to)
    .reduce<Day | null>((a, b) => (a === null || b > a ? b : a), null)
