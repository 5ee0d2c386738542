import { integer, primaryKey, sqliteTable, text } from '#db/tables.ts'

export const reviews = sqliteTable('review', {
  id: text('id').primaryKey(),
  partner: text('partner').notNull(),
  customer: text('customer').notNull(),
  binding: text('binding').notNull(),
  author: text('author'),
  authorEmail: text('author_email'),
  state: text('state').notNull(),
  version: integer('version').notNull(),
  liveVersion: integer('live_version'),
  overall: integer('overall'),
  incentivised: integer('incentivised').notNull(),
  length: integer('length').notNull(),
  submittedAt: integer('submitted_at').notNull(),
  decidedAt: integer('decided_at'),
  publishedAt: integer('published_at'),
})

export const reviewVersions = sqliteTable(
  'review_version',
  {
    review: text('review').notNull(),
    version: integer('version').notNull(),
    content: text('content').notNull(),
    submittedAt: integer('submitted_at').notNull(),
    state: text('state').notNull(),
    decidedAt: integer('decided_at'),
    decidedBy: text('decided_by'),
    reason: text('reason'),
    statement: text('statement'),
  },
  t => [primaryKey({ columns: [t.review, t.version] })],
)

export const reviewReplies = sqliteTable(
  'review_reply',
  {
    review: text('review').notNull(),
    version: integer('version').notNull(),
    text: text('text').notNull(),
    language: text('language').notNull(),
    at: integer('at').notNull(),
    by: text('by').notNull(),
  },
  t => [primaryKey({ columns: [t.review, t.version] })],
)
