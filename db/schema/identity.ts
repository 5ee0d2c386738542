import { index, integer, primaryKey, sqliteTable, text } from '#db/tables.ts'

export const users = sqliteTable('identity_users', {
  id: text('id').primaryKey(),
  email: text('email').notNull().unique(),
  name: text('name').notNull(),
  locale: text('locale').notNull(),
  password: text('password'),
  verifiedAt: integer('verified_at'),
  createdAt: integer('created_at').notNull(),
})

export const staff = sqliteTable(
  'identity_staff',
  { user: text('user').notNull(), role: text('role').notNull() },
  table => [primaryKey({ columns: [table.user, table.role] })],
)

export const sessions = sqliteTable('identity_sessions', {
  hash: text('hash').primaryKey(),
  user: text('user').notNull(),
  expiresAt: integer('expires_at').notNull(),
  createdAt: integer('created_at').notNull(),
  device: text('device').notNull(),
})

export const links = sqliteTable('identity_links', {
  hash: text('hash').primaryKey(),
  purpose: text('purpose').notNull(),
  user: text('user').notNull(),
  expiresAt: integer('expires_at').notNull(),
  usedAt: integer('used_at'),
})

export const attempts = sqliteTable(
  'identity_attempts',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    bucket: text('bucket').notNull(),
    at: integer('at').notNull(),
  },
  table => [index('identity_attempts_bucket').on(table.bucket, table.at)],
)
