import { NUMBER_KEYS, type NumberKey } from './document.ts'
import { type Facet, facetsOf, type Kind } from './facets.ts'

/** What a row of the columns is made of: facet values by number, sort numbers in the order of NUMBER_KEYS, the name's key. */
export type Row = { readonly cells: readonly number[]; readonly numbers: readonly number[]; readonly nameKey: string }

/** A cell is the place of its facet in `all` and the number of the value in that facet. */
const SHIFT = 20
const MASK = (1 << SHIFT) - 1
const FIRST = 1024

/** One facet of one kind: its values by number, and one bit (many) or one number (single) for each document. */
export class FacetColumn {
  readonly facet: Facet
  readonly values: string[] = []
  /** How many live documents carry each value. */
  readonly held: number[] = []
  readonly #numbers = new Map<string, number>()
  /** Many: 32 values a layer. Single: one layer of value + 1, 0 being none. */
  layers: Uint32Array[] = []
  #size = FIRST

  constructor(facet: Facet) {
    this.facet = facet
    this.layers.push(new Uint32Array(FIRST))
  }

  numberOf(value: string): number | null {
    return this.#numbers.get(value) ?? null
  }

  /** The number of a value, made when it is new. */
  learn(value: string): number {
    const known = this.#numbers.get(value)
    if (known !== undefined) return known
    const number = this.values.push(value) - 1
    this.held.push(0)
    this.#numbers.set(value, number)
    if (this.facet.many && number >> 5 >= this.layers.length) this.layers.push(new Uint32Array(this.#size))
    return number
  }

  grow(size: number): void {
    this.layers = this.layers.map(layer => grown(layer, new Uint32Array(size)))
    this.#size = size
  }

  clear(rid: number): void {
    this.layers.forEach((layer, w) => {
      const old = layer[rid] ?? 0
      if (this.facet.many) eachBit(old, w, number => this.#hold(number, -1))
      else if (old > 0) this.#hold(old - 1, -1)
      layer[rid] = 0
    })
  }

  put(rid: number, number: number): void {
    this.#hold(number, 1)
    const layer = this.layers[this.facet.many ? number >> 5 : 0]
    if (layer) layer[rid] = this.facet.many ? (layer[rid] ?? 0) | (1 << (number & 31)) : number + 1
  }

  #hold(number: number, by: number): void {
    this.held[number] = (this.held[number] ?? 0) + by
  }
}

/** Filters, counts and sort keys of one kind as typed arrays, one slot a document. */
export class Columns {
  readonly kind: Kind
  readonly facets: readonly FacetColumn[]
  /** What published cases prove, for the facets that can be proven. */
  readonly evidence: readonly FacetColumn[]
  readonly all: readonly FacetColumn[]
  live = new Uint8Array(FIRST)
  readonly numbers: Record<NumberKey, Float64Array>
  readonly nameKeys: string[] = []
  /** One more than the largest row number in use. */
  n = 0
  count = 0
  #size = FIRST

  constructor(kind: Kind) {
    this.kind = kind
    this.facets = facetsOf(kind).map(facet => new FacetColumn(facet))
    const provable = kind === 'partner' ? facetsOf(kind).filter(facet => facet.evidence) : []
    this.evidence = provable.map(facet => new FacetColumn(facet))
    this.all = [...this.facets, ...this.evidence]
    this.numbers = Object.fromEntries(NUMBER_KEYS.map(key => [key, new Float64Array(FIRST)])) as Record<
      NumberKey,
      Float64Array
    >
  }

  grow(least: number): void {
    if (least <= this.#size) return
    this.#size = Math.max(least, this.#size * 2)
    this.live = grown(this.live, new Uint8Array(this.#size))
    for (const key of NUMBER_KEYS) this.numbers[key] = grown(this.numbers[key], new Float64Array(this.#size))
    for (const column of this.all) column.grow(this.#size)
  }

  set(rid: number, row: Row): void {
    this.grow(rid + 1)
    if (this.live[rid] === 1) this.drop(rid)
    this.n = Math.max(this.n, rid + 1)
    this.live[rid] = 1
    this.count++
    NUMBER_KEYS.forEach((key, i) => {
      this.numbers[key][rid] = row.numbers[i] ?? 0
    })
    if (row.nameKey !== '') this.nameKeys[rid] = row.nameKey
    for (const cell of row.cells) this.all[cell >>> SHIFT]?.put(rid, cell & MASK)
  }

  drop(rid: number): void {
    if (rid >= this.n || this.live[rid] !== 1) return
    this.live[rid] = 0
    this.count--
    for (const column of this.all) column.clear(rid)
  }
}

export const cellOf = (facet: number, value: number): number => facet * (MASK + 1) + value

export function eachBit(bits: number, layer: number, visit: (number: number) => void): void {
  while (bits !== 0) {
    const low = bits & -bits
    visit((layer << 5) + 31 - Math.clz32(low))
    bits ^= low
  }
}

function grown<T extends Uint8Array | Uint32Array | Float64Array>(old: T, fresh: T): T {
  fresh.set(old)
  return fresh
}
