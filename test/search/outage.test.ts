import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Fed } from '#search/document.ts'
import { EmbeddedEngine } from '#search/embedded.adapter.ts'
import { KINDS } from '#search/facets.ts'
import { MeilisearchEngine } from '#search/meilisearch.adapter.ts'
import { readQuery } from '#search/query.ts'
import { type Filters, type Request, requestFor } from '#search/request.ts'
import { sortsOf } from '#search/sorts.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type MeilisearchDouble, type Mood, startMeilisearch } from '../support/meilisearch.ts'
import { EXPERTISE, makeTown, random } from './data.ts'

const town = makeTown({ partners: 400, cases: 500, reviews: 500, words: 1_500, seed: 9 })
async function* all() {
  yield* town.feds
}
let server: MeilisearchDouble
let meili: MeilisearchEngine
let embedded: EmbeddedEngine
let folder: string
beforeAll(async () => {
  server = await startMeilisearch()
  meili = new MeilisearchEngine({ url: server.url })
  folder = mkdtempSync(join(tmpdir(), 'guildhall-outage-'))
  embedded = new EmbeddedEngine({ folder, thread: false })
  for (const engine of [meili, embedded]) {
    await engine.ensureReady()
    await engine.rebuild(all(), 1)
  }
}, 60_000)
afterAll(async () => {
  await server.close()
  await embedded.close()
  rmSync(folder, { recursive: true, force: true })
})
const inMood = async <T>(mood: Mood, work: () => Promise<T>): Promise<T> => {
  server.mood = mood
  try {
    return await work()
  } finally {
    server.mood = 'well'
  }
}
const ask = (q: string, o: Partial<Request> = {}) => requestFor('partner', { query: readQuery(q), ...o })

test('both engines give the same documents in the same order, with the same totals, counts and scores', async () => {
  const r = random(4)
  const word = () => town.prose[5 + Math.floor(r() * 200)] ?? ''
  const any = <T>(list: readonly T[]): T => list[Math.floor(r() * list.length)] as T
  const filterSets: Filters[] = [
    {},
    { expertise: [any(EXPERTISE).slug, any(EXPERTISE).slug] },
    { country: ['NL', 'DE'], industry: ['retail'] },
  ]
  const typed = [
    '',
    'digital',
    'studio ',
    'retail amsterdam',
    any(town.facts).name,
    any(town.facts).name.slice(0, -2),
    `${word()} `,
    word().slice(0, 5),
    `${word()} ${word()}`,
  ]
  for (const kind of KINDS)
    for (const sort of sortsOf(kind))
      for (const q of typed)
        for (const filters of filterSets)
          for (const page of [1, 2, 8]) {
            if (page > 1 && (q !== '' || sort !== 'best')) continue
            const request = requestFor(kind, { query: readQuery(q), filters, sort, page })
            const [a, b] = [await embedded.search(request), await meili.search(request)]
            const told = `${kind} ${sort} "${q}" ${JSON.stringify(filters)} ${page}`
            expect(
              b.hits.map(hit => [hit.id, hit.score, hit.named]),
              told,
            ).toEqual(a.hits.map(hit => [hit.id, hit.score, hit.named]))
            expect([b.total, b.pages, b.relaxed, b.facets], told).toEqual([a.total, a.pages, a.relaxed, a.facets])
          }
}, 60_000)

test.each([
  ['down', 'unavailable'],
  ['slow', 'unavailable'],
  ['proxy-error', 'unavailable'],
  ['empty-503', 'unavailable'],
  ['overloaded', 'overloaded'],
] as [Mood, string][])('a server that is %s is %s, within a second', async (mood, code) => {
  const started = performance.now()
  const error = await inMood(mood, () =>
    meili.search(ask('digital')).then(
      () => null,
      (reason: unknown) => reason,
    ),
  )
  expect(error).toMatchObject({ name: 'SearchError', code })
  expect(performance.now() - started).toBeLessThan(1_400)
})

test('an aborted request ends with its own reason, not with ours', async () => {
  const stop = new AbortController()
  setTimeout(() => stop.abort(new Error('typed on')), 30)
  await inMood('slow', () => expect(meili.search(ask('studio', { signal: stop.signal }))).rejects.toThrow('typed on'))
})

test('an index that is gone is not ready', async () => {
  const other = new MeilisearchEngine({ url: server.url, prefix: 'nobody' })
  await expect(other.search(ask('digital'))).rejects.toMatchObject({ code: 'not_ready' })
  expect(await other.ensureReady()).toEqual({ rebuild: true })
})

test('changed settings ask for a new index', async () => {
  const settings = server.indexes.get('guildhall_cases')?.settings as Record<string, unknown>
  const before = settings.rankingRules
  settings.rankingRules = ['words', 'sort']
  expect(await meili.ensureReady()).toEqual({ rebuild: true })
  settings.rankingRules = before
  expect(await meili.ensureReady()).toEqual({ rebuild: false })
})

test('an attribute that was never declared is a bad request: drift between us and the server', async () => {
  const settings = server.indexes.get('guildhall_partners')?.settings as Record<string, unknown>
  const before = settings.filterableAttributes
  settings.filterableAttributes = ['id', 'partner']
  await expect(meili.search(ask('', { filters: { country: ['NL'] } }))).rejects.toMatchObject({ code: 'bad_request' })
  settings.filterableAttributes = before
})

test('a failed task is a failed write, though it threw nothing', async () => {
  const fed = town.feds[0] as Fed
  const receipt = await inMood('failing-tasks', () => meili.replace([fed], null))
  await expect(meili.waitFor(receipt)).rejects.toMatchObject({
    code: 'write_failed',
    message: 'write_failed: invalid_document_fields',
  })
})

test('a task that is late is pending, and may be waited for again', async () => {
  const receipt = await inMood('late-tasks', () => meili.replace([town.feds[0] as Fed], null))
  for (let i = 0; i < 2; i++)
    await expect(meili.waitFor(receipt, { timeoutMs: 60 })).rejects.toMatchObject({ code: 'write_pending' })
})

test('a rebuild leaves nothing lying about, and clears what a killed one left', async () => {
  server.mood = 'well'
  const half = new MeilisearchEngine({ url: server.url, prefix: 'half' })
  const dying = async function* () {
    yield town.feds[0] as Fed
    throw new Error('killed')
  }
  await expect(half.rebuild(dying(), 1)).rejects.toThrow()
  expect([...server.indexes.keys()].filter(uid => uid.startsWith('half'))).toEqual([
    'half_partners_next',
    'half_cases_next',
    'half_reviews_next',
  ])
  await half.rebuild(all(), 1)
  expect([...server.indexes.keys()].filter(uid => uid.startsWith('half'))).toEqual([
    'half_partners',
    'half_cases',
    'half_reviews',
  ])
})
