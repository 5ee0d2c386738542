import type { IndexFile } from './embedded-file.adapter.ts'
import { exactPhrases, type Phrase, phrasesOf } from './expressions.ts'
import type { Kind } from './facets.ts'
import { slice } from './heads.ts'
import { type Found, type Plan, type Recall, type Recalled, type SetSpec, WINDOW } from './plan.ts'
import type { Candidate } from './ranking.ts'
import { evidenced, type Selection, select } from './selection.ts'

const BY_BASE = [{ key: 'base', down: true }] as const
/** Candidates kept as texts: heads are by `base`, so the same documents come back in most searches. */
const HEADS = 8_000
const SHOWN = 1_500

type More = Pick<Candidate, 'evidence' | 'parts' | 'base' | 'tie'>

/** What the file knows, for `answer.ts`. Everything here is synchronous; the promises are the port's. */
export class EmbeddedRecall implements Recall {
  readonly name = 'embedded'
  readonly forgivesFirstLetter = true
  readonly #index: IndexFile
  readonly #heads = new Rows<Candidate>(HEADS)
  readonly #shown = new Rows<Found>(SHOWN)
  readonly #whole = new WeakMap<Plan, Selection>()

  constructor(index: IndexFile) {
    this.#index = index
  }

  async ask(plan: Plan): Promise<Recalled> {
    const columns = this.#index.columns[plan.kind]
    const words = plan.query.terms.length > 0 ? this.#phrases(plan) : null
    const all = words === null ? null : this.#index.match(plan.kind, 'full', words)
    const whole = select(columns, all, plan.filters, plan.counts)
    this.#whole.set(plan, whole)
    const answer = { total: whole.ids.length, facets: whole.facets }
    if (plan.sets.length === 0)
      return {
        ...answer,
        heads: [],
        page: this.#ids(plan.kind, slice(columns, whole.ids, plan.order, plan.from, plan.size)),
      }
    const union = new Set<number>()
    // The sets are nested: while the widest fits in the window, it holds them all.
    if (whole.ids.length <= WINDOW) for (const rid of whole.ids) union.add(rid)
    else
      for (const set of plan.sets) {
        const own = words === null ? whole.ids : this.#idsOf(plan, set, words, whole.ids)
        const kept = set.evidenced.length === 0 ? own : evidenced(columns, own, set.evidenced, plan.filters)
        for (const rid of slice(columns, kept, BY_BASE, 0, WINDOW)) union.add(rid)
      }
    const heads = [...union].map(rid => this.#candidate(plan.kind, rid)).filter(one => one !== null)
    return { ...answer, heads, page: [] }
  }

  async any(plan: Plan): Promise<boolean> {
    if (plan.query.terms.length === 0) return this.#index.columns[plan.kind].count > 0
    const { live } = this.#index.columns[plan.kind]
    return this.#index.match(plan.kind, 'full', this.#phrases(plan)).some(rid => live[rid] === 1)
  }

  async tail(plan: Plan, skip: readonly string[], from: number, size: number): Promise<string[]> {
    const whole = this.#whole.get(plan)
    if (whole === undefined) return []
    const { sql, columns } = this.#index
    const skipped = new Set(skip.map(id => sql[plan.kind].ridOf.get(id)?.[0] as number | undefined))
    const rest = whole.ids.filter(rid => !skipped.has(rid))
    return this.#ids(plan.kind, slice(columns[plan.kind], rest, BY_BASE, from, size))
  }

  async found(kind: Kind, ids: readonly string[]): Promise<Found[]> {
    const { ridOf, found } = this.#index.sql[kind]
    return ids
      .flatMap(id => {
        const rid = ridOf.get(id)?.[0] as number | undefined
        if (rid === undefined) return []
        return this.#shown.get(kind, rid, () => {
          const row = found.get(rid) as [string, string] | undefined
          const candidate = this.#candidate(kind, rid)
          if (row === undefined || candidate === null) return null
          return { ...candidate, partner: row[0] as Found['partner'], card: JSON.parse(row[1]) }
        })
      })
      .filter(one => one !== null)
  }

  async isPlace(words: string): Promise<boolean> {
    const column = this.#index.columns.partner.facets.find(one => one.facet.name === 'city')
    const number = column?.numberOf(words) ?? null
    return number !== null && (column?.held[number] ?? 0) > 0
  }

  #phrases = (plan: Plan): Phrase[][] => phrasesOf(plan.query, this.#index.vocabulary, plan.loose)

  /** The rows of one set: exact names, names, names and facts, proof too, or all. */
  #idsOf(plan: Plan, { fields, exact }: SetSpec, words: Phrase[][], whole: Uint32Array): Uint32Array {
    if (fields.includes('body') || (fields.includes('proof') && plan.kind !== 'partner')) return whole
    const wanted = exact ? exactPhrases(plan.query) : words
    const found = fields.includes('proof')
      ? this.#index.match(plan.kind, 'lead', wanted)
      : this.#index.match(plan.kind, 'head', wanted, fields.includes('facts') ? '' : 'name:')
    return select(this.#index.columns[plan.kind], found, plan.filters, false).ids
  }

  #ids(kind: Kind, rids: readonly number[]): string[] {
    return rids.flatMap(rid => (this.#index.sql[kind].idOf.get(rid)?.[0] as string | undefined) ?? [])
  }

  #candidate(kind: Kind, rid: number): Candidate | null {
    return this.#heads.get(kind, rid, () => {
      const row = this.#index.sql[kind].candidate.get(rid) as [string, string, string, string, string] | undefined
      if (row === undefined) return null
      const [id, name, facts, proof, more] = row
      return { id, texts: { name, facts, proof }, ...(JSON.parse(more) as More) }
    })
  }
}

/** What was read of rows lately. A changed document gets a new row, so what is kept of one never goes stale. */
class Rows<T> {
  readonly #kept = new Map<string, T>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  get(kind: Kind, rid: number, read: () => T | null): T | null {
    const key = `${kind}${rid}`
    const known = this.#kept.get(key)
    if (known !== undefined) return known
    const fresh = read()
    if (fresh === null) return null
    if (this.#kept.size >= this.#most) this.#kept.delete(this.#kept.keys().next().value ?? '')
    this.#kept.set(key, fresh)
    return fresh
  }
}
