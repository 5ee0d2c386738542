import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'

/** A program of the partner's in which codes and domains count, as it stands now. */
export type Ready = { readonly program: ProgramKey; readonly active: boolean; readonly agreed: boolean }

/** The programs in which the report is taken: those in which the partner is active and has accepted; else why there is none. */
export function programsFor(
  candidates: readonly Ready[],
): Result<readonly ProgramKey[], 'not-allowed' | 'partner-not-active' | 'agreement-not-accepted'> {
  if (candidates.length === 0) return refuse('not-allowed')
  const active = candidates.filter(candidate => candidate.active)
  const ready = active.filter(candidate => candidate.agreed)
  if (ready.length > 0) return ok(ready.map(candidate => candidate.program))
  return refuse(active.length === 0 ? 'partner-not-active' : 'agreement-not-accepted')
}

/** What was told of a domain before, in one program. */
export type Report = { readonly partner: PartnerId; readonly domain: string | null }

/**
 * CC-10: whether this is the first report of its domain in the program. Refused reports are not among those told, so the first one
 * told is the first valid one, for good: whoever reports the domain later has nothing of it, also for another customer.
 */
export const isFirst = (domain: string | null, told: readonly Report[]): boolean =>
  domain !== null && !told.some(report => report.domain === domain)
