import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const entries = sqliteTable('audit_entries', {
  seq: integer('seq').primaryKey(),
  at: integer('at').notNull(),
  actor: text('actor').notNull(),
  verb: text('verb').notNull(),
  subject: text('subject').notNull(),
  reason: text('reason'),
  detail: text('detail'),
  previous: text('previous').notNull(),
  hash: text('hash').notNull(),
})
