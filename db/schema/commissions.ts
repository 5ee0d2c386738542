import { integer, primaryKey, sqliteTable, text } from '#db/tables.ts'
import type { CustomerId, PartnerId, ProgramKey } from '#kernel/id.ts'

export const settlements = sqliteTable(
  'settlement',
  {
    cause: text('cause').notNull(),
    n: integer('n').notNull(),
    journals: integer('journals').notNull(),
    partner: text('partner').$type<PartnerId>().notNull(),
    program: text('program').$type<ProgramKey>().notNull(),
    customer: text('customer').$type<CustomerId>().notNull(),
    terms: integer('terms').notNull(),
    tier: text('tier'),
    ppm: integer('ppm').notNull(),
    currency: text('currency').notNull(),
    basis: integer('basis').notNull(),
    accrued: integer('accrued').notNull(),
    matured: integer('matured').notNull(),
    earnedOn: text('earned_on').notNull(),
    payableOn: text('payable_on'),
    reason: text('reason'),
    gone: integer('gone').notNull(),
    postedAt: integer('posted_at').notNull(),
  },
  table => [primaryKey({ columns: [table.cause, table.n] })],
)

export const settleProgress = sqliteTable('settle_progress', {
  id: integer('id').primaryKey(),
  factSeq: integer('fact_seq').notNull(),
})

export const unsettled = sqliteTable('unsettled', {
  id: integer('id').primaryKey(),
  cause: text('cause').notNull(),
})

export const due = sqliteTable('due', {
  cause: text('cause').primaryKey(),
  at: integer('at').notNull(),
})
