import { and, asc, desc, eq, isNotNull, sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import { caseStudies } from '#db/schema/directory.ts'
import type { CaseId, CustomerId, PartnerId } from '#kernel/id.ts'
import type { CaseContent, CaseStudy, OwnCase } from './case-study.ts'

type Db = Pick<Cx, 'db'>
type Row = typeof caseStudies.$inferSelect

const contentOf = (json: string | null): CaseContent | null =>
  json === null ? null : (JSON.parse(json) as CaseContent)
const ownOf = (row: Row): OwnCase => ({
  id: row.id as CaseId,
  partner: row.partner as PartnerId,
  slug: row.slug,
  draft: contentOf(row.draft),
  published: contentOf(row.published),
  publishedAt: row.publishedAt === null ? null : new Date(row.publishedAt),
  confirmedAt: row.confirmedAt === null ? null : new Date(row.confirmedAt),
  customer: row.customer as CustomerId | null,
})
const publicOf = (row: Row): CaseStudy[] => {
  const own = ownOf(row)
  if (!own.published || !own.publishedAt) return []
  const { id, partner, slug, publishedAt, confirmedAt } = own
  return [{ ...own.published, id, partner, slug, publishedAt, confirmedAt }]
}

export async function loadCase(cx: Db, id: CaseId): Promise<OwnCase | null> {
  const [row] = await cx.db.select().from(caseStudies).where(eq(caseStudies.id, id))
  return row ? ownOf(row) : null
}

export async function loadCaseBySlug(cx: Db, slug: string): Promise<CaseStudy | null> {
  const [row] = await cx.db.select().from(caseStudies).where(eq(caseStudies.slug, slug))
  return row ? (publicOf(row)[0] ?? null) : null
}

export async function loadOwnCases(cx: Db, partner: PartnerId): Promise<OwnCase[]> {
  const rows = await cx.db
    .select()
    .from(caseStudies)
    .where(eq(caseStudies.partner, partner))
    .orderBy(desc(caseStudies.createdAt), asc(caseStudies.id))
  return rows.map(ownOf)
}

/** Published cases of these partners, newest first. */
export async function loadPublicCases(cx: Db, partners: readonly PartnerId[]): Promise<CaseStudy[]> {
  const rows = await cx.db
    .select()
    .from(caseStudies)
    .where(
      and(sql`partner in (select value from json_each(${JSON.stringify(partners)}))`, isNotNull(caseStudies.published)),
    )
    .orderBy(desc(caseStudies.publishedAt), asc(caseStudies.id))
  return rows.flatMap(publicOf)
}

/** The newest published cases of the whole site; the caller leaves out those of partners that are not listed. */
export async function loadNewestCases(cx: Db, limit: number): Promise<CaseStudy[]> {
  const rows = await cx.db
    .select()
    .from(caseStudies)
    .where(isNotNull(caseStudies.published))
    .orderBy(desc(caseStudies.publishedAt), asc(caseStudies.id))
    .limit(limit)
  return rows.flatMap(publicOf)
}

/** How many of each partner's cases are published, and how many of these a customer confirmed since `since`. */
export async function countCases(cx: Db, partners: readonly PartnerId[], since: Date) {
  const rows = await cx.db.all<{ partner: string; published: number; confirmed: number }>(
    sql`select partner, count(*) as published, coalesce(sum(confirmed_at >= ${since.getTime()}), 0) as confirmed from case_study
      where partner in (select value from json_each(${JSON.stringify(partners)})) and published_at is not null group by partner`,
  )
  return new Map(
    rows.map(row => [row.partner as PartnerId, { published: Number(row.published), confirmed: Number(row.confirmed) }]),
  )
}

export async function slugsLike(cx: Db, slug: string): Promise<Set<string>> {
  const rows = await cx.db.all<{ slug: string }>(
    sql`select slug from case_study where slug = ${slug} or slug glob ${`${slug}-[0-9]*`}`,
  )
  return new Set(rows.map(row => row.slug))
}

export async function keepCase(cx: Cx, own: OwnCase): Promise<void> {
  const values = {
    partner: own.partner,
    slug: own.slug,
    published: own.published && JSON.stringify(own.published),
    draft: own.draft && JSON.stringify(own.draft),
    customer: own.customer,
    confirmedAt: own.confirmedAt?.getTime() ?? null,
    publishedAt: own.publishedAt?.getTime() ?? null,
  }
  await cx.db
    .insert(caseStudies)
    .values({ id: own.id, createdAt: cx.now.getTime(), ...values })
    .onConflictDoUpdate({ target: caseStudies.id, set: values })
}

export async function dropCase(cx: Db, id: CaseId): Promise<void> {
  await cx.db.delete(caseStudies).where(eq(caseStudies.id, id))
}
