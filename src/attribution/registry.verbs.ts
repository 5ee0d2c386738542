import type { Cx } from '#db/client.ts'
import { actsForPartner, isStaff } from '#kernel/actor.ts'
import type { CustomerId, LeadId, PartnerId, ProgramKey } from '#kernel/id.ts'
import { canonical } from '#kernel/json.ts'
import { dayOf, type Month, monthOf } from '#kernel/period.ts'
import * as programs from '#programs/index.ts'
import type { Program } from '#programs/index.ts'
import { loadCustomers } from './customer.store.ts'
import { loadDealsOfCustomers } from './deal.store.ts'
import type { Dealings, Lead } from './dealing.ts'
import { loadCustomersLed } from './dealings.store.ts'
import { dealingsOf } from './dealings.verbs.ts'
import { sha256 } from './digest.adapter.ts'
import { loadContacts } from './lead.store.ts'
import { type RegistryFacts, type RegistryRow, rowAt } from './registry.ts'
import { csvOf } from './registry-csv.ts'
import * as store from './registry.store.ts'

/** A partner's registry in one program: as it stands now, or as it stood at the end of a month, sealed. */
export type Registry = {
  readonly program: ProgramKey
  readonly partner: PartnerId
  readonly month: Month
  readonly rows: readonly RegistryRow[]
  readonly frozen: { readonly at: Date; readonly hash: string } | null
}
export type MonthEnd = { readonly month: Month; readonly end: Date }

const maySee = (cx: Cx, partner: PartnerId): boolean => isStaff(cx.actor) || actsForPartner(cx.actor, partner, 'editor')

/** What the registry rows of a partner are made of, by program. */
async function factsOf(cx: Cx, partner: PartnerId): Promise<Map<ProgramKey, RegistryFacts[]>> {
  const leads = await store.loadLeadsOfPartner(cx, partner)
  const contacts = Map.groupBy(
    await loadContacts(
      cx,
      leads.map(lead => lead.id),
    ),
    contact => contact.lead,
  )
  const dealings = await dealingsOf(cx, await loadCustomersLed(cx, partner))
  const opened = Map.groupBy(await loadDealsOfCustomers(cx, [...dealings.keys()]), deal => deal.customer)
  const firms = new Map<string, Dealings[]>()
  for (const one of dealings.values())
    for (const lead of one.leads) firms.set(lead.id, [...(firms.get(lead.id) ?? []), one])
  const named = leads.flatMap(lead => lead.customer ?? [])
  const names = new Map<CustomerId, string>((await loadCustomers(cx, named)).map(c => [c.id, c.name]))
  const known = new Map(leads.map(lead => [lead.id, lead]))
  const facts = leads.map(lead => {
    const mine = firms.get(lead.id) ?? []
    const company = (lead.customer && names.get(lead.customer)) ?? lead.company?.name ?? lead.customer ?? ''
    const signed = mine.flatMap(one => one.deals)
    const ever = mine.flatMap(one => opened.get(one.customer) ?? [])
    const introduced = lineOf(lead, known).flatMap(one => contacts.get(one.id) ?? [])
    const sorted = introduced.sort((a, b) => a.at.getTime() - b.at.getTime())
    return { lead: { ...lead, contacts: sorted }, company, signed, opened: ever }
  })
  return Map.groupBy(facts, one => one.lead.program)
}

/** A lead and those that it registers anew: introductions carry over. */
function lineOf(lead: Lead, known: ReadonlyMap<LeadId, Lead>): Lead[] {
  const line: Lead[] = []
  for (let one: Lead | undefined = lead; one; one = one.again ? known.get(one.again) : undefined) line.push(one)
  return line
}

const rowsAt = (facts: readonly RegistryFacts[], at: Date, timeZone: string): RegistryRow[] =>
  facts.flatMap(one => rowAt(one, at, timeZone) ?? [])

/** Freezes these months of a program, oldest first, for every partner that had registered a lead by then. */
export async function freezeMonths(cx: Cx, program: Program, months: readonly MonthEnd[]): Promise<void> {
  const last = months.at(-1)
  if (!last) return
  for (const partner of await store.loadRegistered(cx, program.key, last.end)) {
    const facts = (await factsOf(cx, partner)).get(program.key) ?? []
    const frozen = months.flatMap(({ month, end }) => {
      // As it stood in the last instant of the month, so that a lead whose last day that was is still active in it.
      const rows = rowsAt(facts, new Date(end.getTime() - 1), program.timeZone)
      const body = canonical(rows.map(row => ({ ...row })))
      return rows.length === 0 ? [] : [{ month, body, hash: sealOf(program.key, partner, month, body) }]
    })
    await store.keepSnapshots(cx, frozen, { program: program.key, partner })
  }
}

const sealOf = (program: ProgramKey, partner: PartnerId, month: Month, body: string): string =>
  sha256([program, partner, month, body].join('\n'))

/**
 * ONE-9: the partner's registry, one a program in which it registered a lead: of a month as it was frozen at its end, else as it
 * stands now. For the partner's editors and owner, and staff; nothing for others.
 */
export async function registryOf(cx: Cx, partner: PartnerId, month?: Month): Promise<Registry[]> {
  if (!maySee(cx, partner)) return []
  if (month !== undefined)
    return (await store.loadSnapshots(cx, partner, month)).map(({ program, body, frozenAt, hash }) => ({
      program,
      partner,
      month,
      rows: JSON.parse(body) as RegistryRow[],
      frozen: { at: frozenAt, hash },
    }))
  const zones = new Map((await programs.listPrograms(cx)).map(program => [program.key, program.timeZone]))
  return [...(await factsOf(cx, partner))].map(([program, facts]) => {
    const timeZone = zones.get(program) ?? 'UTC'
    const rows = rowsAt(facts, cx.now, timeZone)
    return { program, partner, month: monthOf(dayOf(cx.now, timeZone)), rows, frozen: null }
  })
}

/** The months that are frozen, newest first. */
export const snapshotsOf = async (cx: Cx, partner: PartnerId): Promise<store.SnapshotHead[]> =>
  maySee(cx, partner) ? store.loadSnapshotHeads(cx, partner) : []

/** The registry as a file for a spreadsheet. */
export const registryCsv = (registries: readonly Registry[]): string => csvOf(registries.flatMap(one => one.rows))

/** For the doctor: every frozen month is what its seal says. */
export async function verifyRegistries(cx: Cx): Promise<{ readonly message: string }[]> {
  const findings: { message: string }[] = []
  let after = { partner: '', month: '', program: '' }
  for (;;) {
    const page = await store.snapshotsAfter(cx, after, 500)
    for (const { program, partner, month, body, hash } of page) {
      if (sealOf(program, partner, month, body) !== hash)
        findings.push({ message: `the registry of ${partner} in ${program} of ${month} was changed` })
      after = { partner, month, program }
    }
    if (page.length < 500) return findings
  }
}
