import { integer, primaryKey, sqliteTable, text } from '#db/tables.ts'
import type { PartnerRole } from '#kernel/actor.ts'
import type { PartnerId, ProgramKey, UserId } from '#kernel/id.ts'

const instant = (name: string) => integer(name, { mode: 'timestamp_ms' })

export const partners = sqliteTable('partner', {
  id: text('id').$type<PartnerId>().primaryKey(),
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  domain: text('domain'),
  email: text('email'),
  country: text('country'),
  website: text('website'),
  createdAt: instant('created_at').notNull(),
})

export const partnerSlugs = sqliteTable('partner_slug', {
  slug: text('slug').primaryKey(),
  partner: text('partner').$type<PartnerId>().notNull(),
  since: instant('since').notNull(),
})

export const memberships = sqliteTable(
  'membership',
  {
    partner: text('partner').$type<PartnerId>().notNull(),
    program: text('program').$type<ProgramKey>().notNull(),
    tier: text('tier'),
    modules: text('modules').notNull().default('[]'),
    joinedAt: instant('joined_at'),
    agreed: integer('agreed', { mode: 'boolean' }).notNull(),
    agreementAt: instant('agreement_at'),
    declared: text('declared'),
  },
  table => [primaryKey({ columns: [table.partner, table.program] })],
)

export const standingChanges = sqliteTable('standing_change', {
  id: integer('id').primaryKey(),
  partner: text('partner').$type<PartnerId>().notNull(),
  at: instant('at').notNull(),
  state: text('state', { enum: ['active', 'suspended', 'delisted'] }).notNull(),
  ground: text('ground'),
  reason: text('reason'),
  by: text('by').notNull(),
})

export const partnerPeople = sqliteTable('partner_person', {
  user: text('user').$type<UserId>().primaryKey(),
  partner: text('partner').$type<PartnerId>().notNull(),
  role: text('role').$type<PartnerRole>().notNull(),
  since: instant('since').notNull(),
})

export const partnerInvitations = sqliteTable('partner_invitation', {
  id: text('id').primaryKey(),
  partner: text('partner').$type<PartnerId>().notNull(),
  email: text('email').notNull(),
  role: text('role').$type<PartnerRole>().notNull(),
  tokenHash: text('token_hash').notNull().unique(),
  invitedBy: text('invited_by').notNull(),
  invitedAt: instant('invited_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  acceptedAt: instant('accepted_at'),
  acceptedBy: text('accepted_by'),
})
