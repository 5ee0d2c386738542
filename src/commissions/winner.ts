import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import { isLaterChoice, type Tie, type Way } from './way.ts'

/** A valid tie of a partner in a program; `rank` is the place of its way in that program's own order. */
export type Contender = {
  readonly partner: PartnerId
  readonly program: ProgramKey
  readonly rank: number
  readonly tie: Tie
}

/** Between programs: a lead goes before a selection, a selection before a code (G3). */
const PLACE: Readonly<Record<Way, number>> = { lead: 0, selection: 1, code: 2 }

/**
 * The one that earns (G3): in each program the first by its own order of ways, and of those the first by the house's. Of two
 * leads the one approved first, of two selections the later choice, of two codes the one that was complete first.
 */
export function winnerOf<C extends Contender>(contenders: readonly C[]): C | null {
  const best = new Map<ProgramKey, C>()
  for (const one of contenders) {
    const other = best.get(one.program)
    if (other === undefined || (one.rank - other.rank || compare(one, other)) < 0) best.set(one.program, one)
  }
  let winner: C | null = null
  for (const one of best.values())
    if (winner === null || (PLACE[one.tie.way] - PLACE[winner.tie.way] || compare(one, winner)) < 0) winner = one
  return winner
}

function compare(a: Contender, b: Contender): number {
  if (a.tie.binding && b.tie.binding) return isLaterChoice(a.tie.binding, b.tie.binding) ? -1 : 1
  return (
    time(a.tie.since) - time(b.tie.since) ||
    time(a.tie.lead?.registeredAt) - time(b.tie.lead?.registeredAt) ||
    text(a.tie.lead?.id ?? a.partner, b.tie.lead?.id ?? b.partner)
  )
}

const time = (at: Date | null | undefined): number => at?.getTime() ?? 0
const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
