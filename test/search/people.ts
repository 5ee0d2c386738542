import type { PartnerId } from '#kernel/id.ts'
import type { Doc } from '#search/document.ts'
import { documents } from '#search/documents.ts'
import type { Label, PartnerFacts } from '#search/facts.ts'
import { numbered } from '#search/numbering.ts'
import type { Candidate } from '#search/ranking.ts'
import { NOW } from './data.ts'

export const label = (slug: string, en: string, nl = en, synonyms: string[] = []): Label => ({
  slug,
  labels: { en, nl },
  synonyms,
})
export const SEO = label('seo', 'Search optimisation', 'Vindbaarheid', ['SEO'])
export const RETAIL = label('retail', 'Retail', 'Detailhandel')

/** Brightwave of Utrecht, with whatever a test needs to be otherwise. */
export const brightwave = (o: Partial<PartnerFacts> = {}): PartnerFacts => ({
  id: 'brightwave' as PartnerId,
  slug: 'brightwave',
  name: 'Brightwave Digital',
  tier: 'select',
  listedAt: new Date('2025-03-01T00:00:00Z'),
  accepting: true,
  country: 'NL',
  city: 'Utrecht',
  languages: ['nl', 'en'],
  expertise: [SEO],
  services: [label('strategy', 'Strategy', 'Strategie')],
  industries: [RETAIL],
  summary: { en: 'Shops that are found', nl: 'Winkels die gevonden worden' },
  description: { en: 'Since 2010 we help shops.' },
  notes: ['We audit what crawlers see.'],
  logo: 'abc',
  budget: '5k-20k',
  teamSize: '11-50',
  parts: { quality: 0.8, evidence: 0.3, responsiveness: 0.5, completeness: 1 },
  rating: { count: 4, mean: 4.25 },
  cases: [],
  reviews: [],
  ...o,
})

export const documentOf = (facts: PartnerFacts): Doc => documents(facts, NOW).docs[0] as Doc

export const candidate = (
  name: string,
  o: { facts?: string; proof?: string; base?: number; tie?: number; evidence?: Candidate['evidence'] } = {},
): Candidate => ({
  id: name,
  name,
  words: { name: numbered(name), facts: numbered(o.facts ?? ''), proof: numbered(o.proof ?? '') },
  evidence: o.evidence ?? {},
  parts: { quality: 0, evidence: 0, responsiveness: 0, completeness: 0 },
  base: o.base ?? 0,
  tie: o.tie ?? 0,
})
