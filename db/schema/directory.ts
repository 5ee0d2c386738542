import { integer, primaryKey, sqliteTable, text } from '#db/tables.ts'

export const listings = sqliteTable('listing', {
  partner: text('partner').primaryKey(),
  published: text('published'),
  draft: text('draft'),
  submittedAt: integer('submitted_at'),
  returnedReason: text('returned_reason'),
  listedAt: integer('listed_at'),
  publishedAt: integer('published_at'),
  confirmedAt: integer('confirmed_at'),
  hiddenAt: integer('hidden_at'),
  hiddenReason: text('hidden_reason'),
  version: integer('version').notNull(),
})

export const listingVersions = sqliteTable(
  'listing_version',
  {
    partner: text('partner').notNull(),
    version: integer('version').notNull(),
    content: text('content').notNull(),
    publishedAt: integer('published_at').notNull(),
    publishedBy: text('published_by').notNull(),
  },
  t => [primaryKey({ columns: [t.partner, t.version] })],
)

export const labels = sqliteTable(
  'label',
  {
    kind: text('kind').notNull(),
    slug: text('slug').notNull(),
    en: text('en').notNull(),
    nl: text('nl').notNull(),
    synonyms: text('synonyms').notNull(),
  },
  t => [primaryKey({ columns: [t.kind, t.slug] })],
)

export const listingLabels = sqliteTable(
  'listing_label',
  {
    kind: text('kind').notNull(),
    slug: text('slug').notNull(),
    partner: text('partner').notNull(),
  },
  t => [primaryKey({ columns: [t.kind, t.slug, t.partner] })],
)

export const caseStudies = sqliteTable('case_study', {
  id: text('id').primaryKey(),
  partner: text('partner').notNull(),
  slug: text('slug').notNull(),
  published: text('published'),
  draft: text('draft'),
  customer: text('customer'),
  confirmedAt: integer('confirmed_at'),
  publishedAt: integer('published_at'),
  createdAt: integer('created_at').notNull(),
})

export const assets = sqliteTable('asset', {
  hash: text('hash').primaryKey(),
  mediaType: text('media_type').notNull(),
  body: text('body').notNull(),
})
