import type { Cx } from '#db/client.ts'
import type { ActOf, Acts } from '#doors/acts.ts'
import { assert } from '#kernel/assert.ts'
import type { PartnerId } from '#kernel/id.ts'
import { isCurrency, type Money, parseMoney } from '#kernel/money.ts'
import { type Result, refuse } from '#kernel/result.ts'
import * as partners from '#partners/index.ts'

export type Outcome = Result<unknown, string>
/** One act through the verb that the site would call, under the history's clock. */
export type Handlers = { readonly [K in keyof Acts]: (cx: Cx, act: ActOf<K>) => Promise<Outcome> }

/** A history names a partner by its id or its slug, as every caller may. */
export async function withPartner(
  cx: Cx,
  name: string,
  verb: (partner: PartnerId) => Promise<Outcome>,
): Promise<Outcome> {
  const partner = await partners.findPartner(cx, name)
  return partner ? verb(partner.id) : refuse('unknown-partner')
}

/** An amount as the history writes it; refuses more decimals than the currency has, and one too large for the ledger. */
export function amountOf(text: string, currency: string): ReturnType<typeof parseMoney> {
  assert(isCurrency(currency), 'a currency was read at the door')
  return parseMoney(text, currency)
}

/** Several amounts in one currency: the first that is refused, or all of them. */
export function amountsOf(texts: readonly string[], currency: string): Result<Money[], string> {
  const amounts: Money[] = []
  for (const text of texts) {
    const amount = amountOf(text, currency)
    if (!amount.ok) return amount
    amounts.push(amount.value)
  }
  return { ok: true, value: amounts }
}
