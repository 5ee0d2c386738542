import { describe, expect, test } from 'vitest'
import { sql } from 'drizzle-orm'
import * as enablement from '#enablement/index.ts'
import { type Actor, VISITOR } from '#kernel/actor.ts'
import type { UserId } from '#kernel/id.ts'
import { act, looking } from '../support/database.ts'
import { AT, cora, crest, eddy, finn, ledgerly, mila, pixel, rival, town } from './town.ts'

type Town = Awaited<ReturnType<typeof town>>
const WISH = { partner: pixel, kind: 'question', subject: 'Price list', text: 'Where is the one of May?' } as const
const ask = (database: Town, wish: Partial<Parameters<typeof enablement.ask>[1]> = {}, by: Actor = eddy, at = AT) =>
  act(database, at, cx => enablement.ask(cx, { ...WISH, ...wish }), by)
const answer = (database: Town, request: string, text = 'On the page of resources.', by: Actor = mila) =>
  act(database, AT, cx => enablement.answer(cx, { request, answer: text }), by)

describe('a request', () => {
  test('ONE-10: goes to the partner’s manager, who was named', async () => {
    const database = await town()
    await act(database, AT, cx => enablement.nameManager(cx, { partner: crest, manager: 'milan' as UserId }))
    expect(await ask(database, { partner: crest }, cora)).toMatchObject({
      value: { manager: 'milan', askedBy: 'user:cora' },
    })
    expect(await ask(database)).toMatchObject({ value: { manager: 'mila' } })
    expect(await ask(database, { partner: ledgerly }, rival)).toMatchObject({ value: { manager: null } })
    const inbox = async (manager: string) =>
      (await enablement.requestsOf(looking(database, AT, mila), { manager: manager as UserId, open: true })).map(
        r => r.partner,
      )
    expect((await inbox('milan')).sort()).toEqual(['crest', 'ledgerly'])
    expect((await inbox('mila')).sort()).toEqual(['ledgerly', 'pixelforge'])
    const jobs = await database.read.all<{ n: number }>(
      sql`select count(*) as n from outbox_jobs where kind = 'request.asked'`,
    )
    expect(jobs[0]?.n).toBe(3)
  })
  test('is answered once, by any partner manager, and the answer stands', async () => {
    const database = await town()
    const asked = await ask(database)
    const id = asked.ok ? asked.value.id : ''
    expect(await answer(database, id, 'No', eddy)).toMatchObject({ refusal: 'not-allowed' })
    expect(await answer(database, id, 'No', finn)).toMatchObject({ refusal: 'not-allowed' })
    expect(await answer(database, 'none')).toMatchObject({ refusal: 'unknown-request' })
    expect(await answer(database, id, ' ')).toMatchObject({ refusal: 'text-missing' })
    expect(await answer(database, id)).toMatchObject({ ok: true })
    expect(await answer(database, id)).toMatchObject({ ok: true })
    expect(await answer(database, id, 'Another one')).toMatchObject({ refusal: 'already-answered' })
    expect(await enablement.findRequest(looking(database, AT, eddy), id)).toMatchObject({
      answer: 'On the page of resources.',
      answeredBy: 'user:mila',
    })
    expect(await enablement.findRequest(looking(database, AT, rival), id)).toBe(null)
    expect(await enablement.countOpenRequests(looking(database, AT, mila))).toBe(0)
  })
  test('is asked by people of that partner only, with words', async () => {
    const database = await town()
    for (const by of [VISITOR, rival, mila])
      expect(await ask(database, {}, by)).toMatchObject({ refusal: 'not-allowed' })
    expect(await ask(database, { text: ' ' })).toMatchObject({ refusal: 'text-missing' })
    expect(await ask(database, { subject: 'x'.repeat(201) })).toMatchObject({ refusal: 'text-too-long' })
  })
  test('SIM-3: a session of 20 minutes is Premier’s; 21 are refused, and so is anybody else’s', async () => {
    const database = await town()
    expect(await ask(database, { kind: 'session', minutes: 20 })).toMatchObject({ ok: true })
    expect(await ask(database, { kind: 'session', minutes: 21 })).toMatchObject({ refusal: 'not-eligible' })
    expect(await ask(database, { kind: 'session' })).toMatchObject({ refusal: 'not-eligible' })
    const registered = { partner: ledgerly, kind: 'session', minutes: 10 } as const
    expect(await ask(database, registered, rival)).toMatchObject({ refusal: 'not-eligible' })
  })
  test('SIM-3: marketing by the operator is for Select and Premier', async () => {
    const database = await town()
    expect(await ask(database, { kind: 'marketing' })).toMatchObject({ ok: true })
    expect(await ask(database, { partner: ledgerly, kind: 'marketing' }, rival)).toMatchObject({
      refusal: 'not-eligible',
    })
  })
  test('partners read their own, the newest first; lists continue', async () => {
    const database = await town()
    for (const hour of [10, 11, 12]) await ask(database, { subject: `At ${hour}` }, eddy, `2026-02-02T${hour}:00:00Z`)
    const page = (by: Actor, o: object = {}) =>
      enablement.requestsOf(looking(database, AT, by), { partner: pixel, ...o })
    const first = await page(eddy, { limit: 2 })
    expect(first.map(r => r.subject)).toEqual(['At 12', 'At 11'])
    expect((await page(eddy, { after: first[1]?.id ?? null })).map(r => r.subject)).toEqual(['At 10'])
    expect((await page(eddy, { open: true, limit: 1 })).map(r => r.subject)).toEqual(['At 10'])
    expect(await page(rival)).toEqual([])
    expect(await enablement.requestsOf(looking(database, AT, eddy), {})).toEqual([])
  })
})
