import type { SignedDeal } from '#attribution/index.ts'
import type { CustomerId } from '#kernel/id.ts'
import type { Money } from '#kernel/money.ts'
import { type Cause, type DealPapers, dealCause, type Fact } from '#turnover/index.ts'

/** What happened: a paper of turnover, or a signature. */
export type Own = {
  readonly kind: Fact['kind'] | 'deal'
  readonly document: string
  readonly customer: CustomerId
  readonly occurredAt: Date
  readonly net: Money
  readonly account: string | null
}

/** What commission can be earned on, with everything that lowers or pays it: an invoice, a lone credit note, or a deal. */
export type Ground = {
  readonly id: string
  readonly own: Own
  /** Oldest first. */
  readonly credits: readonly Fact[]
  readonly payments: readonly Fact[]
  /** The deal itself, or the signed deal that the paper names. */
  readonly deal?: SignedDeal | null
  /** Of a deal: its invoices, oldest first. */
  readonly invoices?: readonly Fact[]
}

/** A paper, with the deal it names if that is signed and of the same customer and currency. */
export function paperGround(cause: Cause, deals: readonly SignedDeal[]): Ground {
  const { own } = cause
  if (own.deal === null || deals.length === 0) return cause
  const deal = deals.find(known => known.id === own.deal && known.signed.net.currency === own.net.currency)
  return deal ? { ...cause, deal } : cause
}

/** A deal, with what was credited and paid on its invoices. What is in another currency than the deal is not of it. */
export function dealGround(deal: SignedDeal, papers: DealPapers | null): Ground {
  const { currency } = deal.signed.net
  const invoices = (papers?.invoices ?? []).filter(({ own }) => own.net.currency === currency)
  const lone = (papers?.credits ?? []).filter(({ net }) => net.currency === currency)
  return {
    id: dealCause(deal.id),
    own: {
      kind: 'deal',
      document: deal.id,
      customer: deal.customer,
      occurredAt: deal.signed.at,
      net: deal.signed.net,
      account: null,
    },
    credits: [...invoices.flatMap(({ credits }) => credits), ...lone].sort(byTime),
    payments: invoices.flatMap(({ payments }) => payments).sort(byTime),
    deal,
    invoices: invoices.map(({ own }) => own),
  }
}

/** By instant; what happened at one instant by its number, so that no order of arrival shows. */
function byTime(a: Fact, b: Fact): number {
  return a.occurredAt.getTime() - b.occurredAt.getTime() || (a.document < b.document ? -1 : 1)
}
