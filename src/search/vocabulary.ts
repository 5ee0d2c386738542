import { maxEdits } from './query.ts'

/** Expansions kept for one query word: fewer would make totals and order differ between engines. */
const LIMIT = 150
/** Completions taken below one misspelt beginning. */
const TAIL = 150
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
    if (this.#fresh.size > MERGE_AT) {
      this.#base = [...this.#base, ...this.#fresh].sort(byCode)
      this.#fresh.clear()
    }
    return true
  }

  /**
   * Other words within the edits that `term` may hold (with `open`, words that begin so), nearest first. A wrong first
   * letter costs one more unless `loose`.
   */
  near(term: string, open: boolean, loose: boolean): string[] {
    const max = maxEdits(term)
    if (max === 0) return []
    const found = new Map<string, number>()
    walk(this.#base, term, max, open, found)
    this.#freshSorted ??= [...this.#fresh].sort(byCode)
    walk(this.#freshSorted, term, max, open, found)
    const list: [cost: number, word: string][] = []
    for (const [word, edits] of found) {
      const cost = word[0] === term[0] || loose ? edits : edits + 1
      if (cost <= max) list.push([cost, word])
    }
    const far = (word: string) => Math.abs(word.length - term.length)
    list.sort((a, b) => a[0] - b[0] || far(a[1]) - far(b[1]) || byCode(a[1], b[1]))
    return list.slice(0, LIMIT).map(([, word]) => word)
  }
}

function walk(list: readonly string[], term: string, max: number, open: boolean, found: Map<string, number>): void {
  if (list.length === 0) return
  const n = term.length
  const rows = [Uint8Array.from({ length: n + 1 }, (_, i) => Math.min(i, 255))]
  const keep = (word: string | undefined, edits: number) => {
    if (word !== undefined && (found.get(word) ?? 9) > edits) found.set(word, edits)
  }
  // list[low..high) share their first `depth` letters; rows[depth] is the distance row of that beginning.
  const descend = (low: number, high: number, depth: number, last: number): void => {
    const above = rows[depth] as Uint8Array
    const above2 = depth > 0 ? (rows[depth - 1] as Uint8Array) : null
    let i = low
    if (list[i]?.length === depth) {
      const edits = above[n] ?? 9
      if (edits > 0 && edits <= max) keep(list[i], edits)
      i++
    }
    while (i < high) {
      const letter = (list[i] as string).charCodeAt(depth)
      const end = groupEnd(list, i, high, depth, letter)
      const row = rows[depth + 1] ?? new Uint8Array(n + 1)
      rows[depth + 1] = row
      row[0] = depth + 1
      let least = depth + 1
      for (let j = 1; j <= n; j++) {
        const own = term.charCodeAt(j - 1)
        const replaced = (above[j - 1] as number) + (own === letter ? 0 : 1)
        let edits = Math.min(replaced, (above[j] as number) + 1, (row[j - 1] as number) + 1)
        if (above2 && j > 1 && own === last && term.charCodeAt(j - 2) === letter)
          edits = Math.min(edits, (above2[j - 2] as number) + 1)
        row[j] = edits
        if (edits < least) least = edits
      }
      const whole = row[n] as number
      if (open && whole > 0 && whole <= max) for (let g = i; g < end && g < i + TAIL; g++) keep(list[g], whole)
      if (least <= max) descend(i, end, depth + 1, letter)
      i = end
    }
  }
  descend(0, list.length, 0, 0)
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
