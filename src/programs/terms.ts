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
const rate = z.union([percent, z.record(word, percent)])

const lead = z.strictObject({
  conditions: z.array(z.enum(REASONS)),
  windowMonths: months,
  approvers: z.array(z.enum(['partner-manager', 'owner'])).min(1),
  reRegistration: z.enum(['refused', 'same-partner', 'anyone']),
  conflict: z.enum(['first-validated', 'first-approved', 'first-reported']),
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
})

const payable = z.discriminatedUnion('when', [
  z.strictObject({ when: z.literal('at-accrual') }),
  z.strictObject({ when: z.literal('with-payment') }),
  z.strictObject({ when: z.literal('after-first-payment'), days: z.int().min(0).max(3650) }),
  z.strictObject({ when: z.literal('after-deal'), days: z.int().min(0).max(3650) }),
])

const licence = z.strictObject({
  /** What the partner is charged of the list price, rounded down. */
  percentOfList: rate,
  ceilingPercent: percent,
  /** From this many open accounts on, this per cent instead. */
  steps: z.array(z.strictObject({ accounts: z.int().min(1), percentOfList: percent })),
})

const tier = z.strictObject({
  key: word,
  rank: z.int().min(1),
  entry: z.enum(['apply', 'invite']),
  requirements: z.array(z.string()),
  benefits: z.array(z.string()),
  qualified: z.enum(['each-1-january', 'at-any-time']),
  effective: z.enum(['at-once', 'next-month']),
  kept: z.enum(['no-end', 'rest-of-year', 'rest-of-year-and-next']),
})

const module = z.strictObject({ key: word, requirements: z.array(z.string()), tiers: z.array(word) })

const obligation = z.strictObject({
  what: word,
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
  tiers: z.array(tier),
  modules: z.array(module),
  obligations: z.array(obligation),
})
export type TermsBody = z.infer<typeof termsBody>
export type EarnRule = TermsBody['earns'][number]

/** One version, from a day on; `from` null: it has no beginning. */
export type Terms = TermsBody & { readonly program: ProgramKey; readonly version: number; readonly from: Day | null }

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
  if (typeof rule.rate === 'string') return parsePercent(rule.rate)
  const found = tierIn(terms, tier)
  const text = found === null ? undefined : rule.rate[found]
  return text === undefined ? null : parsePercent(text)
}

/** The rule that earns on invoices, if the terms have one. */
export const invoiceRule = (terms: TermsBody): EarnRule | null =>
  terms.earns.find(rule => rule.event === 'invoice') ?? null
