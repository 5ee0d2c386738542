import { simulate } from '#commissions/index.ts'
import type { Day } from '#kernel/period.ts'
import { findPartners } from '#partners/index.ts'
import type { TermsBody } from '#programs/index.ts'
import { accepted } from './caller.ts'

type Figures = {
  readonly currency: string
  readonly before: string
  readonly after: string
  readonly difference: string
}
/** What a draft would have brought over past facts, by partner and together: amounts are plain decimals. */
export type Simulated = {
  readonly from: Day
  readonly until: Day
  readonly causes: number
  readonly partners: readonly (Figures & { readonly partner: string; readonly name: string })[]
}

/** Replays past facts under a draft with a reader alone, so that nothing is posted and nobody waits (G10). */
export async function simulated(
  locals: App.Locals,
  program: string,
  body: TermsBody,
  days: { from: Day; until: Day },
): Promise<Simulated> {
  const { causes, partners } = accepted(await simulate(locals.cx, program, body, days))
  const ids = [...new Set(partners.map(row => row.partner))]
  const names = new Map((await findPartners(locals.cx, ids)).map(partner => [partner.id, partner.name]))
  const rows = partners.map(({ entries: _, ...row }) => ({ ...row, name: names.get(row.partner) ?? row.partner }))
  return { ...days, causes, partners: rows }
}
