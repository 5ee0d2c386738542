/** What did the customer pay? Invoices, payments and credit notes as sources tell them, each taken once and kept for ever. */
import { dealsNamed, findCustomers, noteTurnover, signedDealsOf } from '#attribution/index.ts'
import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { actorName, isStaff } from '#kernel/actor.ts'
import type { CustomerId } from '#kernel/id.ts'
import type { Currency, Money } from '#kernel/money.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { accountsNamed } from '#licences/index.ts'
import * as outbox from '#outbox/index.ts'
import { alone, type Cause, type DealPapers, dealCause, documentsOf, type Fact, gather, gatherDeals } from './cause.ts'
import * as causeStore from './cause.store.ts'
import type { TurnoverEvent, TurnoverType } from './event.ts'
import { judge, type Known, type Line, lineOf, type RowError } from './intake.ts'
import * as store from './store.ts'

export {
  type Cause,
  creditNoteCause,
  type DealPapers,
  dealCause,
  dealsOf,
  type Fact,
  invoiceCause,
} from './cause.ts'
export type { Column, TurnoverEvent, TurnoverType } from './event.ts'
export type { RowError } from './intake.ts'
export type { Import } from './store.ts'

/** How many errors a report lists; `errorCount` tells how many there are. */
const MAX_ERRORS = 50

export type Report = {
  readonly rows: number
  readonly new: number
  readonly duplicate: number
  readonly conflict: number
  /** The first of them, by row. With one or more nothing was written. */
  readonly errors: readonly RowError[]
  readonly errorCount: number
  /** Net turnover of what is new, invoices less credit notes, one a currency. */
  readonly totals: readonly Money[]
  /** What the new payments sum to, one a currency. */
  readonly paid: readonly Money[]
}

/**
 * Takes what a source tells: all of it, or nothing if a single row is wrong (then `errors` says where). What was told before is
 * counted and has no effect; told with other content it is a conflict. A payment or credit note may come before its invoice.
 * `file` names a file for the list of imports. Finance may.
 */
export async function record(
  cx: Cx,
  events: readonly TurnoverEvent[],
  source: string,
  o: { file?: string } = {},
): Promise<Result<Report, 'not-allowed'>> {
  if (!isStaff(cx.actor, 'finance')) return refuse('not-allowed')
  const lines = events.map(lineOf)
  const customers = new Set<CustomerId>()
  for (const { event } of lines) customers.add(event.customer)
  const known = {
    ...(await store.knownOf(cx.db, source, lines)),
    customers: await knownCustomers(cx, [...customers]),
    deals: await knownDeals(cx, named(lines, 'deal')),
    accounts: await knownAccounts(cx, named(lines, 'account')),
  }
  const { fresh, echoes, duplicate, conflict, errors } = judge(lines, known, cx.now, await store.loadTotals(cx.db))
  const report: Report = {
    rows: lines.length,
    new: errors.length > 0 ? 0 : fresh.length,
    duplicate,
    conflict,
    errors: errors.slice(0, MAX_ERRORS),
    errorCount: errors.length,
    totals: sums(fresh, { invoice: 1n, credit_note: -1n, payment: 0n }),
    paid: sums(fresh, { invoice: 0n, credit_note: 0n, payment: 1n }),
  }
  if (errors.length > 0) return ok(report)
  await store.keep(cx.db, source, fresh, echoes, cx.now)
  const billed = firstInvoices(fresh)
  if (billed.length > 0) await noteTurnover(cx, billed)
  if (o.file !== undefined) {
    const taken = { rows: report.rows, new: report.new, duplicate }
    await store.keepImport(cx.db, { name: o.file, source, takenAt: cx.now, takenBy: actorName(cx.actor), ...taken })
    await audit.note(cx, { verb: 'import-turnover', subject: o.file, detail: taken })
  }
  if (fresh.length > 0) await outbox.enqueue(cx, 'turnover.recorded', source, { key: 'turnover.recorded' })
  return ok(report)
}

async function knownCustomers(cx: Cx, ids: readonly CustomerId[]): Promise<Set<string>> {
  const known = new Set<string>()
  for (let i = 0; i < ids.length; i += 1_000)
    for (const customer of (await findCustomers(cx, ids.slice(i, i + 1_000))).values()) known.add(customer.id)
  return known
}

/** What rows name in an optional field, once each. */
function named(lines: readonly Line[], field: 'deal' | 'account'): string[] {
  const names = new Set<string>()
  for (const { event } of lines) {
    const name = event[field]
    if (name) names.add(name)
  }
  return [...names]
}

