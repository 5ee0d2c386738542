import { nextMonth } from '#kernel/period.ts'
import type { Month } from '#kernel/period.ts'
import { hashOf, spells } from './issued.ts'
import type { Balances, Head } from './statement.ts'

/** A statement as it lies in the tables. Without a head it is of before the close and its lines were parted. */
export type KeptStatement = {
  readonly series: string
  readonly number: number
  readonly hash: string
  readonly head: string | null
  readonly body: string | null
  readonly bodyHash: string | null
}
/** What is remembered of the series so far: the last number, and where each currency closed. */
export type SeriesState = {
  readonly series: string
  readonly number: number
  readonly closed: ReadonlyMap<string, { readonly period: string; readonly closing: Balances }>
}

export const NO_SERIES: SeriesState = { series: '', number: 0, closed: new Map() }

/** A close issues the head; its lines are written soon after. Until then the body is due, and nothing is wrong. */
export const isDue = (kept: KeptStatement): boolean => kept.head !== null && kept.body === null

type Facts = Pick<Head, 'period' | 'currency' | 'opening' | 'closing'>
const factsOf = (kept: KeptStatement): Facts => JSON.parse(kept.head ?? kept.body ?? '{}') as Facts

/** What is wrong with the next statement of a series, as a sentence; null if it is sound and follows the one before. */
export function statementFault(before: SeriesState, kept: KeptStatement): string | null {
  const name = `statement ${kept.number} of ${kept.series}`
  const last = before.series === kept.series ? before.number : 0
  if (kept.number !== last + 1) return `${name} follows number ${last}`
  if (kept.head !== null && hashOf(kept.head) !== kept.hash) return `${name} is not what was issued`
  if (kept.head === null && kept.body === null) return `${name} has no body`
  if (kept.body !== null) {
    if (hashOf(kept.body) !== (kept.bodyHash ?? kept.hash)) return `${name} is not what was issued`
    if (kept.head !== null && !spells(kept.body, kept.head)) return `the lines of ${name} stand under other figures`
  }
  const { period, currency, opening } = factsOf(kept)
  const previous = before.series === kept.series ? before.closed.get(currency) : undefined
  if (!previous) return null
  const adjacent = nextMonth(previous.period as Month) === period
  if (adjacent && JSON.stringify(previous.closing) !== JSON.stringify(opening))
    return `${name} does not open where ${previous.period} closed`
  return null
}

export function seriesAfter(before: SeriesState, kept: KeptStatement): SeriesState {
  const { period, currency, closing } = factsOf(kept)
  const closed = new Map(before.series === kept.series ? before.closed : [])
  closed.set(currency, { period, closing })
  return { series: kept.series, number: kept.number, closed }
}
