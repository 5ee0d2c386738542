/** What do customers say? Reviews come from proven customers, are decided without their stars, and make three numbers. */
import type { Cx } from '#db/client.ts'
import { actsForCustomer, actsForPartner, isStaff } from '#kernel/actor.ts'
import type { CustomerId, PartnerId, ReviewId } from '#kernel/id.ts'
import { dayOf } from '#kernel/period.ts'
import * as live from './live.store.ts'
import { quality, rate, type Rating, siteMean } from './rating.ts'
import { type OwnReview, type PublicReview, type QueueItem, STARS, type Stars, SUB_RATINGS } from './review.ts'
import { highlight, recommending, shown } from './showing.ts'
import type { Statement } from './statement.ts'
import * as store from './store.ts'

export type { Sort } from './live.store.ts'
export type { Histogram, Rating } from './rating.ts'
export { RATING_DEFAULTS } from './rating.ts'
export type {
  Declarations,
  Identity,
  OwnReview,
  Project,
  PublicReview,
  QueueItem,
  Reason,
  Reply,
  ReviewContent,
  ReviewRefusal,
  ReviewState,
  ReviewText,
  Stars,
  SubRatings,
} from './review.ts'
export { REASONS } from './review.ts'
export { changeReview, decide, mayReview, replyTo, withdrawReview, writeReview } from './review.verbs.ts'
export type { Statement } from './statement.ts'

const PAGE = 10

/** The numbers of these partners on the day of `now`, every one of them (an unrated partner has the site's mean). */
export async function ratingsOf(
  cx: Cx,
  partners: readonly PartnerId[],
  now: Date = cx.now,
): Promise<Map<PartnerId, Rating>> {
  if (partners.length === 0) return new Map()
  const { count, sum } = await store.loadSiteSum(cx, now)
  const votes = await store.loadVotes(cx, partners, now)
  const c = siteMean(count, sum)
  return new Map(partners.map(partner => [partner, rate(votes.get(partner) ?? [], c, dayOf(now, 'UTC'))]))
}

/** What stands above a partner's reviews. `published` = `rating.count` + what is left out, with the reasons (RI-32). */
export type Summary = {
  readonly rating: Rating
  readonly published: number
  readonly leftOut: { readonly older: number; readonly incentivised: number }
  /** Plain means of the answered sub-ratings of counted reviews; null when nobody answered. */
  readonly sub: { readonly [K in (typeof SUB_RATINGS)[number]]: number | null }
  readonly recommend: { readonly yes: number; readonly of: number }
  readonly replies: { readonly given: number; readonly of: number; readonly medianDays: number | null }
}

export async function summaryOf(cx: Cx, partner: PartnerId): Promise<Summary> {
  return summarise(await ratingsOf(cx, [partner]), partner, await loadShown(cx, [partner]))
}

/** For lists of cards: as `summaryOf`, for many in the same number of statements. */
export async function summariesOf(cx: Cx, partners: readonly PartnerId[]): Promise<Map<PartnerId, Summary>> {
  const ratings = await ratingsOf(cx, partners)
  const all = Map.groupBy(await loadShown(cx, partners), review => review.partner)
  return new Map(partners.map(partner => [partner, summarise(ratings, partner, all.get(partner) ?? [])]))
}

function summarise(ratings: Map<PartnerId, Rating>, partner: PartnerId, all: readonly PublicReview[]): Summary {
  const rating = ratings.get(partner) ?? rate([], siteMean(0, 0), dayOf(new Date(0), 'UTC'))
  const counted = all.filter(review => review.counted)
  const mean = (values: number[]) => (values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length)
  const sub = SUB_RATINGS.map(key => [key, mean(counted.flatMap(review => review.sub?.[key] ?? []))] as const)
  const waits = all
    .flatMap(({ reply, publishedAt }) => (reply ? [(reply.at.getTime() - publishedAt.getTime()) / 86_400_000] : []))
    .sort((a, b) => a - b)
  return {
    rating,
    published: all.length,
    leftOut: {
      older: all.filter(review => review.notCounted === 'older').length,
      incentivised: all.filter(review => review.notCounted === 'incentivised').length,
    },
    sub: Object.fromEntries(sub) as Summary['sub'],
    recommend: recommending(counted.map(review => review.recommend)),
    replies: { given: waits.length, of: all.length, medianDays: waits[Math.floor(waits.length / 2)] ?? null },
  }
}

const loadShown = async (cx: Cx, partners: readonly PartnerId[]): Promise<PublicReview[]> =>
  (await live.loadLive(cx, partners)).map(review => shown(review, cx.now))

