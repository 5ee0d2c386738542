import { blob, index, integer, sqliteTable, text, uniqueIndex } from '#db/tables.ts'
import type { CustomerId } from '#kernel/id.ts'

export const sourceEvents = sqliteTable('source_event', {
  id: integer('id').primaryKey(),
  source: text('source').notNull(),
  key: text('key').notNull(),
  payloadHash: blob('payload_hash', { mode: 'buffer' }).notNull(),
  type: text('type').notNull(),
  payload: text('payload').notNull(),
  receivedAt: integer('received_at').notNull(),
})

export const facts = sqliteTable(
  'fact',
  {
    seq: integer('seq').primaryKey(),
    kind: text('kind', { enum: ['invoice', 'payment', 'credit_note'] }).notNull(),
    document: text('document').notNull(),
    invoice: text('invoice'),
    customer: text('customer').$type<CustomerId>().notNull(),
    occurredAt: integer('occurred_at').notNull(),
    net: integer('net').notNull(),
    currency: text('currency').notNull(),
    account: text('account'),
    deal: text('deal'),
    sourceEvent: integer('source_event').notNull(),
  },
  table => [
    uniqueIndex('fact_document').on(table.kind, table.document),
    index('fact_customer').on(table.customer, table.occurredAt),
  ],
)

export const imports = sqliteTable('import', {
  id: integer('id').primaryKey(),
  name: text('name').notNull(),
  source: text('source').notNull(),
  takenAt: integer('taken_at', { mode: 'timestamp_ms' }).notNull(),
  takenBy: text('taken_by').notNull(),
  rows: integer('rows').notNull(),
  new: integer('new').notNull(),
  duplicate: integer('duplicate').notNull(),
})
