import { integer, sqliteTable, text } from '#db/tables.ts'

export const jobs = sqliteTable('outbox_jobs', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  kind: text('kind').notNull(),
  subject: text('subject').notNull(),
  payload: text('payload'),
  key: text('key'),
  createdAt: integer('created_at').notNull(),
  dueAt: integer('due_at').notNull(),
  tries: integer('tries').notNull(),
  leaseOwner: text('lease_owner'),
  leaseUntil: integer('lease_until'),
  finishedAt: integer('finished_at'),
  deadAt: integer('dead_at'),
  lastError: text('last_error'),
})

export const mails = sqliteTable('outbox_mails', {
  id: text('id').primaryKey(),
  recipient: text('recipient').notNull(),
  template: text('template').notNull(),
  locale: text('locale').notNull(),
  params: text('params'),
  createdAt: integer('created_at').notNull(),
  sentAt: integer('sent_at'),
  outcome: text('outcome'),
})
