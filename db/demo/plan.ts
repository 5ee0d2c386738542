/** Who chose whom and when, and who will write how many stars: the whole town as a plan, before anything is made. */
import { ABROAD } from './partners-abroad.ts'
import { LOW_COUNTRIES } from './partners-low-countries.ts'
import { type Chance, chanceOf } from './chance.ts'
import { type CustomerRow, customerMaker } from './customer-names.ts'
import type { PartnerRow } from './partner-row.ts'

export const PARTNERS: readonly PartnerRow[] = [...LOW_COUNTRIES, ...ABROAD]
export const DELISTED = 'ravensgate'
export const WITHOUT_LOGO = 'lindepad'
/** Stars dealt by hand: two partners that are watched, the one that was removed, and two that are new. */
const BY_HAND: Record<string, readonly number[]> = {
  brievenbusfabriek: [1, 1, 2, 2, 2, 3, 3, 3, 4, 5, 1, 2],
  copperbeck: [1, 1, 1, 2, 2, 3, 3, 4, 2, 1, 5],
  ankerplaats: [5, 4],
  pinewharf: [4],
  ravensgate: [1, 1, 1, 1, 2, 2, 2, 3, 1, 2, 1, 3],
}
/** Published reviews of listed partners, by stars 1 to 5: 6, 5, 9, 25 and 55 % of 600, of which `persons.ts` writes one. */
const STARS = [36, 30, 54, 150, 329] as const

export type Stars = 1 | 2 | 3 | 4 | 5
/** Days are counted back from the town's last day. */
export type Engagement = {
  readonly partner: PartnerRow
  customer: CustomerRow
  readonly from: number
  until: number | null
  readonly review: { readonly stars: Stars; readonly day: number } | null
}

/** Months that a partner has been there; the newest three have no reviews yet. */
const JOINED_DAYS: Record<string, number> = {
  wadwind: 70,
  solveig: 95,
  'linnet-and-moss': 38,
  ankerplaats: 260,
  pinewharf: 210,
}
export const joinedDaysAgo = (id: string): number => JOINED_DAYS[id] ?? 1_330

function reviewCounts(): Map<string, number> {
  const fixed = (p: PartnerRow) => BY_HAND[p.id]?.length ?? (p.reach < 3 ? p.reach : null)
  const listed = PARTNERS.filter(p => p.id !== DELISTED)
  const free = listed.filter(p => fixed(p) === null)
  const wanted = STARS.reduce((a, b) => a + b, 0) - listed.reduce((sum, p) => sum + (fixed(p) ?? 0), 0)
  const reach = free.reduce((sum, p) => sum + p.reach, 0)
  const counts = new Map(PARTNERS.map(p => [p.id, fixed(p) ?? Math.floor((p.reach * wanted) / reach)]))
  let left = wanted - free.reduce((sum, p) => sum + (counts.get(p.id) ?? 0), 0)
  for (const p of free) if (left-- > 0) counts.set(p.id, (counts.get(p.id) ?? 0) + 1)
  return counts
}

/** Deals the remaining stars: better partners are likelier to draw the high ones, and in the end all are dealt. */
function dealStars(chance: Chance, counts: Map<string, number>): Map<string, Stars[]> {
  const left: number[] = [...STARS]
  for (const [id, stars] of Object.entries(BY_HAND))
    if (id !== DELISTED) for (const star of stars) left[star - 1] = (left[star - 1] ?? 0) - 1
  const slots = PARTNERS.flatMap(p => (BY_HAND[p.id] ? [] : Array.from({ length: counts.get(p.id) ?? 0 }, () => p)))
  const dealt = new Map<string, Stars[]>(Object.entries(BY_HAND).map(([id, stars]) => [id, stars as Stars[]]))
  for (const partner of chance.shuffle(slots)) {
    const weights = left.map((n, i) => n * Math.exp((partner.quality - 0.78) * 5 * (i - 2)))
    let at = chance.next() * weights.reduce((a, b) => a + b, 0)
    let star = weights.findIndex(weight => {
      at -= weight
      return at < 0
    })
    if (star < 0) star = left.findIndex(n => n > 0)
    left[star] = (left[star] ?? 0) - 1
    dealt.set(partner.id, [...(dealt.get(partner.id) ?? []), (star + 1) as Stars])
  }
  return dealt
}

const CUSTOMERS_OF: Record<string, readonly string[]> = {
  NL: ['NL', 'NL', 'NL', 'NL', 'NL', 'NL', 'BE'],
  BE: ['BE', 'BE', 'BE', 'NL'],
  GB: ['GB', 'GB', 'GB', 'GB', 'IE'],
  IE: ['IE', 'IE', 'GB'],
  DE: ['DE', 'DE', 'DE', 'NL', 'AT'],
  FR: ['FR', 'FR', 'BE'],
  NO: ['NO', 'DK'],
  AE: ['AE', 'AE', 'GB'],
  US: ['US'],
}

export function planTown(): Engagement[] {
  const chance = chanceOf('the town')
  const counts = reviewCounts()
  const stars = dealStars(chance, counts)
  const make = customerMaker(chance)
  const engagements: Engagement[] = []
  for (const partner of PARTNERS) {
    const reviews = chance.shuffle(stars.get(partner.id) ?? [])
    const silent = partner.reach === 0 ? 2 : Math.round(reviews.length * 0.24) + 1
    const longest = joinedDaysAgo(partner.id) - 8
    const soonest = partner.id === DELISTED ? 130 : 0
    for (let i = 0; i < reviews.length + silent; i++) {
      const star = reviews[i]
      const least = star === undefined ? 4 + soonest : 48 + soonest
      const early = chance.yes(0.14) && longest > 900
      const from = early ? chance.whole(760, longest) : chance.whole(least, Math.min(longest, 740))
      // Most write within a year; a review must be at least 36 days after the choice and two days before the last day.
      const day = from - chance.whole(36, Math.max(36, Math.min(from - 2 - soonest, 330)))
      const customer = make(chance.pick(CUSTOMERS_OF[partner.country] ?? ['GB']), partner.industries.split(' '))
      engagements.push({
        partner,
        customer,
        from,
        until: null,
        review: star === undefined ? null : { stars: star, day },
      })
    }
  }
  return switches(chance, engagements)
}

/** Some customers chose a second time: two engagements with different partners become one customer's. Some left. */
function switches(chance: Chance, engagements: Engagement[]): Engagement[] {
  let wanted = 42
  const used = new Set<Engagement>()
  for (const first of chance.shuffle(engagements)) {
    if (wanted === 0) break
    if (first.from < 300 || used.has(first)) continue
    const next = engagements.find(
      e =>
        !used.has(e) &&
        e !== first &&
        e.partner !== first.partner &&
        e.customer.language === first.customer.language &&
        e.from < first.from - 150 &&
        e.from > 60 &&
        (first.review === null || first.review.day > e.from),
    )
    if (!next) continue
    next.customer = first.customer
    first.until = next.from
    used.add(first).add(next)
    wanted--
  }
  for (const e of engagements) {
    if (used.has(e) || e.from < 200 || !chance.yes(0.035)) continue
    const last = e.review === null ? e.from - 90 : Math.min(e.from - 90, e.review.day - 5)
    if (last > 10) e.until = chance.whole(5, last)
  }
  return engagements
}
