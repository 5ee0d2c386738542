import { integer, primaryKey, sqliteTable, text } from '#db/tables.ts'

export const versions = sqliteTable(
  'settings_versions',
  {
    key: text('key').notNull(),
    version: integer('version').notNull(),
    value: text('value').notNull(),
    at: integer('at').notNull(),
    by: text('by').notNull(),
  },
  table => [primaryKey({ columns: [table.key, table.version] })],
)

export const content = sqliteTable('settings_content', {
  id: integer('id').primaryKey(),
  version: integer('version').notNull(),
})
