import { expect, test } from 'vitest'
import * as audit from '#audit/index.ts'
import { enact } from '#enact.ts'
import { VISITOR } from '#kernel/actor.ts'
import { ok, refuse } from '#kernel/result.ts'
import { freshDatabase, looking } from '../support/database.ts'

const NINE = new Date('2026-03-02T09:00:00Z')
async function stage() {
  const database = await freshDatabase()
  const nudges: number[] = []
  const entries = async () => (await audit.entries(looking(database, NINE.toISOString()), { limit: 10 })).length
  return { database, worker: { nudge: () => void nudges.push(1) }, nudges, entries }
}

test('what is accepted is committed, and the worker is told after it', async () => {
  const { entries, nudges, ...house } = await stage()
  const done = await enact(house, { name: 'note', now: NINE, actor: VISITOR }, async cx => {
    await audit.note(cx, { verb: 'test', subject: 'a' })
    expect(nudges).toHaveLength(0)
    return ok([cx.now, cx.actor.kind])
  })
  expect(done).toEqual({ ok: true, value: [NINE, 'visitor'] })
  expect([await entries(), nudges.length]).toEqual([1, 1])
})

test('what is refused leaves nothing behind', async () => {
  const { entries, nudges, ...house } = await stage()
  const refused = await enact(house, { name: 'note' }, async cx => {
    await audit.note(cx, { verb: 'test', subject: 'a' })
    return refuse('not-today')
  })
  expect(refused).toEqual({ ok: false, refusal: 'not-today' })
  expect([await entries(), nudges.length]).toEqual([0, 0])
})

test('what breaks leaves nothing behind and is not swallowed', async () => {
  const { entries, nudges, ...house } = await stage()
  const broken = enact(house, { name: 'note' }, async cx => {
    await audit.note(cx, { verb: 'test', subject: 'a' })
    throw new Error('no')
  })
  await expect(broken).rejects.toThrow('no')
  expect([await entries(), nudges.length]).toEqual([0, 0])
})

test('a hundred at once wait their turn, and every one is there', async () => {
  const { entries: _, ...house } = await stage()
  const all = Array.from({ length: 100 }, (_, n) =>
    enact(house, { name: 'note' }, async cx => {
      await audit.note(cx, { verb: 'test', subject: String(n) })
      await new Promise(resolve => setImmediate(resolve))
      return ok(n)
    }),
  )
  expect((await Promise.all(all)).every(outcome => outcome.ok)).toBe(true)
  const log = looking(house.database, NINE.toISOString())
  expect(await audit.entries(log, { limit: 1_000 })).toHaveLength(100)
  expect(await audit.verify(log)).toEqual([])
})
