import type { Benefits } from '#partners/index.ts'
import type { TermsBody } from '#programs/index.ts'

export const PLAN_KINDS = ['annual-plan', 'joint-business-plan', 'quarterly-review'] as const
export type PlanKind = (typeof PLAN_KINDS)[number]

/** A plan is of a year ("2026"), a review of a quarter ("2026-Q3"). */
export const periodFits = (kind: PlanKind, period: string): boolean =>
  (kind === 'quarterly-review' ? /^20\d\d-Q[1-4]$/ : /^20\d\d$/).test(period)

/** Its tier brings the plan (SIM-3), or a tier of the program asks for it before it may be had (CC-4). */
export const mayPlan = (own: Benefits | undefined, terms: Pick<TermsBody, 'tiers'> | null, kind: PlanKind): boolean =>
  own !== undefined &&
  (own.has.has(kind) ||
    (terms?.tiers ?? []).some(tier => tier.requirements.some(one => one.measure === 'confirmed' && one.what === kind)))
