/** Every setting of the operator, with its value until one is chosen. Adding one here is all it takes. */
export const DEFAULTS = {
  /** The name in the header and in letters, unless the environment has a SITE_NAME. */
  'site.name': 'Guildhall',
  /** A binding must have lasted this many days before its customer may review the partner. */
  'review.min_binding_days': 30,
  /** A review may be written this many days after the binding ended. */
  'review.max_days_after_end': 365,
  /** An active partner's listing that passes the automatic checks is published when it is submitted, without a decision of ours. */
  'listing.publish_at_once': true,
  /** After this many days without an import of turnover the admin's overview calls it late. */
  'turnover.late_after_days': 40,
  /** The country whose public holidays count for partners that tell none, as a code of two letters; empty: weekends only. */
  'tasks.country': '',
} as const

export type Key = keyof typeof DEFAULTS
type Widened<T> = T extends string ? string : T extends number ? number : T extends boolean ? boolean : never
export type Value<K extends Key> = Widened<(typeof DEFAULTS)[K]>

export const KEYS = Object.keys(DEFAULTS) as Key[]
export const isKey = (text: string): text is Key => Object.hasOwn(DEFAULTS, text)

export const defaultOf = <K extends Key>(key: K): Value<K> => (DEFAULTS as { readonly [P in Key]: Value<P> })[key]

/** A value of the right type, and within what the key allows: whole numbers from 0 to 10,000, texts up to 200 characters, colours as `#rrggbb`. */
export function fits<K extends Key>(key: K, value: unknown): value is Value<K> {
  if (typeof value !== typeof DEFAULTS[key]) return false
  if (key === 'site.name') return String(value).trim() !== '' && String(value).length <= 80
  if (key === 'tasks.country') return /^([A-Z]{2})?$/.test(String(value))
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 && value <= 10_000
  return typeof value !== 'string' || value.length <= 200
}
