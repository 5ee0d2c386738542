import { formatMoney, isCurrency, parseMoney } from '#kernel/money.ts'
import type {
  DraftField,
  EarnRule,
  LicenceTerms,
  Obligation,
  Requirement,
  TermsBody,
  TermsFault,
} from '#programs/index.ts'
import { moneyOf } from '#ui/decimal.ts'
import { amount, list } from '#ui/format.ts'
import type { Locale } from '#ui/link.ts'
import { has, words } from '#ui/messages.ts'

/** Terms are data; here they become sentences. Each takes the reader's language first. */

/** A per cent or amount of the terms in the language's own writing. */
export const decimal = (locale: Locale, text: string): string => (locale === 'nl' ? text.replace('.', ',') : text)

/** A key of the terms ("trained-sales-person") as people say it; one that nobody worded is shown with its hyphens taken out. */
export function wordOf(locale: Locale, key: string): string {
  if (has(locale, `terms.word.${key}`)) return words(locale)(`terms.word.${key}`)
  const plain = key.replaceAll('-', ' ')
  return plain.charAt(0).toUpperCase() + plain.slice(1)
}

export const wordsOf = (locale: Locale, keys: readonly string[]): string =>
  list(
    locale,
    keys.map(key => wordOf(locale, key)),
  )

/** A rate, or a charge, tier by tier; `tier` null where it is one for everybody. */
export const byTier = (
  locale: Locale,
  rate: string | Readonly<Record<string, string>>,
): { tier: string | null; percent: string }[] =>
  typeof rate === 'string'
    ? [{ tier: null, percent: decimal(locale, rate) }]
    : Object.entries(rate).map(([tier, percent]) => ({ tier: wordOf(locale, tier), percent: decimal(locale, percent) }))

export function kindsText(locale: Locale, rule: EarnRule): string {
  const say = words(locale)
  return list(
    locale,
    rule.dealKinds.map(kind => say(`terms.kind.${kind}`)),
  )
}

export function payableText(locale: Locale, payable: TermsBody['payable']): string {
  return words(locale)(`terms.payable.${payable.when}`, 'days' in payable ? { count: payable.days } : {})
}

export function stepText(locale: Locale, step: LicenceTerms['steps'][number]): string {
  const say = words(locale)
  const text = say('terms.licence.step', { count: step.accounts, percent: decimal(locale, step.percentOfList) })
  return step.tier === null ? text : say('terms.licence.step.tier', { tier: wordOf(locale, step.tier), step: text })
}

export function requirementText(locale: Locale, one: Requirement): string {
  const say = words(locale)
  if (one.measure === 'confirmed') return say('terms.require.confirmed', { what: wordOf(locale, one.what) })
  if (one.measure === 'revenue') {
    const sum = isCurrency(one.currency) ? parseMoney(one.amount, one.currency) : null
    const written = sum?.ok ? amount(locale, moneyOf(formatMoney(sum.value), one.currency)) : one.amount
    return say('terms.require.revenue', { amount: written, last: one.lastMonths })
  }
  const { customers: count, withinMonths: within, lastMonths: last } = one
  const what = say('terms.require.closed-won', { count, within, last })
  return one.modules.length === 0 ? what : say('terms.require.for', { what, modules: wordsOf(locale, one.modules) })
}

export function dueText(locale: Locale, due: Obligation['due']): string {
  const say = words(locale)
  if ('days' in due) return say('terms.due.days', { count: due.days })
  if ('businessDays' in due) return say('terms.due.business', { count: due.businessDays })
  return say(`terms.due.${due.every}`)
}

export function bindsText(locale: Locale, { tiers, modules }: Obligation['binds']): string {
  const named = [...tiers, ...modules]
  return named.length === 0 ? words(locale)('terms.everyone') : wordsOf(locale, named)
}

/** What is wrong at a place of a draft, to be read after the place's name. */
export function faultText(locale: Locale, { code, detail }: TermsFault): string {
  const type = `terms.type.${detail}`
  return words(locale)(`terms.fault.${code}`, { detail: has(locale, type) ? words(locale)(type) : detail })
}

/** The label of a field of the form for new terms: what it is, and of which rule or tier. */
export const fieldLabel = (locale: Locale, { label, of }: Pick<DraftField, 'label' | 'of'>): string =>
  [words(locale)(`draft.field.${label}`), ...of.map(word => wordOf(locale, word))].join(' · ')
