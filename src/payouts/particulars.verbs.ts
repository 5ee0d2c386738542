import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { actorName, actsForPartner, isStaff } from '#kernel/actor.ts'
import type { PartnerId } from '#kernel/id.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { findPartner, findPartners } from '#partners/index.ts'
import { accountsOf } from './bank.store.ts'
import type { Parties } from './document.ts'
import { type GivenParticulars, type ParticularsFault, plainParticulars, sameParticulars } from './particulars.ts'
import * as store from './particulars.store.ts'
import { agreementAt } from './self-billing.ts'
import { type Particulars, type Treatment, treatmentOf } from './vat-treatment.ts'

export type { GivenParticulars, ParticularsFault } from './particulars.ts'
export { type Particulars, STANDINGS, type Standing, TREATMENTS, type Treatment } from './vat-treatment.ts'

/** `null` is the operator. */
type Whose = PartnerId | null

/**
 * Says who stands on the papers: a partner's owner or finance people for the partner, finance staff for both. What is
 * changed in a partner's is to be checked again (`checkVatId`); issued papers keep what they say.
 */
export async function setParticulars(
  cx: Cx,
  given: GivenParticulars & { readonly partner: Whose },
): Promise<Result<Particulars, 'not-allowed' | 'unknown-partner' | ParticularsFault>> {
  const { partner } = given
  if (!isStaff(cx.actor, 'finance') && !(partner !== null && actsForPartner(cx.actor, partner, 'finance')))
    return refuse('not-allowed')
  if (partner !== null && (await findPartner(cx, partner))?.id !== partner) return refuse('unknown-partner')
  const plain = plainParticulars(
    partner === null ? { ...given, standing: 'business' } : { ...given, ratePercent: null },
  )
  if (!plain.ok) return plain
  const owner = partner ?? store.OPERATOR
  const before = (await store.particularsOf(cx, [owner])).get(owner)
  if (before && sameParticulars(before, plain.value)) return ok(before)
  const kept =
    before?.vatId === plain.value.vatId && before?.country === plain.value.country && before.name === plain.value.name
  const value = { ...plain.value, checkedAt: kept ? (before?.checkedAt ?? null) : null }
  await store.keepParticulars(cx, owner, value, actorName(cx.actor))
  await audit.note(cx, { verb: 'payouts.setParticulars', subject: partner ?? 'operator' })
  return ok(value)
}

/** Finance staff found a partner's VAT id valid, or (`valid` false) not any more. The same again has no effect. */
export async function checkVatId(
  cx: Cx,
  { partner, valid }: { readonly partner: PartnerId; readonly valid: boolean },
): Promise<Result<Particulars, 'not-allowed' | 'unknown-partner' | 'incomplete'>> {
  if (!isStaff(cx.actor, 'finance')) return refuse('not-allowed')
  if ((await findPartner(cx, partner))?.id !== partner) return refuse('unknown-partner')
  const known = (await store.particularsOf(cx, [partner])).get(partner)
  if (!known || known.vatId === null) return refuse('incomplete')
  if ((known.checkedAt !== null) === valid) return ok(known)
  const value = { ...known, checkedAt: valid ? cx.now : null }
  await store.keepParticulars(cx, partner, value, actorName(cx.actor))
  await audit.note(cx, { verb: 'payouts.checkVatId', subject: partner, detail: { valid } })
  return ok(value)
}

/** The operator's, for staff and partners; a partner's, for its own people and finance staff. Null if nothing was said, or it may not be seen. */
export async function particulars(cx: Cx, partner: Whose): Promise<Particulars | null> {
  const may =
    isStaff(cx.actor, 'finance') ||
    (partner === null
      ? cx.actor.kind === 'user' && cx.actor.partner !== null
      : actsForPartner(cx.actor, partner, 'finance'))
  if (!may) return null
  const owner = partner ?? store.OPERATOR
  return (await store.particularsOf(cx, [owner])).get(owner) ?? null
}

export type Unchecked = {
  readonly partner: string
  readonly name: string
  readonly country: string
  readonly vatId: string
}

/** VAT ids that nobody has checked yet, those that wait longest first; for finance staff. */
export async function uncheckedVatIds(cx: Cx, limit: number): Promise<Unchecked[]> {
  return isStaff(cx.actor, 'finance') ? store.unchecked(cx, limit) : []
}

/** How a partner's papers would be taxed now; null while that cannot be told. */
export async function treatment(cx: Cx, partner: PartnerId): Promise<Treatment | null> {
  const [operator, own] = [await particulars(cx, null), await particulars(cx, partner)]
  return operator && own ? treatmentOf(operator, own) : null
}

/** Everything of two parties that a paper issued now would bear, for many partners at once. Within the room. */
export async function partiesOf(cx: Cx, partners: readonly string[]): Promise<Map<string, Parties>> {
  const known = await store.particularsOf(cx, [store.OPERATOR, ...partners])
  const names = new Map((await findPartners(cx, partners)).map(partner => [partner.id as string, partner.name]))
  const acts = await store.agreementActs(cx, partners)
  const accounts = await accountsOf(cx, partners)
  return new Map(
    partners.map(partner => [
      partner,
      {
        name: names.get(partner) ?? partner,
        operator: known.get(store.OPERATOR) ?? null,
        partner: known.get(partner) ?? null,
        agreement: agreementAt(acts.get(partner) ?? [], cx.now),
        account: accounts.get(partner) ?? null,
      },
    ]),
  )
}
