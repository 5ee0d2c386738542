import { distance } from './distance.ts'
import { countOfWords, numberOf, wordOf } from './numbering.ts'
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
  // Most words begin with another letter: they cost one edit before any is counted.
  const first = loose || word.charCodeAt(0) === term.charCodeAt(0) ? 0 : 1
  const allowed = maxEdits(term) - first
  if (allowed <= 0) return null
  const edits = distance(term, word, allowed, open) + first
  return edits > allowed + first ? null : edits <= 1 ? ONE : TWO
}

export type Matcher = {
  readonly terms: number
  /** How a word answers the term at that place. */
  readonly match: (term: number, word: string) => Match | null
  /** Whether a numbered word answers the term. */
  readonly answers: (term: number, number: number) => boolean
  /** The best factor with which any word of a text answers the term; 0 for none. */
  readonly best: (term: number, text: Uint32Array) => number
}

/** Remembers what it compared: the same words come back in every document of a search. */
export function matcher(query: Query, loose: boolean): Matcher {
  const last = query.terms.length - 1
  const seen = query.terms.map(() => ({ code: new Uint8Array(0) }))
  const at = (i: number, number: number): number => {
    const memory = seen[i] as { code: Uint8Array }
    if (number >= memory.code.length) memory.code = widened(memory.code, countOfWords() + SLACK)
    const known = memory.code[number] as number
    if (known !== 0) return known
    const match = compare(query.terms[i] ?? '', wordOf(number), query.open && i === last, loose)
    const code = codeOf(match)
    memory.code[number] = code
    return code
  }
  return {
    terms: query.terms.length,
    match: (i, word) => (i <= last ? (MATCHES[at(i, numberOf(word))] ?? null) : null),
    answers: (i, number) => at(i, number) > 1,
    best: (i, text) => {
      let code = 1
      // Codes rise with the factor, and nothing is better than exact.
      for (let k = 0; k < text.length && code < EXACT_CODE; k++) code = Math.max(code, at(i, text[k] as number))
      return MATCHES[code]?.factor ?? 0
    },
  }
}

/** Words met while a search runs must not each make the memory anew. */
const SLACK = 4_096

/** By code: 0 not compared yet, 1 no match, then by rising factor. */
const TWO: Match = { cost: 2, factor: FACTOR.twoEdits }
const ONE: Match = { cost: 1, factor: FACTOR.oneEdit }
const MATCHES: readonly (Match | null)[] = [null, null, TWO, ONE, OPEN, EXACT]
const EXACT_CODE = 5

const codeOf = (match: Match | null): number =>
  match === null ? 1 : MATCHES.findIndex(one => one?.cost === match.cost)

function widened(old: Uint8Array, size: number): Uint8Array {
  const wide = new Uint8Array(size)
  wide.set(old)
  return wide
}
