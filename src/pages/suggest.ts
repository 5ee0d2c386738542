import type { APIRoute } from 'astro'
import { isSearchError } from '#search/index.ts'
import { href } from '#ui/link.ts'
import { t } from '#ui/messages.ts'

/** What the search field offers while somebody types: labels of the vocabulary and partners, each with where it leads. */
export const GET: APIRoute = async ({ locals: { search, locale }, url }) => {
  const typed = (url.searchParams.get('q') ?? '').slice(0, 200)
  const found = await search.suggest(typed, locale).catch((error: unknown) => {
    if (isSearchError(error)) return []
    throw error
  })
  const options = found.map(one =>
    one.kind === 'partner'
      ? {
          label: one.label,
          marked: one.marked,
          note: t(locale, 'dir.suggest.partner'),
          href: href(locale, `/partners/${one.slug}`),
        }
      : {
          label: one.label,
          marked: one.marked,
          note: `${t(locale, `facet.${one.kind}`)} · ${t(locale, 'dir.results.count', { count: one.count })}`,
          href: `${href(locale, '/partners')}?${one.kind}=${encodeURIComponent(one.value)}`,
        },
  )
  return Response.json(options, { headers: { 'cache-control': 'no-cache' } })
}
