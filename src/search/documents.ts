import type { Card, Doc, Fed, Quote } from './document.ts'
import { facetsOf, facetValue, type FacetName, type Kind, ratingSteps } from './facets.ts'
import type { CaseFacts, Label, PartnerFacts, ReviewFacts, Texts } from './facts.ts'
import { countryName } from './labels.ts'
import { tieOf } from './tie.ts'
import { baseOf, partsOf } from './weights.ts'
import { cut, joined } from './words.ts'

const PROOF = 1_200
const BODY = 8_000
const REVIEWS = 50
const QUOTES = 5
const QUOTE = 240
/** An average is shown from three reviews on (reviews.md section 3). */
const SHOWN_FROM = 3

/** All documents of a listed partner: itself, its published cases and its published reviews. The day enters through `now`. */
export function documents(facts: PartnerFacts, now: Date): Fed {
  const cases = [...facts.cases].sort((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime())
  const reviews = [...facts.reviews].sort((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime())
  const docs = [
    partnerDoc(facts, cases, reviews, now),
    ...cases.map(one => caseDoc(facts, one, now)),
    ...reviews.map(one => reviewDoc(facts, one, now)),
  ]
  return { partner: facts.id, docs }
}

function partnerDoc(facts: PartnerFacts, cases: CaseFacts[], reviews: ReviewFacts[], now: Date): Doc {
  const parts = partsOf(facts.parts)
  const shown = shownOf(facts)
  const told = reviews.slice(0, REVIEWS).flatMap(review => [review.title, review.text])
  return {
    ...common('partner', facts, facts.id, now),
    texts: {
      name: joined(facts.name),
      facts: factWords(facts, [...facts.expertise, ...facts.services, ...facts.industries]),
      proof: cut(joined(...cases.flatMap(one => [one.title, one.summary])), PROOF),
      body: joined(...texts(facts.summary), ...texts(facts.description), ...facts.notes, cut(joined(...told), BODY)),
    },
    facets: facets('partner', facts, {
      expertise: facts.expertise,
      service: facts.services,
      industry: facts.industries,
      rating: ratingSteps(shown),
      accepting: facts.accepting ? ['1'] : [],
      city: facts.city === null ? [] : [joined(facts.city).slice(0, 80)],
    }),
    evidence: {
      expertise: slugs(cases.flatMap(one => one.expertise)),
      service: slugs(cases.flatMap(one => one.services)),
      industry: slugs(cases.flatMap(one => one.industries)),
    },
    parts,
    base: baseOf(parts),
    shown,
    reviews: facts.rating.count,
    date: facts.listedAt.getTime(),
    nameKey: joined(facts.name) || facts.name.toLowerCase(),
    card: {
      ...cardOf(facts, facts.name, `/partners/${facts.slug}`, facts.listedAt),
      summary: bothLocales(facts.summary),
      image: facts.logo,
      expertise: slugs(facts.expertise),
      services: slugs(facts.services),
      industries: slugs(facts.industries),
      quotes: reviews
        .filter(review => review.text.trim() !== '')
        .slice(0, QUOTES)
        .map(quoteOf),
    },
  }
}

function caseDoc(facts: PartnerFacts, one: CaseFacts, now: Date): Doc {
  const labels = [...one.expertise, ...one.services, ...one.industries]
  return {
    ...common('case', facts, one.id, now),
    texts: {
      name: joined(one.title),
      facts: joined(factWords(facts, labels), facts.name),
      proof: joined(one.summary, one.challenge, one.approach, one.results),
      body: '',
    },
    facets: facets('case', facts, { expertise: one.expertise, service: one.services, industry: one.industries }),
    // Confirmed by its customer first, then the newest: whole days, which stay far below the step.
    base: (one.confirmed ? 100_000 : 0) + Math.floor(one.publishedAt.getTime() / 86_400_000),
    date: one.publishedAt.getTime(),
    card: {
      ...cardOf(facts, one.title, `/cases/${one.slug}`, one.publishedAt),
      summary: { en: one.summary, nl: one.summary },
      image: one.cover,
      expertise: slugs(one.expertise),
      services: slugs(one.services),
      industries: slugs(one.industries),
      year: one.year,
      confirmed: one.confirmed,
    },
  }
}

function reviewDoc(facts: PartnerFacts, one: ReviewFacts, now: Date): Doc {
  const at = one.publishedAt.getTime()
  // What the customer had done is a service; the expertise is the partner's, so that a choice of it shows its reviews too.
  const chosen = {
    expertise: facts.expertise,
    service: one.labels,
    industry: one.industry === null ? [] : [one.industry],
  }
  return {
    ...common('review', facts, one.id, now),
    texts: {
      name: joined(one.title),
      facts: joined(facts.name, ...one.labels.flatMap(labelTexts)),
      proof: joined(one.text),
      body: '',
    },
    facets: facets('review', facts, { ...chosen, rating: [String(one.stars)] }),
    base: Math.floor(at / 86_400_000),
    date: at,
    stars: one.stars,
    length: one.text.length,
    card: {
      ...cardOf(facts, one.title, `/partners/${facts.slug}#review-${one.id}`, one.publishedAt),
      summary: { en: one.text, nl: one.text },
      image: facts.logo,
      services: slugs(one.labels),
      industries: one.industry === null ? [] : [one.industry],
      stars: one.stars,
      quotes: [],
    },
  }
}

const common = (kind: Kind, facts: PartnerFacts, id: string, now: Date) => ({
  kind,
  id,
  partner: facts.id,
  evidence: {},
  parts: null,
  tie: tieOf(`${kind} ${id}`, now),
  shown: -1,
  reviews: 0,
  stars: 0,
  length: 0,
  nameKey: '',
})

const cardOf = (facts: PartnerFacts, title: string, url: string, date: Date): Card => ({
  title,
  url,
  summary: { en: '', nl: '' },
  image: null,
  partner: { id: facts.id, slug: facts.slug, name: facts.name, logo: facts.logo },
  tier: facts.tier,
  accepting: facts.accepting,
  country: facts.country,
  city: facts.city,
  languages: facts.languages,
  expertise: [],
  services: [],
  industries: [],
  budget: facts.budget,
  teamSize: facts.teamSize,
  rating: { count: facts.rating.count, mean: facts.rating.count < SHOWN_FROM ? null : facts.rating.mean },
  quotes: [],
  cases: facts.cases.length,
  stars: null,
  year: null,
  confirmed: false,
  date: date.toISOString(),
})

const shownOf = ({ rating }: PartnerFacts): number =>
  rating.count < SHOWN_FROM || rating.mean === null ? -1 : Math.round(rating.mean * 1000)

const texts = (both: Texts): string[] => [both.en ?? '', both.nl ?? '']
const bothLocales = (both: Texts) => ({ en: both.en || both.nl || '', nl: both.nl || both.en || '' })
const labelTexts = (label: Label): string[] => [label.labels.en, label.labels.nl, ...label.synonyms]
const slugs = (labels: readonly Label[]): string[] => [...new Set(labels.map(label => label.slug))]

function factWords(facts: PartnerFacts, labels: readonly Label[]): string {
  const { country, city } = facts
  const place = country === null ? [] : [countryName(country, 'en'), countryName(country, 'nl')]
  return joined(...new Set([...labels.flatMap(labelTexts), ...place, city ?? '']))
}

/** Only values that a visitor could ask for: a foreign form would be a filter nobody can choose. */
function facets(
  kind: Kind,
  facts: PartnerFacts,
  own: { [F in FacetName]?: readonly (Label | string)[] },
): Doc['facets'] {
  const place = { country: facts.country === null ? [] : [facts.country], language: facts.languages }
  const all: { [F in FacetName]?: readonly (Label | string)[] } = {
    ...place,
    tier: facts.tier === null ? [] : [facts.tier],
    ...own,
  }
  const found: { [F in FacetName]?: string[] } = {}
  for (const facet of facetsOf(kind)) {
    const typed = (all[facet.name] ?? []).map(value => (typeof value === 'string' ? value : value.slug))
    const values = typed.map(value => facetValue(facet, kind, value)).filter(value => value !== null)
    if (values.length > 0) found[facet.name] = [...new Set(values)]
  }
  return found
}

function quoteOf(review: ReviewFacts): Quote {
  const text = review.text.length <= QUOTE ? review.text : `${cut(review.text, QUOTE - 2)} …`
  return {
    text,
    stars: review.stars,
    date: review.publishedAt.toISOString(),
    role: review.role,
    industry: review.industry,
  }
}
