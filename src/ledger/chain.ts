import { createHash } from 'node:crypto'

/** Raised whenever the text below changes its form; it is the first thing in the text. */
const FORMAT = 1

export type ChainLeg = readonly [leg: number, debit: string, credit: string, amount: string, currency: string]
/** A journal as it goes into the chain: everything a reader of the books could rely on. */
export type ChainJournal = {
  readonly id: number
  readonly key: string
  readonly kind: string
  readonly cause: string
  readonly effective: string
  readonly postedAt: string
  readonly period: string
  readonly reverses: number | null
  readonly detail: string
  readonly legs: readonly ChainLeg[]
}

export const NO_HASH = '0'.repeat(64)

/** All of a journal but its legs, as the inside of a JSON array: the chain and the insert both begin with it. */
export const factsText = (j: Omit<ChainJournal, 'legs'>): string =>
  JSON.stringify([j.id, j.key, j.kind, j.cause, j.effective, j.postedAt, j.period, j.reverses, j.detail]).slice(1, -1)

/** The text of a journal: one JSON array in fixed order, amounts as strings, `detail` as the text that is stored. */
export const chainText = (facts: string, legs: readonly ChainLeg[]): string =>
  `[${FORMAT},${facts},${JSON.stringify(legs)}]`

/** hash = SHA-256(previous hash ‖ UTF-8 of the text); hexadecimal in and out. */
export const linkHash = (previous: string, text: string): string =>
  createHash('sha256').update(previous, 'hex').update(text).digest('hex')

export const chainHash = (previous: string, j: ChainJournal): string =>
  linkHash(previous, chainText(factsText(j), j.legs))
