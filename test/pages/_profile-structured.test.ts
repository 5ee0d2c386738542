import { describe, expect, test } from 'vitest'
import type { Listing, Vocabulary } from '#directory/index.ts'
import type { PartnerId, ReviewId } from '#kernel/id.ts'
import type { PublicReview, Rating } from '#reviews/index.ts'
import { profileStructured } from '#pages/_profile-structured.ts'

const at = new Date('2026-03-01T00:00:00Z')
const listing: Listing = {
  locale: 'en',
  texts: {},
  website: 'https://brightwave.example',
  expertise: ['email'],
  services: ['training'],
  industries: [],
  languages: ['nl'],
  country: 'NL',
  city: 'Utrecht',
  budget: null,
  teamSize: null,
  founded: null,
  accepting: true,
  certified: 0,
  logo: null,
  cover: null,
  partner: 'brightwave' as PartnerId,
  slug: 'brightwave',
  name: 'Brightwave',
  listedAt: at,
  publishedAt: at,
  confirmedAt: at,
}
const label = (kind: 'expertise' | 'service', slug: string, en: string, nl: string) => ({
  kind,
  slug,
  en,
  nl,
  synonyms: [],
})
const labels: Vocabulary = {
  expertise: new Map([['email', label('expertise', 'email', 'Email automation', 'E-mailautomatisering')]]),
  service: new Map([['training', label('service', 'training', 'Training', 'Training')]]),
  industry: new Map(),
}
const review: PublicReview = {
  id: 'rev_1' as ReviewId,
  partner: listing.partner,
  overall: 4,
  sub: null,
  recommend: 9,
  text: { language: 'en', title: 'Clear', challenge: '', wentWell: 'The plan', couldBeBetter: 'The pace', text: '' },
  identity: { role: 'Owner', industry: null, companySize: null, shownAs: null },
  project: { from: null, to: null, budget: null, services: [] },
  publishedAt: at,
  counted: true,
  notCounted: null,
  incentivised: false,
  old: false,
  reply: null,
}
const rating = (count: number): Rating => ({
  count,
  mean: 4.26,
  shown: count >= 3,
  histogram: [0, 0, 0, count, 0],
  bayes: 4.1,
  upper: 4.5,
  lower: 3.5,
  low: false,
  watch: false,
})
const facts = (count: number, asked = false) => ({
  listing,
  texts: { summary: 'Mail that sells', description: '' },
  cases: [],
  labels,
  rating: rating(count),
  reviews: [review],
  steps: [{ label: 'Find a partner', path: '/partners' }, { label: 'Brightwave' }],
  locale: 'nl' as const,
  url: (path: string) => `https://x.example/nl${path}`,
  asked,
})

describe('what a profile states to search engines', () => {
  test('S-1: an organisation with what it knows, in the language of the page', () => {
    const [organisation] = profileStructured(facts(3))
    expect(organisation).toMatchObject({
      '@type': 'Organization',
      knowsAbout: ['E-mailautomatisering'],
      knowsLanguage: ['nl'],
      url: 'https://x.example/nl/partners/brightwave',
    })
  })

  test('S-2: an aggregate from three reviews on, with the value that people read; none under three', () => {
    expect(profileStructured(facts(3))[0]).toMatchObject({
      aggregateRating: { ratingValue: 4.3, reviewCount: 3, bestRating: 5, worstRating: 1 },
      review: [{ reviewBody: 'The plan\n\nThe pace', author: { name: 'Owner' }, datePublished: '2026-03-01' }],
    })
    expect(profileStructured(facts(2))[0]).not.toHaveProperty('aggregateRating')
    expect(profileStructured(facts(2))[0]).not.toHaveProperty('review')
  })

  test('a filtered page states no reviews, since it shows a choice of them', () => {
    expect(profileStructured(facts(3, true))[0]).not.toHaveProperty('review')
  })
})
