import { expect, test } from 'vitest'
import * as enablement from '#enablement/index.ts'
import { VISITOR } from '#kernel/actor.ts'
import { act, looking } from '../support/database.ts'
import { AT, eddy, finn, mila, town } from './town.ts'

const PAPER = {
  kind: 'paper',
  title: 'Sending mail in 2026',
  address: 'operator.example/paper',
  text: 'Twelve pages.',
  language: 'en',
} as const

test('COP-14: the operator’s papers are there for partners, with a link back asked for', async () => {
  const database = await town()
  const publish = (wish: object = {}, by = mila) =>
    act(database, AT, cx => enablement.publishResource(cx, { ...PAPER, ...wish }), by)
  expect(await publish({}, eddy)).toMatchObject({ refusal: 'not-allowed' })
  expect(await publish({}, finn)).toMatchObject({ refusal: 'not-allowed' })
  expect(await publish({ title: ' ' })).toMatchObject({ refusal: 'title-missing' })
  expect(await publish({ address: 'javascript:alert(1)' })).toMatchObject({ refusal: 'bad-website' })
  expect(await publish({ linkBack: 'no address' })).toMatchObject({ refusal: 'bad-website' })
  const made = await publish()
  expect(made).toMatchObject({
    value: { address: 'https://operator.example/paper', linkBack: 'https://operator.example/paper' },
  })
  await publish({ title: 'Second', linkBack: 'https://operator.example/' })
  const read = async (by = eddy) => (await enablement.resources(looking(database, AT, by))).map(r => r.title)
  expect((await read()).sort()).toEqual(['Second', 'Sending mail in 2026'])
  expect(await enablement.resources(looking(database, AT, VISITOR))).toEqual([])
  const id = made.ok ? made.value.id : ''
  expect(await act(database, AT, cx => enablement.withdrawResource(cx, id), eddy)).toMatchObject({
    refusal: 'not-allowed',
  })
  expect(await act(database, AT, cx => enablement.withdrawResource(cx, id), mila)).toMatchObject({ ok: true })
  expect(await act(database, AT, cx => enablement.withdrawResource(cx, id), mila)).toMatchObject({
    refusal: 'unknown-resource',
  })
  expect(await read()).toEqual(['Second'])
})
