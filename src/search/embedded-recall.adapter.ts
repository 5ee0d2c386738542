import type { IndexFile } from './embedded-file.adapter.ts'
import { exactPhrases, type Phrase, phrasesOf } from './expressions.ts'
import type { Kind } from './facets.ts'
import { numbered } from './numbering.ts'
import { slice } from './heads.ts'
import { type Found, type Plan, type Recall, type Recalled, type SetSpec, WINDOW } from './plan.ts'
import { bitsFor, countOf, hasBit, keepCommon, rowsOf, setBit } from './postings.ts'
import { type Candidate, FIELD_BITS, type Head } from './ranking.ts'
import { activeFilters } from './request.ts'
import { provesAll, type Selection, select } from './selection.ts'

const BY_BASE = [{ key: 'base', down: true }] as const
/** Candidates kept as texts: heads are by `base`, so the same documents come back in most searches. */
const HEADS = 20_000
const SHOWN = 6_000

/** Sets up to this size are sorted rather than met on a walk through all rows. */
const SPARSE = 500

type More = Pick<Candidate, 'evidence' | 'parts' | 'base' | 'tie'>

/** What the file knows, for `answer.ts`. Everything here is synchronous; the promises are the port's. */
export class EmbeddedRecall implements Recall {
  readonly name = 'embedded'
  readonly forgivesFirstLetter = true
  readonly #index: IndexFile
  readonly #candidates = new Rows<Candidate>(HEADS)
  readonly #shown = new Rows<Found>(SHOWN)
  readonly #rows = new Map<string, number>()
  readonly #whole = new WeakMap<Plan, Selection>()

  constructor(index: IndexFile) {
    this.#index = index
  }

