import type { Query } from './query.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A word, or a beginning when it ends in `*`. Words hold letters and digits only, so the star is ours. */
export type Phrase = string

/** For each word of a query all that it may stand for: itself first, then what is within its edits. */
export function phrasesOf(query: Query, vocabulary: Vocabulary, loose: boolean): Phrase[][] {
  const last = query.terms.length - 1
  return query.terms.map((term, i) => {
    const open = query.open && i === last
    const near = vocabulary.near(term, open, loose)
    return [phrase(term, open), ...near.map(one => phrase(one.word, one.beginning))]
  })
}

/** The words and nothing else: what a name must hold to be meant exactly. */
export const exactPhrases = (query: Query): Phrase[][] => query.terms.map(term => [term])

const phrase = (word: string, beginning: boolean): Phrase => (beginning && word.length <= 24 ? `${word}*` : word)

/** The MATCH text of one phrase for FTS5: our own word in quotes, never the user's string, so OR, NOT and NEAR are words too. */
export const matchText = (one: Phrase): string => (one.endsWith('*') ? `"${one.slice(0, -1)}"*` : `"${one}"`)
