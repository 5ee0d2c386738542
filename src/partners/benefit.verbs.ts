import type { Cx } from '#db/client.ts'
import type { PartnerId } from '#kernel/id.ts'
import { dayOf } from '#kernel/period.ts'
import * as programs from '#programs/index.ts'
import { type Benefits, benefitsIn } from './benefit.ts'
import { membersFacts } from './index.ts'
import { activeOn } from './standing.ts'
import { membersOf } from './task.store.ts'
import { tierOn } from './tier.ts'

export type { Benefits } from './benefit.ts'

/** What these partners have today by tier and modules, program by program; nothing where they are no active member. */
export async function benefitsOf(cx: Cx, ids: readonly PartnerId[]): Promise<Map<PartnerId, Benefits[]>> {
  const facts = await membersFacts(cx, ids)
  const named = new Set([...facts.values()].flatMap(known => known.memberships.map(one => one.program as string)))
  const terms = new Map<string, { terms: programs.Terms; timeZone: string }>()
  for (const key of named) {
    const program = await programs.findProgram(cx, key)
    const now = program && programs.termsOn(await programs.termsOf(cx, key), dayOf(cx.now, program.timeZone))
    if (now) terms.set(key, { terms: now, timeZone: program.timeZone })
  }
  return new Map(
    [...facts].map(([partner, known]) => [
      partner,
      known.memberships.flatMap(membership => {
        const program = terms.get(membership.program)
        if (!program) return []
        const day = dayOf(cx.now, program.timeZone)
        if (!activeOn(known, membership.program, day, program.timeZone)) return []
        return [benefitsIn(program.terms, tierOn(membership, program.terms, day), membership.modules)]
      }),
    ]),
  )
}

/** Which of these partners have a benefit in any of their programs. */
export async function partnersWith(cx: Cx, ids: readonly PartnerId[], benefit: string): Promise<Set<PartnerId>> {
  const found = await benefitsOf(cx, ids)
  return new Set([...found].filter(([, list]) => list.some(one => one.has.has(benefit))).map(([partner]) => partner))
}

/** All partners that have a benefit, by id: only programs whose terms speak of it are looked at. */
export async function allPartnersWith(cx: Cx, benefit: string): Promise<PartnerId[]> {
  const ids = new Set<PartnerId>()
  for (const { key, timeZone } of await programs.listPrograms(cx)) {
    const terms = programs.termsOn(await programs.termsOf(cx, key), dayOf(cx.now, timeZone))
    const told = terms && [...terms.tiers, ...terms.modules].some(one => one.benefits.includes(benefit))
    if (told) for (const partner of await membersOf(cx, key)) ids.add(partner)
  }
  return [...(await partnersWith(cx, [...ids], benefit))].sort()
}
