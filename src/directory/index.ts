/** Whom can I choose? Listings, cases and the words to find them by; "listed" is published, not hidden, and an active partner. */
import type { Cx } from '#db/client.ts'
import { actsForPartner, isStaff } from '#kernel/actor.ts'
import type { CaseId, PartnerId } from '#kernel/id.ts'
import { addMonths, dayOf, startOfDay } from '#kernel/period.ts'
import * as partners from '#partners/index.ts'
import * as cases from './case.store.ts'
import { type CaseStudy, evidence, type OwnCase } from './case-study.ts'
import { type Label, LABEL_KINDS, type LabelKind, type Vocabulary } from './label.ts'
import { completeness, type Listing, type ListingContent } from './listing.ts'
import { activePartners } from './listing.verbs.ts'
import * as store from './store.ts'

export * from './asset.verbs.ts'
export * from './case.verbs.ts'
export { CASE_LIMITS, evidence } from './case-study.ts'
export type { CaseContent, CaseRefusal, CaseStudy, Metric, OwnCase } from './case-study.ts'
export { addLabels } from './label.verbs.ts'
export type { Label, LabelKind, Vocabulary } from './label.ts'
export { COVER_KINDS, type CoverKind, cover, coverKindOf } from './cover.ts'
export { labelSlug, labelText } from './label.ts'
export { initialsOf, logo, monogram } from './logo.ts'
export type { Listing, ListingContent, ListingProblem, ListingRefusal, Locale } from './listing.ts'
export {
  BUDGETS,
  COMPLETENESS,
  type CompletenessItem,
  completeness,
  EMPTY_LISTING,
  LIMITS,
  SIZES,
  textsFor,
} from './listing.ts'
export {
  CONFIRMATION,
  confirmListing,
  giveBack,
  hide,
  type ImportedListing,
  importListings,
  publish,
  saveDraft,
  show,
  submit,
} from './listing.verbs.ts'

type Named = { readonly name: string; readonly slug: string }

function listingOf(kept: store.Kept, { name, slug }: Named): Listing | null {
  const { published, listedAt, publishedAt, confirmedAt, partner } = kept
  if (!published || !listedAt || !publishedAt) return null
  return { ...published, partner, name, slug, listedAt, publishedAt, confirmedAt: confirmedAt ?? publishedAt }
}

/** Of these, the partners that are listed now; order kept. Two indexed queries, whatever the number. */
export async function listed(cx: Cx, found: readonly PartnerId[]): Promise<PartnerId[]> {
  if (found.length === 0) return []
  const shown = new Set(await store.loadShown(cx, found))
  const active = await activePartners(cx, [...shown])
  return found.filter(id => active.has(id))
}

/** The listings of those that are listed, by partner. */
export async function publishedListings(cx: Cx, found: readonly PartnerId[]): Promise<Map<PartnerId, Listing>> {
  const ids = await listed(cx, found)
  const names = new Map((await partners.findPartners(cx, ids)).map(partner => [partner.id, partner]))
  const listings = new Map<PartnerId, Listing>()
  for (const kept of await store.loadListings(cx, ids)) {
    const named = names.get(kept.partner)
    const listing = named && listingOf(kept, named)
    if (listing) listings.set(kept.partner, listing)
  }
  return listings
}

export async function publishedListing(cx: Cx, partner: PartnerId): Promise<Listing | null> {
  return (await publishedListings(cx, [partner])).get(partner) ?? null
}

/** By the partner's slug (its id does too). Null when it is not listed: ask `delisted` whether to answer 410 or 404. */
export async function listingBySlug(cx: Cx, slug: string): Promise<Listing | null> {
  const partner = await partners.findPartnerAt(cx, slug)
  return partner && publishedListing(cx, partner.id)
}

/** A partner that was listed once and is not now: its page answers 410 with a neutral text (S-7, RI-59). */
export async function delisted(
  cx: Cx,
  slug: string,
): Promise<{ readonly partner: PartnerId; readonly name: string } | null> {
  const partner = await partners.findPartnerAt(cx, slug)
  if (!partner) return null
  const kept = await store.loadListing(cx, partner.id)
  if (!kept?.listedAt || (await listed(cx, [partner.id])).length > 0) return null
  return { partner: partner.id, name: partner.name }
}

/** SIM-4: whether search engines may follow the link to the partner's own site. Nobody's, unless its tier brings that. */
export const linkFollowed = async (cx: Cx, partner: PartnerId): Promise<boolean> =>
  (await partners.partnersWith(cx, [partner], 'followed-link')).has(partner)

/** SIM-4: the listed partners whose modules bring them into the integrations directory, by id. */
export const integrations = async (cx: Cx): Promise<PartnerId[]> =>
  listed(cx, await partners.allPartnersWith(cx, 'integrations-directory'))

/** All listed partners by id, for sitemaps, the search index and the listing without search. `next` continues; null at the end. */
export async function listedAfter(
  cx: Cx,
  after: string,
  limit: number,
): Promise<{ readonly partners: PartnerId[]; readonly next: string | null }> {
  const ids = await store.loadShownAfter(cx, after, limit)
  return { partners: await listed(cx, ids), next: ids.length < limit ? null : (ids.at(-1) ?? null) }
}

