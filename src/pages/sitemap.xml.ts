import type { APIRoute } from 'astro'
import * as directory from '#directory/index.ts'
import { MAX_PLACES, type Place, sitemap } from '#ui/sitemap.ts'

const STILL = ['/', '/partners', '/program', '/how-ranking-works', '/how-reviews-work', '/help', '/licences']
const CHUNK = 500

/** Every page that may be found: what stands still, listed partners with their cases, and expertise that somebody offers. */
export const GET: APIRoute = async ({ locals: { cx }, url }) => {
  const places: Place[] = STILL.map(path => ({ path, at: null }))
  if ((await directory.integrations(cx)).length > 0) places.push({ path: '/integrations', at: null })
  const counts = await directory.labelCounts(cx, 'expertise')
  for (const [slug, count] of counts) if (count > 0) places.push({ path: `/expertise/${slug}`, at: null })
  let after: string | null = ''
  while (after !== null && places.length < MAX_PLACES) {
    const page: Awaited<ReturnType<typeof directory.listedAfter>> = await directory.listedAfter(cx, after, CHUNK)
    for (const facts of (await directory.searchFacts(cx, page.partners)).values()) {
      places.push({ path: `/partners/${facts.listing.slug}`, at: facts.listing.publishedAt })
      for (const study of facts.cases) places.push({ path: `/cases/${study.slug}`, at: study.publishedAt })
    }
    after = page.next
  }
  return new Response(sitemap(places, url.origin), { headers: { 'content-type': 'application/xml; charset=utf-8' } })
}
