/** One filter as the page shows it. `count` null: no number belongs beside it ("any"). */
export type FacetView = {
  readonly name: string
  readonly label: string
  /** One value at most: radio buttons with "any". */
  readonly single: boolean
  readonly options: readonly {
    readonly value: string
    readonly label: string
    readonly count: number | null
    readonly checked: boolean
  }[]
}

type Count = { readonly value: string; readonly count: number }
type Words = {
  readonly label: (facet: string) => string
  readonly value: (facet: string, value: string) => string
  readonly any: string
}

/** Facets of which one value is chosen at a time; the counts of a rating are cumulative, so one step says it all. */
const SINGLE = new Set(['rating'])
/** A rating rises, all else stands as it was counted: most first. */
const RISING = new Set(['rating'])

/**
 * What is shown of the counts: every value that exists, with the chosen ones even when nothing carries them any more, so
 * that a filter can always be taken away where it was set. A facet with no value at all is left out.
 */
export function facetViews(
  names: readonly string[],
  counts: Readonly<Record<string, readonly Count[] | undefined>>,
  chosen: Readonly<Record<string, readonly string[] | undefined>>,
  words: Words,
  singles: ReadonlySet<string> = SINGLE,
): FacetView[] {
  return names.flatMap(name => {
    const on = chosen[name] ?? []
    const counted = counts[name] ?? []
    const lost = on.filter(value => !counted.some(count => count.value === value)).map(value => ({ value, count: 0 }))
    const all = [...counted, ...lost]
    if (all.length === 0) return []
    const sorted = RISING.has(name) ? [...all].sort((a, b) => (a.value < b.value ? -1 : 1)) : all
    const single = singles.has(name)
    const options = sorted.map(({ value, count }) => ({
      value,
      count,
      label: words.value(name, value),
      checked: on.includes(value),
    }))
    const any = { value: '', label: words.any, count: null, checked: on.length === 0 }
    return [{ name, label: words.label(name), single, options: single ? [any, ...options] : options }]
  })
}
