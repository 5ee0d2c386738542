import { expect, test } from 'vitest'
import * as enablement from '#enablement/index.ts'
import type { House } from '#house.ts'
import * as identity from '#identity/index.ts'
import type { Actor, StaffRole } from '#kernel/actor.ts'
import type { PartnerId, UserId } from '#kernel/id.ts'
import { addDays, dayOf } from '#kernel/period.ts'
import * as outbox from '#outbox/index.ts'
import * as partners from '#partners/index.ts'
import { ensureProgram } from '#programs/index.ts'
import { drain } from '../../src/worker.ts'
import { act, looking } from '../support/database.ts'
import { houseWith } from './site.ts'

const pixel = 'pixelforge' as PartnerId
const now = () => new Date().toISOString()
const letters = async (house: House) =>
  (await outbox.mails(looking(house.database, now()), { limit: 50 }))
    .map(mail => `${mail.template} to ${mail.to}`)
    .sort()

/** Pixelforge makes integrations; Eddy edits there and Fay does its figures. Mila and Milan manage partners. */
async function town(): Promise<House> {
  const house = await houseWith({})
  const { database } = house
  const user = (id: string, staff: StaffRole[] = []) =>
    act(database, now(), cx =>
      identity.addUser(cx, {
        id: id as UserId,
        email: `${id}@mail.example`,
        name: id,
        password: null,
        verified: true,
        staff,
      }),
    )
  await act(database, now(), cx =>
    ensureProgram(cx, 'simpro', { settings: { feePercent: '10', discountPercent: '5' } }),
  )
  const draft = { id: pixel, name: 'Pixelforge', program: 'simpro', tier: 'premier', modules: ['technology'] }
  await act(database, now(), cx => partners.addPartner(cx, draft))
  for (const [id, role] of [
    ['eddy', 'editor'],
    ['fay', 'finance'],
  ] as const) {
    await user(id)
    await act(database, now(), cx => partners.addPerson(cx, { partner: pixel, user: id as UserId, role }))
  }
  await user('mila', ['partner-manager'])
  await user('milan', ['partner-manager'])
  await drain(house)
  return house
}
const eddy: Actor = {
  kind: 'user',
  user: 'eddy' as UserId,
  email: 'eddy@mail.example',
  name: 'eddy',
  customer: null,
  partner: { id: pixel, role: 'editor' },
  staff: [],
}

test('SIM-9: whoever has to act on a release reads of it at once, and again when it is overdue', async () => {
  const house = await town()
  const day = addDays(dayOf(new Date(), 'UTC'), -40)
  const release = { program: 'simpro', what: 'compatibility-update', subject: 'Release 5' }
  await act(house.database, now(), cx => partners.suspend(cx, { partner: pixel }))
  await act(house.database, now(), cx => partners.reinstate(cx, { partner: pixel }))
  await drain(house)
  const before = await letters(house)
  const told = await act(house.database, now(), cx => partners.startTasks(cx, { ...release, event: 'R5' }))
  expect(told).toMatchObject({ value: { tasks: 1 } })
  await drain(house)
  expect((await letters(house)).filter(letter => !before.includes(letter))).toEqual(['task-told to eddy@mail.example'])
  // It joined today: an event of forty days ago does not bind it.
  const old = await act(house.database, now(), cx => partners.startTasks(cx, { ...release, event: 'R4', day }))
  expect(old).toMatchObject({ value: { tasks: 0 } })
})

test('a reminder says what the task is by then, and who has done it meanwhile is left in peace', async () => {
  const house = await town()
  const problem = { program: 'simpro', what: 'problem-resolution', subject: 'Orders fail', partner: pixel }
  await act(house.database, now(), cx => partners.startTasks(cx, { ...problem, event: 'P1' }))
  await drain(house)
  const [task] = await partners.tasksOf(looking(house.database, now()), { partner: pixel, limit: 1 })
  const remind = () =>
    house.database.write('ask', db =>
      outbox.enqueue({ db, now: new Date(), actor: { kind: 'system' } }, 'task.reminder', task?.id ?? ''),
    )
  await remind()
  await drain(house)
  expect((await letters(house)).filter(letter => letter.startsWith('task-due'))).toEqual([
    'task-due to eddy@mail.example',
  ])
  await act(house.database, now(), cx => partners.finishTask(cx, { task: task?.id ?? '', note: 'Solved' }), eddy)
  await remind()
  await drain(house)
  expect((await letters(house)).filter(letter => letter.startsWith('task-due'))).toHaveLength(1)
})

test('ONE-10: a request is written to the partner’s manager, its answer to whoever asked', async () => {
  const house = await town()
  const { database } = house
  await act(database, now(), cx => enablement.nameManager(cx, { partner: pixel, manager: 'milan' as UserId }))
  const wish = { partner: pixel, kind: 'question', subject: 'Price list', text: 'Where is it?' } as const
  const asked = await act(database, now(), cx => enablement.ask(cx, wish), eddy)
  if (!asked.ok) throw new Error('it was asked')
  await drain(house)
  expect((await letters(house)).filter(letter => letter.startsWith('request'))).toEqual([
    'request-asked to milan@mail.example',
  ])
  await act(database, now(), cx => enablement.answer(cx, { request: asked.value.id, answer: 'Among the resources.' }))
  await drain(house)
  expect((await letters(house)).filter(letter => letter.startsWith('request'))).toEqual([
    'request-answered to eddy@mail.example',
    'request-asked to milan@mail.example',
  ])
  expect(await outbox.counts(looking(database, now()))).toMatchObject({ open: 0, dead: 0 })
})
