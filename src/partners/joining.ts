import { ok, type Result, refuse } from '#kernel/result.ts'
import type { Day } from '#kernel/period.ts'
import type { TermsBody } from '#programs/index.ts'
import { keptUntil, keyMeant } from './tier.ts'

/** Where a partner stands that comes in: its tier from then until a last day (null: no end), and its modules. */
export type Joining = { readonly tier: string | null; readonly until: Day | null; readonly modules: readonly string[] }

/**
 * What a caller says of a partner that joins on a day, in the words of the program's terms (SIM-2, CC-8). Where these have no
 * tiers it is kept as said, for people to read; where they have, a tier they do not know is refused. So is none of the modules:
 * one they do not know is kept and counts for nothing.
 */
export function joiningOf(
  terms: Pick<TermsBody, 'tiers' | 'modules'> | null,
  said: { readonly tier?: string | null | undefined; readonly modules?: readonly string[] | undefined },
  day: Day,
): Result<Joining, 'unknown-tier'> {
  const modules = [...new Set((said.modules ?? []).map(module => keyMeant(terms?.modules ?? [], module) ?? module))]
  const tier = said.tier?.trim() || null
  if (tier === null || !terms || terms.tiers.length === 0) return ok({ tier, until: null, modules })
  const key = keyMeant(terms.tiers, tier)
  const known = terms.tiers.find(one => one.key === key)
  return known ? ok({ tier: known.key, until: keptUntil(known, day, day), modules }) : refuse('unknown-tier')
}
