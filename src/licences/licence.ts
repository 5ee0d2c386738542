import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import { addDays, type Day, startOfDay } from '#kernel/period.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import type { LicenceTerms, Terms } from '#programs/index.ts'

/** The dates the operator gave a partner's licence in a program; both days are included, null is without beginning or end. */
export type Licence = {
  readonly partner: PartnerId
  readonly program: ProgramKey
  readonly from: Day | null
  readonly until: Day | null
}

/** Whether the licence runs on that day. Nobody dated it: then it runs (COP-13). */
export const runsOn = (dates: Pick<Licence, 'from' | 'until'> | null, day: Day): boolean =>
  dates === null || ((dates.from === null || dates.from <= day) && (dates.until === null || day <= dates.until))

/** The instants between which the licence runs: the first is included, the second excluded. */
export const spanOf = (dates: Pick<Licence, 'from' | 'until'>, timeZone: string) => ({
  from: dates.from === null ? null : startOfDay(dates.from, timeZone),
  until: dates.until === null ? null : startOfDay(addDays(dates.until, 1), timeZone),
})

/** The next instant after `now` at which the licence begins or ends; null if nothing changes any more. */
export function boundaryAfter(dates: Pick<Licence, 'from' | 'until'>, timeZone: string, now: Date): Date | null {
  const { from, until } = spanOf(dates, timeZone)
  for (const at of [from, until]) if (at !== null && at > now) return at
  return null
}

/** A program the partner is a member of, as it stands for the partner on a day. */
export type Place = {
  readonly program: ProgramKey
  readonly timeZone: string
  readonly day: Day
  readonly active: boolean
  readonly agreed: boolean
  readonly terms: Terms
  readonly tier: string | null
  readonly running: boolean
}
export type Licensed = Place & { readonly licence: LicenceTerms }

const licensedIn = (places: readonly Place[]): Licensed[] =>
  places.flatMap(place => (place.terms.licence === null ? [] : [{ ...place, licence: place.terms.licence }]))

/** Where the partner is active, has accepted the agreement and has a licence that runs. */
export const openPlaces = (places: readonly Place[]): Licensed[] =>
  licensedIn(places).filter(place => place.active && place.agreed && place.running)

/**
 * The program under which a partner opens an account: the wished one (of the plan, or in which the customer is bound to it),
 * else the first, in which it may. Else why not: no program with a licence at all, or an ended one, is `not-eligible`.
 */
export function placeToOpen(
  places: readonly Place[],
  wished: ProgramKey | null = null,
): Result<Licensed, 'partner-not-active' | 'agreement-not-accepted' | 'not-eligible'> {
  const licensed = licensedIn(places)
  const asked: readonly Place[] = licensed.length > 0 ? licensed : places
  const active = asked.filter(place => place.active)
  if (active.length === 0) return refuse('partner-not-active')
  if (!active.some(place => place.agreed)) return refuse('agreement-not-accepted')
  const good = openPlaces(places)
  const found = good.find(place => place.program === wished) ?? good[0]
  return found ? ok(found) : refuse('not-eligible')
}
