import type { CaseStudy, Listing, Vocabulary } from '#directory/index.ts'
import type { PublicReview, Rating } from '#reviews/index.ts'
import type { Locale } from '#ui/link.ts'
import { breadcrumbList } from '#ui/structured.ts'

type Facts = {
  readonly listing: Listing
  readonly texts: { readonly summary: string; readonly description: string }
  readonly cases: readonly Pick<CaseStudy, 'title' | 'slug'>[]
  readonly labels: Vocabulary
  readonly rating: Rating
  readonly reviews: readonly PublicReview[]
  readonly steps: readonly { label: string; path?: string }[]
  readonly locale: Locale
  readonly url: (path: string) => string
  /** The page was asked for with a filter or another order: then it states no reviews, since it shows others. */
  readonly asked: boolean
}

const wordsOf = ({ text }: PublicReview): string =>
  [text.challenge, text.wentWell, text.couldBeBetter, text.text].filter(part => part !== '').join('\n\n')

/** A partner as an organisation (S-1), its rating and reviews only as far as they are on the page and there are three (S-2). */
export function profileStructured(facts: Facts): object[] {
  const { listing, texts, labels, rating, locale, url } = facts
  const label = (kind: 'expertise' | 'service', slug: string) => labels[kind].get(slug)?.[locale] ?? slug
  const shown = rating.shown && rating.mean !== null
  const services = listing.services.map(slug => ({
    '@type': 'Offer',
    itemOffered: { '@type': 'Service', name: label('service', slug) },
  }))
  const reviews = facts.reviews.slice(0, 10).map(review => ({
    '@type': 'Review',
    reviewRating: { '@type': 'Rating', ratingValue: review.overall, bestRating: 5, worstRating: 1 },
    author: { '@type': 'Person', name: (review.identity.shownAs || review.identity.role || 'Customer').slice(0, 99) },
    datePublished: review.publishedAt.toISOString().slice(0, 10),
    ...(review.text.title ? { name: review.text.title } : {}),
    ...(wordsOf(review) ? { reviewBody: wordsOf(review) } : {}),
  }))
  const organisation = {
    '@type': 'Organization',
    '@id': url(`/partners/${listing.slug}`),
    name: listing.name,
    url: url(`/partners/${listing.slug}`),
    ...(texts.summary ? { description: texts.summary } : {}),
    ...(listing.logo ? { logo: new URL(`/assets/${listing.logo}.svg`, url('/')).href } : {}),
    ...(listing.website ? { sameAs: [listing.website] } : {}),
    ...(listing.country ? { areaServed: { '@type': 'Country', name: listing.country } } : {}),
    ...(listing.languages.length > 0 ? { knowsLanguage: listing.languages } : {}),
    ...(listing.expertise.length > 0 ? { knowsAbout: listing.expertise.map(slug => label('expertise', slug)) } : {}),
    ...(services.length > 0 ? { hasOfferCatalog: { '@type': 'OfferCatalog', itemListElement: services } } : {}),
    ...(shown && rating.mean !== null
      ? {
          aggregateRating: {
            '@type': 'AggregateRating',
            // The value is the one people read on the page: one decimal.
            ratingValue: Number(rating.mean.toFixed(1)),
            reviewCount: rating.count,
            bestRating: 5,
            worstRating: 1,
          },
          ...(facts.asked ? {} : { review: reviews }),
        }
      : {}),
  }
  return [organisation, breadcrumbList(facts.steps, url)]
}
