import type { CustomerId } from '#kernel/id.ts'
import { isCurrency, parseMoney } from '#kernel/money.ts'
import type { TurnoverEvent } from '#turnover/index.ts'
import { cellsOf } from './cells.ts'
import { type Columns, type Read, readItems } from './csv.ts'

const COLUMNS: Columns = {
  required: ['event_id', 'type', 'customer', 'invoice', 'occurred_at', 'net', 'currency'],
  optional: ['account', 'deal'],
}
const TYPES = new Set<string>(['invoice', 'payment', 'credit_note'])
const MONEY_WORDS = {
  'bad-amount': 'is no plain positive decimal like 1234.50',
  'too-many-decimals': 'has more decimals than the currency',
  'too-large': 'is more than the ledger holds',
}

/**
 * Reads turnover.csv. `net` is a plain decimal greater than zero with at most the currency's decimals. The document of an
 * invoice is its `invoice` column, that of a payment or credit note its `event_id`.
 */
export function readTurnover(bytes: Uint8Array, timeZone = 'UTC'): Read<TurnoverEvent> {
  return readItems<TurnoverEvent>(bytes, COLUMNS, (row, bad) => {
    const cells = cellsOf(row, bad, timeZone)
    const eventId = cells.id('event_id')
    const customer = cells.id<'customer'>('customer')
    const invoice = cells.id('invoice')
    const occurredAt = cells.instant('occurred_at')
    const type = row.cell('type')
    if (!TYPES.has(type)) bad('type', 'bad-type', `"${type.slice(0, 40)}" is none of invoice, payment, credit_note`)
    const currency = row.cell('currency')
    const known = isCurrency(currency)
    if (!known) bad('currency', 'unknown-currency', `"${currency.slice(0, 20)}" is no ISO 4217 currency code`)
    const net = known ? parseMoney(row.cell('net'), currency) : null
    if (net && !net.ok) bad('net', net.refusal, `"${row.cell('net').slice(0, 40)}" ${MONEY_WORDS[net.refusal]}`)
    else if (net?.ok && net.value.minor === 0n) bad('net', 'not-positive', 'net must be more than zero')
    if (
      eventId === null ||
      customer === null ||
      invoice === null ||
      occurredAt === null ||
      !TYPES.has(type) ||
      !net?.ok
    )
      return null
    if (net.value.minor === 0n) return null
    const account = row.cell('account')
    const deal = row.cell('deal')
    return {
      row: row.row,
      eventId,
      type: type as TurnoverEvent['type'],
      document: type === 'invoice' ? invoice : eventId,
      invoice,
      customer: customer as CustomerId,
      occurredAt,
      net: net.value,
      ...(account === '' ? {} : { account }),
      ...(deal === '' ? {} : { deal }),
    }
  })
}
