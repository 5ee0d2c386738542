import type { Cx } from '#db/client.ts'
import { isStaff } from '#kernel/actor.ts'
import type { PartnerId } from '#kernel/id.ts'
import {
  membersAfter,
  membersFacts,
  type PartnerFacts,
  spanOn,
  type TierSpan,
  tierOn,
  todayIn,
} from '#partners/index.ts'

/** A member of a program with today's tier, why it has it, and what begins later. */
export type Holder = {
  readonly partner: PartnerFacts['partner']
  readonly tier: string
  readonly span: TierSpan | null
  readonly ahead: TierSpan | null
  readonly modules: readonly string[]
}

const CHUNK = 200

/**
 * The members of a program with tiers, by id from after a given one; only those with one tier or module if it is said. Empty where
 * the program has no tiers today. For partner managers and the owner.
 */
export async function holdersOf(
  cx: Cx,
  o: {
    readonly program: string
    readonly tier?: string | null
    readonly module?: string | null
    readonly after: string
    readonly limit: number
  },
): Promise<Holder[]> {
  if (!isStaff(cx.actor, 'partner-manager')) return []
  const today = await todayIn(cx, o.program)
  if (!today?.terms) return []
  const { day, terms, program } = today
  const found: Holder[] = []
  for (let after = o.after; found.length < o.limit; ) {
    const ids: PartnerId[] = await membersAfter(cx, program.key, { after, limit: CHUNK })
    const facts = await membersFacts(cx, ids)
    for (const id of ids) {
      const known = facts.get(id)
      const membership = known?.memberships.find(one => one.program === program.key)
      const tier = membership && tierOn(membership, terms, day)
      if (!known || !membership || !tier || found.length === o.limit) continue
      if ((o.tier && tier !== o.tier) || (o.module && !membership.modules.includes(o.module))) continue
      const ahead = membership.tiers.findLast(span => span.from !== null && span.from > day) ?? null
      found.push({
        partner: known.partner,
        tier,
        span: spanOn(membership, terms, day),
        ahead,
        modules: membership.modules,
      })
    }
    const last = ids.at(-1)
    if (ids.length < CHUNK || last === undefined) break
    after = last
  }
  return found
}
