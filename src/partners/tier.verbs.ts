import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { actsForPartner, isStaff } from '#kernel/actor.ts'
import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import { addDays, type Day, dayOf } from '#kernel/period.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as outbox from '#outbox/index.ts'
import * as programs from '#programs/index.ts'
import type { Program, Terms } from '#programs/index.ts'
import * as settings from '#settings/index.ts'
import type { Membership } from './standing.ts'
import * as store from './store.ts'
import { watchPartner } from './task-turn.verbs.ts'
import { spanOfGrant, type TierGround, type TierSpan, tierOn } from './tier.ts'
import * as spans from './tier.store.ts'

/** A program as it is today: its day and the terms that hold on it. */
export type Today = { readonly program: Program; readonly day: Day; readonly terms: Terms | null }

export async function todayIn(cx: Cx, key: string): Promise<Today | null> {
  const program = await programs.findProgram(cx, key)
  if (!program) return null
  const day = dayOf(cx.now, program.timeZone)
  return { program, day, terms: programs.termsOn(await programs.termsOf(cx, key), day) }
}

type Wish = {
  readonly partner: PartnerId
  readonly program: ProgramKey
  readonly tier: string
  readonly reason?: string | undefined
}
type Placed = Promise<Result<TierSpan | null, 'not-allowed' | 'unknown-partner' | 'unknown-program' | 'unknown-tier'>>

/**
 * Gives a partner a tier, as its terms of today say: from when, until when (CC-7, CC-8). What it has already is no change, and
 * answers null. That the tier may be had is asked by the room `tiers` before; partner managers and the owner may grant any, a
 * partner's owner only what it applied for.
 */
export async function grantTier(
  cx: Cx,
  wish: Wish & { readonly ground: 'applied' | 'invited' | 'qualified' },
): Promise<Awaited<Placed>> {
  const own = wish.ground === 'applied' && actsForPartner(cx.actor, wish.partner, 'owner')
  if (!own && !isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  const found = await placeIn(cx, wish)
  if (!found.ok) return found
  const { membership, today, tier } = found.value
  const span = spanOfGrant(membership, today.terms, tier, today.day)
  if (span === null) return ok(null)
  return ok(await write(cx, { ...wish, tier: tier.key }, today, span))
}

/**
 * Places a partner in a tier from today or a given day on, whatever it had: the yearly review (SIM-8), or the operator ending a
 * tier, for which it gives a reason. Partner managers and the owner may.
 */
export async function placeInTier(
  cx: Cx,
  wish: Wish & { readonly ground: 'review' | 'ended'; readonly from?: Day; readonly until?: Day | null },
): Promise<Awaited<Placed>> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  const found = await placeIn(cx, wish)
  if (!found.ok) return found
  const { membership, today, tier } = found.value
  const from = wish.from ?? today.day
  const days = [from, ...membership.tiers.flatMap(span => (span.from !== null && span.from > from ? [span.from] : []))]
  const same = days.every(day => tierOn(membership, today.terms, day) === tier.key)
  if (same && wish.until === undefined) return ok(null)
  return ok(await write(cx, { ...wish, tier: tier.key }, today, { from, until: wish.until ?? null }))
}

async function placeIn(cx: Cx, wish: Wish) {
  const known = await store.loadPartner(cx, wish.partner)
  if (!known) return refuse('unknown-partner')
  const membership = (await store.loadMemberships(cx, [known.id])).find(one => one.program === wish.program)
  const today = await todayIn(cx, wish.program)
  if (!membership || !today) return refuse('unknown-program')
  const tier = today.terms?.tiers.find(one => one.key === wish.tier)
  if (!today.terms || !tier) return refuse('unknown-tier')
  return ok({ membership, today: { ...today, terms: today.terms }, tier })
}

async function write(
  cx: Cx,
  wish: Wish & { readonly ground: TierGround },
  { program, day }: Today,
  { from, until }: { readonly from: Day; readonly until: Day | null },
): Promise<TierSpan> {
  const { partner, tier, ground } = wish
  const reason = wish.reason?.trim() || null
  const seq = await spans.keepSpans(cx, {
    program: program.key,
    ground,
    reason,
    noted: day,
    spans: [{ partner, tier, from, until }],
  })
  await audit.note(cx, {
    verb: `tier-${ground}`,
    subject: partner,
    detail: { program: program.key, tier, from, until },
    ...(reason === null ? {} : { reason }),
  })
  await watchPartner(cx, partner)
  await noteTierChange(cx, partner, program.key, from)
  if (from <= settledTo(day)) await tierMoved(cx, partner)
  return { tier, from, until, ground, reason, at: cx.now, seq }
}

/** Facts may be dated a day ahead: what begins tomorrow may have been settled already. */
export const settledTo = (today: Day): Day => addDays(today, 1)

/** Both sides are told once of what changes on that day: whoever writes the letter reads what it was before and is then. */
export const noteTierChange = (cx: Cx, partner: PartnerId, program: ProgramKey, day: Day): Promise<void> =>
  outbox.enqueue(cx, 'tier.changed', partner, {
    payload: { program, day },
    key: `tier.changed:${partner}:${program}:${day}`,
  })

/** What the directory shows of the partner is another thing from now on. */
export async function tierShown(cx: Cx, partner: PartnerId): Promise<void> {
  await outbox.enqueue(cx, 'search.partner', partner, { key: `search.partner:${partner}` })
  await settings.raiseContentVersion(cx)
}

/** What was written holds from today or before: what was settled under the old tier is looked at again, and shown. */
export async function tierMoved(cx: Cx, partner: PartnerId): Promise<void> {
  await outbox.enqueue(cx, 'standing.changed', partner, { payload: { moved: false } })
  await tierShown(cx, partner)
}

/** What people are shown: today's tier where the program has tiers, else what was said when the partner joined. */
export const shownTier = (membership: Membership, terms: Terms | null, day: Day): string | null =>
  terms && terms.tiers.length > 0 ? tierOn(membership, terms, day) : membership.tier

/** What the directory says of each of these partners; who has no tier anywhere is left out. */
export async function shownTiers(cx: Cx, ids: readonly string[]): Promise<Map<PartnerId, string>> {
  const days = new Map<string, Today | null>()
  const shown = new Map<PartnerId, string>()
  for (const membership of await store.loadMemberships(cx, ids)) {
    if (!days.has(membership.program)) days.set(membership.program, await todayIn(cx, membership.program))
    const today = days.get(membership.program)
    const tier = today ? shownTier(membership, today.terms, today.day) : membership.tier
    if (tier !== null && !shown.has(membership.partner)) shown.set(membership.partner, tier)
  }
  return shown
}

/** Partners of a program by id, from after a given one; `placed` leaves out those that never had a tier but the lowest. */
export const membersAfter = (
  cx: Cx,
  program: ProgramKey,
  o: { readonly after: string; readonly limit: number; readonly placed?: boolean },
): Promise<PartnerId[]> => spans.loadMembersAfter(cx, program, { ...o, spanned: o.placed ?? false })

/** By program, the first day after the given one on which a tier begins that was given on an earlier day. */
export const tierStarts = (cx: Cx, after: ReadonlyMap<ProgramKey, Day>): Promise<Map<ProgramKey, Day>> =>
  spans.firstAhead(cx, after)
