import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { type Actor, actorName, actsForPartner, isStaff, SYSTEM } from '#kernel/actor.ts'
import type { PartnerId } from '#kernel/id.ts'
import { dayOf } from '#kernel/period.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as ledger from '#ledger/index.ts'
import * as outbox from '#outbox/index.ts'
import * as programs from '#programs/index.ts'
import { type DisputeOutcome, holding, OUTCOMES, releasing, toHold, toRelease } from './dispute.ts'
import * as store from './dispute.store.ts'
import { loadEntry } from './entry.store.ts'

export { type DisputeOutcome, OUTCOMES } from './dispute.ts'

export type Dispute = {
  readonly id: number
  readonly partner: PartnerId
  readonly cause: string
  readonly text: string
  readonly openedAt: Date
  /** Null while nobody has answered. */
  readonly answer: { readonly outcome: DisputeOutcome; readonly text: string; readonly at: Date } | null
}
const MAX_TEXT = 2_000

/** A partner's money is questioned by its owner and finance people. */
const mayOpen = (actor: Actor, partner: PartnerId): boolean => actsForPartner(actor, partner, 'finance')

/**
 * A partner questions one of its entries. What is payable for it is held from now on, as far as it is not paid yet; finance
 * answers. Refuses an entry that is not the partner's (`unknown-entry`), no text or over 2,000 characters (`bad-text`), and an
 * entry that is questioned already (`already-disputed`).
 */
export async function openDispute(
  cx: Cx,
  wish: { readonly partner: PartnerId; readonly cause: string; readonly text: string },
): Promise<Result<Dispute, 'not-allowed' | 'unknown-entry' | 'bad-text' | 'already-disputed'>> {
  if (!mayOpen(cx.actor, wish.partner)) return refuse('not-allowed')
  const { partner, cause } = wish
  const [entry] = await loadEntry(cx.db, partner, cause)
  if (!entry) return refuse('unknown-entry')
  const text = wish.text.trim()
  if (text === '' || text.length > MAX_TEXT) return refuse('bad-text')
  if ((await disputedAmong(cx, [cause])).get(cause)?.has(partner)) return refuse('already-disputed')
  const id = await store.keepDispute(cx, { partner, cause, text, by: actorName(cx.actor) })
  const house = { ...cx, actor: SYSTEM }
  const standing = (await ledger.standing(house, [cause])).get(cause) ?? []
  const about = { id, partner, cause, day: await dayFor(cx, entry.program) }
  await ledger.post(house, holding(about, toHold(partner, standing, await ledger.balancesOf(house, partner))))
  await audit.note(cx, { verb: 'open-dispute', subject: partner, detail: { dispute: id, cause } })
  await outbox.enqueue(cx, 'dispute.opened', String(id))
  return ok({ id, partner, cause, text, openedAt: cx.now, answer: null })
}

/**
 * Finance answers a question in words, and says whether the partner is right; what is held for it is payable again. Amounts change
 * by facts alone: a partner that is right is helped by the invoice, lead or credit note that was missing.
 */
export async function answerDispute(
  cx: Cx,
  wish: { readonly dispute: number; readonly outcome: DisputeOutcome; readonly text: string },
): Promise<Result<Dispute, 'not-allowed' | 'unknown-dispute' | 'bad-text' | 'bad-outcome' | 'already-answered'>> {
  if (!isStaff(cx.actor, 'finance')) return refuse('not-allowed')
  const found = await store.loadDispute(cx, wish.dispute)
  if (!found) return refuse('unknown-dispute')
  if (found.outcome !== null) return refuse('already-answered')
  const text = wish.text.trim()
  if (text === '' || text.length > MAX_TEXT) return refuse('bad-text')
  if (!OUTCOMES.includes(wish.outcome)) return refuse('bad-outcome')
  const { id, partner, cause } = found
  await store.keepAnswer(cx, { dispute: id, outcome: wish.outcome, text, by: actorName(cx.actor) })
  const [entry] = await loadEntry(cx.db, partner, cause)
  const standing = (await ledger.standing(cx, [cause])).get(cause) ?? []
  const about = { id, partner, cause, day: await dayFor(cx, entry?.program ?? null) }
  await ledger.post(cx, releasing(about, toRelease(partner, standing)))
  await audit.note(cx, { verb: 'answer-dispute', subject: partner, detail: { dispute: id, outcome: wish.outcome } })
  await outbox.enqueue(cx, 'dispute.answered', String(id))
  return ok({ ...disputeOf(found), answer: { outcome: wish.outcome, text, at: cx.now } })
}

/** Questions, the newest first; a partner sees its own, staff all. `before` is the id of the last one seen. */
export async function disputesOf(
  cx: Cx,
  o: { partner?: PartnerId; cause?: string; open?: boolean; before?: number | null; limit?: number } = {},
): Promise<Dispute[]> {
  const may = o.partner === undefined ? isStaff(cx.actor) : isStaff(cx.actor) || mayOpen(cx.actor, o.partner)
  if (!may) return []
  const rows = await store.loadDisputes(cx, {
    partner: o.partner ?? null,
    cause: o.cause ?? null,
    open: o.open ?? false,
    before: o.before ?? null,
    limit: Math.min(Math.max(o.limit ?? 50, 1), 200),
  })
  return rows.map(disputeOf)
}

/** One question, for who may see it; null otherwise. */
export async function findDispute(cx: Cx, id: number): Promise<Dispute | null> {
  const row = await store.loadDispute(cx, id)
  return row && (isStaff(cx.actor) || mayOpen(cx.actor, row.partner)) ? disputeOf(row) : null
}

/** Which partners question which of these causes now: what rises for them is held until they are answered. */
export async function disputedAmong(
  cx: Cx,
  causes: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<PartnerId>>> {
  const byCause = Map.groupBy(await store.openAmong(cx, causes), row => row.cause)
  return new Map([...byCause].map(([cause, rows]) => [cause, new Set(rows.map(row => row.partner))]))
}

async function dayFor(cx: Cx, program: string | null) {
  const found = program === null ? null : await programs.findProgram(cx, program)
  return dayOf(cx.now, found?.timeZone ?? 'UTC')
}

const disputeOf = (row: store.DisputeRow): Dispute => ({
  id: row.id,
  partner: row.partner,
  cause: row.cause,
  text: row.text,
  openedAt: new Date(row.openedAt),
  answer:
    row.outcome === null || row.answer === null || row.answeredAt === null
      ? null
      : { outcome: row.outcome, text: row.answer, at: new Date(row.answeredAt) },
})
