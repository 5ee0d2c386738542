import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EmbeddedEngine } from '#search/embedded.adapter.ts'
import { readQuery } from '#search/query.ts'
import { requestFor } from '#search/request.ts'
import { type Seat, seatOnThread } from '#search/seat.adapter.ts'
import { makeTown } from './data.ts'

const town = makeTown({ partners: 100, cases: 100, reviews: 400, words: 800 })
let folder: string
let seat: Seat
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guildhall-seat-'))
  const engine = new EmbeddedEngine({ folder, thread: false })
  await engine.ensureReady()
  await engine.rebuild(
    (async function* () {
      yield* town.feds
    })(),
    1,
  )
  await engine.close()
  seat = seatOnThread()
  await seat.call('open', [join(folder, 'search-1.db'), false])
}, 30_000)
afterAll(async () => {
  await seat.close()
  rmSync(folder, { recursive: true, force: true })
})
const search = (q: string, o: { signal?: AbortSignal; deadlineMs?: number } = {}) =>
  seat.call('search', [requestFor('partner', { query: readQuery(q) })], { deadlineMs: 5_000, ...o })

test('sixty-four searches may wait; one more is told at once that there are too many', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 90 }, (_, i) => search(`digital ${i}`)))
  const refused = outcomes.filter(one => one.status === 'rejected').map(one => (one.reason as { code: string }).code)
  expect(outcomes.filter(one => one.status === 'fulfilled')).toHaveLength(66)
  expect(new Set(refused)).toEqual(new Set(['overloaded']))
})

test('a search that is aborted leaves the queue and the others are answered', async () => {
  const stop = new AbortController()
  const all = Array.from({ length: 10 }, (_, i) => search('studio', i === 7 ? { signal: stop.signal } : {}))
  stop.abort(new Error('typed on'))
  const outcomes = await Promise.allSettled(all)
  expect(outcomes.map(one => one.status === 'fulfilled')).toEqual(Array.from({ length: 10 }, (_, i) => i !== 7))
})

test('an answer that is late is unavailable', async () => {
  const blocked = Promise.allSettled(Array.from({ length: 30 }, () => search('quality development')))
  await expect(search('digital', { deadlineMs: 0 })).rejects.toMatchObject({ code: 'unavailable' })
  await blocked
})

test('an error crosses from the thread with its code', async () => {
  await expect(seat.call('open', [join(folder, 'nothing', 'there.db'), false])).rejects.toMatchObject({
    name: 'SearchError',
    code: 'not_ready',
  })
  expect((await search('digital')).total).toBeGreaterThan(0)
})

test('a thread that has ended is told, and the engine opens another', async () => {
  const engine = new EmbeddedEngine({ folder, thread: true })
  await engine.ensureReady()
  const ended = seatOnThread()
  await ended.close()
  await expect(ended.call('meta', [])).rejects.toMatchObject({ code: 'unavailable' })
  expect(ended.broken).toBe(true)
  expect((await engine.search(requestFor('partner'))).total).toBe(100)
  await engine.close()
})
