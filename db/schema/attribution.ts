import { integer, sqliteTable, text } from '#db/tables.ts'
import type { BindingId, CustomerId, PartnerId, ProgramKey, UserId } from '#kernel/id.ts'

const instant = (name: string) => integer(name, { mode: 'timestamp_ms' })

export const customers = sqliteTable('customer', {
  id: text('id').$type<CustomerId>().primaryKey(),
  name: text('name').notNull(),
  domain: text('domain'),
  country: text('country'),
  countryName: text('country_name'),
  email: text('email'),
  origin: text('origin', { enum: ['caller', 'sign-up'] }).notNull(),
  mergedInto: text('merged_into').$type<CustomerId>(),
  createdAt: instant('created_at').notNull(),
  declared: text('declared'),
  nameKey: text('name_key').notNull().default(''),
})

export const bindings = sqliteTable('binding', {
  id: text('id').$type<BindingId>().primaryKey(),
  customer: text('customer').$type<CustomerId>().notNull(),
  partner: text('partner').$type<PartnerId>().notNull(),
  program: text('program').$type<ProgramKey>().notNull(),
  from: instant('from_at').notNull(),
  until: instant('until_at'),
  openedBy: text('opened_by', { enum: ['customer', 'import'] }).notNull(),
  openedActor: text('opened_actor').notNull(),
  closedBy: text('closed_by', { enum: ['customer', 'partner', 'vendor', 'switch', 'import'] }),
  closedActor: text('closed_actor'),
  reason: text('reason'),
  recordedAt: instant('recorded_at').notNull(),
  importedUntil: instant('imported_until'),
})

export const receipts = sqliteTable('binding_receipt', {
  id: text('id').primaryKey(),
  binding: text('binding').$type<BindingId>().notNull(),
  at: instant('at').notNull(),
  program: text('program').$type<ProgramKey>().notNull(),
  terms: integer('terms'),
  ratePercent: text('rate_percent'),
  disclosure: text('disclosure').notNull(),
  shown: integer('shown', { mode: 'boolean' }).notNull(),
})

export const customerUsers = sqliteTable('customer_user', {
  user: text('user').$type<UserId>().primaryKey(),
  customer: text('customer').$type<CustomerId>().notNull(),
  since: instant('since').notNull(),
  how: text('how', { enum: ['invitation', 'hand-off', 'mail', 'sign-up', 'staff'] }).notNull(),
})

export const customerInvitations = sqliteTable('customer_invitation', {
  id: text('id').primaryKey(),
  customer: text('customer').$type<CustomerId>().notNull(),
  email: text('email').notNull(),
  tokenHash: text('token_hash').notNull().unique(),
  invitedBy: text('invited_by').notNull(),
  invitedAt: instant('invited_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  acceptedAt: instant('accepted_at'),
  acceptedBy: text('accepted_by'),
})
