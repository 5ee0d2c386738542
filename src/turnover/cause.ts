import type { CustomerId } from '#kernel/id.ts'
import type { Money } from '#kernel/money.ts'
import type { TurnoverType } from './event.ts'

/** One thing that happened, once, whoever told it. `seq` is the order in which facts became known. */
export type Fact = {
  readonly seq: number
  readonly kind: TurnoverType
  readonly document: string
  readonly invoice: string | null
  readonly customer: CustomerId
  readonly occurredAt: Date
  readonly net: Money
  readonly account: string | null
  readonly deal: string | null
}

/**
 * What commission can be earned on: an invoice with everything that names it, or a credit note that stands alone because the
 * invoice it names, if any, is not known.
 */
export type Cause = {
  readonly id: string
  readonly own: Fact
  /** Oldest first. */
  readonly credits: readonly Fact[]
  readonly payments: readonly Fact[]
}

const INVOICE = 'invoice:'
const CREDIT_NOTE = 'credit-note:'
const DEAL = 'deal:'
export const invoiceCause = (document: string): string => INVOICE + document
export const creditNoteCause = (document: string): string => CREDIT_NOTE + document
export const dealCause = (deal: string): string => DEAL + deal

/** The documents that cause ids name, by type. */
export function documentsOf(ids: readonly string[]): { invoices: string[]; creditNotes: string[] } {
  const invoices: string[] = []
  const creditNotes: string[] = []
  for (const id of ids) {
    if (id.startsWith(INVOICE)) invoices.push(id.slice(INVOICE.length))
    else if (id.startsWith(CREDIT_NOTE)) creditNotes.push(id.slice(CREDIT_NOTE.length))
  }
  return { invoices, creditNotes }
}

/** The deals that cause ids name. */
export const dealsOf = (ids: readonly string[]): string[] =>
  ids.filter(id => id.startsWith(DEAL)).map(id => id.slice(DEAL.length))

/** Gathers facts under the invoices they name. What names an invoice that is not among them waits, and is in no cause. */
export function gather(facts: readonly Fact[]): Map<string, Cause> {
  const causes = new Map<string, { id: string; own: Fact; credits: Fact[]; payments: Fact[] }>()
  for (const own of facts)
    if (own.kind === 'invoice') {
      const id = invoiceCause(own.document)
      causes.set(id, { id, own, credits: [], payments: [] })
    }
  for (const fact of facts) {
    if (fact.invoice === null) continue
    const cause = causes.get(invoiceCause(fact.invoice))
    if (cause) (fact.kind === 'payment' ? cause.payments : cause.credits).push(fact)
  }
  for (const { credits, payments } of causes.values()) {
    if (credits.length > 1) credits.sort(byTime)
    if (payments.length > 1) payments.sort(byTime)
  }
  return causes
}

/** What was billed under a deal, each invoice with what names it, and the credit notes that name the deal and no known invoice. */
export type DealPapers = { readonly invoices: readonly Cause[]; readonly credits: readonly Fact[] }

/** Gathers facts under the deals that their invoices name. A deal of which nothing is known has no papers. */
export function gatherDeals(deals: readonly string[], facts: readonly Fact[]): Map<string, DealPapers> {
  const invoices = gather(facts)
  const papers = new Map(deals.map(deal => [deal, { invoices: [] as Cause[], credits: [] as Fact[] }]))
  for (const cause of invoices.values()) papers.get(cause.own.deal ?? '')?.invoices.push(cause)
  for (const fact of facts) {
    if (fact.kind !== 'credit_note' || fact.deal === null) continue
    if (fact.invoice === null || !invoices.has(invoiceCause(fact.invoice))) papers.get(fact.deal)?.credits.push(fact)
  }
  for (const { invoices, credits } of papers.values()) {
    invoices.sort((a, b) => byTime(a.own, b.own))
    credits.sort(byTime)
  }
  return papers
}

export const alone = (own: Fact): Cause => ({ id: creditNoteCause(own.document), own, credits: [], payments: [] })

/** By instant; what happened at one instant by its number, so that no order of arrival shows. */
function byTime(a: Fact, b: Fact): number {
  return a.occurredAt.getTime() - b.occurredAt.getTime() || (a.document < b.document ? -1 : 1)
}
