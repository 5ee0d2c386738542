import * as attribution from '#attribution/index.ts'
import * as commissions from '#commissions/index.ts'
import type { Cx } from '#db/client.ts'
import * as licences from '#licences/index.ts'
import { SYSTEM } from '#kernel/actor.ts'
import * as partners from '#partners/index.ts'
import { ok } from '#kernel/result.ts'
import * as tiers from '#tiers/index.ts'
import { enact, type Stage } from './enact.ts'

/** What happens by itself because time passes. `next`: the earliest instant at which something is due; `pass`: does all of it. */
type Due = { readonly next: (cx: Cx) => Promise<Date | null>; readonly pass: (cx: Cx) => Promise<unknown> }

/** In this order where several are due at one instant: who is who first. */
const DUE: readonly Due[] = [
  { next: tiers.nextTierDue, pass: tiers.passTiersDue },
  { next: licences.nextLicenceDue, pass: licences.passLicencesDue },
  { next: attribution.nextLeadDue, pass: attribution.passLeadsDue },
  { next: partners.nextTaskDue, pass: partners.passTasksDue },
]

/** The earliest instant at which anything is due, money that matures among it; null while nothing is. */
export async function nextDue(cx: Cx): Promise<Date | null> {
  let first = await commissions.nextDue(cx)
  for (const { next } of DUE) {
    const at = await next(cx)
    if (at !== null && (first === null || at < first)) first = at
  }
  return first
}

/** Does everything that is due by `cx.now`, once; running it again does nothing. Money is settled afterwards, by the caller. */
export async function passDue(cx: Cx): Promise<void> {
  for (const { next, pass } of DUE) {
    const at = await next(cx)
    if (at !== null && at <= cx.now) await pass({ ...cx, actor: SYSTEM })
  }
}

/**
 * Lets time pass until an instant: what is due on the way is done at its own instant, in a transaction of its own, in time
 * order. `after` hands what changed to whoever waits for it (a history has no worker).
 */
export async function passUntil(stage: Stage, until: Date, after: (cx: Cx) => Promise<void>): Promise<void> {
  for (let last = Number.NEGATIVE_INFINITY; ; ) {
    const at = await nextDue({ db: stage.database.read, now: until, actor: SYSTEM })
    if (at === null || at > until) return
    if (at.getTime() < last)
      throw new Error(`broken promise: what was due at ${at.toISOString()} is done when it was done`)
    // Twice the same instant is what a due thing makes due at once; a thing that stays due would go on for ever.
    last = at.getTime() + 1
    await enact(stage, { name: 'time passes', now: at }, async cx => {
      await passDue(cx)
      await after(cx)
      return ok(null)
    })
  }
}