/** A partner's own view: what is published, the draft beside it, and where the draft stands. For its people and staff. */
export type OwnListing = {
  readonly published: ListingContent | null
  readonly draft: ListingContent | null
  readonly state: 'none' | 'draft' | 'submitted'
  readonly submittedAt: Date | null
  readonly returnedReason: string | null
  readonly publishedAt: Date | null
  readonly hidden: { readonly at: Date; readonly reason: string } | null
}

export async function ownListing(cx: Cx, partner: PartnerId): Promise<OwnListing | null> {
  if (!actsForPartner(cx.actor, partner) && !isStaff(cx.actor)) return null
  const kept = (await store.loadListing(cx, partner)) ?? store.emptyKept(partner)
  return {
    published: kept.published,
    draft: kept.draft,
    state: kept.draft === null ? 'none' : kept.submittedAt === null ? 'draft' : 'submitted',
    submittedAt: kept.submittedAt,
    returnedReason: kept.returnedReason,
    publishedAt: kept.publishedAt,
    hidden: kept.hiddenAt && { at: kept.hiddenAt, reason: kept.hiddenReason ?? '' },
  }
}

/** Submitted listings that wait for a partner manager, oldest first. */
export async function awaiting(
  cx: Cx,
  limit = 100,
): Promise<{ partner: PartnerId; submittedAt: Date; draft: ListingContent; published: ListingContent | null }[]> {
  if (!isStaff(cx.actor, 'partner-manager')) return []
  const rows = await store.loadSubmitted(cx, limit)
  return rows.flatMap(({ partner, submittedAt, draft, published }) =>
    submittedAt && draft ? [{ partner, submittedAt, draft, published }] : [],
  )
}

/** All labels in use or ready for use, in both languages. */
export async function vocabulary(cx: Cx): Promise<Vocabulary> {
  const all = await store.loadLabels(cx)
  const [expertise, service, industry] = LABEL_KINDS.map(
    kind => new Map<string, Label>(all.filter(label => label.kind === kind).map(label => [label.slug, label])),
  )
  return { expertise: expertise ?? new Map(), service: service ?? new Map(), industry: industry ?? new Map() }
}

/** How many listed partners carry each label of a kind. */
export const labelCounts = (cx: Cx, kind: LabelKind): Promise<Map<string, number>> => store.countLabels(cx, kind)

/** Published cases of one listed partner, newest first; none when it is not listed. */
export async function casesOf(cx: Cx, partner: PartnerId): Promise<CaseStudy[]> {
  return (await listed(cx, [partner])).length === 0 ? [] : cases.loadPublicCases(cx, [partner])
}

export async function caseBySlug(cx: Cx, slug: string): Promise<CaseStudy | null> {
  const found = await cases.loadCaseBySlug(cx, slug)
  return found && (await listed(cx, [found.partner])).length > 0 ? found : null
}

/** The newest cases of listed partners. */
export async function newestCases(cx: Cx, limit: number): Promise<CaseStudy[]> {
  const found = await cases.loadNewestCases(cx, limit * 2)
  const shown = new Set(await listed(cx, [...new Set(found.map(c => c.partner))]))
  return found.filter(c => shown.has(c.partner)).slice(0, limit)
}

/** All cases of a partner with their drafts, for its people and staff. */
export async function ownCases(cx: Cx, partner: PartnerId): Promise<OwnCase[]> {
  if (!actsForPartner(cx.actor, partner) && !isStaff(cx.actor)) return []
  return cases.loadOwnCases(cx, partner)
}

export async function ownCase(cx: Cx, id: CaseId): Promise<OwnCase | null> {
  const own = await cases.loadCase(cx, id)
  return own && (actsForPartner(cx.actor, own.partner) || isStaff(cx.actor)) ? own : null
}

/** What search needs of a listed partner: texts, cases, and the parts of the order that are the directory's. */
export type SearchFacts = {
  readonly listing: Listing
  readonly cases: readonly CaseStudy[]
  /** 0…1, reviews.md section 6. */
  readonly evidence: number
  readonly completeness: number
}

/** Only listed partners are in the answer: whoever is missing has no documents. */
export async function searchFacts(cx: Cx, found: readonly PartnerId[]): Promise<Map<PartnerId, SearchFacts>> {
  const listings = await publishedListings(cx, found)
  const ids = [...listings.keys()]
  const recent = startOfDay(addMonths(dayOf(cx.now, 'UTC'), -24), 'UTC')
  const counts = await cases.countCases(cx, ids, recent)
  const studies = Map.groupBy(await cases.loadPublicCases(cx, ids), study => study.partner)
  return new Map(
    [...listings].map(([partner, listing]) => {
      const count = counts.get(partner) ?? { published: 0, confirmed: 0 }
      return [
        partner,
        {
          listing,
          cases: studies.get(partner) ?? [],
          evidence: evidence(count.confirmed, listing.certified),
          completeness: completeness(listing, count.published).share,
        },
      ]
    }),
  )
}