async function knownDeals(cx: Cx, ids: readonly string[]): Promise<Known['deals']> {
  const known = new Map<string, { customer: string; currency: string | null }>()
  for (let i = 0; i < ids.length; i += 1_000)
    for (const [id, { customer, signed }] of await dealsNamed(cx, ids.slice(i, i + 1_000)))
      known.set(id, { customer, currency: signed?.net.currency ?? null })
  return known
}

async function knownAccounts(cx: Cx, ids: readonly string[]): Promise<Known['accounts']> {
  const known = new Set<string>()
  for (let i = 0; i < ids.length; i += 1_000)
    for (const id of (await accountsNamed(cx, ids.slice(i, i + 1_000))).keys()) known.add(id)
  return known
}

/** Each customer's earliest invoice among what is new. */
function firstInvoices(lines: readonly Line[]): { customer: CustomerId; at: Date }[] {
  const first = new Map<CustomerId, Date>()
  for (const { event } of lines) {
    if (event.type !== 'invoice') continue
    const at = first.get(event.customer)
    if (at === undefined || event.occurredAt < at) first.set(event.customer, event.occurredAt)
  }
  return [...first].map(([customer, at]) => ({ customer, at }))
}

/** One sum a currency, in the order of their codes; currencies that only have what does not count are left out. */
function sums(lines: readonly Line[], sign: Record<TurnoverType, bigint>): Money[] {
  const byCurrency = new Map<Currency, bigint>()
  for (const { event } of lines) {
    if (sign[event.type] === 0n) continue
    const { minor, currency } = event.net
    byCurrency.set(currency, (byCurrency.get(currency) ?? 0n) + sign[event.type] * minor)
  }
  return [...byCurrency].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, minor]) => ({ minor, currency }))
}

export const factsAfter = (cx: Cx, seq: number, limit: number): Promise<Fact[]> => store.factsAfter(cx.db, seq, limit)
/** The causes that the next `limit` facts after `seq` touch, oldest first, and the last fact looked at. */
export const causesAfter = (cx: Cx, seq: number, limit: number) => causeStore.causesAfter(cx.db, seq, limit)
/** The causes of all invoices, credit notes and signed deals of these customers, dated `from` or later. */
export async function causesOfCustomers(
  cx: Cx,
  customers: readonly CustomerId[],
  from: Date | null = null,
): Promise<string[]> {
  const causes = await causeStore.causesOfCustomers(cx.db, customers, from)
  const deals = await signedDealsOf(cx, [...new Set(customers)])
  if (deals.length === 0 || from === null) return [...causes, ...deals.map(dealCause)]
  const later = [...(await dealsNamed(cx, deals)).values()].filter(({ signed }) => signed !== null && signed.at >= from)
  return [...causes, ...later.map(({ id }) => dealCause(id))]
}
export const lastSeq = (cx: Cx): Promise<number> => store.lastSeq(cx.db)

/** All facts of these causes. A cause that is not in the answer is none: an unknown invoice, a credit note of a known one. */
export async function factsOfCauses(cx: Cx, ids: readonly string[]): Promise<Map<string, Cause>> {
  const { invoices, creditNotes } = documentsOf(ids)
  const causes = gather(await store.factsOfInvoices(cx.db, invoices))
  for (const own of await store.loneCreditNotes(cx.db, creditNotes)) {
    const cause = alone(own)
    causes.set(cause.id, cause)
  }
  return causes
}

/** What was billed, credited and paid under these deals; a deal without papers has empty lists. */
export const factsOfDeals = async (cx: Cx, deals: readonly string[]): Promise<Map<string, DealPapers>> =>
  gatherDeals(deals, await store.factsOfDeals(cx.db, deals))

/** The invoice of that number, or null: a history's payment takes its customer and currency from it. */
export const findInvoice = (cx: Cx, document: string): Promise<Fact | null> =>
  store.findFact(cx.db, 'invoice', document)
export const findFact = (cx: Cx, kind: TurnoverType, document: string): Promise<Fact | null> =>
  store.findFact(cx.db, kind, document)

/** What a customer was billed and paid, newest first; `before` is the last one of the page before. */
export const turnoverOf = (
  cx: Cx,
  customer: CustomerId,
  page: { before?: { at: Date; seq: number } | null; limit?: number } = {},
): Promise<Fact[]> =>
  store.factsOfCustomer(cx.db, customer, { before: page.before ?? null, limit: Math.min(page.limit ?? 50, 1_000) })

/** The files that were taken, newest first: when, by whom, how many rows. */
export const imports = (cx: Cx, limit = 50): Promise<store.Import[]> => store.loadImports(cx.db, limit)
export const counts = (cx: Cx) => store.countFacts(cx.db)
