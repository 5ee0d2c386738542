import type { Cx } from '#db/client.ts'
import { isStaff } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import type { PartnerId } from '#kernel/id.ts'
import type { Currency } from '#kernel/money.ts'
import * as ledger from '#ledger/index.ts'

export type VatDue = { readonly partner: PartnerId; readonly currency: Currency; readonly minor: bigint }

/**
 * The tax on issued self-billed papers that is not paid yet, in minor units; negative after a credit note. A payout moves
 * it from `partnerAccount(partner, 'VAT')` to the partner's InPayment beside the amount itself, never in the basis.
 */
export async function vatDue(cx: Cx, partner: PartnerId, currency: Currency): Promise<bigint> {
  return (await vatDues(cx, [partner])).find(due => due.currency === currency)?.minor ?? 0n
}

/** The same for many partners at once; what is zero is left out. */
export async function vatDues(cx: Cx, partners: readonly PartnerId[]): Promise<VatDue[]> {
  assert(isStaff(cx.actor, 'finance'), 'only the house and its finance staff pay')
  const owners = new Map(partners.map(partner => [ledger.partnerAccount(partner, 'VAT'), partner]))
  const rows = await ledger.accountBalances(cx, [...owners.keys()])
  return rows.flatMap(({ account, currency, balance }) => {
    const partner = owners.get(account)
    return partner === undefined || balance === 0n ? [] : [{ partner, currency, minor: balance }]
  })
}
