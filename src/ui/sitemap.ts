import { href, LOCALES } from './link.ts'

/** A page that exists in both languages; `at` is when it last changed, if that is known. */
export type Place = { readonly path: string; readonly at: Date | null }

const escaped = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

/** At most this many addresses stand in one sitemap; each place has one a language. */
export const MAX_PLACES = 25_000

/** Every place in both languages, each naming the other (S-6). */
export function sitemap(places: readonly Place[], origin: string): string {
  const at = (path: string) => escaped(new URL(path, origin).href)
  const entries = places.slice(0, MAX_PLACES).flatMap(place => {
    const alternates = [...LOCALES, 'x-default' as const].map(
      tag =>
        `<xhtml:link rel="alternate" hreflang="${tag}" href="${at(href(tag === 'x-default' ? 'en' : tag, place.path))}"/>`,
    )
    const changed = place.at ? `<lastmod>${place.at.toISOString()}</lastmod>` : ''
    return LOCALES.map(
      locale => `<url><loc>${at(href(locale, place.path))}</loc>${changed}${alternates.join('')}</url>`,
    )
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ...entries,
    '</urlset>',
    '',
  ].join('\n')
}
