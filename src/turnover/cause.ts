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
export const invoiceCause = (document: string): string => INVOICE + document
export const creditNoteCause = (document: string): string => CREDIT_NOTE + document

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

export const alone = (own: Fact): Cause => ({ id: creditNoteCause(own.document), own, credits: [], payments: [] })

/** By instant; what happened at one instant by its number, so that no order of arrival shows. */
function byTime(a: Fact, b: Fact): number {
  return a.occurredAt.getTime() - b.occurredAt.getTime() || (a.document < b.document ? -1 : 1)
}
