import { sql } from 'drizzle-orm'
import * as attribution from '#attribution/index.ts'
import type { Database } from '#db/client.ts'
import { type Actor, SYSTEM } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import type { CustomerId, PartnerId } from '#kernel/id.ts'
import { type Currency, money } from '#kernel/money.ts'
import * as partners from '#partners/index.ts'
import * as programs from '#programs/index.ts'
import { act, freshDatabase } from '../support/database.ts'

export const NEW_YEAR = '2025-01-01T00:00:00Z'
export const acme = 'acme' as CustomerId
export const zuivel = 'zuivel' as CustomerId
export const brightwave = 'brightwave' as PartnerId
export const nova = 'nova' as PartnerId
export const EUR = 'EUR' as Currency

/** Two partners in the same programs and two customers, known since New Year. */
export async function leadTown(
  keys: readonly string[] = ['one-network'],
  settings?: Record<string, unknown>,
): Promise<Database> {
  const database = await freshDatabase()
  for (const program of keys) {
    const made = await act(database, NEW_YEAR, cx => programs.ensureProgram(cx, program, settings ? { settings } : {}))
    assert(made.ok, `${program} is made`)
    for (const [id, name, domain] of [
      ['brightwave', 'Brightwave', 'brightwave.nl'],
      ['nova', 'Nova', 'nova.example'],
    ] as const) {
      const added = await act(database, NEW_YEAR, cx => partners.addPartner(cx, { id, name, domain, program }))
      assert(added.ok, `${name} is added`)
    }
  }
  await customer(database, 'acme', 'Acme', 'acme.nl')
  await customer(database, 'zuivel', 'Zuivel', 'zuivel.nl')
  return database
}

export const customer = (database: Database, id: string, name: string, domain?: string, at = NEW_YEAR) =>
  act(database, at, cx => attribution.addCustomer(cx, { id, name, domain }))

export type Register = Omit<Partial<attribution.LeadWish>, 'partner'> & { partner?: PartnerId }
export const register = (database: Database, at: string, wish: Register = {}, actor: Actor = SYSTEM) =>
  act(
    database,
    at,
    cx =>
      attribution.registerLead(cx, {
        lead: 'L1',
        partner: brightwave,
        program: 'one-network',
        ...(wish.company === undefined && wish.customer === undefined && wish.again === undefined
          ? { customer: 'acme' }
          : {}),
        ...wish,
      }),
    actor,
  )
export const approve = (database: Database, at: string, lead = 'L1', owner?: string, actor: Actor = SYSTEM) =>
  act(database, at, cx => attribution.approveLead(cx, { lead, owner }), actor)
export const reject = (database: Database, at: string, lead = 'L1', reason?: string, actor: Actor = SYSTEM) =>
  act(database, at, cx => attribution.rejectLead(cx, { lead, reason }), actor)

export type Sign = Omit<Partial<attribution.SigningWish>, 'at' | 'lead'> & { at?: string; lead?: string | null }
export const sign = (database: Database, at: string, wish: Sign = {}, actor: Actor = SYSTEM) =>
  act(
    database,
    at,
    cx =>
      attribution.signDeal(cx, {
        deal: 'D1',
        customer: 'acme',
        kind: 'new',
        subscription: 'paid',
        termMonths: 12,
        net: money(120_000n, EUR),
        firstYearNet: null,
        stages: [],
        via: 'direct',
        discount: false,
        product: null,
        assumed: wish.at === undefined,
        ...wish,
        lead: wish.lead ?? null,
        at: new Date(wish.at ?? at),
      }),
    actor,
  )

/** The customers whose causes wait to be looked at again, oldest first. */
export const waiting = async (database: Database): Promise<string[]> =>
  (
    await database.read.all<{ subject: string }>(
      sql`select subject from outbox_jobs where kind = 'binding.changed' order by id`,
    )
  ).map(row => row.subject)

/** What lead partners are to be told, oldest first. */
export const told = async (database: Database): Promise<unknown[]> =>
  (
    await database.read.all<{ subject: string; payload: string }>(
      sql`select subject, payload from outbox_jobs where kind = 'lead.told' order by id`,
    )
  ).map(row => ({ lead: row.subject, ...(JSON.parse(row.payload) as object) }))

export const audited = async (database: Database, verb: string): Promise<number> =>
  (await database.read.all(sql`select 1 from audit_entries where verb = ${verb}`)).length
