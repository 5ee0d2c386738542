import { z } from 'astro/zod'
import type { ProgramKey } from '#kernel/id.ts'
import { type Ppm, parsePercent } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'

/** Why an event earns nothing: the first that applies, in this order, is named (programs.md section 7). */
export const REASONS = [
  'partner-not-active',
  'agreement-not-accepted',
  'self-dealing',
  'not-bound',
  'resold-account',
  'bought-through-partner',
  'code-or-domain-missing',
  'lead-not-validated',
  'lead-not-active',
  'no-decision-maker',
  'outside-window',
  'poc-or-trial',
  'term-too-short',
  'not-initial-deal',
  'later-stage',
  'renewal-not-registered',
  'renewal-not-shared',
  'account-stopped',
  'recurring-stopped',
  'discount-given',
  'fee-not-elected',
] as const
export type Reason = (typeof REASONS)[number]

const word = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
const months = z.int().min(1).max(1200)
const percent = z
  .string()
  .refine(text => parsePercent(text) !== null, 'a per cent from 0 to 100 with at most 4 decimals')
/** One rate for everybody, or one a tier; a tier that is not named has none. */
const byTier = z.union([percent, z.record(word, percent)])
/** As agreed: the per cent that was agreed for this very deal before it was signed. */
const rate = z.union([percent, z.literal('as-agreed'), z.record(word, percent)])

/** As the operator's systems call it in a deal. */
const product = z
  .string()
  .min(1)
  .max(120)
  .refine(text => text.trim() === text && text.isWellFormed(), 'a name without outer blanks')

const lead = z.strictObject({
  /** What stops an approval besides the conflict: the customer buys already, or stands in the operator's own pipeline. */
  conditions: z.array(z.enum(['already-customer', 'open-deal'])),
  /** From the day of approval; the same day so many months later is the last (G7). */
  windowMonths: months,
  approvers: z.array(z.enum(['partner-manager', 'owner'])).min(1),
  /** Who may register a lead anew, so that `already-customer` does not stop it. */
  reRegistration: z.enum(['refused', 'same-partner', 'anyone']),
  /** Whether another partner's active lead for the same customer stops an approval. */
  conflict: z.enum(['first-approved', 'none']),
})

const earnRule = z.strictObject({
  key: word,
  event: z.enum(['invoice', 'deal']),
  base: z.enum(['net-turnover', 'deal-value', 'first-stage', 'first-year-net']),
  dealKinds: z.array(z.enum(['new', 'renewal', 'expansion'])),
  rate,
  conditions: z.array(z.enum(REASONS)),
  /** Months from the attribution's own date in which the event must fall; null: no end. */
  windowMonths: months.nullable(),
  /** The least term of a deal that earns, in months; null: there is no least. */
  minTermMonths: months.nullable().default(null),
})

const payable = z.discriminatedUnion('when', [
  z.strictObject({ when: z.literal('at-accrual') }),
  z.strictObject({ when: z.literal('with-payment') }),
  z.strictObject({ when: z.literal('after-first-payment'), days: z.int().min(0).max(3650) }),
  z.strictObject({ when: z.literal('after-deal'), days: z.int().min(0).max(3650) }),
])

const licence = z.strictObject({
  /** What the partner is charged of the list price, rounded down. */
  percentOfList: byTier,
  /** No account may be charged more of its list price than this. */
  ceilingPercent: percent,
  /** From this many open accounts on, this per cent instead; for partners of that tier, or of all. */
  steps: z.array(
    z.strictObject({
      tier: word.nullable().default(null),
      accounts: z.int().min(1),
      percentOfList: percent,
    }),
  ),
  /** What a licence brings at no charge, in words of our own ("sandbox-accounts"). */
  includes: z.array(word).default([]),
})

/** What must be true for a tier or a module: measured where facts exist, confirmed by a person where not. */
const requirement = z.discriminatedUnion('measure', [
  /** So many customers won within so many months of their referral, counted over the last months; for holders of these modules (none: all). */
  z.strictObject({
    measure: z.literal('closed-won'),
    customers: z.int().min(1),
    withinMonths: months,
    lastMonths: months,
    modules: z.array(word).default([]),
  }),
  /** Net turnover of the partner's customers over the last months, in one currency. */
  z.strictObject({
    measure: z.literal('revenue'),
    amount: z.string().regex(/^\d{1,15}(\.\d{1,4})?$/),
    currency: z.string().regex(/^[A-Z]{3}$/),
    lastMonths: months,
  }),
  z.strictObject({ measure: z.literal('confirmed'), what: word }),
])

