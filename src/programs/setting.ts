import { z } from 'astro/zod'
import { formatPercent, parsePercent } from '#kernel/money.ts'
import { isTimeZone } from '#kernel/period.ts'
import type { EarnRule, Requirement, TermsBody } from './terms.ts'

const text = z.union([z.string(), z.number().transform(String)])
const decimal = text.pipe(z.string().regex(/^\d{1,12}(\.\d{1,4})?$/))
const percent = text.transform((value, context) => {
  const ppm = parsePercent(value)
  if (ppm !== null) return formatPercent(ppm)
  context.addIssue({ code: 'custom', message: 'a per cent from 0 to 100 with at most 4 decimals' })
  return z.NEVER
})
const whole = (least: number, most: number) =>
  z
    .union([
      z.int(),
      z
        .string()
        .regex(/^\d{1,4}$/)
        .transform(Number),
    ])
    .pipe(z.int().min(least).max(most))

/** Every setting a program may have, and what it may be. Which of them a program has is said by its preset. */
export const SETTINGS = {
  timeZone: z.string().refine(isTimeZone, 'a time zone'),
  noticeDays: whole(0, 3650),
  payable: z.enum(['with-payment', 'at-accrual', 'after-first-payment', 'after-deal']),
  minimumPayout: decimal,
  resoldEarns: z.boolean(),
  leadWindowMonths: whole(1, 1200),
  receipt: z.enum(['first', 'per-receipt']),
  closedWonMonths: whole(1, 1200),
  feePercent: percent,
  discountPercent: percent,
} as const
export type SettingName = keyof typeof SETTINGS
export type Settings = { readonly timeZone: string; readonly noticeDays: number } & {
  readonly [K in SettingName]?: z.infer<(typeof SETTINGS)[K]>
}
/** What may be set: with a default, or to be said before the program opens (SIM-14). */
export type Settable = { readonly settings: Settings; readonly required?: readonly SettingName[] }

export type SettingFault = { readonly setting: string; readonly code: 'unknown-setting' | 'bad-value' | 'missing' }

/** The settings of a preset, in the order in which they are shown and kept. */
export const settingNames = (preset: Settable): SettingName[] =>
  [...new Set([...Object.keys(preset.settings), ...(preset.required ?? [])])] as SettingName[]

/** What is wrong with the settings a caller gives, each by its name; nothing if the program may be made with them. */
export function settingFaults(given: Readonly<Record<string, unknown>>, preset: Settable): SettingFault[] {
  const known = new Set<string>(settingNames(preset))
  const faults = Object.entries(given).flatMap(([setting, value]): SettingFault[] => {
    if (!known.has(setting)) return [{ setting, code: 'unknown-setting' }]
    return SETTINGS[setting as SettingName].safeParse(value).success ? [] : [{ setting, code: 'bad-value' }]
  })
  const missing = (preset.required ?? []).filter(setting => !Object.hasOwn(given, setting))
  return [...faults, ...missing.map((setting): SettingFault => ({ setting, code: 'missing' }))]
}

const DECIMALS: ReadonlySet<string> = new Set<SettingName>(['minimumPayout', 'feePercent', 'discountPercent'])

/** The settings that a person typed into a form: what was left empty is not said, a box always is, a comma is a point. */
export function typedSettings(typed: Readonly<Record<string, unknown>>, preset: Settable): Record<string, unknown> {
  const said: Record<string, unknown> = {}
  for (const name of settingNames(preset)) {
    const value = typed[name]
    if (typeof value === 'boolean') said[name] = value
    else if (typeof value === 'string' && value.trim() !== '')
      said[name] = DECIMALS.has(name) ? value.trim().replace(',', '.') : value.trim()
  }
  return said
}

/** The settings with what the caller gives over the defaults, in the form and order in which they are kept; null if there is a fault. */
export function settingsOf(given: Readonly<Record<string, unknown>>, preset: Settable): Settings | null {
  if (settingFaults(given, preset).length > 0) return null
  const read = Object.entries(given).map(([name, value]) => [name, SETTINGS[name as SettingName].parse(value)])
  const all = { ...preset.settings, ...Object.fromEntries(read) }
  return Object.fromEntries(settingNames(preset).map(name => [name, all[name]])) as Settings
}

/** Days after the first payment or the deal, where a setting and not the terms asks for it (ONE-7). */
const DUE_DAYS = 30

/** What is payable when: a receipt is asked about as long as it is the first payment that makes the whole amount due (ONE-7). */
function payableBy(settings: Settings, before: TermsBody['payable']): TermsBody['payable'] {
  const when = settings.payable ?? before.when
  if (when === 'with-payment' || when === 'at-accrual') return { when }
  if (when === 'after-first-payment' && settings.receipt === 'per-receipt') return { when: 'with-payment' }
  return before.when === when ? before : { when, days: DUE_DAYS }
}

/**
 * The terms as the settings want them: what is payable when, whether resold accounts earn, the months of a lead, the fee (the
 * rate of what is earned while the fee is elected), the discount in its place, and the months in which a closed-won counts.
 */
export function withSettings(body: TermsBody, settings: Settings): TermsBody {
  const { leadWindowMonths, feePercent, discountPercent, closedWonMonths } = settings
  const earns = body.earns.map(
    (rule): EarnRule => ({
      ...rule,
      windowMonths: rule.windowMonths === null ? null : (leadWindowMonths ?? rule.windowMonths),
      rate: rule.conditions.includes('fee-not-elected') ? (feePercent ?? rule.rate) : rule.rate,
    }),
  )
  const counted = (one: Requirement): Requirement =>
    one.measure === 'closed-won' ? { ...one, withinMonths: closedWonMonths ?? one.withinMonths } : one
  return {
    ...body,
    lead: body.lead && { ...body.lead, windowMonths: leadWindowMonths ?? body.lead.windowMonths },
    earns,
    payable: payableBy(settings, body.payable),
    resoldEarns: settings.resoldEarns ?? body.resoldEarns,
    discount: body.discount && { ...body.discount, percent: discountPercent ?? body.discount.percent },
    tiers: body.tiers.map(tier => ({ ...tier, requirements: tier.requirements.map(counted) })),
    modules: body.modules.map(module => ({ ...module, requirements: module.requirements.map(counted) })),
  }
}
