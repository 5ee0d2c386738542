import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { actsForPartner, isStaff } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import { type Day, dayOf } from '#kernel/period.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as partners from '#partners/index.ts'
import * as programs from '#programs/index.ts'
import { boundaryAfter, type Licence, runsOn, spanOf } from './licence.ts'
import { placesOf } from './place.verbs.ts'
import * as store from './store.ts'

/** What a licence brings at no charge that decides over the directory (COP-13). */
const LISTING = 'listing'

/**
 * Dates a partner's licence in a program, both days included; null is without beginning or end. On the day after the last one no
 * account can be opened and the listing rests, if the licence brings it; accounts that are open stay and are charged. Partner
 * managers and the owner may. Refuses a program the partner is not in, or one without a licence (`not-eligible`).
 */
export async function dateLicence(
  cx: Cx,
  wish: {
    readonly partner: PartnerId
    readonly program: string
    readonly from: Day | null
    readonly until: Day | null
  },
): Promise<Result<Licence, 'not-allowed' | 'unknown-partner' | 'unknown-program' | 'not-eligible' | 'bad-dates'>> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  const [partner] = await partners.findPartners(cx, [wish.partner])
  if (!partner) return refuse('unknown-partner')
  const place = (await placesOf(cx, partner.id)).find(each => each.program === wish.program)
  if (!place) return refuse('unknown-program')
  const terms = place.terms.licence
  if (!terms) return refuse('not-eligible')
  const { from, until } = wish
  if (from !== null && until !== null && from > until) return refuse('bad-dates')
  const licence: Licence = { partner: partner.id, program: place.program, from, until }
  await store.keepLicence(cx, licence, boundaryAfter(licence, place.timeZone, cx.now))
  const shown = terms.includes.includes(LISTING) ? spanOf(licence, place.timeZone) : { from: null, until: null }
  await partners.keepListingRest(cx, { partner: partner.id, program: place.program, shown })
  await audit.note(cx, { verb: 'date-licence', subject: partner.id, detail: { program: place.program, from, until } })
  return ok(licence)
}

export type LicenceState = {
  readonly program: ProgramKey
  readonly name: string
  readonly from: Day | null
  readonly until: Day | null
  readonly running: boolean
  readonly tier: string | null
  readonly terms: programs.LicenceTerms
}

/** The partner's licences as they stand today, for its own people and staff. */
export async function licencesOf(cx: Cx, partner: PartnerId): Promise<LicenceState[]> {
  if (!actsForPartner(cx.actor, partner) && !isStaff(cx.actor)) return []
  const dated = new Map((await store.loadLicences(cx, [partner])).map(licence => [licence.program, licence]))
  const states: LicenceState[] = []
  for (const { program, day, terms, tier } of await placesOf(cx, partner)) {
    if (!terms.licence) continue
    const dates = dated.get(program) ?? null
    const name = (await programs.findProgram(cx, program))?.name ?? program
    const { from, until } = dates ?? { from: null, until: null }
    states.push({ program, name, from, until, running: runsOn(dates, day), tier, terms: terms.licence })
  }
  return states
}

/** Licences that have dates, by partner; for staff. */
export const datedLicences = async (cx: Cx, limit = 200): Promise<Licence[]> =>
  isStaff(cx.actor) ? store.loadDated(cx, limit) : []

/** When a licence next begins or ends; null while none does. */
export const nextLicenceDue = (cx: Cx): Promise<Date | null> => store.loadNextDue(cx)

/** Licences that began or ended by now: what visitors see of the partner is made anew. Running it again does nothing. */
export async function passLicencesDue(cx: Cx): Promise<void> {
  assert(isStaff(cx.actor), 'time passes for the house')
  for (const licence of await store.loadDue(cx)) {
    const program = await programs.findProgram(cx, licence.program)
    const zone = program?.timeZone ?? 'UTC'
    await store.keepLicence(cx, licence, boundaryAfter(licence, zone, cx.now))
    await partners.listingMoved(cx, licence.partner)
    const running = runsOn(licence, dayOf(cx.now, zone))
    await audit.note(cx, {
      verb: running ? 'licence-began' : 'licence-ended',
      subject: licence.partner,
      detail: { program: licence.program },
    })
  }
}
