import type { Field } from './document.ts'
import { FIELDS } from './document.ts'
import type { SetSpec } from './plan.ts'
import type { Query } from './query.ts'
import type { Vocabulary } from './vocabulary.ts'

/** The MATCH texts of a query for FTS5: our own words in quotes, never the user's string. */
export class Expressions {
  readonly #exact: string
  readonly #wide: string
  /** Nothing but the words themselves: every set has the same words. */
  readonly plain: boolean

  constructor(query: Query, vocabulary: Vocabulary, loose: boolean) {
    const last = query.terms.length - 1
    const wide = query.terms.map((term, i) => {
      const open = query.open && i === last
      const own = quoted(term) + (open ? '*' : '')
      const near = vocabulary.near(term, open, loose)
      return near.length === 0 ? own : `(${[own, ...near.map(quoted)].join(' OR ')})`
    })
    this.#exact = query.terms.map(quoted).join(' AND ')
    this.#wide = wide.join(' AND ')
    this.plain = this.#exact === this.#wide
  }

  of({ fields, exact }: Pick<SetSpec, 'fields' | 'exact'>): string {
    const words = exact ? this.#exact : this.#wide
    return fields.length === FIELDS.length ? words : `{${fields.join(' ')}} : (${words})`
  }
}

export const EVERYWHERE: { readonly fields: readonly Field[]; readonly exact: boolean } = {
  fields: FIELDS,
  exact: false,
}

/** Words hold letters and digits only; the quotes keep OR, AND, NOT and NEAR words like any other. */
const quoted = (word: string): string => `"${word}"`
