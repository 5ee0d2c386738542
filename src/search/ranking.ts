import type { Doc } from './document.ts'
import type { Kind } from './facets.ts'
import { type Matcher, matcher } from './matching.ts'
import { namedBy } from './naming.ts'
import { maxEdits, type Query } from './query.ts'
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
    if (asked.query.terms.length > 0) parts.push(textRelevance(asked.query, candidate.texts, match))
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

/** Per word of the query the best text it is found in, summed, of what all in the name would give: 0…1. */
export function textRelevance(query: Query, texts: Candidate['texts'], match: Matcher): number {
  let sum = 0
  for (let i = 0; i < query.terms.length; i++) {
    let best = 0
    for (const field of FIELDS) {
      // Texts come in falling weight: a lighter one cannot do better than its weight.
      if (WEIGHT[field] <= best) break
      best = Math.max(best, WEIGHT[field] * bestIn(query, i, texts[field], match))
    }
    sum += best
  }
  return sum / (WEIGHT.name * query.terms.length)
}

function bestIn(query: Query, i: number, text: string, match: Matcher): number {
  const term = query.terms[i] ?? ''
  if (` ${text} `.includes(` ${term} `)) return 1
  const open = query.open && i === query.terms.length - 1
  if (!open && maxEdits(term) === 0) return 0
  let best = 0
  for (const word of text.split(' ')) {
    const factor = match(i, word)?.factor ?? 0
    if (factor > best) best = factor
  }
  return best
}
