import { maxEdits } from './query.ts'

/** Expansions kept for one query word: fewer would make totals and order differ between engines. */
const LIMIT = 150
const REMEMBERED = 2_000
const MERGE_AT = 20_000

const byCode = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/**
 * Every distinct word of the index as one sorted array, walked like a trie with a row of edit distances for each letter.
 * New words wait in a small set of their own and are merged now and then.
 */
export class Vocabulary {
  #base: string[]
  #fresh = new Set<string>()
  #freshSorted: string[] | null = null
  /** What was asked since the last new word: the same words are typed again and again. */
  readonly #asked = new Map<string, readonly Near[]>()

  constructor(list: Iterable<string> = []) {
    this.#base = [...list].sort(byCode)
  }

  get size(): number {
    return this.#base.length + this.#fresh.size
  }

  has(word: string): boolean {
    const list = this.#base
    let low = 0
    let high = list.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((list[middle] ?? '') < word) low = middle + 1
      else high = middle
    }
    return list[low] === word || this.#fresh.has(word)
  }

  /** True if the word was new, so that the caller can store it. */
  add(word: string): boolean {
    if (this.#fresh.has(word) || this.has(word)) return false
    this.#fresh.add(word)
    this.#freshSorted = null
    this.#asked.clear()
    if (this.#fresh.size > MERGE_AT) {
      this.#base = [...this.#base, ...this.#fresh].sort(byCode)
      this.#fresh.clear()
    }
    return true
  }

  /**
   * What else answers `term` within the edits it may hold, nearest first: words, and with `open` the shortest beginnings
   * that are near enough, each of which stands for every word below it. A wrong first letter costs one more unless `loose`.
   */
  near(term: string, open: boolean, loose: boolean): readonly Near[] {
    const max = maxEdits(term)
    if (max === 0) return []
    const key = `${term}${open ? '*' : ' '}${loose ? '~' : ''}`
    const known = this.#asked.get(key)
    if (known !== undefined) return known
    const list = this.#near({ term, max, open, loose, found: new Map() })
    if (this.#asked.size >= REMEMBERED) this.#asked.clear()
    this.#asked.set(key, list)
    return list
  }

  #near(asked: Asked): readonly Near[] {
    const { found, term, open } = asked
    walk(this.#base, asked)
    this.#freshSorted ??= [...this.#fresh].sort(byCode)
    walk(this.#freshSorted, asked)
    const far = (word: string) => Math.abs(word.length - term.length)
    const list = [...found].sort((a, b) => a[1] - b[1] || far(a[0]) - far(b[0]) || byCode(a[0], b[0]))
    return list.slice(0, LIMIT).map(([word]) => ({ word, beginning: open }))
  }
}

export type Near = { readonly word: string; readonly beginning: boolean }
type Asked = {
  readonly term: string
  readonly max: number
  readonly open: boolean
  readonly loose: boolean
  readonly found: Map<string, number>
}

function walk(list: readonly string[], { term, max, open, loose, found }: Asked): void {
  if (list.length === 0) return
  const n = term.length
  const first = term.charCodeAt(0)
  const rows = [Uint8Array.from({ length: n + 1 }, (_, i) => Math.min(i, 255))]
  /** The cost if it is one that counts; the term itself is asked for anyway. */
  const costOf = (word: string, edits: number): number => {
    const cost = edits + (loose || word.charCodeAt(0) === first ? 0 : 1)
    return edits > 0 && cost <= max ? cost : 0
  }
  const keep = (word: string, cost: number) => {
    if ((found.get(word) ?? 9) > cost) found.set(word, cost)
  }
  // list[low..high) share their first `depth` letters; rows[depth] is the distance row of that beginning.
  const descend = (low: number, high: number, depth: number, last: number): void => {
    const above = rows[depth] as Uint8Array
    const above2 = depth > 0 ? (rows[depth - 1] as Uint8Array) : null
    let i = low
    if (list[i]?.length === depth) {
      const word = list[i] as string
      const cost = costOf(word, above[n] as number)
      if (cost > 0) keep(word, cost)
      i++
    }
    while (i < high) {
      const word = list[i] as string
      const letter = word.charCodeAt(depth)
      const end = groupEnd(list, i, high, depth, letter)
      const row = rows[depth + 1] ?? new Uint8Array(n + 1)
      rows[depth + 1] = row
      const least = nextRow(row, above, above2, term, letter, last, depth, max)
      const whole = row[n] as number
      const cost = open ? costOf(word, whole) : 0
      // A near enough beginning stands for all below it, and so does the term's own.
      if (cost > 0) keep(word.slice(0, depth + 1), cost)
      else if (least <= max && !(open && whole === 0)) descend(i, end, depth + 1, letter)
      i = end
    }
  }
  descend(0, list.length, 0, 0)
}

/**
 * Fills the distance row of one more letter; its least value says whether anything below can still be near. Only a band of
 * `max` to either side can be: what lies outside counts as too far.
 */
function nextRow(
  row: Uint8Array,
  above: Uint8Array,
  above2: Uint8Array | null,
  term: string,
  letter: number,
  last: number,
  depth: number,
  max: number,
): number {
  const n = term.length
  const low = Math.max(1, depth + 1 - max)
  const high = Math.min(n, depth + 1 + max)
  row[low - 1] = low === 1 ? depth + 1 : max + 1
  let least = row[low - 1] as number
  for (let j = low; j <= high; j++) {
    const own = term.charCodeAt(j - 1)
    const replaced = (above[j - 1] as number) + (own === letter ? 0 : 1)
    let edits = Math.min(replaced, (above[j] as number) + 1, (row[j - 1] as number) + 1)
    if (above2 && j > 1 && own === last && term.charCodeAt(j - 2) === letter)
      edits = Math.min(edits, (above2[j - 2] as number) + 1)
    row[j] = edits
    if (edits < least) least = edits
  }
  if (high < n) {
    row[high + 1] = max + 1
    row[n] = max + 1
  }
  return least
}

/** First index after `i` whose letter at `depth` differs: gallop, then halve. */
function groupEnd(list: readonly string[], i: number, high: number, depth: number, letter: number): number {
  const same = (k: number) => (list[k] as string).charCodeAt(depth) === letter
  let end = i + 1
  let step = 1
  while (end < high && same(end)) {
    end += step
    step <<= 1
  }
  let low = Math.max(i + 1, end - (step >> 1))
  let top = Math.min(high, end)
  while (low < top) {
    const middle = (low + top) >> 1
    if (same(middle)) low = middle + 1
    else top = middle
  }
  return low
}
