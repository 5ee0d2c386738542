import { createHash } from 'node:crypto'
import { nextMonth } from '#kernel/period.ts'
import type { Month } from '#kernel/period.ts'
import type { Balances, Paper } from './statement.ts'

export type KeptStatement = {
  readonly series: string
  readonly number: number
  readonly body: string | null
  readonly hash: string
}
/** What is remembered of the series so far: the last number, and where each currency closed. */
export type SeriesState = {
  readonly series: string
  readonly number: number
  readonly closed: ReadonlyMap<string, { readonly period: string; readonly closing: Balances }>
}

export const NO_SERIES: SeriesState = { series: '', number: 0, closed: new Map() }

/** What is wrong with the next statement of a series, as a sentence; null if it is sound and follows the one before. */
export function statementFault(before: SeriesState, kept: KeptStatement): string | null {
  const name = `statement ${kept.number} of ${kept.series}`
  const last = before.series === kept.series ? before.number : 0
  if (kept.number !== last + 1) return `${name} follows number ${last}`
  if (kept.body === null) return `${name} has no body`
  if (createHash('sha256').update(kept.body).digest('hex') !== kept.hash) return `${name} is not what was issued`
  const paper = JSON.parse(kept.body) as Paper
  const previous = before.series === kept.series ? before.closed.get(paper.currency) : undefined
  if (!previous) return null
  const adjacent = nextMonth(previous.period as Month) === paper.period
  const opened = adjacent ? JSON.stringify(previous.closing) : null
  if (opened !== null && opened !== JSON.stringify(paper.opening))
    return `${name} does not open where ${previous.period} closed`
  return null
}

export function seriesAfter(before: SeriesState, kept: KeptStatement): SeriesState {
  const paper = JSON.parse(kept.body ?? '{}') as Paper
  const closed = new Map(before.series === kept.series ? before.closed : [])
  closed.set(paper.currency, { period: paper.period, closing: paper.closing })
  return { series: kept.series, number: kept.number, closed }
}
