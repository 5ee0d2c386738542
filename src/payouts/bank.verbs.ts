import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { type Actor, actorName, actsForPartner, isStaff } from '#kernel/actor.ts'
import type { PartnerId } from '#kernel/id.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as outbox from '#outbox/index.ts'
import { findPartner } from '#partners/index.ts'
import { type BankAccount, maskedIban, plainAccount, spacedIban } from './bank-account.ts'
import * as store from './bank.store.ts'

export { plainAccount } from './bank-account.ts'

/** Bank details as they are shown: the whole IBAN only to whom it belongs and to who pays. */
export type BankDetails = {
  readonly partner: PartnerId | null
  readonly iban: string
  readonly name: string
  readonly bic: string | null
  readonly setAt: Date
}

/** A partner's own are its owner's and finance people's; the operator's are its finance staff's. */
const maySet = (actor: Actor, partner: PartnerId | null): boolean =>
  partner === null ? isStaff(actor, 'finance') : actsForPartner(actor, partner, 'finance')
const mayRead = (actor: Actor, partner: PartnerId | null): boolean =>
  maySet(actor, partner) || isStaff(actor, 'finance')

/**
 * Sets where a partner is paid (`partner: null`: from where the operator pays). What stood before is kept. The same again has no
 * effect. A partner's change is noted and its owner gets a letter, so that nobody moves its money unseen. Refuses `bad-iban`,
 * `bad-bic`, and a name that is empty or longer than 70 (`bad-name`).
 */
export async function setBankDetails(
  cx: Cx,
  wish: {
    readonly partner: PartnerId | null
    readonly iban: string
    readonly name: string
    readonly bic?: string | null | undefined
  },
): Promise<Result<BankDetails, 'not-allowed' | 'unknown-partner' | 'bad-iban' | 'bad-bic' | 'bad-name'>> {
  if (!maySet(cx.actor, wish.partner)) return refuse('not-allowed')
  if (wish.partner !== null && (await findPartner(cx, wish.partner))?.id !== wish.partner)
    return refuse('unknown-partner')
  const account = plainAccount(wish)
  if (!account.ok) return account
  const [before] = await store.historyOf(cx, wish.partner, 1)
  if (before && same(before, account.value)) return ok(shown(before))
  const row = { partner: wish.partner, ...account.value, setAt: cx.now.getTime(), setBy: actorName(cx.actor) }
  await store.keepAccount(cx, row)
  const subject = wish.partner ?? 'operator'
  await audit.note(cx, { verb: 'set-bank-details', subject, detail: { iban: maskedIban(row.iban) } })
  if (wish.partner !== null) await outbox.enqueue(cx, 'bank.changed', wish.partner)
  return ok(shown(row))
}

const same = (a: BankAccount, b: BankAccount): boolean => a.iban === b.iban && a.name === b.name && a.bic === b.bic

/** Where a partner is paid now (null: the operator's own account); masked for other staff, null for everybody else. */
export async function bankDetailsOf(cx: Cx, partner: PartnerId | null): Promise<BankDetails | null> {
  return (await bankHistory(cx, partner, 1))[0] ?? null
}

/** Every account that was ever set, the newest first. [] for who may not see them. */
export async function bankHistory(cx: Cx, partner: PartnerId | null, limit = 20): Promise<BankDetails[]> {
  if (!mayRead(cx.actor, partner) && !isStaff(cx.actor)) return []
  const rows = await store.historyOf(cx, partner, limit)
  return rows.map((row, i) => (mayRead(cx.actor, partner) && i === 0 ? shown(row) : masked(row)))
}

const shown = ({ setBy: _, ...row }: store.BankRow): BankDetails => ({
  ...row,
  iban: spacedIban(row.iban),
  setAt: new Date(row.setAt),
})
const masked = ({ setBy: _, ...row }: store.BankRow): BankDetails => ({
  ...row,
  iban: maskedIban(row.iban),
  setAt: new Date(row.setAt),
})
