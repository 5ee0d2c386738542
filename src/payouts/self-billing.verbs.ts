import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { actorName, actsForPartner, isStaff } from '#kernel/actor.ts'
import type { PartnerId } from '#kernel/id.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { findPartner } from '#partners/index.ts'
import * as store from './particulars.store.ts'
import { ACCEPTANCES, type Acceptance, AGREEMENT_VERSION, type Agreement, agreementAt } from './self-billing.ts'
import { particulars } from './particulars.verbs.ts'
import { statementRows } from './store.ts'

/**
 * The partner's owner agrees that the operator writes its invoices, from now on, and how each of them is accepted. The same
 * again has no effect. Refuses a partner without particulars, and a private person (`incomplete`, `not-allowed`).
 */
export async function acceptSelfBilling(
  cx: Cx,
  { partner, acceptance }: { readonly partner: PartnerId; readonly acceptance: string },
): Promise<Result<Agreement, 'not-allowed' | 'unknown-partner' | 'incomplete' | 'bad-value'>> {
  if (!actsForPartner(cx.actor, partner, 'owner')) return refuse('not-allowed')
  if ((await findPartner(cx, partner))?.id !== partner) return refuse('unknown-partner')
  const how = ACCEPTANCES.find(one => one === acceptance)
  if (!how) return refuse('bad-value')
  const own = await particulars(cx, partner)
  if (own === null) return refuse('incomplete')
  if (own.standing === 'private') return refuse('not-allowed')
  const before = await agreementOf(cx, partner)
  if (before?.version === AGREEMENT_VERSION && before.acceptance === how) return ok(before)
  const agreement = { at: cx.now, version: AGREEMENT_VERSION, acceptance: how, by: actorName(cx.actor) }
  await store.keepAct(cx, partner, { act: 'accepted', ...agreement })
  await audit.note(cx, {
    verb: 'payouts.acceptSelfBilling',
    subject: partner,
    detail: { version: AGREEMENT_VERSION, how },
  })
  return ok(agreement)
}

/** Either side ends it, from now on: the partner's owner or finance staff. Papers issued before stay what they are. */
export async function endSelfBilling(
  cx: Cx,
  partner: PartnerId,
): Promise<Result<null, 'not-allowed' | 'unknown-partner'>> {
  if (!isStaff(cx.actor, 'finance') && !actsForPartner(cx.actor, partner, 'owner')) return refuse('not-allowed')
  if ((await findPartner(cx, partner))?.id !== partner) return refuse('unknown-partner')
  const before = await agreementOf(cx, partner)
  if (before === null) return ok(null)
  const { version, acceptance } = before
  await store.keepAct(cx, partner, { act: 'ended', at: cx.now, version, acceptance, by: actorName(cx.actor) })
  await audit.note(cx, { verb: 'payouts.endSelfBilling', subject: partner })
  return ok(null)
}

/** The agreement that counts now; null if there is none, or for who may not see it. */
export async function agreementOf(cx: Cx, partner: PartnerId): Promise<Agreement | null> {
  if (!isStaff(cx.actor, 'finance', 'partner-manager') && !actsForPartner(cx.actor, partner, 'finance')) return null
  return agreementAt((await store.agreementActs(cx, [partner])).get(partner) ?? [], cx.now)
}

/** A person of the partner accepts one paper, where the agreement asks for that. The same again has no effect. */
export async function acceptStatement(
  cx: Cx,
  { partner, number }: { readonly partner: PartnerId; readonly number: number },
): Promise<Result<null, 'not-allowed' | 'unknown-statement'>> {
  if (!actsForPartner(cx.actor, partner, 'finance')) return refuse('not-allowed')
  const row = (await statementRows(cx, partner)).find(one => one.number === number)
  const head = row?.head ? (JSON.parse(row.head) as { document: { kind: string } }) : null
  if (!head || head.document.kind === 'statement') return refuse('unknown-statement')
  if ((await store.acceptances(cx, partner)).has(number)) return ok(null)
  await store.keepAcceptance(cx, partner, number, actorName(cx.actor))
  return ok(null)
}

/** Papers of a partner that a person accepted, by number; empty for who may not see them. */
export async function acceptancesOf(cx: Cx, partner: PartnerId): Promise<Map<number, Date>> {
  const may = isStaff(cx.actor, 'finance', 'partner-manager') || actsForPartner(cx.actor, partner, 'finance')
  return may ? store.acceptances(cx, partner) : new Map()
}

export type { Acceptance, Agreement }
