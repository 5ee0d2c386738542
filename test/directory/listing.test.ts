import { describe, expect, it } from 'vitest'
import {
  advertisesDiscount,
  completeness,
  EMPTY_LISTING,
  isWebAddress,
  type ListingContent,
  problemsOf,
  readyToPublish,
  textsFor,
} from '#directory/listing.ts'

const listing = (change: Partial<ListingContent> = {}): ListingContent => ({
  ...EMPTY_LISTING,
  texts: { en: { summary: 'Mail for museums', description: 'We write appeals.' } },
  industries: ['non-profit'],
  ...change,
})
const refusals = (change: Partial<ListingContent>) => problemsOf(listing(change), 2026).map(p => p.refusal)
const long = (n: number) => 'é'.repeat(n)

describe('what a partner may write', () => {
  it('a summary of 160 characters is fine, one of 161 is not', () => {
    expect(refusals({ texts: { nl: { summary: long(160), description: '' } } })).toEqual([])
    expect(refusals({ texts: { nl: { summary: long(161), description: '' } } })).toEqual(['summary-too-long'])
  })

  it('a description holds 4,000 characters, and an emoji is one of them', () => {
    expect(refusals({ texts: { en: { summary: 'x', description: '🌷'.repeat(4_000) } } })).toEqual([])
    expect(refusals({ texts: { en: { summary: 'x', description: long(4_001) } } })).toEqual(['description-too-long'])
  })

  it('names three industries and eight expertises at most', () => {
    expect(refusals({ industries: ['a', 'b', 'c'], expertise: [...'abcdefgh'] })).toEqual([])
    expect(refusals({ industries: [...'abcd'] })).toEqual(['too-many-industries'])
    expect(refusals({ expertise: [...'abcdefghi'] })).toEqual(['too-many-expertise'])
  })

  it('tells the field of each problem', () => {
    const content = listing({ texts: { nl: { summary: long(200), description: '' } }, website: 'javascript:alert(1)' })
    expect(problemsOf(content, 2026)).toEqual([
      { field: 'summary.nl', refusal: 'summary-too-long' },
      { field: 'website', refusal: 'bad-website' },
    ])
  })

  it('a year of foundation lies between 1800 and now', () => {
    expect(refusals({ founded: 1800 })).toEqual([])
    expect(refusals({ founded: 1799 })).toEqual(['bad-year'])
    expect(refusals({ founded: 2027 })).toEqual(['bad-year'])
  })

  it('codes of countries and languages are codes', () => {
    expect(refusals({ country: 'NL', languages: ['nl', 'fy'] })).toEqual([])
    expect(refusals({ country: 'Holland', languages: ['Dutch'] })).toEqual(['bad-language', 'bad-country'])
  })
})

describe('SIM-13: discounts', () => {
  it.each([
    '20% off this month',
    'Now with a discount',
    'Nu met 10 % korting',
    'Gratis intake',
    'Use promo code SPRING',
    'onze kortingsactie',
    'the cheapest in town',
    'Members get a rebate',
    'ledenkorting voor starters',
    'Introductiekorting!',
    '10 procent korting op de licentie',
    '7.5 percent off your licence',
    'Cashback on every plan',
    'special prices for accountants',
    'Nu met lagere tarieven',
    'DISCOUNTED licences',
    'We discount nothing in our reports, and give a discount of 5 %',
  ])('"%s" advertises one', text => expect(advertisesDiscount(text)).toBe(true))

  it.each([
    'Opens rose by 20 %',
    'We lower your costs',
    'Kortom: helder werk',
    'A first talk costs nothing',
    'office hours',
    'We value firms by discounted cash flow',
    'The discount rate in your annual accounts',
    'Invoice discounting for growing firms',
    'Marketing for discounters and discount retail',
    'Verkorting van uw doorlooptijd',
    'Inkortingen op teksten',
    'We halve the time to 50 % of what it was',
    'In het kort: korte lijnen',
  ])('"%s" does not', text => expect(advertisesDiscount(text)).toBe(false))
})

describe('publication', () => {
  it('needs a summary in one language and an industry', () => {
    expect(readyToPublish(listing(), 2026)).toMatchObject({ ok: true })
    expect(readyToPublish(listing({ texts: {} }), 2026)).toMatchObject({ refusal: 'summary-missing' })
    expect(readyToPublish(listing({ industries: [] }), 2026)).toMatchObject({ refusal: 'industry-missing' })
  })

  it('shows the reader their own language, else the partner’s', () => {
    const content = listing({ locale: 'nl', texts: { nl: { summary: 'Mail', description: '' } } })
    expect(textsFor(content, 'nl')).toMatchObject({ summary: 'Mail', locale: 'nl' })
    expect(textsFor(content, 'en')).toMatchObject({ summary: 'Mail', locale: 'nl' })
    expect(textsFor(listing({ texts: {} }), 'en')).toEqual({ summary: '', description: '', locale: 'en' })
  })

  it('links only to web addresses', () => {
    expect(isWebAddress('https://www.polderpost.example/')).toBe(true)
    for (const text of [
      'javascript:alert(1)',
      'https://',
      'http://localhost',
      'ftp://a.example',
      'https://a b.example',
    ])
      expect(isWebAddress(text)).toBe(false)
  })
})

describe('completeness', () => {
  it('counts ten items; an empty listing has none of them', () => {
    expect(completeness(EMPTY_LISTING, 0)).toMatchObject({ share: 0 })
    const full = listing({
      logo: 'a',
      expertise: ['crm'],
      languages: ['nl'],
      country: 'NL',
      city: 'Delft',
      budget: '5k-20k',
      teamSize: '1-10',
    })
    expect(completeness(full, 1)).toEqual({ share: 1, missing: [] })
    expect(completeness({ ...full, city: null }, 0)).toEqual({ share: 0.8, missing: ['location', 'case'] })
  })
})
