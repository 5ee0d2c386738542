/** The rows of one phrase: sorted rows while they are few, one bit a row when they are many. */
export type Posting = { rows: Uint32Array; length: number } | { bits: Uint32Array }

/** Denser than one row in 32, bits take less room and are joined a word at a time. */
const DENSE = 32

export const bitsFor = (rows: number): Uint32Array => new Uint32Array((rows >> 5) + 1)

/** `rows` rising; `n` one more than the largest row there is. */
export function postingOf(rows: Uint32Array, n: number): Posting {
  if (rows.length * DENSE < n) return { rows, length: rows.length }
  const bits = bitsFor(n)
  for (let i = 0; i < rows.length; i++) setBit(bits, rows[i] as number)
  return { bits }
}

export const hasBit = (bits: Uint32Array, row: number): boolean =>
  ((bits[row >> 5] as number) & (1 << (row & 31))) !== 0
export const setBit = (bits: Uint32Array, row: number): void => {
  bits[row >> 5] = (bits[row >> 5] as number) | (1 << (row & 31))
}

/** A new row, larger than all before. Asking twice changes nothing. */
export function append(posting: Posting, row: number): void {
  if ('bits' in posting) {
    if (row >> 5 >= posting.bits.length) posting.bits = widened(posting.bits, (row >> 5) + 64)
    setBit(posting.bits, row)
    return
  }
  if (posting.length > 0 && posting.rows[posting.length - 1] === row) return
  if (posting.length === posting.rows.length) posting.rows = widened(posting.rows, posting.length + 16)
  posting.rows[posting.length++] = row
}

function widened(old: Uint32Array, size: number): Uint32Array {
  const wide = new Uint32Array(size)
  wide.set(old)
  return wide
}

export const bytesOf = (posting: Posting): number => ('bits' in posting ? posting.bits : posting.rows).byteLength

/** Sets the posting's rows in `into`; rows beyond it do not exist yet for whoever asks. */
export function addTo(into: Uint32Array, posting: Posting): void {
  if ('bits' in posting) {
    const n = Math.min(into.length, posting.bits.length)
    for (let w = 0; w < n; w++) into[w] = (into[w] as number) | (posting.bits[w] as number)
    return
  }
  for (let i = 0; i < posting.length; i++) {
    const row = posting.rows[i] as number
    if (row >> 5 < into.length) setBit(into, row)
  }
}

export function keepCommon(into: Uint32Array, other: Uint32Array): void {
  for (let w = 0; w < into.length; w++) into[w] = (into[w] as number) & (other[w] as number)
}

export function countOf(bits: Uint32Array): number {
  let n = 0
  for (let w = 0; w < bits.length; w++) n += bitCount(bits[w] as number)
  return n
}

/** The rows, rising. */
export function rowsOf(bits: Uint32Array): Uint32Array {
  const rows = new Uint32Array(countOf(bits))
  let k = 0
  for (let w = 0; w < bits.length; w++) {
    let word = bits[w] as number
    while (word !== 0) {
      const low = word & -word
      rows[k++] = (w << 5) + 31 - Math.clz32(low)
      word ^= low
    }
  }
  return rows
}

function bitCount(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555)
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333)
  return (((v + (v >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}

/** Bits used within one search and given back at its end: memory of this size is dear to make anew each time. */
export class Scratch {
  #kept: Uint32Array[] = []
  #used = 0

  take(rows: number): Uint32Array {
    const length = (rows >> 5) + 1
    const known = this.#kept[this.#used]
    const bits = known !== undefined && known.length === length ? known.fill(0) : new Uint32Array(length)
    this.#kept[this.#used++] = bits
    return bits
  }

  release(): void {
    this.#used = 0
  }
}

/** The longest beginning that can be a phrase: 24 letters and the name of a column. */
const LONGEST = 32
const BUDGET = 48 * 1024 * 1024

/**
 * Phrases (a word, or a beginning as `abc*`) that were asked lately, with their rows. A changed document gets a new row and
 * its old one dies, so what is remembered is never wrong about living rows: new rows are appended, dead ones are skipped
 * by whoever reads.
 */
export class Phrases {
  readonly #known = new Map<string, Posting>()
  #bytes = 0

  get(phrase: string, read: () => Posting): Posting {
    const known = this.#known.get(phrase)
    if (known !== undefined) {
      this.#known.delete(phrase)
      this.#known.set(phrase, known)
      return known
    }
    const posting = read()
    this.#bytes += bytesOf(posting) + 100
    this.#known.set(phrase, posting)
    for (const [old, gone] of this.#known) {
      if (this.#bytes <= BUDGET) break
      this.#known.delete(old)
      this.#bytes -= bytesOf(gone) + 100
    }
    return posting
  }

  /** A new row with these words. */
  learn(row: number, words: Iterable<string>): void {
    if (this.#known.size === 0) return
    for (const word of words) {
      const whole = this.#known.get(word)
      if (whole !== undefined) append(whole, row)
      for (let n = 1; n <= Math.min(word.length, LONGEST); n++) {
        const beginning = this.#known.get(`${word.slice(0, n)}*`)
        if (beginning !== undefined) append(beginning, row)
      }
    }
  }

  clear(): void {
    this.#known.clear()
    this.#bytes = 0
  }
}
