import type { FacetName } from './facets.ts'
import type { Hit, Page } from './plan.ts'
import { shownFacets } from './facets.ts'
import type { Locale, Request } from './request.ts'
import { reasons } from './weights.ts'

/** What `GET /api/v1/search` and `search --json` print (interfaces.md section 6). `locale` chooses the texts; addresses are of that language too. */
export function toJson(page: Page, request: Request, locale: Locale = request.locale) {
  const facets: { [F in FacetName]?: { value: string; label: string; count: number }[] } = {}
  for (const { name } of shownFacets(request.kind)) facets[name] = (page.facets[name] ?? []).map(one => ({ ...one }))
  return {
    query: request.query.text,
    kind: request.kind,
    sort: request.sort,
    total: page.total,
    ...(page.capped ? { capped: true } : {}),
    page: page.page,
    pages: page.pages,
    relaxed: page.relaxed?.text ?? null,
    facets,
    hits: page.hits.map(hit => hitJson(hit, locale)),
  }
}
export type SearchJson = ReturnType<typeof toJson>

function hitJson(hit: Hit, locale: Locale) {
  const { card } = hit
  return {
    kind: hit.kind,
    id: hit.id,
    title: card.title,
    url: locale === 'nl' ? `/nl${card.url}` : card.url,
    summary: card.summary[locale],
    highlights: hit.highlights,
    partner: { id: card.partner.id, slug: card.partner.slug, name: card.partner.name },
    tier: card.tier,
    accepting: card.accepting,
    country: card.country,
    city: card.city,
    languages: card.languages,
    expertise: card.expertise,
    services: card.services,
    industries: card.industries,
    rating: card.rating,
    ...(hit.kind === 'partner' ? {} : { date: card.date }),
    ...(hit.kind === 'case' ? { year: card.year, confirmed: card.confirmed } : {}),
    ...(hit.kind === 'review' ? { stars: card.stars } : {}),
    named: hit.named,
    score: hit.score,
    parts: hit.parts,
    reasons: reasons(hit.parts),
  }
}
