import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import { type Day, dayOf } from '#kernel/period.ts'
import type { Election } from './election.ts'
import type { TierSpan } from './tier.ts'

export type State = 'active' | 'suspended' | 'delisted'
export type StandingChange = {
  readonly partner: PartnerId
  readonly at: Date
  readonly state: State
  readonly ground: string | null
  readonly reason: string | null
  readonly by: string
}
/**
 * `joinedAt` null: a member without beginning. `agreed` with `agreementAt` null: accepted without beginning. `tier` is what was
 * said when it joined, free text where the program has no tiers; which tier it has on a day is asked of `tierOn`. Spans and
 * elections in the order of writing.
 */
export type Membership = {
  readonly partner: PartnerId
  readonly program: ProgramKey
  readonly tier: string | null
  readonly tiers: readonly TierSpan[]
  readonly elections: readonly Election[]
  readonly modules: readonly string[]
  readonly joinedAt: Date | null
  readonly agreed: boolean
  readonly agreementAt: Date | null
}
/** What is known of a partner's place in the programs; `standing` in the order in which it changed. */
export type Member = {
  readonly memberships: readonly Membership[]
  readonly standing: readonly StandingChange[]
}

/** The state on a day: a change holds from the start of its day (G9), the last one of a day for the whole of it. */
export function stateOn(changes: readonly StandingChange[], day: Day, timeZone: string): State {
  return changes.findLast(change => dayOf(change.at, timeZone) <= day)?.state ?? 'active'
}

export const membershipIn = (facts: Member, program: string): Membership | null =>
  facts.memberships.find(membership => membership.program === program) ?? null

/** Whether the partner was an active member on that day: joined by then, and not suspended or delisted (G9). */
export function activeOn(facts: Member, program: string, day: Day, timeZone: string): boolean {
  const membership = membershipIn(facts, program)
  if (!membership) return false
  const joined = membership.joinedAt === null || dayOf(membership.joinedAt, timeZone) <= day
  return joined && stateOn(facts.standing, day, timeZone) === 'active'
}

/** Whether the agreement was accepted at or before that instant. */
export function agreedAt(facts: Member, program: string, at: Date): boolean {
  const membership = membershipIn(facts, program)
  return !!membership?.agreed && (membership.agreementAt === null || membership.agreementAt <= at)
}
