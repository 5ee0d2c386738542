import { createHash } from 'node:crypto'
import { canonical, type Json } from '#kernel/json.ts'
import { type Currency, formatMoney, money } from '#kernel/money.ts'
import type { Body, Document, Head, Line, Paper } from './statement.ts'

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

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
export const headText = (head: Head): string => canonical(head as unknown as Json)
export const readHead = (text: string): Head => JSON.parse(text) as Head

/** The one text of a paper, and SHA-256 of it in hexadecimal. */
export function issued(paper: Paper): Statement {
  const text = canonical(paper as unknown as Json)
  return { ...aboutOf(paper), hash: hashOf(text), text, paper }
}

/** A statement read back from its text; throws if it is not the text that was issued. */
export function readBack(text: string, hash: string): Statement {
  if (hashOf(text) !== hash) throw new Error('broken promise: a statement is the text that was issued')
  const paper = modern(JSON.parse(text) as Paper)
  return { ...aboutOf(paper), hash, text, paper }
}

/** What is shown as JSON: each paper as it was issued, with its hash beside it. */
export const statementJson = (statements: readonly Statement[]): Json =>
  statements.map(s => ({ ...(JSON.parse(s.text) as { [key: string]: Json }), hash: s.hash }))

/** Whether a paper's text is its head's with late items and lines put in, and nothing else changed. */
export function spells(text: string, head: string): boolean {
  const at = head.indexOf('"matured":')
  const end = text.lastIndexOf('],"matured":')
  const start = text.indexOf('"late":{')
  return (
    at > 0 &&
    start > 0 &&
    end > start &&
    text.slice(0, start) === head.slice(0, at) &&
    text.slice(end + 2) === head.slice(at)
  )
}

/** A paper of before there were documents, with the fields of today at what they were then: nothing. Its text stays as it is. */
function modern(paper: Paper): Paper {
  if (paper.format !== 1) return paper
  const zero = formatMoney(money(0n, paper.currency as Currency))
  const none = { held: zero, inPayment: zero, setOff: zero, converted: zero, tax: zero, corrects: null }
  const document: Document = {
    kind: 'statement',
    supplier: { name: paper.partner, address: [], country: null, vatId: null },
    customer: null,
    taxes: [],
    gross: null,
    account: null,
    agreement: null,
  }
  const sums: Pick<Body, 'held' | 'setOffs' | 'conversions' | 'tax'> = {
    held: zero,
    setOffs: zero,
    conversions: zero,
    tax: zero,
  }
  return { ...paper, ...sums, document, lines: paper.lines.map((line): Line => ({ ...none, ...line })) }
}

const aboutOf = ({ partner, number, period, currency }: Paper) => ({ partner, number, period, currency })
