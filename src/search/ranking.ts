import type { Doc } from './document.ts'
import type { Kind } from './facets.ts'
import { type Matcher, matcher } from './matching.ts'
import { namedBy } from './naming.ts'
import type { Query } from './query.ts'
import { evidenceGroups, type Filters } from './request.ts'
import { relevancePoints, WEIGHTS } from './weights.ts'

/** What the order needs to know of a document. Words as numbers: a text is compared a number at a time. */
export type Candidate = Pick<Doc, 'id' | 'evidence' | 'parts' | 'base' | 'tie'> & {
  readonly name: string
  readonly words: { readonly [F in Weighing]: Uint32Array }
}
type Weighing = 'name' | 'facts' | 'proof'

/** `fields`: for each term the texts that may hold it, as bits of FIELD_BITS; null when the engine does not know. */
export type Head = { readonly candidate: Candidate; readonly fields: Uint8Array | null }
export const FIELD_BITS = { name: 1, facts: 2, proof: 4 } as const

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
export function rank(asked: Asked, heads: readonly Head[]): Ranked[] {
  const match = matcher(asked.query, asked.loose)
  const groups = asked.kind === 'partner' ? evidenceGroups(asked.filters) : []
  const ranked = heads.map(({ candidate, fields }): Ranked => {
    const byName = asked.kind === 'partner' && !asked.isLabel
    const parts: number[] = []
    if (asked.query.terms.length > 0) parts.push(textRelevance(candidate, match, fields))
    if (groups.length > 0) parts.push(groups.filter(g => proves(candidate, g, asked.filters)).length / groups.length)
    const relevance = parts.length === 0 ? null : parts.reduce((a, b) => a + b, 0) / parts.length
    const named = byName ? namedBy(asked.query, candidate.name, match) : Number.POSITIVE_INFINITY
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
export function textRelevance({ words }: Candidate, matcher: Matcher, fields: Uint8Array | null = null): number {
  let sum = 0
  for (let i = 0; i < matcher.terms; i++) {
    const may = fields === null ? 7 : (fields[i] ?? 7)
    let best = 0
    for (const field of FIELDS) {
      // Texts come in falling weight: a lighter one cannot do better than its weight.
      if (WEIGHT[field] <= best) break
      if ((may & FIELD_BITS[field]) !== 0) best = Math.max(best, WEIGHT[field] * matcher.best(i, words[field]))
    }
    sum += best
  }
  return sum / (WEIGHT.name * matcher.terms)
}

export const unknownFields = (candidate: Candidate): Head => ({ candidate, fields: null })
