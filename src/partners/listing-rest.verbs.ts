import type { Cx } from '#db/client.ts'
import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import { isStaff } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import * as outbox from '#outbox/index.ts'
import * as settings from '#settings/index.ts'
import { keepRest, loadResting, type Shown } from './listing-rest.store.ts'

/**
 * Between which instants a program shows the partner's listing (the second excluded): what brings the listing is dated, and the
 * room that keeps it says so here. Outside of them the listing rests, unless another program of the partner's shows it.
 */
export async function keepListingRest(
  cx: Cx,
  wish: { readonly partner: PartnerId; readonly program: ProgramKey; readonly shown: Shown },
): Promise<void> {
  assert(isStaff(cx.actor, 'partner-manager'), 'the operator dates what it gives')
  await keepRest(cx, wish.partner, wish.program, wish.shown)
  await listingMoved(cx, wish.partner)
}

/** Of these, the partners whose listing rests at this instant. */
export const resting = async (cx: Cx, partners: readonly PartnerId[]): Promise<Set<PartnerId>> =>
  new Set(await loadResting(cx, partners))

/** What a visitor sees of this partner has changed by the passing of time. */
export async function listingMoved(cx: Cx, partner: PartnerId): Promise<void> {
  await outbox.enqueue(cx, 'search.partner', partner, { key: `search.partner:${partner}` })
  await settings.raiseContentVersion(cx)
}
