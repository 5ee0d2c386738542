import { distance } from './distance.ts'
import { maxEdits, type Query } from './query.ts'

/** How well a word of a document answers a word of a query: `cost` in edits for the name rule, `factor` for relevance. */
export type Match = { readonly cost: number; readonly factor: number }

export const FACTOR = { exact: 1, open: 0.9, oneEdit: 0.6, twoEdits: 0.4 } as const
const EXACT: Match = { cost: 0, factor: FACTOR.exact }
const OPEN: Match = { cost: 0.25, factor: FACTOR.open }

/** `loose`: a wrong first letter costs no more than any other slip. */
export function compare(term: string, word: string, open: boolean, loose: boolean): Match | null {
  if (word === term) return EXACT
  if (open && word.startsWith(term)) return OPEN
  const max = maxEdits(term)
  if (max === 0) return null
  const edits = distance(term, word, max, open) + (word[0] === term[0] || loose ? 0 : 1)
  return edits > max ? null : { cost: edits, factor: edits <= 1 ? FACTOR.oneEdit : FACTOR.twoEdits }
}

export type Matcher = (term: number, word: string) => Match | null

/** Remembers what it compared: the same words come back in every document of a search. */
export function matcher(query: Query, loose: boolean): Matcher {
  const known = query.terms.map(() => new Map<string, Match | null>())
  const last = query.terms.length - 1
  return (i, word) => {
    const memory = known[i]
    const term = query.terms[i]
    if (memory === undefined || term === undefined) return null
    let match = memory.get(word)
    if (match === undefined) {
      match = compare(term, word, query.open && i === last, loose)
      memory.set(word, match)
    }
    return match
  }
}
