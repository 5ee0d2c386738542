import { expect, test } from 'vitest'
import type { House } from '#house.ts'
import type { PartnerId } from '#kernel/id.ts'
import * as outbox from '#outbox/index.ts'
import * as partners from '#partners/index.ts'
import * as tiers from '#tiers/index.ts'
import { date } from '#ui/format.ts'
import { drain } from '../../src/worker.ts'
import { act, looking } from '../support/database.ts'
import { houseWith } from './site.ts'

const nova = 'nova' as PartnerId
const now = () => new Date().toISOString()
const letters = async (house: House) => outbox.mails(looking(house.database, now()), { limit: 50 })

async function reseller(at = now()): Promise<House> {
  const house = await houseWith({})
  const draft = { id: nova, name: 'Nova', email: 'desk@nova.example', program: 'cloudcodes' }
  await act(house.database, at, cx => partners.addPartner(cx, draft))
  return house
}
const meet = (house: House, at = now()) =>
  act(house.database, at, cx => tiers.meetTier(cx, { partner: nova, tier: 'premier' }))

test('CC-9: a level that is reached is told by one letter, with the days from when and until when', async () => {
  const house = await reseller()
  const reached = await meet(house)
  await meet(house)
  await drain(house)
  await drain(house)
  const [letter, ...more] = await letters(house)
  expect(more).toEqual([])
  if (!reached.ok || !reached.value?.from || !reached.value.until) throw new Error('a level with two days was reached')
  expect(letter).toMatchObject({
    to: 'desk@nova.example',
    template: 'tier-changed',
    subject: `CloudCodes: your tier is Premier from ${date('en', reached.value.from)}`,
  })
  expect(letter?.text).toContain('changes from Reseller to Premier')
  expect(letter?.text).toContain(`It is valid until ${date('en', reached.value.until)}.`)
  expect(letter?.text).toContain('/partner/tiers')
})

test('a tier that is taken back is told, and one given again the same day tells where it ends up', async () => {
  const house = await reseller()
  const invite = () => act(house.database, now(), cx => tiers.inviteTier(cx, { partner: nova, tier: 'premier' }))
  const end = { partner: nova, program: 'cloudcodes', reason: 'no plan' }
  await invite()
  await drain(house)
  await act(house.database, now(), cx => tiers.endTier(cx, end))
  await drain(house)
  expect((await letters(house)).map(letter => letter.template).sort()).toEqual(['tier-changed', 'tier-kept'])
})

test('what a history tells of the past writes to nobody', async () => {
  const house = await reseller('2025-01-05T10:00:00Z')
  await meet(house, '2025-03-10T10:00:00Z')
  // Time passes in the first: what that brings is done in the second.
  await drain(house)
  await drain(house)
  expect((await letters(house)).filter(letter => letter.outcome !== 'stale')).toEqual([])
  expect(await outbox.counts(looking(house.database, now()))).toMatchObject({ open: 0, dead: 0 })
})
