import { integer, sqliteTable, text } from '#db/tables.ts'

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
