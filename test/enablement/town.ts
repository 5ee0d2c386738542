import type { Database } from '#db/client.ts'
import * as identity from '#identity/index.ts'
import { type Actor, type PartnerRole, type StaffRole, SYSTEM } from '#kernel/actor.ts'
import type { PartnerId, UserId } from '#kernel/id.ts'
import * as partners from '#partners/index.ts'
import { ensureProgram } from '#programs/index.ts'
import { act, freshDatabase } from '../support/database.ts'

export const AT = '2026-02-02T09:00:00Z'
const user = (id: string, o: { staff?: StaffRole[]; partner?: { id: PartnerId; role: PartnerRole } } = {}): Actor => ({
  kind: 'user',
  user: id as UserId,
  email: `${id}@somewhere.example`,
  name: id,
  customer: null,
  partner: o.partner ?? null,
  staff: o.staff ?? [],
})
export const [pixel, ledgerly, crest] = ['pixelforge', 'ledgerly', 'crest'] as PartnerId[] as [
  PartnerId,
  PartnerId,
  PartnerId,
]
export const mila = user('mila', { staff: ['partner-manager'] })
export const finn = user('finn', { staff: ['finance'] })
export const eddy = user('eddy', { partner: { id: pixel, role: 'editor' } })
export const rival = user('rival', { partner: { id: ledgerly, role: 'owner' } })
export const cora = user('cora', { partner: { id: crest, role: 'finance' } })

/** Premier Pixelforge, Select Selecta and Registered Ledgerly of one program, Crest of another; Otto owns the site, Mila and Milan manage partners. */
export async function town(): Promise<Database> {
  const database = await freshDatabase()
  const staff = async (id: string, roles: StaffRole[]) =>
    act(database, AT, cx =>
      identity.addUser(cx, {
        id: id as UserId,
        email: `${id}@operator.example`,
        name: id,
        password: null,
        verified: true,
        staff: roles,
      }),
    )
  await staff('otto', ['owner'])
  await staff('finn', ['finance'])
  await staff('mila', ['partner-manager'])
  await staff('milan', ['partner-manager'])
  await act(database, AT, cx => ensureProgram(cx, 'simpro', { settings: { feePercent: '10', discountPercent: '5' } }))
  const add = (id: string, program: string, tier?: string) =>
    act(database, AT, cx => partners.addPartner(cx, { id, name: id, program, ...(tier ? { tier } : {}) }), SYSTEM)
  await add(pixel, 'simpro', 'premier')
  await add('selecta', 'simpro', 'select')
  await add(ledgerly, 'simpro')
  await add(crest, 'cloudcodes')
  return database
}
