import type { Cx } from '#db/client.ts'
import { actsForPartner, isStaff } from '#kernel/actor.ts'
import type { PartnerId } from '#kernel/id.ts'
import { addDays, type Day, dayOf } from '#kernel/period.ts'
import {
  beginsOn,
  keptUntil,
  ladder,
  lowestTier,
  type Membership,
  membersFacts,
  spanOn,
  type TierSpan,
  type Today,
  tierOn,
  todayIn,
} from '#partners/index.ts'
import type { Terms, TierTerms } from '#programs/index.ts'
import { type Change, changesBetween } from './change.ts'
import { needsOf } from './measure.verbs.ts'
import { isMeasured, type Need } from './requirement.ts'
import { nextReview } from './review.ts'
import * as store from './store.ts'

/** A higher tier, what it needs, and what it would change. */
export type Step = {
  readonly tier: string
  readonly entry: TierTerms['entry']
  readonly needs: readonly Need[]
  readonly met: boolean
  /** The last day of the yearly count; null where it is not counted by the year. */
  readonly by: Day | null
  /** From when it counts if it is reached today, and if it is reached on the last day. */
  readonly from: Day
  readonly fromLast: Day | null
  readonly until: Day | null
  readonly changes: readonly Change[]
}
/** What must be met to keep the present tier, until when, and what is lost otherwise on the day after. */
export type Keeping = {
  readonly needs: readonly Need[]
  readonly met: boolean
  readonly by: Day
  readonly falls: string
  readonly changes: readonly Change[]
}
export type Progress = {
  readonly program: string
  readonly name: string
  readonly day: Day
  readonly tier: string
  /** The first day on which it was the tier; null: without beginning. */
  readonly since: Day | null
  /** Why and until when it is held; null for the lowest, which everybody has. */
  readonly span: TierSpan | null
  /** What was given already and begins later. */
  readonly ahead: readonly TierSpan[]
  readonly steps: readonly Step[]
  readonly keeping: Keeping | null
}

/** Where a partner stands in each of its programs that have tiers, what the higher ones need, and by when. For itself and staff. */
export async function progressOf(cx: Cx, partner: PartnerId): Promise<Progress[]> {
  if (!actsForPartner(cx.actor, partner) && !isStaff(cx.actor, 'partner-manager')) return []
  const facts = (await membersFacts(cx, [partner])).get(partner)
  const found: Progress[] = []
  for (const membership of facts?.memberships ?? []) {
    const today = await todayIn(cx, membership.program)
    const tier = today?.terms && tierOn(membership, today.terms, today.day)
    if (today?.terms && tier) found.push(await progressIn(cx, membership, { ...today, terms: today.terms }, tier))
  }
  return found
}

async function progressIn(
  cx: Cx,
  membership: Membership,
  { program, day, terms }: Today & { readonly terms: Terms },
  tier: string,
): Promise<Progress> {
  const days = await store.loadConfirmations(cx, program.key, [membership.partner])
  const confirmed = (key: string) => days.filter(one => one.tier === key).map(one => one.day)
  const rungs = ladder(terms)
  const rank = rungs.find(one => one.key === tier)?.rank ?? 0
  const steps: Step[] = []
  for (const rung of rungs.filter(one => one.rank > rank)) {
    const asked = { timeZone: program.timeZone, day, to: day, confirmed: confirmed(rung.key) }
    const needs = await needsOf(cx, membership, rung, asked)
    const by = rung.qualified === 'each-1-january' && rung.entry !== 'invite' ? addDays(nextReview(day), -1) : null
    const from = beginsOn(rung, day)
    steps.push({
      tier: rung.key,
      entry: rung.entry,
      needs,
      met: needs.every(need => need.met),
      by,
      from,
      fromLast: by && beginsOn(rung, by),
      until: keptUntil(rung, day, from),
      changes: changesBetween(terms, tier, rung.key),
    })
  }
  const own = rungs.find(one => one.key === tier)
  const span = spanOn(membership, terms, day)
  return {
    program: program.key,
    name: program.name,
    day,
    tier,
    since: sinceOf(membership, span, day, program.timeZone),
    span,
    ahead: membership.tiers.filter(one => one.from !== null && one.from > day),
    steps,
    keeping: own ? await keepingOf(cx, membership, { program, day, terms }, own, span, confirmed(tier)) : null,
  }
}

/** The lowest begins when the last span before it ended, or when the partner joined. */
function sinceOf(membership: Membership, span: TierSpan | null, day: Day, timeZone: string): Day | null {
  if (span) return span.from
  const ends = membership.tiers.flatMap(one => (one.until !== null && one.until < day ? [addDays(one.until, 1)] : []))
  return ends.sort().at(-1) ?? (membership.joinedAt && dayOf(membership.joinedAt, timeZone))
}

async function keepingOf(
  cx: Cx,
  membership: Membership,
  { program, day, terms }: Today & { readonly terms: Terms },
  tier: TierTerms,
  span: TierSpan | null,
  confirmed: readonly Day[],
): Promise<Keeping | null> {
  const falls = lowestTier(terms)
  if (span === null || falls === null || falls === tier.key) return null
  const reviewed = tier.qualified === 'each-1-january' && tier.requirements.some(isMeasured)
  if (span.until === null && !reviewed) return null
  const by = span.until ?? addDays(nextReview(day), -1)
  // Confirmations of a level that ends count for the time after it only if they were given in its last year.
  const since = `${by.slice(0, 4)}-01-01`
  const recent = span.until === null ? confirmed : confirmed.filter(one => one >= since)
  const needs = await needsOf(cx, membership, tier, {
    timeZone: program.timeZone,
    day: addDays(by, 1),
    to: day,
    confirmed: recent,
  })
  const asked = span.until === null ? needs.filter(need => isMeasured(need.requirement)) : needs
  if (asked.length === 0) return null
  const changes = changesBetween(terms, tier.key, falls)
  return { needs: asked, met: asked.every(need => need.met), by, falls, changes }
}
