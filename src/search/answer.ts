import { type Highlights, Marker } from './highlight.ts'
import {
  type Found,
  type Hit,
  type Page,
  type Plan,
  planOf,
  type RawCounts,
  type Recall,
  type Recalled,
  WINDOW,
} from './plan.ts'
import type { Counts } from './plan.ts'
import { type Query, shorter } from './query.ts'
import { type Asked, type Ranked, rank, unknownFields } from './ranking.ts'
import { activeFilters, MAX_TOTAL, type Locale, type Request } from './request.ts'
import { contributionsOf, relevancePoints, RELEVANCE_POINTS } from './weights.ts'

type Attempt = { readonly query: Query; readonly loose: boolean; readonly relaxed: boolean }

/**
 * The steps when nothing is found: a wrong first letter forgiven, then words dropped from the right, one a step. Filters
 * are never dropped: where words match but filters exclude, the page offers to remove a filter.
 */
function* attempts(query: Query, forgives: boolean): Generator<Attempt> {
  yield { query, loose: false, relaxed: false }
  if (query.terms.length === 0) return
  if (forgives) yield { query, loose: true, relaxed: true }
  for (let next = shorter(query); next !== null; next = shorter(next))
    yield { query: next, loose: false, relaxed: true }
}

/** Makes a page of what an engine recalls: the same page whatever the engine. */
export async function answer(recall: Recall, request: Request): Promise<Page> {
  let attempt: Attempt = { query: request.query, loose: false, relaxed: false }
  let plan = planOf(request, request.query, false)
  let recalled: Recalled | null = null
  for (attempt of attempts(request.query, recall.forgivesFirstLetter)) {
    plan = planOf(request, attempt.query, attempt.loose)
    recalled = await recall.ask(plan)
    if (recalled.total > 0) break
    if (activeFilters(request.filters).length > 0 && (await recall.any(plan))) break
  }
  if (recalled === null || recalled.total === 0) {
    // Not even one word matches: the answer is about the words as they were typed.
    const stays = recalled !== null && attempt.relaxed && (await recall.any(plan))
    return pageOf(request, recalled?.total ?? 0, recalled?.facets ?? {}, [], stays ? attempt.query : null, recall)
  }
  const asked: Asked = {
    kind: request.kind,
    query: attempt.query,
    loose: attempt.loose,
    filters: request.filters,
    isLabel: await isLabel(recall, request, attempt.query),
  }
  const ranked = plan.sets.length === 0 ? [] : rank(asked, recalled.heads).slice(0, WINDOW)
  const ids = plan.sets.length === 0 ? recalled.page : await pageIds(recall, plan, recalled, ranked)
  const found = await recall.found(request.kind, ids, plan.signal)
  const marker = new Marker(attempt.query, attempt.loose)
  const best = request.sort === 'best'
  const order = best ? orderOf(asked, ranked, found) : new Map<string, Ranked>()
  const hits = found.map(one => hitOf(request, one, order.get(one.id), best, marker))
  return pageOf(request, recalled.total, recalled.facets, hits, attempt.relaxed ? attempt.query : null, recall)
}

async function isLabel(recall: Recall, request: Request, { terms }: Query): Promise<boolean> {
  if (terms.length === 0) return false
  return request.labels?.includes(terms.length) === true || recall.isPlace(terms.join(' '))
}

/** All or nothing, in the same order. */
export const answerMany = (recall: Recall, requests: readonly Request[]): Promise<Page[]> =>
  Promise.all(requests.map(request => answer(recall, request)))

/** What the rule says of each that is shown; the tail was not in the window and is weighed now. */
function orderOf(asked: Asked, ranked: readonly Ranked[], found: readonly Found[]): Map<string, Ranked> {
  const known = new Map(ranked.map(one => [one.id, one]))
  const unknown = found.filter(one => !known.has(one.id))
  for (const one of rank(asked, unknown.map(unknownFields))) known.set(one.id, one)
  return known
}

async function pageIds(recall: Recall, plan: Plan, recalled: Recalled, ranked: readonly Ranked[]): Promise<string[]> {
  const ids = ranked.map(one => one.id)
  const page = ids.slice(plan.from, plan.from + plan.size)
  const missing = plan.size - page.length
  if (missing === 0 || recalled.total <= ids.length) return page
  const from = Math.max(0, plan.from - ids.length)
  return [...page, ...(await recall.tail(plan, ids, from, missing))]
}

function hitOf(request: Request, found: Found, ranked: Ranked | undefined, best: boolean, marker: Marker): Hit {
  const relevance = best ? (ranked?.relevance ?? null) : null
  const { card } = found
  const parts =
    found.parts === null
      ? {
          relevance: relevancePoints(relevance ?? 0) / RELEVANCE_POINTS,
          quality: 0,
          evidence: 0,
          responsiveness: 0,
          completeness: 0,
        }
      : contributionsOf(found.parts, relevance)
  return {
    kind: request.kind,
    id: found.id,
    partner: found.partner,
    card,
    highlights: highlightsOf(marker, card, request.locale),
    named: best && ranked !== undefined && ranked.named < Number.POSITIVE_INFINITY,
    score: parts.relevance + parts.quality + parts.evidence + parts.responsiveness + parts.completeness,
    parts,
  }
}

const highlightsOf = (marker: Marker, card: Found['card'], locale: Locale): Highlights => ({
  title: marker.mark(card.title),
  summary: marker.crop(card.summary[locale]),
  quote: marker.quote(card.quotes),
})

/** A value's label is its own text until whoever knows the vocabulary writes it. */
function labelled(raw: RawCounts): Counts {
  const pairs = Object.entries(raw) as [keyof Counts, { value: string; count: number }[]][]
  return Object.fromEntries(pairs.map(([name, list]) => [name, list.map(one => ({ ...one, label: one.value }))]))
}

function pageOf(
  request: Request,
  all: number,
  facets: RawCounts,
  hits: readonly Hit[],
  relaxed: Query | null,
  recall: Recall,
): Page {
  const total = Math.min(all, MAX_TOTAL)
  return {
    hits,
    total,
    capped: all > MAX_TOTAL,
    page: request.page,
    pages: Math.ceil(total / request.perPage),
    facets: request.counts ? labelled(facets) : {},
    relaxed,
    servedBy: recall.name,
  }
}
