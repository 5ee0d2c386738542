/** Which tier has a partner earned? Levels are reached, reviewed and lost by dated rules; where a partner stands it can always see. */
import type { Cx } from '#db/client.ts'
import { actsForPartner, isStaff } from '#kernel/actor.ts'
import type { PartnerId } from '#kernel/id.ts'
import * as store from './store.ts'

export type { Change } from './change.ts'
export * from './due.verbs.ts'
export * from './list.verbs.ts'
export * from './progress.verbs.ts'
export type { Need } from './requirement.ts'
export type { Confirmation } from './store.ts'
export * from './tier.verbs.ts'

/** What the operator confirmed of a partner in a program, oldest first; for the partner and staff. */
export const confirmationsOf = async (cx: Cx, program: string, partner: PartnerId): Promise<store.Confirmation[]> =>
  actsForPartner(cx.actor, partner) || isStaff(cx.actor, 'partner-manager')
    ? store.loadConfirmations(cx, program, [partner])
    : []
