import type { Cx, Database } from '#db/client.ts'
import { SYSTEM } from '#kernel/actor.ts'
import type { PartnerId } from '#kernel/id.ts'
import * as directory from '#directory/index.ts'
import * as outbox from '#outbox/index.ts'
import * as partners from '#partners/index.ts'
import * as reviews from '#reviews/index.ts'
import type { Fed } from './document.ts'
import { documents } from './documents.ts'
import type { Label, PartnerFacts } from './facts.ts'
import type { Labels } from './labels.ts'

/** Where documents come from: the truth, read again through the faces of the rooms that own it. */
export type Source = {
  /** One answer for each partner asked; without documents when it is not listed. */
  readonly feds: (partners: readonly PartnerId[]) => Promise<Fed[]>
  readonly all: () => AsyncIterable<Fed>
  readonly labels: () => Promise<Labels>
  /** Changes after a job, oldest first. An open one may still absorb others. */
  readonly jobsAfter: (job: number, limit: number) => Promise<{ id: number; subject: string; open: boolean }[]>
  readonly lastJob: () => Promise<number>
}

export const JOB_KIND = 'search.partner'
const BATCH = 50

export function sourceOf(database: Database, clock: () => Date = () => new Date()): Source {
  const cx = (): Cx => ({ db: database.read, now: clock(), actor: SYSTEM })
  return {
    feds: found => fedsOf(cx(), found),
    all: () => allFeds(cx),
    labels: () => labelsOf(cx()),
    jobsAfter: (job, limit) => outbox.jobsAfter(cx(), JOB_KIND, job, limit),
    lastJob: () => outbox.lastJob(cx()),
  }
}

async function* allFeds(cx: () => Cx): AsyncGenerator<Fed> {
  for (let after: string | null = ''; after !== null; ) {
    const page: { partners: PartnerId[]; next: string | null } = await directory.listedAfter(cx(), after, BATCH)
    yield* await fedsOf(cx(), page.partners)
    after = page.next
    await new Promise(resolve => setImmediate(resolve))
  }
}

/** The documents of each of these partners, as they are at this instant. */
export async function fedsOf(cx: Cx, found: readonly PartnerId[]): Promise<Fed[]> {
  if (found.length === 0) return []
  const listed = await directory.searchFacts(cx, found)
  const ids = [...listed.keys()]
  const [said, tiers, labels] = [
    await reviews.searchFacts(cx, ids),
    await partners.shownTiers(cx, ids),
    await labelsOf(cx),
  ]
  return found.map(partner => {
    const own = listed.get(partner)
    const heard = said.get(partner)
    if (own === undefined || heard === undefined) return { partner, docs: [] }
    return documents(factsOf(own, heard, tiers.get(partner) ?? null, labels), cx.now)
  })
}

function factsOf(
  { listing, cases, evidence, completeness }: directory.SearchFacts,
  said: reviews.SearchFacts,
  tier: string | null,
  labels: Labels,
): PartnerFacts {
  const known = (facet: keyof Labels, slugs: readonly string[]) => slugs.map(slug => labelled(labels, facet, slug))
  return {
    id: listing.partner,
    slug: listing.slug,
    name: listing.name,
    tier,
    listedAt: listing.listedAt,
    accepting: listing.accepting,
    country: listing.country,
    city: listing.city,
    languages: listing.languages,
    expertise: known('expertise', listing.expertise),
    services: known('service', listing.services),
    industries: known('industry', listing.industries),
    summary: mapTexts(listing.texts, texts => texts.summary),
    description: mapTexts(listing.texts, texts => texts.description),
    notes: [],
    logo: listing.logo,
    budget: listing.budget,
    teamSize: listing.teamSize,
    parts: { quality: said.quality, evidence, responsiveness: said.responsiveness, completeness },
    rating: { count: said.rating.count, mean: said.rating.mean },
    cases: cases.map(one => ({
      ...one,
      expertise: known('expertise', one.expertise),
      services: known('service', one.services),
      industries: known('industry', one.industry === null ? [] : [one.industry]),
      confirmed: one.confirmedAt !== null,
    })),
    reviews: said.reviews.map(({ id, overall, text, identity, project, publishedAt }) => ({
      id,
      title: text.title,
      text: [text.challenge, text.wentWell, text.couldBeBetter, text.text].filter(part => part.trim() !== '').join(' '),
      stars: overall,
      publishedAt,
      role: identity.role === '' ? null : identity.role,
      industry: identity.industry,
      labels: known('service', project.services),
    })),
  }
}

function mapTexts<T>(
  texts: { readonly en?: T; readonly nl?: T },
  pick: (texts: T) => string,
): { en?: string; nl?: string } {
  return {
    ...(texts.en === undefined ? {} : { en: pick(texts.en) }),
    ...(texts.nl === undefined ? {} : { nl: pick(texts.nl) }),
  }
}

/** A slug that the vocabulary has lost is still found by its own words. */
function labelled(labels: Labels, facet: keyof Labels, slug: string): Label {
  const words = slug.replaceAll('-', ' ')
  return labels[facet]?.get(slug) ?? { slug, labels: { en: words, nl: words }, synonyms: [] }
}

async function labelsOf(cx: Cx): Promise<Labels> {
  const { expertise, service, industry } = await directory.vocabulary(cx)
  const mapped = (terms: ReadonlyMap<string, directory.Label>) =>
    new Map([...terms].map(([slug, { en, nl, synonyms }]) => [slug, { slug, labels: { en, nl }, synonyms }]))
  return { expertise: mapped(expertise), service: mapped(service), industry: mapped(industry) }
}
