import * as attribution from '#attribution/index.ts'
import type { Cx } from '#db/client.ts'
import { actsForPartner, isStaff } from '#kernel/actor.ts'
import type { AccountId, PartnerId } from '#kernel/id.ts'
import { type Money, money } from '#kernel/money.ts'
import type { Month } from '#kernel/period.ts'
import type { Account } from './account.ts'
import * as store from './account.store.ts'
import { keepsAccounts } from './account.verbs.ts'
import { chargePpm, shareDown } from './charge.ts'
import * as charges from './charge.store.ts'
import { placesOf } from './place.verbs.ts'
import { loadPlans } from './plan.store.ts'
import { type PriceLine, priceSheet } from './price-sheet.ts'

const MOST = 10_000

/** Accounts, newest first: of one partner for its finance people, of everybody for the operator's. [] for who may not see them. */
export async function accountsOf(
  cx: Cx,
  o: {
    readonly partner?: PartnerId | undefined
    readonly open?: boolean
    readonly after?: string | undefined
    readonly limit: number
  },
): Promise<Account[]> {
  const may = o.partner === undefined ? isStaff(cx.actor, 'partner-manager', 'finance') : keepsAccounts(cx, o.partner)
  if (!may) return []
  const [after] = o.after === undefined ? [] : await store.loadAccounts(cx, [o.after])
  return store.loadPage(cx, { partner: o.partner ?? null, open: o.open ?? false, after: after ?? null, limit: o.limit })
}

/** One account for those who may keep it; null to everybody else. */
export async function findAccount(cx: Cx, id: string): Promise<Account | null> {
  const [account] = await store.loadAccounts(cx, [id])
  return account && keepsAccounts(cx, account.partner) ? account : null
}

/**
 * These accounts of one partner with what each costs it a month by the terms, its tier and its number of open accounts of today.
 * Its own price is told to the partner alone: it is none of the operator's business (COP-11).
 */
export async function priceLines(cx: Cx, partner: PartnerId, accounts: readonly Account[]): Promise<PriceLine[]> {
  if (!keepsAccounts(cx, partner)) return []
  const own = accounts.filter(account => account.partner === partner)
  const places = new Map((await placesOf(cx, partner)).map(place => [place.program, place]))
  const open = await store.countOpen(cx, partner)
  const prices = actsForPartner(cx.actor, partner, 'finance') ? await store.loadOwnPrices(cx, own) : null
  const customers = new Map(
    (
      await attribution.findCustomers(
        cx,
        own.flatMap(account => account.customer ?? []),
      )
    ).map(customer => [customer.id, customer.name]),
  )
  const plans = new Map(
    (
      await loadPlans(
        cx,
        own.flatMap(account => account.plan ?? []),
      )
    ).map(plan => [plan.id, plan.name]),
  )
  return own.map(account => {
    const place = places.get(account.program)
    const licence = account.kind === 'customer' ? place?.terms.licence : null
    const ppm = licence
      ? chargePpm(licence, {
          tier: place?.tier ?? null,
          accounts: open.get(account.program) ?? 0,
          own: account.charge,
        })
      : 0n
    return {
      account,
      customer: account.customer === null ? '' : (customers.get(account.customer) ?? account.customer),
      plan: account.plan === null ? '' : (plans.get(account.plan) ?? ''),
      ppm,
      fee: money(shareDown(account.listNet.minor, ppm), account.listNet.currency),
      price: prices?.get(account.id) ?? null,
    }
  })
}

/** Every price that the partner ever asked for one of its accounts, oldest first; for the partner alone. */
export async function pricesOf(cx: Cx, id: AccountId): Promise<{ readonly at: Date; readonly net: Money }[]> {
  const [account] = await store.loadAccounts(cx, [id])
  if (!account || !actsForPartner(cx.actor, account.partner, 'finance')) return []
  const rows = await store.loadPrices(cx, [account.id])
  return rows.map(row => ({ at: row.at, net: money(row.net, account.listNet.currency) }))
}

/** The partner's price sheet of its open accounts as CSV (RFC 4180, safe for spreadsheets); null for who may not have it. */
export async function priceSheetCsv(cx: Cx, partner: PartnerId): Promise<string | null> {
  if (!keepsAccounts(cx, partner)) return null
  const open = await store.loadPage(cx, { partner, open: true, after: null, limit: MOST })
  return priceSheet(await priceLines(cx, partner, open.reverse()))
}

const maySee = (cx: Cx, partner: PartnerId | null): boolean =>
  isStaff(cx.actor, 'finance', 'partner-manager') || (partner !== null && actsForPartner(cx.actor, partner, 'finance'))

/** What was charged by month and currency, the newest first; `partner` null: to all together, for the operator. */
export const chargedMonths = async (cx: Cx, partner: PartnerId | null, limit = 120): Promise<charges.MonthRow[]> =>
  maySee(cx, partner) ? charges.loadMonths(cx, partner, limit) : []

/** The single charges of a partner's month. */
export const chargesIn = async (cx: Cx, partner: PartnerId, month: Month): Promise<charges.ChargeRow[]> =>
  maySee(cx, partner) ? charges.loadCharges(cx, partner, month) : []
