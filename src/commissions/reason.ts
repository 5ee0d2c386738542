import { type EarnRule, REASONS, type Reason } from '#programs/index.ts'

/** What holds in every program, whether a rule says so or not (G8, G9). */
const ALWAYS: ReadonlySet<Reason> = new Set(['partner-not-active', 'self-dealing'])

/**
 * Why a cause earns a partner nothing: the first condition that fails, in the order of programs.md section 7, of those the
 * rule has. Null: it earns.
 */
export function reasonFor(rule: Pick<EarnRule, 'conditions'>, fails: (reason: Reason) => boolean): Reason | null {
  return REASONS.find(reason => (ALWAYS.has(reason) || rule.conditions.includes(reason)) && fails(reason)) ?? null
}
