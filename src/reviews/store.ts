import { and, asc, desc, eq, sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import { reviews, reviewVersions } from '#db/schema/reviews.ts'
import type { BindingId, CustomerId, PartnerId, ReviewId, UserId } from '#kernel/id.ts'
import { dayOf } from '#kernel/period.ts'
import { loadReplies } from './live.store.ts'
import type { Vote } from './rating.ts'
import type { OwnReview, QueueItem, Reason, ReviewContent, ReviewState, Stars } from './review.ts'

type Db = Pick<Cx, 'db'>
type Row = typeof reviews.$inferSelect

/** A review without its texts. */
export type Kept = {
  readonly id: ReviewId
  readonly partner: PartnerId
  readonly customer: CustomerId
  readonly binding: BindingId
  readonly author: UserId | null
  readonly authorEmail: string | null
  readonly state: ReviewState
  readonly version: number
  readonly liveVersion: number | null
  readonly overall: Stars | null
  readonly incentivised: boolean
  readonly length: number
  readonly submittedAt: Date
  readonly decidedAt: Date | null
  readonly publishedAt: Date | null
}
const at = (ms: number | null): Date | null => (ms === null ? null : new Date(ms))
const keptOf = (row: Row): Kept => ({
  id: row.id as ReviewId,
  partner: row.partner as PartnerId,
  customer: row.customer as CustomerId,
  binding: row.binding as BindingId,
  author: row.author as UserId | null,
  authorEmail: row.authorEmail,
  state: row.state as ReviewState,
  version: row.version,
  liveVersion: row.liveVersion,
  overall: row.overall as Stars | null,
  incentivised: row.incentivised === 1,
  length: row.length,
  submittedAt: new Date(row.submittedAt),
  decidedAt: at(row.decidedAt),
  publishedAt: at(row.publishedAt),
})
const contentOf = (json: string): ReviewContent => JSON.parse(json) as ReviewContent
const list = (ids: readonly string[]) => sql`(select value from json_each(${JSON.stringify(ids)}))`

export async function loadReview(cx: Db, id: ReviewId): Promise<Kept | null> {
  const [row] = await cx.db.select().from(reviews).where(eq(reviews.id, id))
  return row ? keptOf(row) : null
}

export async function keepReview(cx: Db, kept: Kept): Promise<void> {
  const values: Row = {
    ...kept,
    incentivised: kept.incentivised ? 1 : 0,
    submittedAt: kept.submittedAt.getTime(),
    decidedAt: kept.decidedAt?.getTime() ?? null,
    publishedAt: kept.publishedAt?.getTime() ?? null,
  }
  await cx.db.insert(reviews).values(values).onConflictDoUpdate({ target: reviews.id, set: values })
}

export async function reviewedBindings(cx: Db, customer: CustomerId, partner: PartnerId): Promise<Set<BindingId>> {
  const rows = await cx.db
    .select({ binding: reviews.binding })
    .from(reviews)
    .where(and(eq(reviews.customer, customer), eq(reviews.partner, partner)))
  return new Set(rows.map(row => row.binding as BindingId))
}

export async function addVersion(cx: Cx, review: ReviewId, version: number, content: ReviewContent): Promise<void> {
  const row = { review, version, content: JSON.stringify(content), submittedAt: cx.now.getTime(), state: 'submitted' }
  await cx.db.insert(reviewVersions).values(row)
}

export async function loadVersion(cx: Db, review: ReviewId, version: number) {
  const [row] = await cx.db
    .select()
    .from(reviewVersions)
    .where(and(eq(reviewVersions.review, review), eq(reviewVersions.version, version)))
  return row ? { ...row, content: contentOf(row.content) } : null
}

/** Closes a version that waits. False if it no longer did: somebody else was first. */
export async function closeVersion(
  cx: Db,
  review: ReviewId,
  version: number,
  closed: {
    state: 'published' | 'rejected' | 'withdrawn'
    decidedAt: number
    decidedBy: string
    reason?: Reason | null
    statement?: string | null
  },
): Promise<boolean> {
  const rows = await cx.db
    .update(reviewVersions)
    .set(closed)
    .where(
      and(
        eq(reviewVersions.review, review),
        eq(reviewVersions.version, version),
        eq(reviewVersions.state, 'submitted'),
      ),
    )
    .returning({ version: reviewVersions.version })
  return rows.length > 0
}

/** Versions that wait, first in, first out. No column here tells the stars. */
export async function loadQueue(cx: Db, limit: number, only: ReviewId | null = null): Promise<QueueItem[]> {
  const rows = await cx.db
    .select({
      id: reviews.id,
      partner: reviews.partner,
      customer: reviews.customer,
      binding: reviews.binding,
      version: reviewVersions.version,
      content: reviewVersions.content,
      submittedAt: reviewVersions.submittedAt,
    })
    .from(reviewVersions)
    .innerJoin(reviews, eq(reviews.id, reviewVersions.review))
    .where(and(eq(reviewVersions.state, 'submitted'), only === null ? sql`1` : eq(reviews.id, only)))
    .orderBy(asc(reviewVersions.submittedAt), asc(reviewVersions.review))
    .limit(limit)
  return rows.map(row => {
    const { text, identity, project, declarations } = contentOf(row.content)
    return {
      id: row.id as ReviewId,
      partner: row.partner as PartnerId,
      customer: row.customer as CustomerId,
      binding: row.binding as BindingId,
      version: row.version,
      text,
      identity,
      project,
      declarations,
      submittedAt: new Date(row.submittedAt),
    }
  })
}

export async function countQueue(cx: Db): Promise<number> {
  const rows = await cx.db.all<{ n: number }>(sql`select count(*) as n from review_version where state = 'submitted'`)
  return Number(rows[0]?.n ?? 0)
}

/** Counted reviews of these partners published by `now`: what every number is made of. */
export async function loadVotes(cx: Db, partners: readonly PartnerId[], now: Date): Promise<Map<PartnerId, Vote[]>> {
  const rows = await cx.db.all<{ partner: string; overall: number; at: number; customer: string }>(
    sql`select partner, overall, published_at as at, customer from review where partner in ${list(partners)}
      and state in ('published', 'masked') and incentivised = 0 and published_at <= ${now.getTime()}`,
  )
  const votes = new Map<PartnerId, Vote[]>()
  for (const row of rows) {
    const partner = row.partner as PartnerId
    const vote = { stars: Number(row.overall), day: dayOf(new Date(Number(row.at)), 'UTC'), customer: row.customer }
    const known = votes.get(partner)
    if (known) known.push(vote)
    else votes.set(partner, [vote])
  }
  return votes
}

/** Number and sum of stars of all counted reviews on the site. */
export async function loadSiteSum(cx: Db, now: Date): Promise<{ count: number; sum: number }> {
  const [row] = await cx.db.all<{ n: number; s: number | null }>(
    sql`select count(*) as n, sum(overall) as s from review
      where state in ('published', 'masked') and incentivised = 0 and published_at <= ${now.getTime()}`,
  )
  return { count: Number(row?.n ?? 0), sum: Number(row?.s ?? 0) }
}

/** Reviews with the text last handed in, as their author or staff sees them. */
export async function loadOwn(cx: Db, by: { customer: CustomerId } | { partner: PartnerId } | { id: ReviewId }) {
  const where =
    'customer' in by
      ? eq(reviews.customer, by.customer)
      : 'partner' in by
        ? eq(reviews.partner, by.partner)
        : eq(reviews.id, by.id)
  const rows = await cx.db
    .select({ review: reviews, version: reviewVersions })
    .from(reviews)
    .innerJoin(reviewVersions, and(eq(reviewVersions.review, reviews.id), eq(reviewVersions.version, reviews.version)))
    .where(where)
    .orderBy(desc(reviews.submittedAt))
  const replies = await loadReplies(
    cx,
    rows.map(row => row.review.id as ReviewId),
  )
  return rows.map(({ review, version }): OwnReview => {
    const kept = keptOf(review)
    return {
      id: kept.id,
      partner: kept.partner,
      customer: kept.customer,
      binding: kept.binding,
      state: kept.state,
      version: kept.version,
      content: contentOf(version.content),
      submittedAt: new Date(version.submittedAt),
      decidedAt: at(version.decidedAt),
      reason: version.reason as Reason | null,
      publishedAt: kept.publishedAt,
      reply: replies.get(kept.id) ?? null,
    }
  })
}
