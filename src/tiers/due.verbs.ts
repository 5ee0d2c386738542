import { assert } from '#kernel/assert.ts'
import type { Cx } from '#db/client.ts'
import { isStaff } from '#kernel/actor.ts'
import type { ProgramKey } from '#kernel/id.ts'
import { addDays, type Day, dayOf, startOfDay } from '#kernel/period.ts'
import {
  lowestTier,
  type Membership,
  membersAfter,
  membersFacts,
  noteTierChange,
  placeInTier,
  tierShown,
  tierStarts,
} from '#partners/index.ts'
import { type Terms, termsOf, termsOn } from '#programs/index.ts'
import { needsOf } from './measure.verbs.ts'
import { isMeasured } from './requirement.ts'
import { nextReview, turnOn } from './review.ts'
import * as store from './store.ts'

const CHUNK = 200

type Clock = { readonly program: ProgramKey; readonly timeZone: string; readonly day: Day; readonly at: Date }

/** When each program's tiers must be looked at next: on 1 January, or on a day on which a tier begins that was given before. */
async function clocks(cx: Cx): Promise<Clock[]> {
  const known = await store.loadClocks(cx)
  const through = new Map(known.map(one => [one.program, one.through ?? dayOf(one.madeAt, one.timeZone)]))
  const starts = await tierStarts(cx, through)
  return known.map(({ program, timeZone }) => {
    const review = nextReview(through.get(program) ?? ('' as Day))
    const start = starts.get(program)
    const day = start !== undefined && start < review ? start : review
    return { program, timeZone, day, at: startOfDay(day, timeZone) }
  })
}

/** The earliest instant at which a tier begins or ends, or is reviewed; null while there is no program. Two statements. */
export async function nextTierDue(cx: Cx): Promise<Date | null> {
  const [first] = (await clocks(cx)).sort((a, b) => a.at.getTime() - b.at.getTime())
  return first?.at ?? null
}

/** Reviews and level changes up to now, program by program and day by day, each once. For the worker and for histories. */
export async function passTiersDue(cx: Cx): Promise<void> {
  assert(isStaff(cx.actor), 'time passes by itself')
  for (;;) {
    const due = (await clocks(cx)).filter(one => one.at <= cx.now).sort((a, b) => a.at.getTime() - b.at.getTime())
    if (due.length === 0) return
    for (const clock of due.filter(one => one.at.getTime() === due[0]?.at.getTime())) {
      await passDay(cx, clock)
      await store.keepThrough(cx, clock.program, clock.day)
    }
  }
}

async function passDay(cx: Cx, clock: Clock): Promise<void> {
  const versions = await termsOf(cx, clock.program)
  const on = termsOn(versions, clock.day)
  if (!on || on.tiers.length === 0) return
  const terms = { on, before: termsOn(versions, addDays(clock.day, -1)) }
  for (let after = ''; ; ) {
    const ids = await membersAfter(cx, clock.program, { after, limit: CHUNK, placed: true })
    const facts = await membersFacts(cx, ids)
    const confirmations = Map.groupBy(await store.loadConfirmations(cx, clock.program, ids), one => one.partner)
    for (const id of ids) {
      const membership = facts.get(id)?.memberships.find(one => one.program === clock.program)
      const confirmed = (tier: string) =>
        (confirmations.get(id) ?? []).filter(one => one.tier === tier).map(one => one.day)
      if (membership) await pass(cx, clock, terms, membership, confirmed)
    }
    const last = ids.at(-1)
    if (ids.length < CHUNK || last === undefined) return
    after = last
  }
}

/** What one day brings one member. Whoever falls is told; whoever begins what was given before has been told then. */
async function pass(
  cx: Cx,
  { program, timeZone, day }: Clock,
  terms: { readonly before: Terms | null; readonly on: Terms },
  membership: Membership,
  confirmed: (tier: string) => Day[],
): Promise<void> {
  const { partner } = membership
  const yesterday = addDays(day, -1)
  const turn = turnOn(membership, terms, yesterday, day)
  if (turn.kind === 'same') return
  if (turn.kind === 'moved') return tierShown(cx, partner)
  if (turn.kind === 'measure' || turn.kind === 'renew') {
    const { tier } = turn
    const asked = { ...tier, requirements: tier.requirements.filter(isMeasured) }
    const needs = await needsOf(cx, membership, asked, { timeZone, day, to: yesterday, confirmed: confirmed(tier.key) })
    const met = needs.every(need => need.met)
    const lowest = lowestTier(terms.on)
    if (turn.kind === 'measure' && met) return
    if (turn.kind === 'renew' && met) {
      const until = `${day.slice(0, 4)}-12-31` as Day
      await placeInTier(cx, { partner, program, tier: tier.key, ground: 'review', from: day, until })
      return
    }
    if (turn.kind === 'measure' && lowest !== null) {
      await placeInTier(cx, { partner, program, tier: lowest, ground: 'review', from: day })
      return
    }
  }
  await noteTierChange(cx, partner, program, day)
  await tierShown(cx, partner)
}
