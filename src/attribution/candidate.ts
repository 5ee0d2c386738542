import type { ProgramKey } from '#kernel/id.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'

/** A program in which the partner might be chosen, as it stands at the instant of the choice. */
export type Candidate = { readonly program: ProgramKey; readonly active: boolean; readonly agreed: boolean }

/** The first program in which the partner is active and has accepted; else why it cannot be chosen. */
export function candidateOf<C extends Candidate>(
  candidates: readonly C[],
): Result<C, 'partner-not-active' | 'agreement-not-accepted'> {
  const active = candidates.filter(candidate => candidate.active)
  const ready = active.find(candidate => candidate.agreed)
  if (ready) return ok(ready)
  return refuse(active.length === 0 ? 'partner-not-active' : 'agreement-not-accepted')
}
