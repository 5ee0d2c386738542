import type { ProgramKey } from '#kernel/id.ts'
import { addMonths, dayOf } from '#kernel/period.ts'
import { type Terms, termsOn } from '#programs/index.ts'
import { heldAt } from './closed-won.ts'
import type { Lead } from './dealing.ts'

/** A program by which a customer may get a discount. */
export type DiscountProgram = { readonly timeZone: string; readonly terms: readonly Terms[] }

/**
 * SIM-14: whether a deal may carry the discount. It needs a lead of the customer, approved and in its window when the deal was
 * signed, in a program whose terms of that day have a discount, and a product that is among that program's. `named`: the deal
 * names its lead, and only that one counts.
 */
export function mayDiscount(
  deal: { readonly at: Date; readonly product: string | null; readonly named: string | null },
  leads: readonly Pick<Lead, 'id' | 'program' | 'approvedAt' | 'rejectedAt'>[],
  programs: ReadonlyMap<ProgramKey, DiscountProgram>,
): boolean {
  return leads.some(lead => {
    const program = programs.get(lead.program)
    if (!program || (deal.named !== null && deal.named !== lead.id)) return false
    const { timeZone } = program
    const day = dayOf(deal.at, timeZone)
    const terms = termsOn(program.terms, day)
    if (!terms?.discount || !terms.lead || !heldAt(lead, deal.at) || lead.approvedAt === null) return false
    if (day > addMonths(dayOf(lead.approvedAt, timeZone), terms.lead.windowMonths)) return false
    const { products } = terms.discount
    return products === 'all' || (deal.product !== null && products.includes(deal.product))
  })
}