const tier = z.strictObject({
  key: word,
  rank: z.int().min(1),
  /** How one gets in: by asking, by being asked, or as soon as a person confirms the requirements. */
  entry: z.enum(['apply', 'invite', 'qualify']),
  requirements: z.array(requirement),
  benefits: z.array(word),
  /** Looked at again each 1 January: who does not meet the measured requirements then falls to the lowest tier. */
  qualified: z.enum(['each-1-january', 'at-any-time']),
  effective: z.enum(['at-once', 'next-month']),
  kept: z.enum(['no-end', 'rest-of-year', 'rest-of-year-and-next']),
})

const module = z.strictObject({
  key: word,
  requirements: z.array(requirement),
  /** The tiers that have it; none: all. */
  tiers: z.array(word),
  benefits: z.array(word).default([]),
})

const obligation = z.strictObject({
  what: word,
  /** Whose task it is: the partner's, or the operator's own. */
  whose: z.enum(['partner', 'operator']).default('partner'),
  due: z.union([
    z.strictObject({ days: z.int().min(1) }),
    z.strictObject({ businessDays: z.int().min(1) }),
    z.strictObject({ every: z.enum(['month', 'quarter', 'half-year', 'year']) }),
  ]),
  binds: z.strictObject({ tiers: z.array(word), modules: z.array(word) }),
})

/** What one version of a program's terms says. Plain data: stored as JSON, shown to people, read by one engine. */
export const termsBody = z.strictObject({
  /** The ways in which a customer may become a partner's; the earlier goes before the later (G3). */
  attribution: z.array(z.enum(['selection', 'lead', 'referral', 'code-and-domain'])).min(1),
  lead: lead.nullable(),
  earns: z.array(earnRule).min(1),
  payable,
  /** Whether turnover of an account that the partner resells earns as well (COP-15 says no). */
  resoldEarns: z.boolean(),
  licence: licence.nullable(),
  benefit: z.enum(['fee', 'discount', 'partner-elects']),
  /** What a partner's customers get instead of its fee, and on which products; never shown to the public. */
  discount: z
    .strictObject({ percent, products: z.union([z.literal('all'), z.array(product)]) })
    .nullable()
    .default(null),
  tiers: z.array(tier),
  modules: z.array(module),
  obligations: z.array(obligation),
})
export type TermsBody = z.infer<typeof termsBody>
export type EarnRule = TermsBody['earns'][number]
export type LeadTerms = NonNullable<TermsBody['lead']>
export type LicenceTerms = NonNullable<TermsBody['licence']>
export type Requirement = z.infer<typeof requirement>
export type TierTerms = TermsBody['tiers'][number]
export type ModuleTerms = TermsBody['modules'][number]
export type Obligation = TermsBody['obligations'][number]
export type DealKind = EarnRule['dealKinds'][number]

/** One version, from a day on; `from` null: it has no beginning. */
export type Terms = TermsBody & { readonly program: ProgramKey; readonly version: number; readonly from: Day | null }

/** What a version says, without which version of which program it is. */
export function bodyOf({ program: _, version: __, from: ___, ...body }: Terms): TermsBody {
  return body
}

/** The version that holds on a day (G4: the event's own): the latest beginning not after it; of two with one beginning, the newer. */
export function termsOn(versions: readonly Terms[], day: Day): Terms | null {
  let best: Terms | null = null
  for (const terms of versions) {
    if (terms.from !== null && terms.from > day) continue
    const after = best === null || (terms.from ?? '') > (best.from ?? '')
    if (after || ((terms.from ?? '') === (best?.from ?? '') && terms.version > (best?.version ?? 0))) best = terms
  }
  return best
}

/** The tier that these terms know by that name; null where the program has no tiers, or not this one. */
export const tierIn = (terms: TermsBody, tier: string | null): string | null =>
  terms.tiers.some(known => known.key === tier) ? tier : null

/** The rate of a rule for a partner of that tier, in parts per million; null if the tier has none. */
export function rateOn(terms: TermsBody, rule: EarnRule, tier: string | null): Ppm | null {
  if (rule.rate === 'as-agreed') return null
  if (typeof rule.rate === 'string') return parsePercent(rule.rate)
  const found = tierIn(terms, tier)
  const text = found === null ? undefined : rule.rate[found]
  return text === undefined ? null : parsePercent(text)
}

/** The rule that earns on deals of that kind, if the terms have one. */
export const dealRule = (terms: TermsBody, kind: DealKind): EarnRule | null =>
  terms.earns.find(rule => rule.event === 'deal' && rule.dealKinds.includes(kind)) ?? null

/** The rule that earns on invoices, if the terms have one. */
export const invoiceRule = (terms: TermsBody): EarnRule | null =>
  terms.earns.find(rule => rule.event === 'invoice') ?? null
