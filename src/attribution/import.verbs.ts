import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { isStaff } from '#kernel/actor.ts'
import { type BindingId, type CustomerId, newId } from '#kernel/id.ts'
import { parseInstant } from '#kernel/period.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as outbox from '#outbox/index.ts'
import * as partners from '#partners/index.ts'
import type { ImportReport, RowError } from '#partners/index.ts'
import * as programs from '#programs/index.ts'
import type { Program } from '#programs/index.ts'
import { type BindingRow, planImport } from './binding-import.ts'
import { loadCustomers } from './customer.store.ts'
import { selfDealing } from './self-dealing.ts'
import * as store from './store.ts'

/** As a file says it: a date alone means midnight in the program's time zone, no `until` an open binding. */
export type RawBinding = {
  readonly customer: string
  readonly partner: string
  readonly program: string
  readonly from: string | Date
  readonly until?: string | Date | null | undefined
  readonly row?: number | undefined
}

const CHUNK = 1_000
const DAY_MS = 86_400_000

/**
 * Takes in who was whose, all rows or none; faults are listed by row. A program is made by its preset's key, a partner that is no
 * member becomes one without beginning. The same row again changes nothing. Refused are unknown ids, self-dealing, an end before
 * its beginning, a beginning in the future and overlaps. Causes of the customers are reconsidered; nobody is written to. Staff may.
 */
export async function importBindings(
  cx: Cx,
  rows: readonly RawBinding[],
): Promise<Result<ImportReport, 'not-allowed'>> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  const errors: RowError[] = []
  const read = await readRows(cx, rows, errors)
  const known = Map.groupBy(await store.loadKnownBindings(cx, [...read.keys()]), binding => binding.customer)
  const opened: store.NewBinding[] = []
  const closed: { id: BindingId; customer: CustomerId; until: Date }[] = []
  let same = 0
  for (const [customer, list] of read) {
    const plan = planImport(known.get(customer) ?? [], list)
    errors.push(...plan.errors)
    same += plan.same
    for (const { row: _, ...binding } of plan.open) opened.push({ id: newId('bnd'), ...binding, openedBy: 'import' })
    for (const { binding, until } of plan.close) closed.push({ id: binding.id, customer, until })
  }
  const report = { rows: rows.length, new: 0, changed: 0, same: 0, errors: errors.sort((a, b) => a.row - b.row) }
  if (errors.length > 0) return ok(report)

  for (const { id, until } of closed) await store.closeBinding(cx, id, { until, by: 'import', reason: null })
  for (const [program, list] of Map.groupBy(opened, binding => binding.program))
    await partners.ensureMembers(cx, program, [...new Set(list.map(binding => binding.partner))])
  for (let from = 0; from < opened.length; from += CHUNK) {
    await store.keepBindings(cx, opened.slice(from, from + CHUNK))
    await new Promise(resolve => setImmediate(resolve))
  }
  for (const [customer, list] of Map.groupBy([...closed, ...opened], binding => binding.customer))
    await outbox.enqueue(cx, 'binding.changed', customer, {
      payload: { bindings: list.map(binding => binding.id), imported: true },
    })
  const counts = { new: opened.length, changed: closed.length, same }
  await audit.note(cx, { verb: 'import-bindings', subject: 'bindings', detail: { rows: rows.length, ...counts } })
  return ok({ ...report, ...counts })
}

/** The rows that name what exists and say when, by customer; the faults of the others are added to `errors`. */
async function readRows(
  cx: Cx,
  rows: readonly RawBinding[],
  errors: RowError[],
): Promise<Map<CustomerId, BindingRow[]>> {
  const customers = new Map(
    (
      await loadCustomers(
        cx,
        rows.map(row => row.customer),
      )
    ).map(c => [c.id as string, c]),
  )
  const named = await partnersNamed(cx, new Set(rows.map(row => row.partner)))
  const used = await programsNamed(cx, new Set(rows.map(row => row.program)))
  const found = new Map<CustomerId, BindingRow[]>()
  rows.forEach((raw, index): void => {
    const row = raw.row ?? index + 1
    const fault = (column: string, code: string, message: string): void => {
      errors.push({ row, column, code, message })
    }
    const customer = customers.get(raw.customer)
    const partner = named.get(raw.partner)
    const program = used.get(raw.program)
    if (!customer) fault('customer', 'unknown-customer', `no customer is called "${raw.customer}"`)
    if (!partner) fault('partner', 'unknown-partner', `no partner is called "${raw.partner}"`)
    if (!program) return fault('program', 'unknown-program', `no program is called "${raw.program}"`)
    const from = instantOf(raw.from, program)
    const until =
      raw.until === undefined || raw.until === null || raw.until === '' ? null : instantOf(raw.until, program)
    if (from === undefined) return fault('from', 'bad-date', 'is no date or time with a zone')
    if (until === undefined) return fault('until', 'bad-date', 'is no date or time with a zone')
    if (!customer || !partner) return
    if (until !== null && until < from) return fault('until', 'until-before-from', 'is before its beginning')
    if (from.getTime() > cx.now.getTime() + DAY_MS) return fault('from', 'in-the-future', 'lies in the future')
    if (selfDealing(partner, customer))
      return fault('partner', 'self-dealing', 'partner and customer are one organisation by their domains')
    const read: BindingRow = { row, customer: customer.id, partner: partner.id, program: program.key, from, until }
    const list = found.get(customer.id)
    if (list) list.push(read)
    else found.set(customer.id, [read])
  })
  return found
}

function instantOf(text: string | Date, program: Program): Date | undefined {
  if (text instanceof Date) return text
  const parsed = parseInstant(text, program.timeZone)
  return parsed.ok ? parsed.value : undefined
}

async function partnersNamed(cx: Cx, names: ReadonlySet<string>): Promise<Map<string, partners.Partner>> {
  const found = new Map((await partners.findPartners(cx, [...names])).map(p => [p.id as string, p]))
  for (const name of names) {
    if (found.has(name)) continue
    const partner = await partners.findPartnerBySlug(cx, name)
    if (partner) found.set(name, partner)
  }
  return found
}

async function programsNamed(cx: Cx, names: ReadonlySet<string>): Promise<Map<string, Program>> {
  const found = new Map<string, Program>()
  for (const name of names) {
    const program = await programs.ensureProgram(cx, name)
    if (program.ok) found.set(name, program.value)
  }
  return found
}
