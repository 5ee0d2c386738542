import type { Currency } from '#kernel/money.ts'
import type { AccountMonth } from '#ledger/index.ts'
import { type Balances, currenciesOf, standingIn } from './statement.ts'

/** What a statement says of a month's ends; null for one of before heads were kept, which its series checks alone. */
export type Issued = {
  readonly partner: string
  readonly number: number
  readonly currency: string
  readonly ends: { readonly opening: Balances; readonly closing: Balances } | null
}

/** What is wrong between a closed month's books and its statements, as a sentence; null if each says what was kept and none is missing. */
export function monthFault(
  month: string,
  accounts: ReadonlyMap<string, readonly AccountMonth[]>,
  issued: readonly Issued[],
): string | null {
  const papers = new Map(issued.map(one => [`${one.partner} ${one.currency}`, one]))
  for (const [partner, own] of accounts) {
    for (const currency of currenciesOf(own)) {
      const key = `${partner} ${currency}`
      const paper = papers.get(key)
      if (!paper) return `${partner} has no statement in ${currency} for ${month}`
      papers.delete(key)
      const ends = standingIn(currency as Currency, own)
      if (paper.ends !== null && JSON.stringify(pick(paper.ends)) !== JSON.stringify(pick(ends)))
        return `statement ${paper.number} of ${partner} is not what the books of ${month} say`
    }
  }
  const [strange] = papers.values()
  return strange ? `statement ${strange.number} of ${strange.partner} is about nothing in ${month}` : null
}

const pick = ({ opening, closing }: { opening: Balances; closing: Balances }): string[] =>
  [opening, closing].flatMap(b => [b.pending, b.payable, b.held, b.inPayment, b.total])
