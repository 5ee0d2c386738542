import type { Doc } from './document.ts'
import type { Kind } from './facets.ts'
import { type Matcher, matcher } from './matching.ts'
import { namedBy } from './naming.ts'
import { numbered } from './numbering.ts'
import type { Query } from './query.ts'
import { evidenceGroups, type Filters } from './request.ts'
import { relevancePoints, WEIGHTS } from './weights.ts'

/** What the order needs to know of a document. */
export type Candidate = Pick<Doc, 'id' | 'evidence' | 'parts' | 'base' | 'tie'> & {
  readonly texts: Pick<Doc['texts'], 'name' | 'facts' | 'proof'>
}
export type Ranked = {
  readonly id: string
  /** Edits between the query and the whole name; Infinity when it does not name it. */
  readonly named: number
  readonly relevance: number | null
  readonly points: number
  readonly candidate: Candidate
}
export type Asked = {
  readonly kind: Kind
  readonly query: Query
  readonly loose: boolean
  readonly filters: Filters
  /** The query is an expertise, an industry or a place: names are not looked at. */
  readonly isLabel: boolean
}

/**
 * The one order of `best`, for both engines: a name that the query is comes first, then the score, then `tie`, then id.
 * A partner's score is relevance and its stored base; a case's is relevance, and its base breaks ties.
 */
export function rank(asked: Asked, candidates: readonly Candidate[]): Ranked[] {
  const match = matcher(asked.query, asked.loose)
  const groups = asked.kind === 'partner' ? evidenceGroups(asked.filters) : []
  const ranked = candidates.map((candidate): Ranked => {
    const byName = asked.kind === 'partner' && !asked.isLabel
    const parts: number[] = []
    if (asked.query.terms.length > 0) parts.push(textRelevance(candidate.texts, match))
    if (groups.length > 0) parts.push(groups.filter(g => proves(candidate, g, asked.filters)).length / groups.length)
    const relevance = parts.length === 0 ? null : parts.reduce((a, b) => a + b, 0) / parts.length
    const named = byName ? namedBy(asked.query, candidate.texts.name, match) : Number.POSITIVE_INFINITY
    const own = asked.kind === 'partner' ? candidate.base : 0
    return { id: candidate.id, named, relevance, points: relevancePoints(relevance ?? 0) + own, candidate }
  })
  return ranked.sort(
    (a, b) =>
      byNumber(a.named, b.named) ||
      b.points - a.points ||
      b.candidate.base - a.candidate.base ||
      a.candidate.tie - b.candidate.tie ||
      (a.id < b.id ? -1 : 1),
  )
}

const byNumber = (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0)

function proves(candidate: Candidate, group: keyof Candidate['evidence'], filters: Filters): boolean {
  const proven = candidate.evidence[group] ?? []
  return (filters[group] ?? []).some(value => proven.includes(value))
}

const FIELDS = ['name', 'facts', 'proof'] as const
const { text: WEIGHT } = WEIGHTS

type Numbered = { readonly [F in (typeof FIELDS)[number]]: Uint32Array }
/** Heads come back in most searches: their texts are turned into numbers once. */
const known = new WeakMap<Candidate['texts'], Numbered>()
function numberedTexts(texts: Candidate['texts']): Numbered {
  let found = known.get(texts)
  if (found === undefined) {
    found = { name: numbered(texts.name), facts: numbered(texts.facts), proof: numbered(texts.proof) }
    known.set(texts, found)
  }
  return found
}

/** Per word of the query the best text it is found in, summed, of what all in the name would give: 0…1. */
export function textRelevance(texts: Candidate['texts'], matcher: Matcher): number {
  const numbers = numberedTexts(texts)
  let sum = 0
  for (let i = 0; i < matcher.terms; i++) {
    let best = 0
    for (const field of FIELDS) {
      // Texts come in falling weight: a lighter one cannot do better than its weight.
      if (WEIGHT[field] <= best) break
      best = Math.max(best, WEIGHT[field] * matcher.best(i, numbers[field]))
    }
    sum += best
  }
  return sum / (WEIGHT.name * matcher.terms)
}