  async ask(plan: Plan): Promise<Recalled> {
    const { kind } = plan
    const columns = this.#index.columns[kind]
    try {
      const words = plan.query.terms.length > 0 ? phrasesOf(plan.query, this.#index.vocabulary, plan.loose) : null
      const full = words === null ? [] : this.#index.bits(kind, 'full', words)
      const whole = select(columns, words === null ? null : rowsOf(allOf(full)), plan.filters, plan.counts)
      this.#whole.set(plan, whole)
      const answer = { total: whole.ids.length, facets: whole.facets }
      if (plan.sets.length > 0) return { ...answer, heads: this.#heads(plan, whole, words, full), page: [] }
      const page = slice(columns, whole.ids, plan.order, plan.from, plan.size)
      return { ...answer, heads: [], page: this.#ids(kind, page) }
    } finally {
      this.#index.release(kind)
    }
  }

  /** The union of the heads of all sets, and for each which texts may hold which word. */
  #heads(plan: Plan, whole: Selection, words: Phrase[][] | null, full: Uint32Array[]): Head[] {
    const { kind } = plan
    const index = this.#index
    const levels = words === null ? null : levelsOf(index, plan, words, full)
    const union = new Set<number>()
    // The sets are nested: while the widest fits in the window, it holds them all.
    if (whole.ids.length <= WINDOW) for (const row of whole.ids) union.add(row)
    else {
      const chosen = activeFilters(plan.filters).length === 0 ? null : bitsFor(index.columns[kind].n)
      if (chosen !== null) for (const row of whole.ids) setBit(chosen, row)
      for (const set of plan.sets) {
        const bits = levels === null ? [] : levels.of(set)
        const proves = set.evidenced.length === 0 ? null : provesAll(index.columns[kind], set.evidenced, plan.filters)
        const held = allOf(chosen === null ? bits : [...bits, chosen])
        const head = headOf(index, kind, bits.length === 0 && chosen === null ? null : held, proves)
        for (const row of head) union.add(row)
      }
    }
    return [...union].flatMap(row => {
      const candidate = this.#candidate(kind, row)
      return candidate === null ? [] : { candidate, fields: levels?.fields(row) ?? null }
    })
  }

  async any(plan: Plan): Promise<boolean> {
    const columns = this.#index.columns[plan.kind]
    if (plan.query.terms.length === 0) return columns.count > 0
    const words = phrasesOf(plan.query, this.#index.vocabulary, plan.loose)
    const found = rowsOf(allOf(this.#index.bits(plan.kind, 'full', words)))
    this.#index.release(plan.kind)
    return found.some(row => columns.live[row] === 1)
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
    const { found } = this.#index.sql[kind]
    return ids
      .flatMap(id => {
        const rid = this.#rowOf(kind, id)
        if (rid === null) return []
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

  /** A row that lives is still the document's: a changed one gets a new row. */
  #rowOf(kind: Kind, id: string): number | null {
    const known = this.#rows.get(kind + id)
    if (known !== undefined && this.#index.columns[kind].live[known] === 1) return known
    const rid = (this.#index.sql[kind].ridOf.get(id)?.[0] as number | undefined) ?? null
    if (this.#rows.size > 4 * HEADS) this.#rows.clear()
    if (rid !== null) this.#rows.set(kind + id, rid)
    return rid
  }

  #ids(kind: Kind, rids: readonly number[]): string[] {
    return rids.flatMap(rid => (this.#index.sql[kind].idOf.get(rid)?.[0] as string | undefined) ?? [])
  }

  #candidate(kind: Kind, rid: number): Candidate | null {
    return this.#candidates.get(kind, rid, () => {
      const row = this.#index.sql[kind].candidate.get(rid) as [string, string, string, string, string] | undefined
      if (row === undefined) return null
      const [id, name, facts, proof, more] = row
      const words = { name: numbered(name), facts: numbered(facts), proof: numbered(proof) }
      return { id, name, words, ...(JSON.parse(more) as More) }
    })
  }
}

/** The rows of each word in the name, in name and facts, and in name, facts and proof. */
function levelsOf(index: IndexFile, { kind, query }: Plan, words: Phrase[][], full: Uint32Array[]) {
  const exact = index.bits(kind, 'head', exactPhrases(query), 'name:')
  const name = index.bits(kind, 'head', words, 'name:')
  const head = index.bits(kind, 'head', words)
  const lead = kind === 'partner' ? index.bits(kind, 'lead', words) : full
  return {
    of: (set: SetSpec): Uint32Array[] =>
      set.fields.includes('body')
        ? full
        : set.fields.includes('proof')
          ? lead
          : set.fields.includes('facts')
            ? head
            : set.exact
              ? exact
              : name,
    fields: (row: number): Uint8Array =>
      Uint8Array.from(words, (_, t) => {
        const has = (bits: Uint32Array[]) => hasBit(bits[t] as Uint32Array, row)
        return (
          (has(name) ? FIELD_BITS.name : 0) | (has(head) ? FIELD_BITS.facts : 0) | (has(lead) ? FIELD_BITS.proof : 0)
        )
      }),
  }
}

/** The first rows by `base` of a set: a sparse one is sorted, a dense one is met soon when walking the order. */
function headOf(
  index: IndexFile,
  kind: Kind,
  held: Uint32Array | null,
  proves: ((row: number) => boolean) | null,
): readonly number[] {
  if (held === null) return index.order[kind].first(WINDOW, row => proves === null || proves(row))
  if (countOf(held) > SPARSE)
    return index.order[kind].first(WINDOW, row => hasBit(held, row) && (proves === null || proves(row)))
  const { live } = index.columns[kind]
  const rows = rowsOf(held).filter(row => live[row] === 1 && (proves === null || proves(row)))
  return rows.length <= WINDOW ? [...rows] : slice(index.columns[kind], rows, BY_BASE, 0, WINDOW)
}

/** Rows that are in every one. */
function allOf(bits: readonly Uint32Array[]): Uint32Array {
  const [first, ...others] = bits
  const all = first?.slice() ?? bitsFor(0)
  for (const other of others) keepCommon(all, other)
  return all
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