/**
 * One page of a partner's published reviews, newest first unless asked otherwise; the pages together are all of them (RI-32).
 * `after` is the `next` of the page before; a broken one begins at the start.
 */
export async function publishedOf(
  cx: Cx,
  partner: PartnerId,
  o: { sort?: live.Sort; stars?: Stars | null; after?: string | null; limit?: number } = {},
): Promise<{ readonly reviews: PublicReview[]; readonly next: string | null }> {
  const limit = o.limit ?? PAGE
  const page = await live.loadPage(cx, {
    partner,
    sort: o.sort ?? 'newest',
    stars: o.stars ?? null,
    after: readCursor(o.after ?? null),
    limit: limit + 1,
  })
  const reviews = page.live.slice(0, limit)
  const last = page.keys[limit - 1]
  const next = page.live.length > limit && last ? Buffer.from(JSON.stringify(last)).toString('base64url') : null
  return { reviews: reviews.map(review => shown(review, cx.now)), next }
}

function readCursor(text: string | null): live.Key | null {
  if (text === null) return null
  const parts = /^\[(-?\d+),(\d+),"([^"\\]+)"\]$/.exec(Buffer.from(text, 'base64url').toString('utf8'))
  return parts ? [Number(parts[1]), Number(parts[2]), parts[3] ?? ''] : null
}

/** RI-35: the newest good one with the newest critical one, or nothing. */
export async function highlightOf(cx: Cx, partner: PartnerId): Promise<PublicReview[]> {
  return highlight(await loadShown(cx, [partner]))
}

/** The newest published reviews of the site; the caller leaves out those of partners that are not listed. */
export async function newestReviews(cx: Cx, limit: number): Promise<PublicReview[]> {
  return (await live.loadNewest(cx, limit)).map(review => shown(review, cx.now))
}

/** A customer's own reviews with their states; for its people and staff. */
export async function reviewsBy(cx: Cx, customer: CustomerId): Promise<OwnReview[]> {
  return actsForCustomer(cx.actor, customer) || isStaff(cx.actor) ? store.loadOwn(cx, { customer }) : []
}

/** RI-07: a partner sees what is published and nothing before that. */
export async function reviewsOfPartner(cx: Cx, partner: PartnerId): Promise<PublicReview[]> {
  return actsForPartner(cx.actor, partner) || isStaff(cx.actor) ? loadShown(cx, [partner]) : []
}

/** One review, for its author's people. Null for everyone else. */
export async function ownReview(
  cx: Cx,
  review: ReviewId,
): Promise<(OwnReview & { readonly statement: Statement | null }) | null> {
  const [own] = await store.loadOwn(cx, { id: review })
  if (!own || !actsForCustomer(cx.actor, own.customer)) return null
  const version = await store.loadVersion(cx, own.id, own.version)
  return { ...own, statement: version?.statement ? (JSON.parse(version.statement) as Statement) : null }
}

/** Waiting reviews for moderators, first in first out, without stars (RI-10). */
export async function queue(cx: Cx, limit = 100): Promise<QueueItem[]> {
  return isStaff(cx.actor, 'moderator') ? store.loadQueue(cx, limit) : []
}

export async function queued(cx: Cx, review: ReviewId): Promise<QueueItem | null> {
  return isStaff(cx.actor, 'moderator') ? ((await store.loadQueue(cx, 1, review))[0] ?? null) : null
}

export const queueLength = async (cx: Cx): Promise<number> => (isStaff(cx.actor) ? store.countQueue(cx) : 0)

export const isStars = (value: number): value is Stars => STARS.some(star => star === value)

/** What search needs: the numbers, the ranking parts that are ours (0…1), and every published review, newest first. */
export type SearchFacts = {
  readonly rating: Rating
  readonly quality: number
  /** Half of what can be had until briefs are answered here (reviews.md section 6). */
  readonly responsiveness: number
  readonly recommend: { readonly yes: number; readonly of: number }
  readonly reviews: readonly PublicReview[]
}

export async function searchFacts(cx: Cx, partners: readonly PartnerId[]): Promise<Map<PartnerId, SearchFacts>> {
  const ratings = await ratingsOf(cx, partners)
  const all = Map.groupBy(await loadShown(cx, partners), review => review.partner)
  return new Map(
    [...ratings].map(([partner, rating]) => {
      const reviews = all.get(partner) ?? []
      const recommend = recommending(reviews.filter(review => review.counted).map(review => review.recommend))
      return [partner, { rating, quality: quality(rating.bayes), responsiveness: 0.5, recommend, reviews }]
    }),
  )
}
