import type { Cx } from '#db/client.ts'
import { actsForPartner, isStaff } from '#kernel/actor.ts'
import type { CustomerId, PartnerId, ProgramKey } from '#kernel/id.ts'
import type { Day } from '#kernel/period.ts'
import * as programs from '#programs/index.ts'
import { wonBy } from './closed-won.ts'
import type { Deal, Dealings } from './dealing.ts'
import * as dealStore from './deal.store.ts'
import * as store from './dealings.store.ts'

/** Everything between these customers and partners but their bindings, in two statements. A customer without any is left out. */
export async function dealingsOf(cx: Cx, customers: readonly CustomerId[]): Promise<Map<CustomerId, Dealings>> {
  return customers.length > 0 && (await store.anyDealings(cx)) ? store.loadDealings(cx, customers) : new Map()
}

/** The deals with these ids, signed or not; unknown ones are left out. */
export async function dealsNamed(cx: Cx, ids: readonly string[]): Promise<Map<string, Deal>> {
  if (ids.length === 0) return new Map()
  return new Map((await dealStore.loadDeals(cx, ids)).map(deal => [deal.id, deal]))
}

/** The signed deals of these customers, as ids: what is looked at again when something about a customer changes. */
export const signedDealsOf = (cx: Cx, customers: readonly CustomerId[]): Promise<string[]> =>
  dealStore.loadSignedIds(cx, customers)

/** Every customer with whom the partner has or had to do: by a binding, a lead, a referral or a renewal. For the house, not for the partner. */
export const customersOfPartner = (cx: Cx, partner: PartnerId): Promise<CustomerId[]> =>
  store.loadCustomersOfPartner(cx, partner)

/** Those of them of whom the partner is meant to know: not a company that it merely registered, nor a domain that it reported. */
export const knownCustomersOf = async (cx: Cx, partner: PartnerId): Promise<CustomerId[]> =>
  isStaff(cx.actor) || actsForPartner(cx.actor, partner)
    ? store.loadCustomersOfPartner(cx, partner, { known: true })
    : []

/** Whether that customer is among those of whom the partner is meant to know. */
export const isCustomerOf = async (cx: Cx, partner: PartnerId, customer: CustomerId): Promise<boolean> =>
  (await store.loadCustomersOfPartner(cx, partner, { only: customer, known: true })).length > 0

/**
 * Customers that were billed, each with an invoice's instant: "already a customer" counts an invoice too. Turnover tells it of
 * what it takes, in one statement however many they are.
 */
export async function noteTurnover(
  cx: Cx,
  billed: readonly { readonly customer: CustomerId; readonly at: Date }[],
): Promise<void> {
  if (billed.length > 0) await store.keepBilled(cx, billed)
}

/**
 * SIM-7: customers, once each, with a paid deal led by the partner's approved lead, signed in these days (both included) and
 * within so many months of the approval.
 */
export async function closedWon(
  cx: Cx,
  o: {
    readonly partner: PartnerId
    readonly program: ProgramKey
    readonly from: Day
    readonly to: Day
    readonly withinMonths: number
  },
): Promise<CustomerId[]> {
  if (!isStaff(cx.actor) && !actsForPartner(cx.actor, o.partner)) return []
  const program = await programs.findProgram(cx, o.program)
  if (!program || !(await store.anyDealings(cx))) return []
  const customers = await store.loadCustomersLed(cx, o.partner, { program: o.program, approved: true })
  const dealings = await store.loadDealings(cx, customers)
  return customers.filter(customer => {
    const facts = dealings.get(customer)
    return facts !== undefined && wonBy(facts, { ...o, timeZone: program.timeZone })
  })
}
