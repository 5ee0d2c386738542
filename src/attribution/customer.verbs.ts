import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { isStaff } from '#kernel/actor.ts'
import { type Contact, type ContactFault, plainContact } from '#kernel/contact.ts'
import { type CustomerId, parseId } from '#kernel/id.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import type { ImportReport, RowError } from '#partners/index.ts'
import * as store from './customer.store.ts'
import type { Customer } from './customer.store.ts'

export type CustomerDraft = Omit<Contact, 'website'> & {
  readonly id: string
  readonly countryName?: string | null | undefined
}
/** One row of a file of customers. What is absent stays as it is, what is empty is cleared. `row` for the fault list. */
export type CustomerRow = CustomerDraft & { readonly row?: number | undefined }

const CHUNK = 1_000
const mayKeep = (cx: Cx): boolean => isStaff(cx.actor, 'partner-manager', 'finance')

function plain(draft: Omit<CustomerDraft, 'id'>): Result<Omit<Customer, 'id'>, ContactFault> {
  const contact = plainContact(draft)
  if (!contact.ok) return contact
  const { website: _, ...rest } = contact.value
  return ok({ ...rest, countryName: draft.countryName?.trim().slice(0, 100) || null })
}

const declarationOf = ({ name, domain, country, countryName, email }: Omit<Customer, 'id'>): string =>
  JSON.stringify([name, domain, country, countryName, email])

/** Adds a customer of the operator. The same again has no effect; other content is an `id-conflict`. Staff may. */
export async function addCustomer(
  cx: Cx,
  draft: CustomerDraft,
): Promise<Result<Customer, 'not-allowed' | 'bad-id' | ContactFault | 'id-conflict'>> {
  if (!mayKeep(cx)) return refuse('not-allowed')
  const id = parseId<'customer'>(draft.id)
  if (!id.ok) return id
  const content = plain(draft)
  if (!content.ok) return content
  const declared = declarationOf(content.value)
  const before = await store.loadHistory(cx, id.value)
  if (before) {
    const known = await store.loadCustomer(cx, id.value)
    const same = known && (before.declared === null ? agrees(known, content.value) : before.declared === declared)
    return same ? ok(known) : refuse('id-conflict')
  }
  const customer = { id: id.value, ...content.value }
  await store.keepCustomers(cx, [{ ...customer, declared }], 'caller')
  await audit.note(cx, { verb: 'add-customer', subject: customer.id })
  return ok(customer)
}

/** Whether what is said now is what is known; what is left out is not denied. */
function agrees(known: Customer, said: Omit<Customer, 'id'>): boolean {
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null))
  return declarationOf({ ...known, ...given }) === declarationOf(known)
}

/** Takes customers in by id, all or none: new ones are added, known ones get the new content. Faults are listed by row. Staff may. */
export async function importCustomers(
  cx: Cx,
  rows: readonly CustomerRow[],
): Promise<Result<ImportReport, 'not-allowed'>> {
  if (!mayKeep(cx)) return refuse('not-allowed')
  const known = new Map(
    (
      await store.loadCustomers(
        cx,
        rows.map(row => row.id),
      )
    ).map(c => [c.id as string, c]),
  )
  const errors: RowError[] = []
  const kept = new Map<string, Customer & { readonly row: number }>()
  const fault = (row: number, column: string, code: string, message: string) =>
    errors.push({ row, column, code, message })
  for (const [index, raw] of rows.entries()) {
    const row = raw.row ?? index + 1
    const id = parseId<'customer'>(raw.id)
    const content = plain({ ...known.get(raw.id), ...present(raw) })
    const twin = kept.get(raw.id)
    if (!id.ok) fault(row, 'external_id', id.refusal, 'is empty, too long or has characters that cannot be typed')
    else if (!content.ok) fault(row, content.refusal.slice(4), content.refusal, 'cannot be read')
    else if (twin && declarationOf(twin) !== declarationOf(content.value))
      fault(row, 'external_id', 'id-conflict', `was said to be something else in row ${twin.row}`)
    else if (!twin) kept.set(id.value, { id: id.value, ...content.value, row })
  }
  const counts = { new: 0, changed: 0, same: 0 }
  if (errors.length > 0) return ok({ rows: rows.length, ...counts, errors })
  const touched: store.KeptCustomer[] = []
  for (const { row: _, ...customer } of kept.values()) {
    const before = known.get(customer.id)
    const same = before !== undefined && declarationOf(before) === declarationOf(customer)
    counts[before === undefined ? 'new' : same ? 'same' : 'changed']++
    if (!same) touched.push({ ...customer, declared: null })
  }
  for (let from = 0; from < touched.length; from += CHUNK) {
    await store.keepCustomers(cx, touched.slice(from, from + CHUNK), 'caller')
    await new Promise(resolve => setImmediate(resolve))
  }
  await audit.note(cx, { verb: 'import-customers', subject: 'customers', detail: { rows: rows.length, ...counts } })
  return ok({ rows: rows.length, ...counts, errors })
}

/** Only what the row says: an absent column must not clear what is known. */
const present = ({ id: _, row: __, name, ...rest }: CustomerRow) => ({
  ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
  name,
})

export const findCustomer = (cx: Cx, id: string): Promise<Customer | null> => store.loadCustomer(cx, id)

/** The customers with these ids, in the order asked; unknown ones are left out. */
export async function findCustomers(cx: Cx, ids: readonly string[]): Promise<Customer[]> {
  const found = new Map((await store.loadCustomers(cx, ids)).map(customer => [customer.id as string, customer]))
  return ids.flatMap(id => found.get(id) ?? [])
}

/** By id, from after a given one; for staff. */
export async function listCustomers(
  cx: Cx,
  o: { readonly after?: CustomerId | ''; readonly limit: number },
): Promise<Customer[]> {
  return isStaff(cx.actor) ? store.loadCustomersAfter(cx, o.after ?? '', o.limit) : []
}

export const countCustomers = (cx: Cx): Promise<number> => store.countCustomers(cx)
