import { MAX_NAME, plainCountry } from '#kernel/contact.ts'
import { type Ppm, parsePercent } from '#kernel/money.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { plainVatId } from './vat-id.ts'
import { type Particulars, STANDINGS, type Standing } from './vat-treatment.ts'

/** What a person typed of a party; `ratePercent` is asked of the operator only. */
export type GivenParticulars = {
  readonly name: string
  readonly street: string
  readonly postcode: string
  readonly city: string
  readonly country: string
  readonly vatId?: string | null | undefined
  readonly standing?: string | null | undefined
  readonly ratePercent?: string | null | undefined
}
export type ParticularsFault = 'bad-name' | 'bad-address' | 'bad-country' | 'bad-vat-id' | 'bad-rate' | 'bad-standing'

const MAX_LINE = 120
const line = (text: string): string => text.trim().replace(/\s+/g, ' ')
const fine = (text: string, max: number): boolean => text !== '' && text.length <= max && !/\p{C}/u.test(text)

/** Particulars in the form in which they are kept, the VAT id not checked by anyone yet; the first fault is refused. */
export function plainParticulars(given: GivenParticulars): Result<Particulars, ParticularsFault> {
  const [name, street, postcode, city] = [given.name, given.street, given.postcode, given.city].map(line)
  if (name === undefined || !fine(name, MAX_NAME)) return refuse('bad-name')
  if (street === undefined || city === undefined || postcode === undefined) return refuse('bad-address')
  if (!fine(street, MAX_LINE) || !fine(city, MAX_LINE)) return refuse('bad-address')
  if (postcode !== '' && !fine(postcode, 20)) return refuse('bad-address')
  const country = plainCountry(given.country)
  if (country === null) return refuse('bad-country')
  const typed = (given.vatId ?? '').trim()
  const vatId = typed === '' ? null : plainVatId(typed, country)
  if (typed !== '' && vatId === null) return refuse('bad-vat-id')
  const standing = given.standing ?? 'business'
  if (!isStanding(standing)) return refuse('bad-standing')
  const ratePpm = rateFrom(given.ratePercent)
  if (ratePpm === null) return refuse('bad-rate')
  return ok({ name, street, postcode, city, country, vatId, checkedAt: null, standing, ratePpm })
}

const isStanding = (text: string): text is Standing => (STANDINGS as readonly string[]).includes(text)

function rateFrom(text: string | null | undefined): Ppm | null {
  if (text === null || text === undefined || text.trim() === '') return 0n
  return parsePercent(text.trim().replace(',', '.'))
}

/** Whether two say the same, the check of the VAT id left aside. */
export const sameParticulars = (a: Particulars, b: Particulars): boolean =>
  a.name === b.name &&
  a.street === b.street &&
  a.postcode === b.postcode &&
  a.city === b.city &&
  a.country === b.country &&
  a.vatId === b.vatId &&
  a.standing === b.standing &&
  a.ratePpm === b.ratePpm
