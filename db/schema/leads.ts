import { integer, sqliteTable, text } from '#db/tables.ts'
import type { CustomerId, DealId, LeadId, PartnerId, ProgramKey } from '#kernel/id.ts'
import type { Day, Month } from '#kernel/period.ts'

const instant = (name: string) => integer(name, { mode: 'timestamp_ms' })
const flag = (name: string) => integer(name, { mode: 'boolean' })

export const leads = sqliteTable('lead', {
  id: text('id').$type<LeadId>().primaryKey(),
  partner: text('partner').$type<PartnerId>().notNull(),
  program: text('program').$type<ProgramKey>().notNull(),
  customer: text('customer').$type<CustomerId>(),
  companyName: text('company_name'),
  companyDomain: text('company_domain'),
  matchDomain: text('match_domain'),
  nameKey: text('name_key').notNull(),
  again: text('again').$type<LeadId>(),
  registeredAt: instant('registered_at').notNull(),
  registeredBy: text('registered_by').notNull(),
  approvedAt: instant('approved_at'),
  approvedBy: text('approved_by'),
  owner: text('owner'),
  lastDay: text('last_day').$type<Day>(),
  expiresAt: instant('expires_at'),
  rejectedAt: instant('rejected_at'),
  rejectedBy: text('rejected_by'),
  reason: text('reason'),
})

export const leadContacts = sqliteTable('lead_contact', {
  id: integer('id').primaryKey(),
  lead: text('lead').$type<LeadId>().notNull(),
  at: instant('at').notNull(),
  name: text('name').notNull(),
  role: text('role').notNull(),
  decisionMaker: flag('decision_maker').notNull(),
  relation: text('relation', { enum: ['employed', 'contracted'] }),
  toldBy: text('told_by').notNull(),
})

export const leadsDue = sqliteTable('lead_due', {
  lead: text('lead').$type<LeadId>().primaryKey(),
  at: instant('at').notNull(),
})

export const deals = sqliteTable('deal', {
  id: text('id').$type<DealId>().primaryKey(),
  customer: text('customer').$type<CustomerId>().notNull(),
  openedAt: instant('opened_at'),
  recordedAt: instant('recorded_at').notNull(),
  recordedBy: text('recorded_by').notNull(),
})

export const signatures = sqliteTable('deal_signature', {
  seq: integer('seq').primaryKey(),
  deal: text('deal').$type<DealId>().notNull(),
  at: instant('at').notNull(),
  recordedAt: instant('recorded_at').notNull(),
  recordedBy: text('recorded_by').notNull(),
  kind: text('kind', { enum: ['new', 'renewal', 'expansion'] }).notNull(),
  subscription: text('subscription', { enum: ['paid', 'poc', 'trial'] }).notNull(),
  termMonths: integer('term_months').notNull(),
  net: integer('net').notNull(),
  firstYearNet: integer('first_year_net'),
  currency: text('currency').notNull(),
  stages: text('stages').notNull(),
  lead: text('lead').$type<LeadId>(),
  via: text('via', { enum: ['direct', 'partner'] }).notNull(),
  discount: flag('discount').notNull(),
  product: text('product'),
})

export const dealChoices = sqliteTable('deal_choice', {
  seq: integer('seq').primaryKey(),
  lead: text('lead').$type<LeadId>().notNull(),
  deal: text('deal').$type<DealId>().notNull(),
  at: instant('at').notNull(),
  by: text('by_actor').notNull(),
})

export const dealRenewals = sqliteTable('deal_renewal', {
  seq: integer('seq').primaryKey(),
  kind: text('kind', { enum: ['part', 'share'] }).notNull(),
  deal: text('deal').$type<DealId>().notNull(),
  partner: text('partner').$type<PartnerId>().notNull(),
  at: instant('at').notNull(),
  ppm: integer('ppm'),
  by: text('by_actor').notNull(),
})

export const referrals = sqliteTable('referral', {
  seq: integer('seq').primaryKey(),
  partner: text('partner').$type<PartnerId>().notNull(),
  program: text('program').$type<ProgramKey>().notNull(),
  customer: text('customer').$type<CustomerId>(),
  at: instant('at').notNull(),
  code: text('code'),
  domain: text('domain'),
  first: flag('is_first').notNull(),
  toldBy: text('told_by').notNull(),
})

export const accountStops = sqliteTable('account_stop', {
  seq: integer('seq').primaryKey(),
  partner: text('partner').$type<PartnerId>().notNull(),
  customer: text('customer').$type<CustomerId>().notNull(),
  at: instant('at').notNull(),
  by: text('by_side', { enum: ['partner', 'vendor'] }).notNull(),
  actor: text('by_actor').notNull(),
})

export const recurringStops = sqliteTable('recurring_stop', {
  seq: integer('seq').primaryKey(),
  partner: text('partner').$type<PartnerId>().notNull(),
  at: instant('at').notNull(),
  reason: text('reason').notNull(),
  actor: text('by_actor').notNull(),
})

export const registryMonths = sqliteTable('registry_month', {
  program: text('program').$type<ProgramKey>().primaryKey(),
  month: text('month').$type<Month>().notNull(),
  dueAt: instant('due_at').notNull(),
})

export const registrySnapshots = sqliteTable('registry_snapshot', {
  program: text('program').$type<ProgramKey>().notNull(),
  partner: text('partner').$type<PartnerId>().notNull(),
  month: text('month').$type<Month>().notNull(),
  frozenAt: instant('frozen_at').notNull(),
  body: text('body').notNull(),
  hash: text('hash').notNull(),
})
