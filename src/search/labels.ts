import type { FacetName } from './facets.ts'
import type { Label } from './facts.ts'
import type { Locale } from './request.ts'
import { joined } from './words.ts'

const names = {
  en: {
    region: new Intl.DisplayNames('en', { type: 'region' }),
    language: new Intl.DisplayNames('en', { type: 'language' }),
  },
  nl: {
    region: new Intl.DisplayNames('nl', { type: 'region' }),
    language: new Intl.DisplayNames('nl', { type: 'language' }),
  },
} as const

function named(kind: 'region' | 'language', code: string, locale: Locale): string {
  try {
    return names[locale][kind].of(code) ?? code
  } catch {
    // RangeError: not the form of a code. It is shown as it is written.
    return code
  }
}
export const countryName = (code: string, locale: Locale): string => named('region', code, locale)
export const languageName = (code: string, locale: Locale): string => named('language', code, locale)

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The vocabulary of the directory, by facet and slug. */
export type Labels = { readonly [F in FacetName]?: ReadonlyMap<string, Label> }

/** How a facet's value is written for a reader. Steps of a rating and switches are worded by the page. */
export function labelOf(labels: Labels, facet: FacetName, value: string, locale: Locale): string {
  if (facet === 'country') return countryName(value, locale)
  if (facet === 'language') return capital(languageName(value, locale))
  return labels[facet]?.get(value)?.labels[locale] ?? (facet === 'tier' ? capital(value.replaceAll('-', ' ')) : value)
}

/** Every label, synonym and country name as joined words: a query that is one of them names no partner. */
export function labelWords(labels: Labels, countries: readonly string[]): Set<string> {
  const found = new Set<string>()
  for (const terms of Object.values(labels)) {
    for (const term of terms.values())
      for (const text of [term.labels.en, term.labels.nl, ...term.synonyms]) found.add(joined(text))
  }
  for (const code of countries) {
    found.add(joined(countryName(code, 'en')))
    found.add(joined(countryName(code, 'nl')))
  }
  found.delete('')
  return found
}
