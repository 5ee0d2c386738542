import type { Columns, FacetColumn } from './columns.ts'
import type { Filters } from './request.ts'
import type { RawCounts } from './plan.ts'

export type Selection = { readonly ids: Uint32Array; readonly facets: RawCounts }

type Group = {
  readonly column: FacetColumn
  readonly many: boolean
  readonly layers: readonly Uint32Array[]
  /** By layer for many, by value + 1 for single; null when nothing is chosen. */
  readonly mask: Uint32Array | null
  readonly counts: Uint32Array
}

/**
 * One pass: which of the candidates (null: all) pass the filters, and how many carry each value. A group's counts apply
 * every filter but its own: a document that fails exactly one group still counts in that group.
 */
export function select(
  columns: Columns,
  candidates: Uint32Array | null,
  filters: Filters,
  counting: boolean,
): Selection {
  const groups = columns.facets.map(column => groupOf(column, filters))
  const active = groups.filter(group => group.mask !== null)
  const { live } = columns
  const length = candidates?.length ?? columns.n
  // The candidates are the caller's to give: what passes is moved to the front of the same memory.
  const ids = candidates ?? new Uint32Array(length)
  let n = 0
  const missing = active.map(() => new Uint32Array(counting ? length : 0))
  const misses = active.map(() => 0)
  for (let x = 0; x < length; x++) {
    const id = candidates === null ? x : (candidates[x] as number)
    if (live[id] !== 1) continue
    let failed = -1
    let fails = 0
    for (let g = 0; g < active.length; g++) {
      if (passes(active[g] as Group, id)) continue
      failed = g
      if (++fails > 1) break
    }
    if (fails === 0) ids[n++] = id
    else if (fails === 1 && counting) {
      const at = misses[failed] as number
      ;(missing[failed] as Uint32Array)[at] = id
      misses[failed] = at + 1
    }
  }
  const found = ids.subarray(0, n)
  if (!counting) return { ids: found, facets: {} }
  const counted = groups.filter(group => !group.column.facet.hidden)
  let others: Uint32Array | null = null
  const without = () => {
    others ??= complement(columns, found)
    return others
  }
  for (const group of counted) {
    tallyFound(columns, group, found, without)
    const own = active.indexOf(group)
    if (own >= 0) tally(group, (missing[own] as Uint32Array).subarray(0, misses[own]))
  }
  return { ids: found, facets: Object.fromEntries(counted.map(g => [g.column.facet.name, listed(g)])) }
}

/** Whether the cases of a row prove one of the chosen values in each of the facets. */
export function provesAll(columns: Columns, facets: readonly string[], filters: Filters): (row: number) => boolean {
  const groups = columns.evidence.filter(c => facets.includes(c.facet.name)).map(column => groupOf(column, filters))
  return row => groups.every(group => passes(group, row))
}

function groupOf(column: FacetColumn, filters: Filters): Group {
  const wanted = filters[column.facet.name] ?? []
  const many = column.facet.many
  let mask: Uint32Array | null = null
  if (wanted.length > 0) {
    mask = new Uint32Array(many ? column.layers.length : column.values.length + 1)
    for (const value of wanted) {
      const number = column.numberOf(value)
      if (number === null) continue
      if (many) mask[number >> 5] = (mask[number >> 5] ?? 0) | (1 << (number & 31))
      else mask[number + 1] = 1
    }
  }
  return {
    column,
    many,
    layers: column.layers,
    mask,
    counts: new Uint32Array(column.layers.length * 32 + column.values.length + 1),
  }
}

function passes({ many, layers, mask }: Group, id: number): boolean {
  if (mask === null) return true
  if (!many) return mask[(layers[0] as Uint32Array)[id] as number] === 1
  for (let w = 0; w < layers.length; w++)
    if ((((layers[w] as Uint32Array)[id] as number) & (mask[w] as number)) !== 0) return true
  return false
}

/** A common word is in most documents: then counting those without it is shorter, and the column knows how many there are in all. */
function tallyFound(columns: Columns, group: Group, found: Uint32Array, without: () => Uint32Array): void {
  const most = found.length * 2 > columns.count
  tally(group, most ? without() : found)
  if (!most) return
  group.column.held.forEach((held, number) => {
    group.counts[number] = held - (group.counts[number] ?? 0)
  })
}

/** The living rows that are not among these, which rise. */
function complement(columns: Columns, found: Uint32Array): Uint32Array {
  const rest = new Uint32Array(Math.max(0, columns.count - found.length))
  let n = 0
  let next = 0
  for (let id = 0; id < columns.n; id++) {
    if (found[next] === id) next++
    else if (columns.live[id] === 1) rest[n++] = id
  }
  return rest
}

/** Column by column: the loop is short and its memory lies together. */
function tally({ many, layers, counts }: Group, ids: Uint32Array): void {
  if (!many) {
    const layer = layers[0] as Uint32Array
    for (let x = 0; x < ids.length; x++) {
      const value = layer[ids[x] as number] as number
      if (value > 0) (counts[value - 1] as number)++
    }
    return
  }
  for (let w = 0; w < layers.length; w++) {
    const layer = layers[w] as Uint32Array
    for (let x = 0; x < ids.length; x++) {
      let bits = layer[ids[x] as number] as number
      while (bits !== 0) {
        const low = bits & -bits
        ;(counts[(w << 5) + 31 - Math.clz32(low)] as number)++
        bits ^= low
      }
    }
  }
}

/** By count, then value; a value that some document carries stays with 0. */
function listed({ column, counts }: Group): { value: string; count: number }[] {
  const list: { value: string; count: number }[] = []
  column.values.forEach((value, number) => {
    if ((column.held[number] ?? 0) > 0) list.push({ value, count: counts[number] ?? 0 })
  })
  return list.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}
