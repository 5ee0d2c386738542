/** Member states of the European Union for tax; Greece writes its VAT ids with EL. */
const EU: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
)
export const isEu = (country: string): boolean => EU.has(country)

/** What follows the country's letters, by country. A number of any other country is taken as it is written. */
const SHAPES: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  FR: /^[A-HJ-NP-Z0-9]{2}\d{9}$/,
  GB: /^(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
  GR: /^\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^(\d{7}[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W])$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^\d{9}B\d{2}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
}
const prefixOf = (country: string): string => (country === 'GR' ? 'EL' : country)

/**
 * A VAT id as it is kept: upper case, without blanks, dots and hyphens, with its country's letters in front where the
 * country has a known shape. Null if it cannot be one of that country. Whether it exists only the tax office knows.
 */
export function plainVatId(text: string, country: string): string | null {
  const typed = text.toUpperCase().replace(/[\s.\-_/]/g, '')
  const shape = SHAPES[country]
  if (!shape) return /^[A-Z0-9]{4,20}$/.test(typed) ? typed : null
  const prefix = prefixOf(country)
  const own = typed.startsWith(prefix) ? typed.slice(prefix.length) : typed
  return shape.test(own) ? prefix + own : null
}
