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
import { type Customer, loadCustomers } from './customer.store.ts'
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
  const names: Names = {
    customers: new Map(
      (await loadCustomers(cx, [...new Set(rows.map(r => r.customer))])).map(c => [c.id as string, c]),
    ),
    partners: await partnersNamed(cx, new Set(rows.map(row => row.partner))),
    ...(await programsNamed(cx, new Set(rows.map(row => row.program)))),
    latest: new Date(cx.now.getTime() + DAY_MS),
  }
  const read = rows.flatMap((raw, index) => {
    const row = raw.row ?? index + 1
    const faults: RowError[] = []
    const found = readRow(raw, row, names, (column, code, message) => {
      faults.push({ row, column, code, message })
      return null
    })
    errors.push(...faults)
    return found && faults.length === 0 ? [found] : []
  })
  return Map.groupBy(read, row => row.customer)
}

type Names = {
  readonly customers: ReadonlyMap<string, Customer>
  readonly partners: ReadonlyMap<string, partners.Partner>
  readonly programs: ReadonlyMap<string, Program>
  readonly incomplete: ReadonlySet<string>
  readonly latest: Date
}
type Fault = (column: string, code: string, message: string) => null

function readRow(raw: RawBinding, row: number, names: Names, fault: Fault): BindingRow | null {
  const customer = names.customers.get(raw.customer) ?? fault('customer', 'unknown-customer', 'is no known customer')
  const partner = names.partners.get(raw.partner) ?? fault('partner', 'unknown-partner', 'is no known partner')
  const program =
    names.programs.get(raw.program) ??
    (names.incomplete.has(raw.program)
      ? fault('program', 'incomplete', 'needs settings that nobody has said yet')
      : fault('program', 'unknown-program', 'is no known program'))
  if (!program) return null
  const from = instantOf(raw.from, program)
  const until = raw.until === undefined || raw.until === null || raw.until === '' ? null : instantOf(raw.until, program)
  if (from === undefined) return fault('from', 'bad-date', 'is no date, and no time with a zone')
  if (until === undefined) return fault('until', 'bad-date', 'is no date, and no time with a zone')
  if (until !== null && until < from) return fault('until', 'until-before-from', 'is before its beginning')
  if (from > names.latest) return fault('from', 'in-the-future', 'lies in the future')
  if (!customer || !partner) return null
  if (selfDealing(partner, customer))
    return fault('partner', 'self-dealing', 'is the customer’s own organisation by its domain')
  return { row, customer: customer.id, partner: partner.id, program: program.key, from, until }
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

/** The programs of those names, made where a preset's key stands for one; `incomplete`: those that need settings first (SIM-14). */
async function programsNamed(cx: Cx, names: ReadonlySet<string>): Promise<Pick<Names, 'programs' | 'incomplete'>> {
  const found = new Map<string, Program>()
  const incomplete = new Set<string>()
  for (const name of names) {
    const program = await programs.ensureProgram(cx, name)
    if (program.ok) found.set(name, program.value)
    else if (program.refusal === 'incomplete') incomplete.add(name)
  }
  return { programs: found, incomplete }
}
