import { createHash } from 'node:crypto'
import { canonical, type Json } from '#kernel/json.ts'
import type { Paper } from './statement.ts'

/** A statement as it was issued: the bytes that count, their hash, and the paper they spell. */
export type Statement = {
  readonly partner: string
  readonly number: number
  readonly period: string
  readonly currency: string
  readonly hash: string
  readonly text: string
  readonly paper: Paper
}

/** The one text of a paper, and SHA-256 of it in hexadecimal. */
export function issued(paper: Paper): Statement {
  const text = canonical(paper as unknown as Json)
  return { ...headOf(paper), hash: hashOf(text), text, paper }
}

/** A statement read back from its text; throws if it is not the text that was issued. */
export function readBack(text: string, hash: string): Statement {
  if (hashOf(text) !== hash) throw new Error('broken promise: a statement is the text that was issued')
  const paper = JSON.parse(text) as Paper
  return { ...headOf(paper), hash, text, paper }
}

/** What is shown as JSON: each paper as it was issued, with its hash beside it. */
export const statementJson = (statements: readonly Statement[]): Json =>
  statements.map(s => ({ ...(s.paper as unknown as { [key: string]: Json }), hash: s.hash }))

const headOf = ({ partner, number, period, currency }: Paper) => ({ partner, number, period, currency })
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
