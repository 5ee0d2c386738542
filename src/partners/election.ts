import type { Day } from '#kernel/period.ts'
import type { TermsBody } from '#programs/index.ts'

export type Benefit = 'fee' | 'discount'
/** What a partner chose from a day on (SIM-6). */
export type Election = { readonly benefit: Benefit; readonly from: Day; readonly at: Date }

/** Fee or discount on a day: what the terms say, or what the partner elected last for that day; the fee until it elects. */
export function benefitOn(
  membership: { readonly elections: readonly Election[] },
  terms: Pick<TermsBody, 'benefit'>,
  day: Day,
): Benefit {
  if (terms.benefit !== 'partner-elects') return terms.benefit
  return membership.elections.findLast(election => election.from <= day)?.benefit ?? 'fee'
}

/** Whether electing this from that day on would change anything, then or later. */
export function changesBenefit(elections: readonly Election[], benefit: Benefit, from: Day): boolean {
  const before = elections.findLast(election => election.from <= from)?.benefit ?? 'fee'
  return before !== benefit || elections.some(election => election.from > from && election.benefit !== benefit)
}
