import { expect, test } from 'vitest'
import * as attribution from '#attribution/index.ts'
import type { House } from '#house.ts'
import * as identity from '#identity/index.ts'
import type { PartnerId } from '#kernel/id.ts'
import { addDays, addMonths, type Day, dayOf } from '#kernel/period.ts'
import * as outbox from '#outbox/index.ts'
import * as partners from '#partners/index.ts'
import { date } from '#ui/format.ts'
import { leadTold } from '../../src/worker-leads.ts'
import { drain } from '../../src/worker.ts'
import { act, looking, within } from '../support/database.ts'
import { houseWith } from './site.ts'

const bright = 'bright' as PartnerId
const now = () => new Date().toISOString()
const letters = async (house: House) => outbox.mails(looking(house.database, now()), { limit: 50 })

/** Brightwave with an editor that reads Dutch, and a partner manager of the operator; a lead for a company that is no customer. */
async function town(at = now()): Promise<House> {
  const house = await houseWith({})
  const { database } = house
  const draft = { id: bright, name: 'Brightwave', email: 'desk@brightwave.example', program: 'one-network' }
  await act(database, at, cx => partners.addPartner(cx, draft))
  const user = async (email: string, o: { locale?: 'nl'; staff?: ['partner-manager'] }) => {
    const made = await act(database, at, cx =>
      identity.addUser(cx, { email, name: email, password: null, verified: true, ...o }),
    )
    if (!made.ok) throw new Error(made.refusal)
    return made.value.id
  }
  const mila = await user('mila@brightwave.example', { locale: 'nl' })
  await act(database, at, cx => partners.addPerson(cx, { partner: bright, user: mila, role: 'editor' }))
  await user('pim@operator.example', { staff: ['partner-manager'] })
  const company = { name: 'Bakker', domain: 'bakker.nl' }
  await act(database, at, cx =>
    attribution.registerLead(cx, { lead: 'L/1', partner: bright, program: 'one-network', company }),
  )
  return house
}

test('SIM-5: the operator’s partner managers hear of a lead, its partner of the decision, each in its own language', async () => {
  const house = await town()
  await drain(house)
  await act(house.database, now(), cx => attribution.approveLead(cx, { lead: 'L/1', owner: 'Sanne' }))
  await drain(house)
  const found = await letters(house)
  expect(found.map(letter => [letter.to, letter.subject]).sort()).toEqual([
    ['mila@brightwave.example', 'Uw lead Bakker is goedgekeurd'],
    ['pim@operator.example', 'Brightwave registered a lead: Bakker'],
  ])
  const approved = found.find(letter => letter.template === 'lead-approved')
  const last = addMonths(dayOf(new Date(), 'UTC'), 12)
  expect(approved?.text).toContain(`tot en met ${date('nl', last)}`)
  expect(approved?.text).toContain('/nl/partner/leads/lead?id=L%2F1')
})

test('a rejection says why; a lead taken back is told as that', async () => {
  const house = await town()
  await act(house.database, now(), cx => attribution.rejectLead(cx, { lead: 'L/1', reason: 'We kennen hen al.' }))
  await drain(house)
  const [letter] = (await letters(house)).filter(one => one.to.startsWith('mila'))
  expect(letter).toMatchObject({ template: 'lead-rejected', subject: 'Uw lead Bakker is niet goedgekeurd' })
  expect(letter?.text).toContain('We kennen hen al.')
})

test('ONE-5: reminders tell the days that are left, and the end is told; a word overtaken by a withdrawal is not', async () => {
  const house = await town()
  await act(house.database, now(), cx => attribution.approveLead(cx, { lead: 'L/1' }))
  const lead = await attribution.findLead(looking(house.database, now()), 'L/1')
  const at = (days: number) => new Date(`${addDays(lead?.lastDay as Day, days)}T06:00:00Z`)
  const told = async (days: number) => {
    await within(house.database, at(days).toISOString(), attribution.passLeadsDue)
    const jobs = await within(house.database, at(days).toISOString(), cx =>
      outbox.claim(cx, { owner: 'test', limit: 10, leaseMs: 1, kinds: ['lead.told'] }),
    )
    for (const job of jobs) await leadTold(house, job, at(days))
    await within(house.database, at(days).toISOString(), cx =>
      outbox.finish(
        cx,
        jobs.map(job => job.id),
      ),
    )
    return (await letters(house)).filter(one => one.to.startsWith('mila')).map(one => one.subject)[0]
  }
  expect(await told(-30)).toBe('Uw lead Bakker: nog 30 dagen')
  expect(await told(-1)).toBe('Uw lead Bakker: nog 1 dag')
  expect(await told(1)).toBe('Uw lead Bakker is verlopen')
})

test('what a history tells of the past writes to nobody', async () => {
  const house = await town('2025-01-05T10:00:00Z')
  await act(house.database, '2025-02-05T10:00:00Z', cx => attribution.approveLead(cx, { lead: 'L/1' }))
  await drain(house)
  await drain(house)
  expect((await letters(house)).filter(letter => letter.outcome !== 'stale')).toEqual([])
})
