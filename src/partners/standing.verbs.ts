import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { actorName, isStaff } from '#kernel/actor.ts'
import type { PartnerId } from '#kernel/id.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as outbox from '#outbox/index.ts'
import * as settings from '#settings/index.ts'
import type { StandingChange, State } from './standing.ts'
import * as store from './store.ts'
import { watchPartner } from './task-turn.verbs.ts'

type Wish = { readonly partner: PartnerId; readonly reason?: string | undefined }
type Moved<R extends string = never> = Promise<Result<StandingChange, 'not-allowed' | 'unknown-partner' | R>>
export type Ground = 'low-rating' | 'requirements-breach'

/** From the start of this day nothing new accrues and nobody can choose the partner (G9); what was earned stays. */
export const suspend = (cx: Cx, wish: Wish): Moved => move(cx, wish, 'suspended', null)

/** From the start of this day the partner is active again, also after having been removed (relisted). */
export const reinstate = (cx: Cx, wish: Wish): Moved => move(cx, wish, 'active', null)

/**
 * Removes a partner from the program for its low rating or a breach of the requirements: the listing is gone, nobody can choose
 * it, commission stops from the start of this day. A reason is required.
 */
export async function removePartner(
  cx: Cx,
  wish: { readonly partner: PartnerId; readonly ground: Ground; readonly reason: string },
): Moved<'reason-required'> {
  if (isStaff(cx.actor, 'partner-manager') && wish.reason.trim() === '') return refuse('reason-required')
  return move(cx, wish, 'delisted', wish.ground)
}

/** Partner managers and the owner may. Moving to where the partner is already changes nothing. */
async function move(cx: Cx, wish: Wish, state: State, ground: Ground | null): Moved {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  if (!(await store.loadPartner(cx, wish.partner))) return refuse('unknown-partner')
  const last = (await store.loadStanding(cx, [wish.partner])).at(-1)
  const reason = wish.reason?.trim() || null
  const change: StandingChange = { partner: wish.partner, at: cx.now, state, ground, reason, by: actorName(cx.actor) }
  if ((last?.state ?? 'active') === state) return ok(last ?? change)
  await store.keepStanding(cx, change)
  await watchPartner(cx, wish.partner)
  await audit.note(cx, {
    verb: `partner-${state}`,
    subject: wish.partner,
    detail: { ground },
    ...(reason === null ? {} : { reason }),
  })
  await outbox.enqueue(cx, 'standing.changed', wish.partner, { payload: { moved: true } })
  await outbox.enqueue(cx, 'search.partner', wish.partner, { key: `search.partner:${wish.partner}` })
  await settings.raiseContentVersion(cx)
  return ok(change)
}

/** The present state of each of these partners; whoever was never moved is active. */
export async function statesOf(cx: Cx, ids: readonly PartnerId[]): Promise<Map<PartnerId, State>> {
  const states = new Map<PartnerId, State>(ids.map(id => [id, 'active']))
  for (const change of await store.loadStanding(cx, ids)) states.set(change.partner, change.state)
  return states
}

/** Every move of one partner, oldest first. */
export const standingOf = (cx: Cx, partner: PartnerId): Promise<StandingChange[]> => store.loadStanding(cx, [partner])
