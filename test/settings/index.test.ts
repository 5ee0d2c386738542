import { expect, test } from 'vitest'
import { type Actor, VISITOR } from '#kernel/actor.ts'
import type { UserId } from '#kernel/id.ts'
import * as settings from '#settings/index.ts'
import { freshDatabase, looking, within } from '../support/database.ts'

const NINE = '2026-03-02T09:00:00Z'
const olga: Actor = {
  kind: 'user',
  user: 'user_olga' as UserId,
  email: 'olga@example.org',
  name: 'Olga',
  customer: null,
  partner: null,
  staff: ['owner'],
}

test('a setting is its default until the owner chooses, and every choice is kept', async () => {
  const database = await freshDatabase()
  expect(await settings.get(looking(database, NINE), 'review.min_binding_days')).toBe(30)
  for (const days of [14, 14, 21])
    expect(await within(database, NINE, cx => settings.set(cx, 'review.min_binding_days', days), olga)).toMatchObject({
      ok: true,
    })
  expect(await settings.get(looking(database, NINE), 'review.min_binding_days')).toBe(21)
  const history = await settings.history(looking(database, NINE), 'review.min_binding_days')
  expect(history.map(v => [v.version, v.value, v.by])).toEqual([
    [2, 21, 'user:user_olga'],
    [1, 14, 'user:user_olga'],
  ])
  expect((await settings.all(looking(database, NINE)))['review.min_binding_days']).toBe(21)
})

test('nobody but the owner changes a setting, and only to what it can be', async () => {
  const database = await freshDatabase()
  const finance: Actor = { ...olga, staff: ['finance'] }
  for (const actor of [finance, VISITOR])
    expect(await within(database, NINE, cx => settings.set(cx, 'site.name', 'Havenhuis'), actor)).toMatchObject({
      refusal: 'not-allowed',
    })
  expect(await within(database, NINE, cx => settings.set(cx, 'site.name', ' '), olga)).toMatchObject({
    refusal: 'bad-setting',
  })
  expect(await settings.get(looking(database, NINE), 'site.name')).toBe('Guildhall')
})

test('the content version rises with every change and not with a repeated one', async () => {
  const database = await freshDatabase()
  const version = () => settings.contentVersion(looking(database, NINE))
  const before = await version()
  await within(database, NINE, cx => settings.set(cx, 'site.name', 'Havenhuis'), olga)
  expect(await version()).toBe(before + 1)
  await within(database, NINE, cx => settings.set(cx, 'site.name', 'Havenhuis'), olga)
  expect(await version()).toBe(before + 1)
  await within(database, NINE, cx => settings.raiseContentVersion(cx))
  expect(await version()).toBe(before + 2)
})
