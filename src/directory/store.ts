import { and, desc, eq, inArray, isNotNull, isNull, sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import { assets, labels, listingLabels, listings, listingVersions } from '#db/schema/directory.ts'
import type { PartnerId } from '#kernel/id.ts'
import { type Label, LABEL_KINDS, type LabelKind } from './label.ts'
import { EMPTY_LISTING, type ListingContent } from './listing.ts'

/** A listing as it is kept: what is published, the draft beside it, and where both stand. */
export type Kept = {
  readonly partner: PartnerId
  readonly published: ListingContent | null
  readonly draft: ListingContent | null
  readonly submittedAt: Date | null
  readonly returnedReason: string | null
  readonly listedAt: Date | null
  readonly publishedAt: Date | null
  readonly confirmedAt: Date | null
  readonly hiddenAt: Date | null
  readonly hiddenReason: string | null
  readonly version: number
}
type Row = typeof listings.$inferSelect
type Db = Pick<Cx, 'db'>

const at = (ms: number | null): Date | null => (ms === null ? null : new Date(ms))
const contentOf = (json: string | null): ListingContent | null =>
  json === null ? null : { ...EMPTY_LISTING, ...(JSON.parse(json) as ListingContent) }
const keptOf = (row: Row): Kept => ({
  partner: row.partner as PartnerId,
  published: contentOf(row.published),
  draft: contentOf(row.draft),
  submittedAt: at(row.submittedAt),
  returnedReason: row.returnedReason,
  listedAt: at(row.listedAt),
  publishedAt: at(row.publishedAt),
  confirmedAt: at(row.confirmedAt),
  hiddenAt: at(row.hiddenAt),
  hiddenReason: row.hiddenReason,
  version: row.version,
})

export const emptyKept = (partner: PartnerId): Kept => ({
  partner,
  published: null,
  draft: null,
  submittedAt: null,
  returnedReason: null,
  listedAt: null,
  publishedAt: null,
  confirmedAt: null,
  hiddenAt: null,
  hiddenReason: null,
  version: 0,
})

export async function loadListings(cx: Db, partners: readonly PartnerId[]): Promise<Kept[]> {
  if (partners.length === 0) return []
  const ids = sql`(select value from json_each(${JSON.stringify(partners)}))`
  return (await cx.db.select().from(listings).where(sql`partner in ${ids}`)).map(keptOf)
}

export async function loadListing(cx: Db, partner: PartnerId): Promise<Kept | null> {
  const [row] = await cx.db.select().from(listings).where(eq(listings.partner, partner))
  return row ? keptOf(row) : null
}

/** Of these, the ones that are published and not hidden: one indexed query, no texts read. */
export async function loadShown(cx: Db, partners: readonly PartnerId[]): Promise<PartnerId[]> {
  const rows = await cx.db.all<{ partner: string }>(
    sql`select partner from listing where partner in (select value from json_each(${JSON.stringify(partners)}))
      and published is not null and hidden_at is null`,
  )
  return rows.map(row => row.partner as PartnerId)
}

/** Every partner with a published listing, by id; hidden ones left out. */
export async function loadShownAfter(cx: Db, after: string, limit: number): Promise<PartnerId[]> {
  const rows = await cx.db
    .select({ partner: listings.partner })
    .from(listings)
    .where(and(sql`partner > ${after}`, isNotNull(listings.published), isNull(listings.hiddenAt)))
    .orderBy(listings.partner)
    .limit(limit)
  return rows.map(row => row.partner as PartnerId)
}

export async function loadSubmitted(cx: Db, limit: number): Promise<Kept[]> {
  const rows = await cx.db
    .select()
    .from(listings)
    .where(isNotNull(listings.submittedAt))
    .orderBy(listings.submittedAt)
    .limit(limit)
  return rows.map(keptOf)
}

export async function keepListing(cx: Db, kept: Kept): Promise<void> {
  const values: Row = {
    partner: kept.partner,
    published: kept.published && JSON.stringify(kept.published),
    draft: kept.draft && JSON.stringify(kept.draft),
    submittedAt: kept.submittedAt?.getTime() ?? null,
    returnedReason: kept.returnedReason,
    listedAt: kept.listedAt?.getTime() ?? null,
    publishedAt: kept.publishedAt?.getTime() ?? null,
    confirmedAt: kept.confirmedAt?.getTime() ?? null,
    hiddenAt: kept.hiddenAt?.getTime() ?? null,
    hiddenReason: kept.hiddenReason,
    version: kept.version,
  }
  await cx.db.insert(listings).values(values).onConflictDoUpdate({ target: listings.partner, set: values })
}

const LABELLED: Record<LabelKind, 'expertise' | 'services' | 'industries'> = {
  expertise: 'expertise',
  service: 'services',
  industry: 'industries',
}
export const labelsOf = (content: ListingContent): { kind: LabelKind; slug: string }[] =>
  LABEL_KINDS.flatMap(kind => content[LABELLED[kind]].map(slug => ({ kind, slug })))

/** Published versions with their labels, many at once: two statements whatever the number. */
export async function keepVersions(
  cx: Cx,
  by: string,
  published: readonly { partner: PartnerId; version: number; content: ListingContent }[],
): Promise<void> {
  const versions = JSON.stringify(published.map(p => [p.partner, p.version, JSON.stringify(p.content)]))
  await cx.db.run(
    sql`insert into listing_version select value->>0, value->>1, value->>2, ${cx.now.getTime()}, ${by} from json_each(${versions})`,
  )
  const partners = JSON.stringify(published.map(p => p.partner))
  await cx.db.run(sql`delete from listing_label where partner in (select value from json_each(${partners}))`)
  const carried = JSON.stringify(published.flatMap(p => labelsOf(p.content).map(l => [l.kind, l.slug, p.partner])))
  await cx.db.run(
    sql`insert or ignore into listing_label select value->>0, value->>1, value->>2 from json_each(${carried})`,
  )
}

/** Publishes many listings at once as they come from an import; a draft beside them is left alone, and so is a hidden state. */
export async function keepImported(
  cx: Cx,
  imported: readonly { partner: PartnerId; version: number; content: ListingContent }[],
): Promise<void> {
  const rows = JSON.stringify(imported.map(i => [i.partner, JSON.stringify(i.content), i.version]))
  const now = cx.now.getTime()
  await cx.db.run(
    sql`insert into listing(partner, published, listed_at, published_at, confirmed_at, version)
      select value->>0, value->>1, ${now}, ${now}, ${now}, value->>2 from json_each(${rows}) where true
      on conflict(partner) do update set published = excluded.published, published_at = excluded.published_at,
        listed_at = coalesce(listed_at, excluded.listed_at), confirmed_at = excluded.confirmed_at, version = excluded.version`,
  )
}

export async function loadVersions(cx: Db, partner: PartnerId) {
  return cx.db
    .select()
    .from(listingVersions)
    .where(eq(listingVersions.partner, partner))
    .orderBy(desc(listingVersions.version))
}

export async function loadLabels(cx: Db): Promise<Label[]> {
  const rows = await cx.db.select().from(labels)
  return rows.map(row => ({ ...row, kind: row.kind as LabelKind, synonyms: JSON.parse(row.synonyms) as string[] }))
}

/** New labels only: one that exists keeps its words. */
export async function keepLabels(cx: Db, found: readonly Label[]): Promise<void> {
  if (found.length === 0) return
  const rows = JSON.stringify(found.map(l => [l.kind, l.slug, l.en, l.nl, JSON.stringify(l.synonyms)]))
  await cx.db.run(
    sql`insert or ignore into label select value->>0, value->>1, value->>2, value->>3, value->>4 from json_each(${rows})`,
  )
}

export async function keepLabel(cx: Db, label: Label): Promise<void> {
  const values = { ...label, synonyms: JSON.stringify(label.synonyms) }
  await cx.db
    .insert(labels)
    .values(values)
    .onConflictDoUpdate({ target: [labels.kind, labels.slug], set: values })
}

/** Listed partners a label has, by slug. */
export async function countLabels(cx: Db, kind: LabelKind): Promise<Map<string, number>> {
  const rows = await cx.db.all<{ slug: string; n: number }>(
    sql`select slug, count(*) as n from listing_label join listing using(partner)
      where kind = ${kind} and published is not null and hidden_at is null group by slug`,
  )
  return new Map(rows.map(row => [row.slug, Number(row.n)]))
}

export async function partnersWith(cx: Db, kind: LabelKind, slug: string): Promise<PartnerId[]> {
  const rows = await cx.db
    .select({ partner: listingLabels.partner })
    .from(listingLabels)
    .where(and(eq(listingLabels.kind, kind), eq(listingLabels.slug, slug)))
  return rows.map(row => row.partner as PartnerId)
}

export async function loadAsset(cx: Db, hash: string) {
  const [row] = await cx.db.select().from(assets).where(eq(assets.hash, hash))
  return row ?? null
}

export async function knownAssets(cx: Db, hashes: readonly string[]): Promise<Set<string>> {
  if (hashes.length === 0) return new Set()
  const rows = await cx.db
    .select({ hash: assets.hash })
    .from(assets)
    .where(inArray(assets.hash, [...hashes]))
  return new Set(rows.map(row => row.hash))
}

export async function keepAsset(cx: Db, asset: { hash: string; mediaType: string; body: string }): Promise<void> {
  await cx.db.insert(assets).values(asset).onConflictDoNothing()
}
