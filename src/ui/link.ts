export const LOCALES = ['en', 'nl'] as const
export type Locale = (typeof LOCALES)[number]

/** The address of a path in a language: English has no prefix, Dutch lives under `/nl`. `path` starts with `/` and carries no prefix. */
export function href(locale: Locale, path: string): string {
  if (locale === 'en') return path
  return path === '/' ? '/nl' : path.startsWith('/?') || path.startsWith('/#') ? `/nl${path.slice(1)}` : `/nl${path}`
}

/** Splits an address of ours in language and path: `/nl/partners?x=1` → nl, `/partners?x=1`. */
export function split(address: string): { locale: Locale; path: string } {
  const match = /^\/nl(?=$|[/?#])/.exec(address)
  if (!match) return { locale: 'en', path: address }
  const rest = address.slice(3)
  return { locale: 'nl', path: rest.startsWith('/') ? rest : `/${rest}` }
}

/**
 * An address handed in from outside, where a person is to be sent after an act: only a path on this site, else `fallback`.
 * Browsers read a backslash as a slash and drop tabs and line breaks, so both are refused.
 */
export function safeBack(text: string | null | undefined, fallback: string): string {
  if (!text || text.length > 2000 || !text.startsWith('/') || text.startsWith('//')) return fallback
  return /[\\\p{C}]/u.test(text) || split(text).path.startsWith('//') ? fallback : text
}
