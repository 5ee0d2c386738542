import type { CustomerId } from '#kernel/id.ts'
import { formatMoney, type Money } from '#kernel/money.ts'

export type TurnoverType = 'invoice' | 'payment' | 'credit_note'
/** A field of an event, by its name in the files. */
export type Column =
  | 'event_id'
  | 'type'
  | 'document'
  | 'invoice'
  | 'customer'
  | 'occurred_at'
  | 'net'
  | 'currency'
  | 'account'
  | 'deal'

/** One thing that a source tells: who was billed or paid what, and when. `net` is without tax and more than zero. */
export type TurnoverEvent = {
  /** Where it stood in its file; the place in the list, counted from 1, if absent. */
  readonly row?: number
  /** The source's own id of this event: told again under it, it must say the same. */
  readonly eventId: string
  readonly type: TurnoverType
  /** The paper's own number, unique among its type whatever source tells of it. */
  readonly document: string
  /** The invoice that a payment pays or a credit note lowers. */
  readonly invoice: string | null
  readonly customer: CustomerId
  readonly occurredAt: Date
  readonly net: Money
  readonly account?: string | null
  readonly deal?: string | null
  /** Fields that the source left out and the door filled in: they are not compared when the event is told again. */
  readonly assumed?: readonly Column[]
}

/** What an event says, as it is kept: the text that makes two tellings the same. */
export type Told = {
  readonly account?: string
  readonly currency: string
  readonly customer: string
  readonly deal?: string
  readonly document: string
  readonly invoice?: string
  readonly net: string
  readonly occurredAt: string
  readonly type: TurnoverType
}

const DAY_MS = 86_400_000

/** An invoice names itself by its document; a credit note that names itself as its invoice names none. */
export const namedInvoice = (event: TurnoverEvent): string | null =>
  event.type === 'invoice' || (event.type === 'credit_note' && event.invoice === event.document) ? null : event.invoice

const text = JSON.stringify as (value: string) => string

/** The text of a `Told`, its fields in order, absent ones left out. Written by hand: a file has 100,000 of them. */
export function payloadOf(event: TurnoverEvent): string {
  const invoice = namedInvoice(event)
  return `{${event.account ? `"account":${text(event.account)},` : ''}"currency":"${event.net.currency}","customer":${text(event.customer)}${
    event.deal ? `,"deal":${text(event.deal)}` : ''
  },"document":${text(event.document)}${invoice === null ? '' : `,"invoice":${text(invoice)}`},"net":"${formatMoney(
    event.net,
  )}","occurredAt":"${event.occurredAt.toISOString()}","type":"${event.type}"}`
}

const COMPARED = [
  ['type', 'type'],
  ['document', 'document'],
  ['customer', 'customer'],
  ['invoice', 'invoice'],
  ['occurredAt', 'occurred_at'],
  ['net', 'net'],
  ['currency', 'currency'],
  ['account', 'account'],
  ['deal', 'deal'],
] as const satisfies readonly (readonly [keyof Told, Column])[]

/** The first field in which the second telling differs from the first, those it left out aside; null if it says the same. */
export function difference(first: Told, second: Told, assumed: readonly Column[] = []): Column | null {
  for (const [field, column] of COMPARED) {
    if (first[field] === second[field] || assumed.includes(column)) continue
    return column === 'document' && second.type === 'invoice' ? 'invoice' : column
  }
  return null
}

export type Flaw = { readonly column: Column; readonly code: string; readonly message: string }

/** Half a surrogate pair is no text: it could be written through JSON, and the database's driver could not read it back. */
const TEXTS = [
  ['event_id', 'eventId'],
  ['document', 'document'],
  ['invoice', 'invoice'],
  ['customer', 'customer'],
  ['account', 'account'],
  ['deal', 'deal'],
] as const satisfies readonly (readonly [Column, keyof TurnoverEvent])[]

/** What is wrong with an event by itself, at the instant it is told. */
export function flawsOf(event: TurnoverEvent, now: Date): Flaw[] {
  const flaws: Flaw[] = []
  for (const [column, field] of TEXTS)
    if (event[field]?.isWellFormed() === false)
      flaws.push({ column, code: 'bad-text', message: `${column} is no proper text` })
  if (event.net.minor <= 0n) flaws.push({ column: 'net', code: 'not-positive', message: 'net must be more than zero' })
  if (event.type === 'payment' && !event.invoice)
    flaws.push({ column: 'invoice', code: 'missing-invoice', message: 'a payment names the invoice it pays' })
  if (event.occurredAt.getTime() > now.getTime() + DAY_MS)
    flaws.push({
      column: 'occurred_at',
      code: 'in-the-future',
      message: `${event.occurredAt.toISOString()} is more than a day ahead`,
    })
  return flaws
}
