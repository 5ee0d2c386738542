import type { Cx } from '#db/client.ts'
import { actsForPartner, isStaff } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import type { PartnerId } from '#kernel/id.ts'
import type { Currency } from '#kernel/money.ts'
import { type Day, type Month, monthOf } from '#kernel/period.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { PARTNER_POCKETS, partnerAccount } from './account.ts'
import { bookMonth, monthsToClose } from './open-month.ts'
import {
  type AccountMonth,
  allPeriods,
  closedMonth,
  derivedMonth,
  keepClose,
  lastMonths,
  type Movement,
  movementsOn,
  ownersThrough,
  type PairMonth,
  type Period,
} from './period.store.ts'
import { closedThrough, openMonths } from './post.store.ts'

export type { AccountMonth, Movement, PairMonth, Period }

/** A month at its close, with what moved between which accounts. */
export type Closing = Period & { readonly pairs: readonly PairMonth[] }

/** Every month that has books, oldest first. */
export const periods = (cx: Cx): Promise<Period[]> => allPeriods(cx)

/** The month whose books would take a fact of that day now. */
export const openPeriodFor = async (cx: Cx, day: Day): Promise<Month> =>
  bookMonth(monthOf(day), await closedThrough(cx))

/** The months a close of `month` closes, in order; none if it is closed already. */
export async function monthsBefore(cx: Cx, month: Month): Promise<Month[]> {
  const firstOpen = (await allPeriods(cx)).find(p => p.closedAt === null)?.month ?? null
  return monthsToClose(month, await closedThrough(cx), firstOpen)
}

/**
 * Closes one month for ever: keeps every account's opening, movement and closing, and the chain's head of that moment.
 * Refuses a closed month, and one with an open month before it (close those first, see `monthsBefore`).
 */
export async function closePeriod(
  cx: Cx,
  month: Month,
): Promise<Result<Closing, 'not-allowed' | 'period-closed' | 'earlier-period-open'>> {
  if (!isStaff(cx.actor, 'finance')) return refuse('not-allowed')
  const [first] = await monthsBefore(cx, month)
  if (first === undefined) return refuse('period-closed')
  if (first !== month) return refuse('earlier-period-open')
  await openMonths(cx, [month])
  const pairs = await keepClose(cx, month)
  const period = (await allPeriods(cx)).find(p => p.month === month)
  assert(period?.closedAt, 'a month that was closed is closed')
  return ok({ ...period, pairs })
}

/** Partners' accounts in a closed month, as they were kept; sorted by partner, currency, account. */
export async function partnersIn(cx: Cx, month: Month): Promise<(AccountMonth & { owner: string })[]> {
  assert(isStaff(cx.actor, 'finance'), 'only the house and its finance staff see every partner')
  return closedMonth(cx, month)
}

/** Partners and currencies in which anything was posted by the end of a month that is not closed yet, for finance staff. */
export async function partnersWithBooks(cx: Cx, month: Month): Promise<{ partner: string; currency: Currency }[]> {
  assert(isStaff(cx.actor, 'finance'), 'only the house and its finance staff see every partner')
  return ownersThrough(cx, month)
}

/** One partner's accounts in any month, from the transfers; [] for who may not see them. */
export async function partnerMonth(cx: Cx, partner: PartnerId, month: Month): Promise<AccountMonth[]> {
  if (!maySee(cx, partner)) return []
  return derivedMonth(cx, accountsOf(partner), month)
}

/** The transfers of one partner in a month, each with its journal's why, in the chain's order; [] for who may not see them. */
export async function movementsOf(cx: Cx, partner: PartnerId, month: Month): Promise<Movement[]> {
  if (!maySee(cx, partner)) return []
  return movementsOn(cx, accountsOf(partner), month)
}

/**
 * In which month each cause last became payable to a partner, before the given one: where a correction's original stands.
 * What only came back from a dispute or a payout does not count. For finance staff and the partner.
 */
export async function lastPayable(
  cx: Cx,
  o: { partner: PartnerId; currency: Currency; before: Month; causes: readonly string[] },
): Promise<Map<string, Month>> {
  if (!maySee(cx, o.partner) || o.causes.length === 0) return new Map()
  const own = (pocket: 'Payable' | 'Held' | 'InPayment') => partnerAccount(o.partner, pocket)
  const rows = await lastMonths(cx, { ...o, account: own('Payable'), except: [own('Held'), own('InPayment')] })
  return new Map(rows.map(row => [row.cause, row.month]))
}

export const maySee = (cx: Cx, partner: PartnerId): boolean =>
  isStaff(cx.actor, 'finance', 'partner-manager') || actsForPartner(cx.actor, partner, 'finance')

const accountsOf = (partner: PartnerId): string[] => PARTNER_POCKETS.map(pocket => partnerAccount(partner, pocket))
