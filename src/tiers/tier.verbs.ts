import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { actsForPartner, isStaff } from '#kernel/actor.ts'
import type { PartnerId } from '#kernel/id.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import {
  activeOn,
  agreedAt,
  grantTier,
  keyMeant,
  lowestTier,
  type Membership,
  membersFacts,
  type PartnerFacts,
  placeInTier,
  type TierSpan,
  type Today,
  tierOn,
  todayIn,
} from '#partners/index.ts'
import type { Terms, TierTerms } from '#programs/index.ts'
import { needsOf } from './measure.verbs.ts'
import { isMeasured } from './requirement.ts'
import * as store from './store.ts'

/** A partner and a tier as a caller calls it; without a program, the first of the partner's whose terms of today know the tier. */
export type TierWish = {
  readonly partner: PartnerId
  readonly tier: string
  readonly program?: string | undefined
  readonly reason?: string | undefined
}
type Not = 'not-allowed' | 'unknown-partner' | 'unknown-tier'
/** The span that was added, in days; null if nothing had to change. */
type Granted<R extends string = never> = Promise<Result<TierSpan | null, Not | R>>

type Found = {
  readonly facts: PartnerFacts
  readonly membership: Membership
  readonly today: Today & { readonly terms: Terms }
  readonly tier: TierTerms
}

async function find(cx: Cx, wish: TierWish): Promise<Result<Found, 'unknown-partner' | 'unknown-tier'>> {
  const facts = (await membersFacts(cx, [wish.partner])).get(wish.partner)
  if (!facts) return refuse('unknown-partner')
  for (const membership of facts.memberships) {
    if (wish.program !== undefined && membership.program !== wish.program) continue
    const today = await todayIn(cx, membership.program)
    const key = today?.terms && keyMeant(today.terms.tiers, wish.tier)
    const tier = today?.terms?.tiers.find(one => one.key === key)
    if (today?.terms && tier) return ok({ facts, membership, today: { ...today, terms: today.terms }, tier })
  }
  return refuse('unknown-tier')
}

const rankIn = (terms: Terms, tier: string | null): number => terms.tiers.find(one => one.key === tier)?.rank ?? 0

/**
 * The partner asks for a tier. Refused where it is by invitation (SIM-1), and while what it asks for is not met: measured on the
 * facts of today (SIM-8), or confirmed by a person. A tier that it has or was given for later, or a lower one, changes nothing. The partner's owner and
 * partner managers may.
 */
export async function applyTier(
  cx: Cx,
  wish: TierWish,
): Granted<'partner-not-active' | 'agreement-not-accepted' | 'by-invitation' | 'requirements-not-met'> {
  if (!actsForPartner(cx.actor, wish.partner, 'owner') && !isStaff(cx.actor, 'partner-manager'))
    return refuse('not-allowed')
  const found = await find(cx, wish)
  if (!found.ok) return found
  const { facts, membership, today, tier } = found.value
  const { program, day, terms } = today
  if (!activeOn(facts, program.key, day, program.timeZone)) return refuse('partner-not-active')
  if (!agreedAt(facts, program.key, cx.now)) return refuse('agreement-not-accepted')
  const days = [day, ...membership.tiers.flatMap(span => (span.from !== null && span.from > day ? [span.from] : []))]
  if (days.some(on => rankIn(terms, tierOn(membership, terms, on)) >= tier.rank)) return ok(null)
  if (tier.entry === 'invite') return refuse('by-invitation')
  if (!(await mayEnter(cx, found.value))) return refuse('requirements-not-met')
  return granted(cx, wish, found.value, 'applied')
}

/** Where a tier is reached by a person's confirmation, that gave it already: asking for it helps by measured facts alone. */
async function mayEnter(cx: Cx, { membership, today: { program, day }, tier }: Found): Promise<boolean> {
  if (tier.entry === 'qualify' && !tier.requirements.every(isMeasured)) return false
  const confirmed = (await store.loadConfirmations(cx, program.key, [membership.partner]))
    .filter(one => one.tier === tier.key)
    .map(one => one.day)
  const needs = await needsOf(cx, membership, tier, { timeZone: program.timeZone, day, to: day, confirmed })
  return needs.every(need => need.met)
}

/** The operator gives a tier, whatever it asks for (SIM-1). Partner managers and the owner may. */
export async function inviteTier(cx: Cx, wish: TierWish): Granted<'partner-not-active'> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  const found = await find(cx, wish)
  if (!found.ok) return found
  const { program, day } = found.value.today
  if (!activeOn(found.value.facts, program.key, day, program.timeZone)) return refuse('partner-not-active')
  return granted(cx, wish, found.value, 'invited')
}

/**
 * A person of the operator confirms that what a tier asks for is met as of today. Where a level is reached that way it is given,
 * and prolonged if it is held (CC-7 to CC-9); elsewhere it lets a later application pass, and the yearly review.
 */
export async function meetTier(cx: Cx, wish: TierWish): Granted {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  const found = await find(cx, wish)
  if (!found.ok) return found
  const { today, tier } = found.value
  const { key } = today.program
  const reason = wish.reason?.trim() || null
  const known = await store.loadConfirmations(cx, key, [wish.partner])
  if (!known.some(one => one.tier === tier.key && one.day === today.day)) {
    await store.keepConfirmation(cx, { partner: wish.partner, program: key, tier: tier.key, day: today.day, reason })
    await audit.note(cx, {
      verb: 'tier-confirmed',
      subject: wish.partner,
      detail: { program: key, tier: tier.key },
      ...(reason === null ? {} : { reason }),
    })
  }
  return tier.entry === 'qualify' ? granted(cx, wish, found.value, 'qualified') : ok(null)
}

async function granted(
  cx: Cx,
  { partner, reason }: TierWish,
  { today, tier }: Found,
  ground: 'applied' | 'invited' | 'qualified',
): Granted {
  const done = await grantTier(cx, { partner, program: today.program.key, tier: tier.key, ground, reason })
  return done.ok || done.refusal !== 'unknown-program' ? (done as Awaited<Granted>) : refuse('unknown-tier')
}

/** The operator takes a tier back from today on, to the lowest or the one named; the reason is kept and told. */
export async function endTier(
  cx: Cx,
  wish: {
    readonly partner: PartnerId
    readonly program: string
    readonly to?: string | undefined
    readonly reason: string
  },
): Granted<'reason-required'> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  if (wish.reason.trim() === '') return refuse('reason-required')
  const today = await todayIn(cx, wish.program)
  const to = wish.to ?? (today?.terms ? lowestTier(today.terms) : null)
  const found = await find(cx, { partner: wish.partner, program: wish.program, tier: to ?? '' })
  if (!found.ok) return found
  const { program } = found.value.today
  const { partner, reason } = wish
  const done = await placeInTier(cx, {
    partner,
    program: program.key,
    tier: found.value.tier.key,
    ground: 'ended',
    reason,
  })
  return done.ok || done.refusal !== 'unknown-program' ? (done as Awaited<Granted>) : refuse('unknown-tier')
}
