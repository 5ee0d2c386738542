import type { Cx } from '#db/client.ts'
import { SYSTEM } from '#kernel/actor.ts'
import * as settings from '#settings/index.ts'

/** When the words of the rules last changed; raise it with them. */
const WORDS = new Date('2026-11-21T00:00:00Z')

/** When the published rules for reviews last changed: their words, or a setting that they print (RI-30). */
export async function reviewRulesChanged(cx: Cx): Promise<Date> {
  let newest = WORDS
  for (const key of ['review.min_binding_days', 'review.max_days_after_end'] as const) {
    // The date of a change is public, who made it is not: only the date leaves here.
    const [version] = await settings.history({ ...cx, actor: SYSTEM }, key)
    if (version && version.at > newest) newest = version.at
  }
  return newest
}
