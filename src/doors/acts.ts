import { z } from 'astro/zod'
import { MAX_ID } from '#kernel/id.ts'
import { isCurrency } from '#kernel/money.ts'
import { isTimeZone, parseInstant, parseMonth } from '#kernel/period.ts'

/** The acts of a history and their fields (interfaces.md section 4), read strictly: what is not here is refused by its name. */
const id = z
  .string()
  .min(1)
  .max(MAX_ID)
  .refine(
    text => text === text.trim() && !/\p{C}|\p{Zl}|\p{Zp}/u.test(text),
    'an id has no outer blanks or control characters',
  )
const text = (max: number) => z.string().trim().min(1).max(max)
const amount = z.string().regex(/^\d{1,20}(\.\d{1,20})?$/, 'an amount is a plain decimal string like "1234.50"')
const percent = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,4})?$/, 'a per cent is a plain decimal string like "12.5", with at most 4 decimals')
const currency = z.string().refine(isCurrency, 'no ISO 4217 currency code')
export const instant = z.string().transform((value, context) => {
  const at = parseInstant(value, 'UTC')
  if (at.ok) return at.value
  context.addIssue({ code: 'custom', message: 'no ISO 8601 time with a zone' })
  return z.NEVER
})
const zone = z.string().refine(isTimeZone, 'no IANA time zone')
const domain = z.string().trim().min(1).max(253)
const country = z.string().trim().min(2).max(100)
const by = z.enum(['customer', 'partner', 'vendor'])
const period = z.string().refine(value => parseMonth(value).ok, 'a period is a month like "2025-03"')
const occurredAt = instant.optional()
const reason = text(2000).optional()
const person = z.string().trim().min(1).max(254)
const run = id

const settings = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
  .refine(given => given.timeZone === undefined || zone.safeParse(given.timeZone).success, 'no IANA time zone')

export const ACTS = {
  // Of its own making it brings its terms, like those that ship but written by its operator.
  'add-program': z
    .strictObject({
      program: id,
      preset: id.optional(),
      settings: settings.optional(),
      name: text(120).optional(),
      terms: z.record(z.string(), z.unknown()).optional(),
    })
    .refine(act => act.preset === undefined || act.terms === undefined, {
      path: ['terms'],
      message: 'a program has a preset or terms of its own, not both',
    })
    .refine(act => act.name === undefined || act.terms !== undefined, {
      path: ['name'],
      message: 'only a program with terms of its own is named',
    }),
  'add-partner': z.strictObject({
    partner: id,
    name: text(200),
    program: id,
    tier: id.optional(),
    domain: domain.optional(),
    country: country.optional(),
    modules: z.array(id).optional(),
    agreement: z.boolean().optional(),
  }),
  'accept-agreement': z.strictObject({ partner: id, program: id }),
  'add-customer': z.strictObject({
    customer: id,
    name: text(200),
    domain: domain.optional(),
    country: country.optional(),
  }),
  'select-partner': z.strictObject({
    customer: id,
    partner: id,
    account: z.strictObject({ account: id, listNet: amount, currency }).optional(),
  }),
  'release-customer': z.strictObject({ customer: id, partner: id, by, reason }),
  'stop-account': z.strictObject({ customer: id, partner: id, by }),
  'stop-recurring': z.strictObject({ partner: id, reason: z.enum(['bankrupt', 'acquired', 'strategy-shift']) }),
  'suspend-partner': z.strictObject({ partner: id, reason }),
  'reinstate-partner': z.strictObject({ partner: id, reason }),
  'register-lead': z.strictObject({
    lead: id,
    partner: id,
    program: id,
    customer: id.optional(),
    company: z.strictObject({ name: text(200), domain: domain.optional() }).optional(),
    again: id.optional(),
  }),
  'approve-lead': z.strictObject({ lead: id, owner: text(200).optional(), reason }),
  'reject-lead': z.strictObject({ lead: id, owner: text(200).optional(), reason }),
  'introduce-contact': z.strictObject({
    lead: id,
    name: text(200),
    role: text(200),
    decisionMaker: z.boolean(),
    relation: z.enum(['employed', 'contracted']).optional(),
  }),
  refer: z.strictObject({ partner: id, customer: id, code: text(120).optional(), domain: domain.optional() }),
  'open-deal': z.strictObject({ deal: id, customer: id }),
  'sign-deal': z.strictObject({
    deal: id,
    customer: id,
    kind: z.enum(['new', 'renewal', 'expansion']),
    subscription: z.enum(['paid', 'poc', 'trial']),
    termMonths: z.int().min(0).max(1200),
    currency,
    net: amount,
    firstYearNet: amount.optional(),
    stages: z
      .array(z.strictObject({ net: amount }))
      .max(1000)
      .optional(),
    lead: id.optional(),
    via: z.enum(['direct', 'partner']).optional(),
    discount: z.boolean().optional(),
    product: id.optional(),
    occurredAt,
  }),
  'log-renewal-participation': z.strictObject({ deal: id, partner: id }),
  'agree-renewal-share': z.strictObject({ deal: id, partner: id, percent }),
  'elect-benefit': z.strictObject({ partner: id, benefit: z.enum(['fee', 'discount']) }),
  'apply-tier': z.strictObject({ partner: id, tier: id }),
  'invite-tier': z.strictObject({ partner: id, tier: id }),
  'meet-tier': z.strictObject({ partner: id, tier: id }),
  invoice: z.strictObject({
    invoice: id,
    customer: id,
    net: amount,
    currency,
    deal: id.optional(),
    account: id.optional(),
    occurredAt,
  }),
  payment: z.strictObject({ payment: id, invoice: id, net: amount, occurredAt }),
  'credit-note': z.strictObject({
    creditNote: id,
    customer: id,
    net: amount,
    currency,
    invoice: id.optional(),
    occurredAt,
  }),
  'open-account': z.strictObject({
    account: id,
    partner: id,
    customer: id.optional(),
    brand: z.enum(['vendor', 'white-label']),
    listNet: amount,
    currency,
    chargePercent: percent.optional(),
    kind: z.enum(['customer', 'own', 'sandbox', 'demo']).optional(),
    access: z.enum(['full', 'managed']).optional(),
  }),
  'set-account-price': z.strictObject({ account: id, net: amount }),
  'close-account': z.strictObject({ account: id }),
  'bill-licences': z.strictObject({ period }),
  'close-month': z.strictObject({ period }),
  'set-bank-details': z.strictObject({
    partner: id.optional(),
    iban: text(64),
    name: text(200),
    bic: text(20).optional(),
  }),
  'prepare-payout': z.strictObject({ run, by: person.optional(), partner: id.optional() }),
  'approve-payout': z.strictObject({ run, by: person, partner: id.optional() }),
  'settle-payout': z.strictObject({ run, partner: id.optional() }),
  'reject-payment': z.strictObject({ run, partner: id.optional() }),
  review: z.strictObject({
    review: id,
    customer: id,
    partner: id,
    overall: z.literal([1, 2, 3, 4, 5]),
    text: z.string().max(4000),
  }),
  moderate: z.strictObject({ review: id, decision: z.enum(['publish', 'reject']), reason }),
  wait: z.strictObject({}),
} as const

export type Acts = typeof ACTS
export type Act = {
  [K in keyof Acts]: { readonly line: number; readonly at: Date; readonly do: K } & z.output<Acts[K]>
}[keyof Acts]
/** The fields of one act, as they were read. */
export type ActOf<K extends keyof Acts> = Extract<Act, { do: K }>
