import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Identity, nameKey, sameFirm } from '#attribution/firm.ts'
import * as attribution from '#attribution/index.ts'
import { loadCustomersOf, loadLeadsLike } from '#attribution/lead.store.ts'
import type { CustomerId, ProgramKey } from '#kernel/id.ts'
import { looking } from '../support/database.ts'
import { runs } from '../support/property.ts'
import { customer, leadTown, register } from './lead-town.ts'

const NOW = '2025-03-01T10:00:00Z'
const firm = fc.record({
  name: fc.constantFrom('Ähre', 'ÄHRE', 'Bon Bon', 'bonbon', 'Cargo'),
  domain: fc.constantFrom(undefined, 'a.nl', 'b.nl'),
})
const lead = fc.record({ firm, customer: fc.constantFrom(null, null, 'k0', 'k1') })

test('whose lead it is: the statements of the store say what the rule says', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(firm, { minLength: 2, maxLength: 4 }),
      fc.array(lead, { maxLength: 5 }),
      async (firms, leads) => {
        const database = await leadTown()
        const customers: Identity[] = []
        for (const [i, { name, domain }] of firms.entries()) {
          await customer(database, `k${i}`, name, domain)
          customers.push({ customer: `k${i}` as CustomerId, domain: domain ?? null, nameKey: nameKey(name) })
        }
        const told: { id: string; identity: Identity }[] = []
        for (const [i, one] of leads.entries()) {
          const id = `L${i}`
          const known = customers.find(other => other.customer === one.customer)
          const company = { name: one.firm.name, domain: one.firm.domain }
          const kept = await register(
            database,
            NOW,
            known ? { lead: id, customer: one.customer } : { lead: id, company },
          )
          expect(kept.ok).toBe(true)
          const { name, domain } = one.firm
          told.push({ id, identity: known ?? { customer: null, domain: domain ?? null, nameKey: nameKey(name) } })
        }
        const cx = looking(database, NOW)
        const found = await attribution.dealingsOf(
          cx,
          customers.flatMap(one => one.customer ?? []),
        )
        for (const one of customers) {
          const theirs = told.filter(({ identity }) => sameFirm(identity, one)).map(({ id }) => id)
          const facts = one.customer && found.get(one.customer)
          expect((facts ? facts.leads : []).map(l => l.id as string).sort()).toEqual(theirs.sort())
        }
        for (const { identity } of told) {
          const same = customers.filter(one => sameFirm(one, identity)).map(one => one.customer)
          expect((await loadCustomersOf(cx, identity)).map(one => one.customer).sort()).toEqual(same.sort())
          const like = await loadLeadsLike(cx, 'one-network' as ProgramKey, [identity])
          const beside = told.filter(other => sameFirm(other.identity, identity)).map(({ id }) => id)
          expect(
            like
              .filter(l => sameFirm(l.identity, identity))
              .map(l => l.lead.id as string)
              .sort(),
          ).toEqual(beside.sort())
        }
        await database.close()
      },
    ),
    runs(20),
  )
})
