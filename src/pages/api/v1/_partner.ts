import { type Label, type Listing, labelText, textsFor, type Vocabulary } from '#directory/index.ts'
import type { PublicReview, Rating } from '#reviews/index.ts'
import type { Locale } from './_parameters.ts'

const labelled = (slugs: readonly string[], labels: ReadonlyMap<string, Label>, locale: Locale) =>
  slugs.map(slug => ({ slug, label: labelText(labels, slug, locale) }))

const picture = (hash: string | null): string | null => (hash === null ? null : `/assets/${hash}.svg`)

/** Rounded for reading; the mean only from as many reviews on as people are shown it. */
export const ratingJson = (rating: Rating | undefined) => ({
  count: rating?.count ?? 0,
  mean: rating?.shown && rating.mean !== null ? Math.round(rating.mean * 100) / 100 : null,
  histogram: rating?.histogram ?? [0, 0, 0, 0, 0],
})

/** A listing as anyone may read it: what is on its page, and nothing of how to reach its people. */
export function partnerJson(listing: Listing, rating: Rating | undefined, words: Vocabulary, locale: Locale) {
  const { summary, description, locale: written } = textsFor(listing, locale)
  return {
    id: listing.partner,
    slug: listing.slug,
    name: listing.name,
    url: `${locale === 'nl' ? '/nl' : ''}/partners/${listing.slug}`,
    summary,
    description,
    textLocale: written,
    website: listing.website,
    expertise: labelled(listing.expertise, words.expertise, locale),
    services: labelled(listing.services, words.service, locale),
    industries: labelled(listing.industries, words.industry, locale),
    languages: listing.languages,
    country: listing.country,
    city: listing.city,
    budget: listing.budget,
    teamSize: listing.teamSize,
    founded: listing.founded,
    accepting: listing.accepting,
    logo: picture(listing.logo),
    cover: picture(listing.cover),
    rating: ratingJson(rating),
    listedAt: listing.listedAt.toISOString(),
    publishedAt: listing.publishedAt.toISOString(),
    confirmedAt: listing.confirmedAt.toISOString(),
  }
}

export const reviewJson = (review: PublicReview) => ({
  id: review.id,
  partner: review.partner,
  overall: review.overall,
  sub: review.sub,
  recommend: review.recommend,
  text: review.text,
  author: review.identity,
  project: review.project,
  publishedAt: review.publishedAt.toISOString(),
  counted: review.counted,
  notCounted: review.notCounted,
  reply: review.reply && {
    ...review.reply,
    at: review.reply.at.toISOString(),
    editedAt: review.reply.editedAt?.toISOString() ?? null,
  },
})
