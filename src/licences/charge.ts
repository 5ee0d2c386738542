import { assert } from '#kernel/assert.ts'
import type { AccountId, CustomerId, DealId, PartnerId, ProgramKey } from '#kernel/id.ts'
import { type Money, money, type Ppm, parsePercent } from '#kernel/money.ts'
import type { Day, Month } from '#kernel/period.ts'
import { accountPart, type Draft, LICENCE_DISCOUNT, LICENCE_LIST, resellerReceivable } from '#ledger/index.ts'
import type { LicenceTerms } from '#programs/index.ts'
import type { AccountKind } from './account.ts'

const MILLION = 1_000_000n
const least = (a: Ppm, b: Ppm): Ppm => (a < b ? a : b)

function ppmOf(text: string): Ppm {
  const ppm = parsePercent(text)
  assert(ppm !== null, 'the terms were checked when they were kept')
  return ppm
}

export const ceilingOf = (licence: LicenceTerms): Ppm => ppmOf(licence.ceilingPercent)

/** What a partner of that tier is charged of the list price before volume counts, never above the ceiling; null if the tier has none. */
export function tierPpm(licence: LicenceTerms, tier: string | null): Ppm | null {
  const { percentOfList } = licence
  const text = typeof percentOfList === 'string' ? percentOfList : tier === null ? undefined : percentOfList[tier]
  return text === undefined ? null : least(ppmOf(text), ceilingOf(licence))
}

/** The step that so many open accounts reach: the highest one; of two at one number the tier's own goes before everybody's. */
function stepPpm(licence: LicenceTerms, tier: string | null, accounts: number): Ppm | null {
  const reached = licence.steps
    .filter(step => (step.tier === null || step.tier === tier) && step.accounts <= accounts)
    .sort((a, b) => b.accounts - a.accounts || Number(b.tier !== null) - Number(a.tier !== null))[0]
  return reached ? ppmOf(reached.percentOfList) : null
}

/**
 * The share of the list price that an account is charged: its own if one was agreed, else that of the step its partner reached,
 * else that of the partner's tier. Never above the tier's, nor above the ceiling (COP-10, CC-4).
 */
export function chargePpm(
  licence: LicenceTerms,
  o: { readonly tier: string | null; readonly accounts: number; readonly own: Ppm | null },
): Ppm {
  const most = tierPpm(licence, o.tier) ?? ceilingOf(licence)
  return least(o.own ?? stepPpm(licence, o.tier, o.accounts) ?? most, most)
}

/** Whether a share may not be agreed for an account: it is above the ceiling, or above what the partner's tier is charged. */
export const aboveCeiling = (licence: LicenceTerms, tier: string | null, ppm: Ppm): boolean =>
  ppm > ceilingOf(licence) || ppm > (tierPpm(licence, tier) ?? ceilingOf(licence))

/** Rounded down, in favour of the partner: list 0.99 at 50 % is 0.49 (COP-10). */
export const shareDown = (minor: bigint, ppm: Ppm): bigint => (minor * ppm) / MILLION

/** What a partner is charged for one account and month, or for one order bought through it, and why. */
export type Charge = {
  readonly key: string
  readonly account: AccountId | null
  readonly deal: DealId | null
  readonly partner: PartnerId
  readonly program: ProgramKey
  readonly customer: CustomerId | null
  readonly kind: AccountKind | 'order'
  readonly period: Month
  readonly effective: Day
  readonly list: Money
  readonly ppm: Ppm
  readonly ceiling: Ppm
  readonly amount: Money
  readonly terms: number
  readonly tier: string | null
  /** How many accounts of customers the partner had open in that month. */
  readonly accounts: number
}

/** An account named `deal` must not write the keys of orders. */
const part = (id: string): string => (id === 'deal' ? '%64eal' : accountPart(id))
export const accountKey = (account: string, period: Month): string => `licence:${part(account)}:${period}`
export const orderKey = (deal: string): string => `licence:deal:${accountPart(deal)}`

/** The list price, then the discount, so that a query over the books proves the ceiling; null where nothing is charged. */
export function draftOf(charge: Charge): Draft | null {
  const { list, amount, partner, kind } = charge
  if (list.minor === 0n || (kind !== 'customer' && kind !== 'order')) return null
  const receivable = resellerReceivable(partner)
  const off = money(list.minor - amount.minor, list.currency)
  return {
    key: charge.key,
    kind: 'licence',
    cause: charge.key,
    effective: charge.effective,
    detail: {
      account: charge.account,
      accounts: charge.accounts,
      amount: String(amount.minor),
      ceilingPpm: String(charge.ceiling),
      customer: charge.customer,
      deal: charge.deal,
      list: String(list.minor),
      partner,
      period: charge.period,
      ppm: String(charge.ppm),
      program: charge.program,
      rounding: 'down',
      terms: charge.terms,
      tier: charge.tier,
    },
    legs: [
      { debit: receivable, credit: LICENCE_LIST, amount: list },
      ...(off.minor > 0n ? [{ debit: LICENCE_DISCOUNT, credit: receivable, amount: off }] : []),
    ],
  }
}
