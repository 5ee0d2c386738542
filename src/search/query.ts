import { words } from './words.ts'

/** What somebody typed, as words. `open`: the last word may still be growing, so it also finds words that begin like it. */
export type Query = { readonly text: string; readonly terms: readonly string[]; readonly open: boolean }

export const MAX_QUERY = 200
export const MAX_TERMS = 10

/** Quotes, minus, star and OR mean nothing: a query is words. At most 200 characters and 10 words count; a space at the end closes it. */
export function readQuery(typed: string): Query {
  const clean = typed.slice(0, MAX_QUERY * 4).replace(/[\p{Cc}\p{Cs}]+/gu, ' ')
  const short = Array.from(clean).slice(0, MAX_QUERY).join('')
  const terms = words(short).slice(0, MAX_TERMS)
  return { text: short.trim(), terms, open: terms.length > 0 && !/\s$/.test(short) }
}

export const EMPTY_QUERY: Query = { text: '', terms: [], open: false }

/** How many slips a word may hold: none up to 4 letters, one up to 8, two from 9. */
export const maxEdits = (word: string): 0 | 1 | 2 => (word.length < 5 ? 0 : word.length < 9 ? 1 : 2)

/** The query without its last word, closed; null when one word is left. */
export function shorter(query: Query): Query | null {
  const terms = query.terms.slice(0, -1)
  return terms.length === 0 ? null : { text: terms.join(' '), terms, open: false }
}
