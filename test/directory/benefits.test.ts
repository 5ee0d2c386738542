import { expect, test } from 'vitest'
import * as directory from '#directory/index.ts'
import { EMPTY_LISTING } from '#directory/listing.ts'
import type { Actor } from '#kernel/actor.ts'
import type { PartnerId, UserId } from '#kernel/id.ts'
import * as partners from '#partners/index.ts'
import { ensureProgram } from '#programs/index.ts'
import { act, freshDatabase, looking, within } from '../support/database.ts'

const AT = '2026-02-02T09:00:00Z'
const [pixel, ledgerly] = ['pixelforge', 'ledgerly'] as PartnerId[] as [PartnerId, PartnerId]
const editor: Actor = {
  kind: 'user',
  user: 'eddy' as UserId,
  email: 'eddy@pixelforge.example',
  name: 'Eddy',
  customer: null,
  partner: { id: pixel, role: 'editor' },
  staff: [],
}

/** Pixelforge makes integrations and is Premier, Ledgerly is a Registered accountant; both are listed by an import. */
async function town() {
  const database = await freshDatabase()
  await act(database, AT, cx => ensureProgram(cx, 'simpro', { settings: { feePercent: '10', discountPercent: '5' } }))
  const add = (id: string, more: object) =>
    act(database, AT, cx => partners.addPartner(cx, { id, name: id, program: 'simpro', ...more }))
  await add(pixel, { tier: 'premier', modules: ['technology'] })
  await add(ledgerly, { modules: ['accountancy'] })
  const rows = [pixel, ledgerly].map(partner => ({
    partner,
    summary: 'Get 5 % korting',
    website: 'https://firm.example/',
  }))
  expect(await act(database, AT, cx => directory.importListings(cx, rows))).toMatchObject({ value: { published: 2 } })
  return database
}

test('SIM-4: only a Premier listing’s link may be followed', async () => {
  const cx = looking(await town(), AT)
  expect(await directory.linkFollowed(cx, pixel)).toBe(true)
  expect(await directory.linkFollowed(cx, ledgerly)).toBe(false)
})

test('SIM-4: Technology partners are in the integrations directory while they are listed', async () => {
  const database = await town()
  expect(await directory.integrations(looking(database, AT))).toEqual([pixel])
  await act(database, AT, cx => directory.hide(cx, { partner: pixel, reason: 'Moving house' }))
  expect(await directory.integrations(looking(database, AT))).toEqual([])
})

test('SIM-11: confirming the listing, and publishing it anew, meets the obligation; an import does not', async () => {
  const database = await town()
  await within(database, AT, partners.passTasksDue)
  const done = async () =>
    (await partners.tasksOf(looking(database, AT), { partner: pixel, show: 'done' })).map(task => task.what)
  expect(await done()).toEqual([])
  await act(database, '2026-04-02T09:00:00Z', cx => directory.confirmListing(cx, pixel), editor)
  expect(await done()).toEqual(['listing-confirmation'])
  const [open] = await partners.tasksOf(looking(database, AT), { partner: ledgerly })
  expect(open).toMatchObject({ what: 'listing-confirmation', due: '2026-08-02' })
  const next = (await partners.tasksOf(looking(database, AT), { partner: pixel })).find(
    t => t.what === 'listing-confirmation',
  )
  expect(next?.due).toBe('2026-10-02')
})

test('SIM-13: a text that advertises a discount is refused when the partner hands it in; an import of the operator’s is taken', async () => {
  const database = await town()
  const save = (description: string) =>
    act(
      database,
      AT,
      cx =>
        directory.saveDraft(cx, {
          partner: pixel,
          content: { ...EMPTY_LISTING, texts: { en: { summary: 'Hi', description } } },
        }),
      editor,
    )
  expect(await save('Our customers get 5 % off.')).toMatchObject({ refusal: 'discount-advertised' })
  expect(await save('We value firms by discounted cash flow.')).toMatchObject({ ok: true })
})
