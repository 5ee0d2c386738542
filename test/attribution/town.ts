import * as attribution from '#attribution/index.ts'
import type { Database } from '#db/client.ts'
import * as identity from '#identity/index.ts'
import type { Actor, PartnerRole, StaffRole } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import type { CustomerId, PartnerId, UserId } from '#kernel/id.ts'
import * as partners from '#partners/index.ts'
import { act, freshDatabase, within } from '../support/database.ts'

export const NEW_YEAR = '2025-01-01T00:00:00Z'
export const acme = 'acme' as CustomerId
export const zuivel = 'zuivel' as CustomerId
export const brightwave = 'brightwave' as PartnerId
export const nova = 'nova' as PartnerId

/** Two partners and two customers, known since New Year. */
export async function town(made?: Database): Promise<Database> {
  const database = made ?? (await freshDatabase())
  const partner = (id: string, name: string, domain: string) =>
    act(database, NEW_YEAR, cx => partners.addPartner(cx, { id, name, domain, program: 'copernica' }))
  const customer = (id: string, name: string, domain: string) =>
    act(database, NEW_YEAR, cx => attribution.addCustomer(cx, { id, name, domain }))
  await partner('brightwave', 'Brightwave', 'brightwave.nl')
  await partner('nova', 'Nova', 'nova.example')
  await customer('acme', 'Acme', 'acme.nl')
  await customer('zuivel', 'Zuivel', 'zuivel.nl')
  return database
}

/** A user with an account, as the middleware would make it. */
export async function userOf(
  database: Database,
  name: string,
  o: {
    email?: string
    verified?: boolean
    customer?: CustomerId
    partner?: { id: PartnerId; role: PartnerRole }
    staff?: StaffRole[]
  } = {},
): Promise<Actor & { kind: 'user'; user: UserId }> {
  const email = o.email ?? `${name.toLowerCase()}@post.example`
  const made = await within(database, NEW_YEAR, cx =>
    identity.addUser(cx, { email, name, password: null, verified: o.verified ?? true, staff: o.staff ?? [] }),
  )
  assert(made.ok, `${email} is a new address`)
  return {
    kind: 'user',
    user: made.value.id,
    email,
    name,
    customer: o.customer ?? null,
    partner: o.partner ?? null,
    staff: o.staff ?? [],
  }
}

export const choose = (database: Database, at: string, customer: CustomerId, partner: PartnerId, actor?: Actor) =>
  act(database, at, cx => attribution.selectPartner(cx, { customer, partner }), actor)
