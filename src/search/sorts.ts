import type { Kind } from './facets.ts'

/** The stored numbers (and the name) by which documents can be sorted. */
export type SortKey = 'base' | 'shown' | 'reviews' | 'date' | 'stars' | 'length' | 'nameKey'
export type Order = readonly { readonly key: SortKey; readonly down: boolean }[]

const down = (key: SortKey) => ({ key, down: true })
const up = (key: SortKey) => ({ key, down: false })

/** `best` is by the ranking rule when there is something to rank by, and by `base` otherwise. All others are strict. */
const ORDERS = {
  partner: {
    best: [down('base')],
    rating: [down('shown'), down('reviews')],
    reviews: [down('reviews')],
    newest: [down('date')],
    name: [up('nameKey')],
  },
  case: { best: [down('base')], newest: [down('date')] },
  review: {
    newest: [down('date')],
    highest: [down('stars'), down('date')],
    lowest: [up('stars'), down('date')],
    detailed: [down('length')],
  },
} as const satisfies Record<Kind, Record<string, Order>>

export type Sort = { [K in Kind]: keyof (typeof ORDERS)[K] }[Kind]

export const sortsOf = (kind: Kind): readonly Sort[] => Object.keys(ORDERS[kind]) as Sort[]
export const defaultSort = (kind: Kind): Sort => (kind === 'review' ? 'newest' : 'best')
export const isSort = (kind: Kind, text: string): text is Sort => Object.hasOwn(ORDERS[kind], text)

/** Ties are broken by `tie` and then by id, in every engine. */
export function orderOf(kind: Kind, sort: Sort): Order {
  const orders: Partial<Record<Sort, Order>> = ORDERS[kind]
  return orders[sort] ?? [down('base')]
}
