import { type Money, exponentOf, formatMoney } from '#kernel/money.ts'
import type { Locale } from './link.ts'

/** Every Intl object is made once: making one costs far more than using it. Language and zone are always said, so server and browser agree. */
const made = new Map<string, unknown>()
function once<T>(key: string, make: () => T): T {
  const found = made.get(key) as T | undefined
  if (found !== undefined) return found
  const fresh = make()
  made.set(key, fresh)
  return fresh
}

const TAG = { en: 'en-GB', nl: 'nl-NL' } as const
export const tagOf = (locale: Locale): string => TAG[locale]

/** "1,234" and "4.6"; at most `decimals` and at least `least` decimals. */
export function number(locale: Locale, value: number | bigint, decimals = 0, least = 0): string {
  return once(
    `n:${locale}:${decimals}:${least}`,
    () => new Intl.NumberFormat(TAG[locale], { maximumFractionDigits: decimals, minimumFractionDigits: least }),
  ).format(value)
}

/** A rating always has one decimal: "4.6", "4,0". */
export const rating = (locale: Locale, value: number): string => number(locale, value, 1, 1)

/** A share of 0…1 as "26 %" with the space of the language. */
export function percent(locale: Locale, share: number, decimals = 0): string {
  return once(
    `p:${locale}:${decimals}`,
    () => new Intl.NumberFormat(TAG[locale], { style: 'percent', maximumFractionDigits: decimals }),
  ).format(share)
}

/** An exact amount: "€1,234.50", or "EUR 1,234.50" with `code`. Decimals are the currency's; no float is made of it. */
export function amount(locale: Locale, value: Money, display: 'symbol' | 'code' = 'symbol'): string {
  const digits = exponentOf(value.currency)
  const format = once(
    `m:${locale}:${value.currency}:${display}`,
    () =>
      new Intl.NumberFormat(TAG[locale], {
        style: 'currency',
        currency: value.currency,
        currencyDisplay: display === 'code' ? 'code' : 'narrowSymbol',
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }),
  )
  return format.format(formatMoney(value) as unknown as number)
}

const DATES: Record<'day' | 'month' | 'instant', Intl.DateTimeFormatOptions> = {
  day: { day: 'numeric', month: 'short', year: 'numeric' },
  month: { month: 'short', year: 'numeric' },
  instant: {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  },
}

/** "12 Jul 2026", "Jul 2026" or "12 Jul 2026, 14:05 UTC". A calendar day or month given as text has no zone and is never moved by one. */
export function date(locale: Locale, at: Date | string, style: 'day' | 'month' | 'instant' = 'day', timeZone = 'UTC') {
  const bare = typeof at === 'string' && /^\d{4}-\d{2}(-\d{2})?$/.test(at)
  const zone = bare ? 'UTC' : timeZone
  const value = typeof at === 'string' ? new Date(bare ? `${at.length === 7 ? `${at}-01` : at}T00:00:00Z` : at) : at
  const format = once(
    `d:${locale}:${style}:${zone}`,
    () => new Intl.DateTimeFormat(TAG[locale], { ...DATES[style], timeZone: zone }),
  )
  return format.format(value)
}

/** "Dutch, English and German" in the reader's language. */
export function list(locale: Locale, items: readonly string[]): string {
  return once(`l:${locale}`, () => new Intl.ListFormat(TAG[locale], { type: 'conjunction' })).format(items)
}

/** Names of codes are asked for on every row of every list, and asking costs far more than remembering. Codes are few. */
const named = new Map<string, string>()
function nameOf(kind: 'region' | 'language', locale: Locale, code: string): string {
  const key = `${kind}:${locale}:${code}`
  const known = named.get(key)
  if (known !== undefined) return known
  const names = once(`x:${kind}:${locale}`, () => new Intl.DisplayNames(TAG[locale], { type: kind }))
  const name = names.of(code) ?? code
  if (named.size < 2_000) named.set(key, name)
  return name
}

/** "NL" → "Netherlands"; a code that nobody knows stays itself. */
export const country = (locale: Locale, code: string): string =>
  /^[A-Za-z]{2}$/.test(code) ? nameOf('region', locale, code.toUpperCase()) : code

/** "nl" → "Dutch", "Nederlands". */
export function language(locale: Locale, code: string): string {
  if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?$/.test(code)) return code
  const name = nameOf('language', locale, code)
  return name.charAt(0).toUpperCase() + name.slice(1)
}

export const compare = (locale: Locale) =>
  once(`s:${locale}`, () => new Intl.Collator(TAG[locale], { sensitivity: 'base', numeric: true })).compare

/** A label inside a sentence: "email automation", but "CRM integration" and "E-commerce" as they are. */
export const midSentence = (label: string): string =>
  /^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label
