import { MAX_MINOR } from '#kernel/money.ts'
import { type Column, difference, flawsOf, namedInvoice, payloadOf, type Told, type TurnoverEvent } from './event.ts'

/** An event with its text, made once: of 100,000 each is compared, hashed and stored. */
export type Line = {
  readonly row: number
  readonly event: TurnoverEvent
  readonly payload: string
  readonly invoice: string | null
}
type Owner = { readonly customer: string; readonly currency: string }
/** What the house knows already that the events touch. */
export type Known = {
  /** Payload by the source's event id. */
  readonly events: ReadonlyMap<string, string>
  /** Payload by `documentKey`. */
  readonly documents: ReadonlyMap<string, string>
  /** Known invoices that are named, by document. */
  readonly invoices: ReadonlyMap<string, Owner>
  /** Payments and credit notes that wait for an invoice, by its document. */
  readonly waiting: ReadonlyMap<string, readonly Owner[]>
  readonly customers: ReadonlySet<string>
  /** Known deals that are named, signed or open; the currency is that of a signed one. */
  readonly deals: ReadonlyMap<string, { readonly customer: string; readonly currency: string | null }>
  /** Known accounts that are named. */
  readonly accounts: ReadonlySet<string>
}
export type RowError = {
  readonly row: number
  readonly column: Column
  readonly code: string
  readonly message: string
}
export type Verdict = {
  /** To be kept as facts. */
  readonly fresh: readonly Line[]
  /** A known document under a new event id: the event is kept, the fact is there. */
  readonly echoes: readonly Line[]
  readonly duplicate: number
  readonly conflict: number
  /** By row. Nothing may be kept if there is one. */
  readonly errors: readonly RowError[]
}

/** How the sums of what was taken are kept: by type and currency. */
export const totalKey = (type: string, currency: string): string => `${type} ${currency}`
export const documentKey = (type: string, document: string): string => `${type} ${document}`

export const lineOf = (event: TurnoverEvent, index: number): Line => ({
  row: event.row ?? index + 1,
  event,
  payload: payloadOf(event),
  invoice: namedInvoice(event),
})

/**
 * Sorts what is told into new, known and wrong. Within one list the first telling counts, wherever its invoice stands. What
 * brings the sum of a currency above what the ledger can count (2^53 − 1 minor units) is wrong as well.
 */
export function judge(
  lines: readonly Line[],
  known: Known,
  now: Date,
  taken: ReadonlyMap<string, bigint> = new Map(),
): Verdict {
  const events = new Map<string, string>()
  const documents = new Map<string, string>()
  const invoices = new Map<string, Owner>()
  const fresh: Line[] = []
  const echoes: Line[] = []
  const errors: RowError[] = []
  let duplicate = 0
  let conflict = 0
  const bad = (line: Line, column: Column, code: string, message: string) =>
    errors.push({ row: line.row, column, code, message })

  for (const line of lines) {
    const { event, payload } = line
    const flaws = flawsOf(event, now)
    for (const flaw of flaws) bad(line, flaw.column, flaw.code, flaw.message)
    const document = documentKey(event.type, event.document)
    const sameEvent = events.get(event.eventId) ?? known.events.get(event.eventId)
    const before = sameEvent ?? documents.get(document) ?? known.documents.get(document)
    if (before !== undefined) {
      const column =
        before === payload ? null : difference(JSON.parse(before) as Told, JSON.parse(payload) as Told, event.assumed)
      if (column !== null) {
        conflict++
        const what = sameEvent === undefined ? `${event.type} "${event.document}"` : `event "${event.eventId}"`
        bad(line, column, 'conflict', `${what} was told before with another ${column}`)
        continue
      }
      duplicate++
      if (sameEvent === undefined) {
        echoes.push(line)
        events.set(event.eventId, payload)
      }
      continue
    }
    events.set(event.eventId, payload)
    documents.set(document, payload)
    if (flaws.length > 0) continue
    if (event.type === 'invoice')
      invoices.set(event.document, { customer: event.customer, currency: event.net.currency })
    fresh.push(line)
  }

  for (const line of fresh) {
    const { customer, net, type, document } = line.event
    if (!known.customers.has(customer)) bad(line, 'customer', 'unknown-customer', `customer "${customer}" is unknown`)
    const others =
      type === 'invoice'
        ? (known.waiting.get(document) ?? [])
        : [invoices.get(line.invoice ?? '') ?? known.invoices.get(line.invoice ?? '')]
    const against = type === 'invoice' ? 'a payment or credit note that names it' : `invoice "${line.invoice}"`
    const stranger = others.find(other => other !== undefined && other.customer !== customer)
    if (stranger) bad(line, 'customer', 'wrong-customer', `${against} is of customer "${stranger.customer}"`)
    const foreign = others.find(other => other !== undefined && other.currency !== net.currency)
    if (foreign) bad(line, 'currency', 'wrong-currency', `${against} is in ${foreign.currency}`)
    const { deal, account } = line.event
    if (deal) judgeDeal(line, deal, known, bad)
    if (account && !known.accounts.has(account))
      bad(line, 'account', 'unknown-account', `account "${account}" is unknown`)
  }
  const totals = new Map(taken)
  for (const line of fresh) {
    const { type, net } = line.event
    const key = totalKey(type, net.currency)
    const total = (totals.get(key) ?? 0n) + net.minor
    if (total > MAX_MINOR)
      bad(line, 'net', 'too-large', `all turnover in ${net.currency} together is more than the ledger holds`)
    else totals.set(key, total)
  }
  errors.sort((a, b) => a.row - b.row)
  return { fresh, echoes, duplicate, conflict, errors }
}

type Bad = (line: Line, column: Column, code: string, message: string) => void

function judgeDeal(line: Line, id: string, known: Known, bad: Bad): void {
  const { customer, net } = line.event
  const deal = known.deals.get(id)
  if (!deal) return void bad(line, 'deal', 'unknown-deal', `deal "${id}" is unknown`)
  if (deal.customer !== customer)
    bad(line, 'customer', 'wrong-customer', `deal "${id}" is of customer "${deal.customer}"`)
  if (deal.currency !== null && deal.currency !== net.currency)
    bad(line, 'currency', 'wrong-currency', `deal "${id}" is in ${deal.currency}`)
}

/** The invoices that lines name, and the invoices among them: what must be looked up. */
export const namedInvoices = (lines: readonly Line[]): string[] => [
  ...new Set(lines.flatMap(line => line.invoice ?? [])),
]
