import type { PartnerId } from '#kernel/id.ts'
import type { CaseFacts, Label, PartnerFacts, ReviewFacts } from '#search/facts.ts'
import { numbered } from '#search/numbering.ts'
import type { Candidate } from '#search/ranking.ts'

/** Named firms for the tests of the rules: what a test does not say about a firm is plain and empty. */
export const label = (slug: string, en: string, nl = en, ...synonyms: string[]): Label => ({
  slug,
  labels: { en, nl },
  synonyms,
})
export const RETAIL = label('retail', 'Retail', 'Detailhandel', 'shops')
export const SEO = label('seo', 'Search optimisation', 'Zoekmachineoptimalisatie', 'SEO')

export function firm(name: string, o: Partial<PartnerFacts> = {}): PartnerFacts {
  const slug = name.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  return {
    id: `p-${slug}` as PartnerId,
    slug,
    name,
    tier: null,
    listedAt: new Date('2025-03-01T00:00:00Z'),
    accepting: false,
    country: null,
    city: null,
    languages: [],
    expertise: [],
    services: [],
    industries: [],
    summary: {},
    description: {},
    notes: [],
    logo: null,
    budget: null,
    teamSize: null,
    parts: { quality: 0, evidence: 0, responsiveness: 0, completeness: 0 },
    cases: [],
    rating: { count: 0, mean: null },
    reviews: [],
    ...o,
  }
}

export const caseOf = (id: string, publishedAt: string, o: Partial<CaseFacts> = {}): CaseFacts => ({
  id,
  slug: id,
  title: `Case ${id}`,
  summary: '',
  challenge: '',
  approach: '',
  results: '',
  expertise: [],
  services: [],
  industries: [],
  year: 2025,
  confirmed: false,
  publishedAt: new Date(publishedAt),
  cover: null,
  ...o,
})

export const reviewOf = (id: string, publishedAt: string, o: Partial<ReviewFacts> = {}): ReviewFacts => ({
  id,
  title: `Review ${id}`,
  text: 'Kept every promise.',
  stars: 4,
  publishedAt: new Date(publishedAt),
  role: null,
  industry: null,
  labels: [],
  ...o,
})

type Texts = { name: string; facts?: string; proof?: string }
/** As an engine hands it to the order: texts in the form in which they are indexed. */
export const candidate = (
  id: string,
  { name, facts = '', proof = '' }: Texts,
  o: Partial<Candidate> = {},
): Candidate => ({
  id,
  name,
  words: { name: numbered(name), facts: numbered(facts), proof: numbered(proof) },
  evidence: {},
  parts: null,
  base: 0,
  tie: 0,
  ...o,
})
