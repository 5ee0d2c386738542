import type { Matcher } from './matching.ts'
import type { Query } from './query.ts'

const SWAPPED = 0.1

/**
 * The name rule: the edits between the query and a whole name, word for word; another order of the words is a little
 * worse. Infinity when the query does not name it.
 */
export function namedBy(query: Query, name: string, matcher: Matcher): number {
  const own = name.split(' ')
  if (own.length !== query.terms.length) return Number.POSITIVE_INFINITY
  const free = new Set(own.keys())
  let total = 0
  let swapped = 0
  for (let i = 0; i < query.terms.length; i++) {
    let pick = -1
    let least = Number.POSITIVE_INFINITY
    for (const k of free) {
      const cost = matcher.match(i, own[k] ?? '')?.cost ?? Number.POSITIVE_INFINITY
      // Its own place wins a draw, so that a name with the same word twice is in order.
      if (cost < least || (cost === least && k === i)) {
        least = cost
        pick = k
      }
    }
    if (pick < 0) return Number.POSITIVE_INFINITY
    free.delete(pick)
    total += least
    if (pick !== i) swapped = SWAPPED
  }
  return total + swapped
}
