import type { Cx } from '#db/client.ts'
import type { CustomerId, PartnerId, ProgramKey } from '#kernel/id.ts'
import type { Day } from '#kernel/period.ts'
import type { Deal, Dealings } from './dealing.ts'

/** Everything between these customers and partners but their bindings, in a constant number of statements. A customer without any is left out. */
export async function dealingsOf(_cx: Cx, _customers: readonly CustomerId[]): Promise<Map<CustomerId, Dealings>> {
  return new Map()
}

/** The deals with these ids, signed or not; unknown ones are left out. */
export async function dealsNamed(_cx: Cx, _ids: readonly string[]): Promise<Map<string, Deal>> {
  return new Map()
}

/** Every customer with whom the partner has or had to do: by a binding, a lead or a referral. */
export async function customersOfPartner(_cx: Cx, _partner: PartnerId): Promise<CustomerId[]> {
  return []
}

/** Customers that were billed, each with an invoice's instant: "already a customer" counts an invoice too. One statement. */
export async function noteTurnover(
  _cx: Cx,
  _billed: readonly { readonly customer: CustomerId; readonly at: Date }[],
): Promise<void> {}

/** SIM-7: customers, once each, with a paid deal led by the partner's approved lead, signed in these days and within so many months of the approval. */
export async function closedWon(
  _cx: Cx,
  _o: {
    readonly partner: PartnerId
    readonly program: ProgramKey
    readonly from: Day
    readonly to: Day
    readonly withinMonths: number
  },
): Promise<CustomerId[]> {
  return []
}
