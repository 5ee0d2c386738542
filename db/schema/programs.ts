import { integer, primaryKey, sqliteTable, text } from '#db/tables.ts'

export const programs = sqliteTable('program', {
  key: text('key').primaryKey(),
  name: text('name').notNull(),
  preset: text('preset').notNull(),
  timeZone: text('time_zone').notNull(),
  settings: text('settings').notNull(),
  createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
})

export const programTerms = sqliteTable(
  'program_terms',
  {
    program: text('program').notNull(),
    version: integer('version').notNull(),
    effectiveFrom: text('effective_from'),
    body: text('body').notNull(),
    publishedAt: integer('published_at', { mode: 'timestamp_ms' }).notNull(),
    publishedBy: text('published_by').notNull(),
  },
  table => [primaryKey({ columns: [table.program, table.version] })],
)
