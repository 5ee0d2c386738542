import type { IndexFile } from './embedded-file.adapter.ts'
import { EVERYWHERE, Expressions } from './expressions.ts'
import type { Kind } from './facets.ts'
import { slice } from './heads.ts'
import { type Found, type Plan, type Recall, type Recalled, WINDOW } from './plan.ts'
import type { Candidate } from './ranking.ts'
import { evidenced, type Selection, select } from './selection.ts'

const BY_BASE = [{ key: 'base', down: true }] as const
/** Candidates kept as texts: heads are by `base`, so the same documents come back in most searches. */
const REMEMBERED = 8_000

type More = Pick<Candidate, 'evidence' | 'parts' | 'base' | 'tie'>

/** What the file knows, for `answer.ts`. Everything here is synchronous; the promises are the port's. */
export class EmbeddedRecall implements Recall {
  readonly name = 'embedded'
  readonly forgivesFirstLetter = true
  readonly #index: IndexFile
  readonly #remembered = new Map<string, Candidate>()
  readonly #whole = new WeakMap<Plan, Selection>()

  constructor(index: IndexFile) {
    this.#index = index
  }

  /** Called by the writer for each row it changes. */
  forget(kind: Kind, rid: number): void {
    this.#remembered.delete(`${kind}${rid}`)
  }

  forgetAll(): void {
    this.#remembered.clear()
  }

  async ask(plan: Plan): Promise<Recalled> {
    const columns = this.#index.columns[plan.kind]
    const words = plan.query.terms.length > 0 ? this.#expressions(plan) : null
    const all = words === null ? null : this.#match(plan.kind, words.of(EVERYWHERE))
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
        const wide = set.fields.length === EVERYWHERE.fields.length
        const own = wide || words === null ? whole.ids : this.#chosen(plan, words.of(set))
        const kept = set.evidenced.length === 0 ? own : evidenced(columns, own, set.evidenced, plan.filters)
        for (const rid of slice(columns, kept, BY_BASE, 0, WINDOW)) union.add(rid)
      }
    const heads = [...union].map(rid => this.#candidate(plan.kind, rid)).filter(one => one !== null)
    return { ...answer, heads, page: [] }
  }

  async any(plan: Plan): Promise<boolean> {
    if (plan.query.terms.length === 0) return this.#index.columns[plan.kind].count > 0
    return this.#index.sql[plan.kind].any.get(this.#expressions(plan).of(EVERYWHERE)) !== undefined
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
    const read = this.#index.sql[kind].found
    return ids.flatMap(id => {
      const row = read.get(id) as [number, string, string, string, string, string, string] | undefined
      if (row === undefined) return []
      const [, partner, name, facts, proof, more, card] = row
      const texts = { name, facts, proof }
      return [
        { id, texts, ...(JSON.parse(more) as More), partner: partner as Found['partner'], card: JSON.parse(card) },
      ]
    })
  }

  async isPlace(words: string): Promise<boolean> {
    const column = this.#index.columns.partner.facets.find(one => one.facet.name === 'city')
    const number = column?.numberOf(words) ?? null
    return number !== null && (column?.held[number] ?? 0) > 0
  }

  #expressions = (plan: Plan) => new Expressions(plan.query, this.#index.vocabulary, plan.loose)

  #match(kind: Kind, expression: string): Uint32Array {
    return Uint32Array.from(JSON.parse(this.#index.sql[kind].match.get(expression)?.[0] as string) as number[])
  }

  #chosen(plan: Plan, expression: string): Uint32Array {
    return select(this.#index.columns[plan.kind], this.#match(plan.kind, expression), plan.filters, false).ids
  }

  #ids(kind: Kind, rids: readonly number[]): string[] {
    return rids.flatMap(rid => (this.#index.sql[kind].idOf.get(rid)?.[0] as string | undefined) ?? [])
  }

  #candidate(kind: Kind, rid: number): Candidate | null {
    const key = `${kind}${rid}`
    const known = this.#remembered.get(key)
    if (known !== undefined) return known
    const row = this.#index.sql[kind].candidate.get(rid) as [string, string, string, string, string] | undefined
    if (row === undefined) return null
    const [id, name, facts, proof, more] = row
    const candidate = { id, texts: { name, facts, proof }, ...(JSON.parse(more) as More) }
    if (this.#remembered.size >= REMEMBERED)
      for (const old of this.#remembered.keys()) {
        this.#remembered.delete(old)
        break
      }
    this.#remembered.set(key, candidate)
    return candidate
  }
}
