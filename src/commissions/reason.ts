import { REASONS, type EarnRule, type Reason } from '#programs/index.ts'

/**
 * Why a cause earns a partner nothing: the first condition that fails, in the order of programs.md section 7, of those the
 * rule has. Null: it earns. Self-dealing is stopped where a customer chooses, so a binding never has it.
 */
export function reasonFor(rule: Pick<EarnRule, 'conditions'>, fails: Partial<Record<Reason, boolean>>): Reason | null {
  return REASONS.find(reason => fails[reason] === true && rule.conditions.includes(reason)) ?? null
}
