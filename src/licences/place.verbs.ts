import type { Cx } from '#db/client.ts'
import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import { dayOf } from '#kernel/period.ts'
import * as partners from '#partners/index.ts'
import * as programs from '#programs/index.ts'
import { type Place, runsOn } from './licence.ts'
import { loadLicences } from './store.ts'

/** The programs the partner is in, as they stand for it now; those without terms for today are left out. */
export async function placesOf(cx: Cx, partner: PartnerId): Promise<Place[]> {
  const facts = (await partners.membersFacts(cx, [partner])).get(partner)
  if (!facts) return []
  const dated = new Map((await loadLicences(cx, [partner])).map(licence => [licence.program, licence]))
  const places: Place[] = []
  for (const membership of facts.memberships) {
    const program = await programs.findProgram(cx, membership.program)
    if (!program) continue
    const day = dayOf(cx.now, program.timeZone)
    const terms = programs.termsOn(await programs.termsOf(cx, program.key), day)
    if (!terms) continue
    places.push({
      program: program.key,
      timeZone: program.timeZone,
      day,
      active: partners.activeOn(facts, program.key, day, program.timeZone),
      agreed: partners.agreedAt(facts, program.key, cx.now),
      terms,
      tier: partners.tierOn(membership, terms, day),
      running: runsOn(dated.get(program.key) ?? null, day),
    })
  }
  return places
}

/** Whether the partner has a licence that runs today: in that program, or in any. */
export async function holdsLicence(cx: Cx, partner: PartnerId, program?: ProgramKey): Promise<boolean> {
  const places = await placesOf(cx, partner)
  return places.some(
    place => place.terms.licence !== null && place.running && (program === undefined || place.program === program),
  )
}
