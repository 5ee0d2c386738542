import { ok, type Result, refuse } from '#kernel/result.ts'
import type { LeadTerms } from '#programs/index.ts'
import type { Lead } from './dealing.ts'
import { leadState } from './lead.ts'

/** What stands when an approval is asked for. */
export type ApprovalFacts = {
  /** The terms of today. */
  readonly terms: LeadTerms
  readonly now: Date
  /** Whether a lead of the same firm in the same program was approved before: this partner's, named by `again`; or anybody's. */
  readonly before: { readonly own: boolean; readonly anyone: boolean }
  /** Deals of the firm, signed or open. */
  readonly deals: readonly { readonly openedAt: Date | null; readonly signedAt: Date | null }[]
  /** Since when the firm is billed. */
  readonly billedAt: Date | null
  /** Other partners' leads of the firm in the same program. */
  readonly rivals: readonly Pick<Lead, 'approvedAt' | 'rejectedAt' | 'expiresAt'>[]
}

/** Whether the lead registers anew what was approved before, so that being a customer already does not stop it (ONE-8). */
const isAnew = ({ terms, before }: ApprovalFacts): boolean =>
  (terms.reRegistration !== 'refused' && before.own) || (terms.reRegistration === 'anyone' && before.anyone)

/** ONE-4: whether a registered lead may be approved now. A name of another partner never comes out of it. */
export function mayApprove(
  lead: Pick<Lead, 'approvedAt' | 'rejectedAt' | 'expiresAt'>,
  facts: ApprovalFacts,
): Result<null, 'lead-not-active' | 'already-customer' | 'open-deal' | 'lead-conflict'> {
  const { terms, now, deals, billedAt } = facts
  if (lead.rejectedAt !== null) return refuse('lead-not-active')
  const bought =
    deals.some(({ signedAt }) => signedAt !== null && signedAt <= now) || (billedAt !== null && billedAt <= now)
  if (terms.conditions.includes('already-customer') && bought && !isAnew(facts)) return refuse('already-customer')
  const open = deals.some(({ openedAt, signedAt }) => signedAt === null && openedAt !== null && openedAt <= now)
  if (terms.conditions.includes('open-deal') && open) return refuse('open-deal')
  const held = terms.conflict === 'first-approved' && facts.rivals.some(rival => leadState(rival, now) === 'active')
  return held ? refuse('lead-conflict') : ok(null)
}
