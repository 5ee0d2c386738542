import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Database } from '#db/client.ts'
import * as directory from '#directory/index.ts'
import { SYSTEM } from '#kernel/actor.ts'
import type { PartnerId } from '#kernel/id.ts'
import * as outbox from '#outbox/index.ts'
import * as partners from '#partners/index.ts'
import { PRESET_KEYS } from '#programs/index.ts'
import { openSearch, parseQuery, readQuery, requestFor, type Search, toJson } from '#search/index.ts'
import { act, freshDatabase, within } from '../support/database.ts'
import { startMeilisearch } from '../support/meilisearch.ts'

const NOON = '2026-11-20T12:00:00Z'
const quiet = { info: () => {}, warn: () => {}, error: () => {} }
const FIRMS = [
  {
    id: 'polderpost',
    name: 'Polderpost',
    summary: 'Newsletters people open',
    expertise: ['E-mail automation'],
    industries: ['Retail'],
    country: 'NL',
    city: 'Lelystad',
  },
  {
    id: 'søndergaard',
    name: 'Søndergaard & Vries',
    summary: 'Shops by the sea',
    expertise: ['E-mail automation', 'Web design'],
    industries: ['Retail'],
    country: 'DK',
    city: 'Århus',
  },
  {
    id: 'lelystad-firm',
    name: 'Lelystad',
    summary: 'A firm named after its town',
    expertise: ['Web design'],
    industries: ['Energy'],
    country: 'NL',
    city: 'Urk',
  },
]

async function town(firms = FIRMS): Promise<Database> {
  const database = await freshDatabase()
  await take(database, firms)
  return database
}
async function take(database: Database, firms: readonly (typeof FIRMS)[number][]): Promise<void> {
  await within(database, NOON, async cx => {
    const [program = ''] = PRESET_KEYS
    await partners.importPartners(
      cx,
      firms.map(({ id, name, country }) => ({ id, name, country })),
      program,
    )
    await directory.importListings(
      cx,
      firms.map(({ id, ...rest }) => ({ ...rest, partner: id as PartnerId, acceptingClients: true })),
    )
  })
}
async function open(
  database: Database,
  o: { folder?: string; meili?: { url: string; key?: string } } = {},
): Promise<Search> {
  const folder = o.folder ?? mkdtempSync(join(tmpdir(), 'guildhall-desk-'))
  const search = await openSearch({ dataDir: folder, database, log: quiet, thread: false, meili: o.meili })
  onTestFinished(async () => {
    await search.close()
    rmSync(folder, { recursive: true, force: true })
  })
  // A database in memory has one connection: what reads it beside a transaction must be done first.
  await search.prepared
  return search
}
const titles = async (search: Search, q = '', o = {}) =>
  (await search.search(requestFor('partner', { query: readQuery(q), ...o }))).hits.map(hit => hit.card.title)

/** What the worker does with its jobs. */
async function work(database: Database, search: Search): Promise<void> {
  const at = { now: new Date(), actor: SYSTEM }
  const jobs = await database.write('claim', db =>
    outbox.claim({ db, ...at }, { owner: 'test', limit: 100, leaseMs: 1_000, kinds: ['search.partner'] }),
  )
  await search.feed(
    jobs.map(job => job.subject),
    jobs.map(job => job.id),
  )
  for (const job of jobs) await database.write('finish', db => outbox.finish({ db, ...at }, job.id))
}

test('a fresh installation builds its index and finds what is listed', async () => {
  const search = await open(await town())
  expect(await titles(search, 'sondergard vries')).toEqual(['Søndergaard & Vries'])
  expect(await titles(search, 'newsleters')).toEqual(['Polderpost'])
  expect((await search.health()).documents).toEqual({ partner: 3, case: 0, review: 0 })
})

test('facets are labelled in the reader’s language and sorted by count, then label', async () => {
  const search = await open(await town())
  const page = await search.search(requestFor('partner', { locale: 'nl' }))
  expect(page.facets.country).toEqual([
    { value: 'NL', label: 'Nederland', count: 2 },
    { value: 'DK', label: 'Denemarken', count: 1 },
  ])
  expect(page.facets.expertise?.map(one => [one.label, one.count])).toEqual([
    ['E-mail automation', 2],
    ['Web design', 2],
  ])
})

test('a firm that calls itself by a place or an expertise is not put first for it', async () => {
  const search = await open(await town())
  const page = await search.search(requestFor('partner', { query: readQuery('lelystad') }))
  expect(page.total).toBe(2)
  expect(page.hits.every(hit => !hit.named)).toBe(true)
  expect((await search.search(requestFor('partner', { query: readQuery('polderpost') }))).hits[0]?.named).toBe(true)
})

test('a change is found when its job is done, a hidden partner is gone, and kept pages go with it', async () => {
  const database = await town()
  const search = await open(database)
  expect(await titles(search)).toHaveLength(3)
  const before = await search.search(requestFor('partner'))
  expect(await search.search(requestFor('partner'))).toBe(before)
  await act(database, NOON, cx => directory.hide(cx, { partner: 'polderpost' as PartnerId, reason: 'asked' }))
  await work(database, search)
  expect(await titles(search)).not.toContain('Polderpost')
  expect(await titles(search, 'polderpost')).toEqual([])
  await take(database, [{ ...(FIRMS[0] as (typeof FIRMS)[0]), id: 'nieuw', name: 'Nieuwkomer' }])
  await work(database, search)
  expect(await titles(search, 'nieuwkomer')).toEqual(['Nieuwkomer'])
})

test('a suspended partner is not found', async () => {
  const database = await town()
  const search = await open(database)
  await act(database, NOON, cx => partners.suspend(cx, { partner: 'polderpost' as PartnerId, reason: 'checked' }))
  await work(database, search)
  expect(await titles(search)).toHaveLength(2)
})

test('a process sees its own writes by catching up, though no worker has taken them', async () => {
  const database = await town()
  const search = await open(database)
  await take(database, [{ ...(FIRMS[0] as (typeof FIRMS)[0]), id: 'late', name: 'Latecomer' }])
  await search.catchUp()
  expect(await titles(search, 'latecomer')).toEqual(['Latecomer'])
  expect(await search.differences()).toEqual([])
})

test('what happened while the program was away is taken in at the next start', async () => {
  const database = await town()
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-desk-'))
  const first = await open(database, { folder })
  await first.prepared
  await first.close()
  await take(database, [{ ...(FIRMS[0] as (typeof FIRMS)[0]), id: 'late', name: 'Latecomer' }])
  const again = await open(database, { folder })
  expect(await titles(again, 'latecomer')).toEqual(['Latecomer'])
})

test('reindexing changes no answer', async () => {
  const search = await open(await town())
  const before = await titles(search)
  expect(await search.reindex()).toEqual({ documents: 3 })
  expect(await titles(search)).toEqual(before)
})

test('typing suggests expertise by its words in either language, and partners by name', async () => {
  const search = await open(await town())
  expect(await search.suggest('mail', 'en')).toMatchObject([
    { kind: 'expertise', value: 'e-mail-automation', count: 2 },
  ])
  expect((await search.suggest('polder', 'en')).map(one => [one.kind, one.label])).toEqual([['partner', 'Polderpost']])
  expect(await search.suggest('  ', 'en')).toEqual([])
})

test('an aborted search is not answered from what is kept, nor kept', async () => {
  const search = await open(await town())
  const stop = new AbortController()
  stop.abort(new Error('typed on'))
  await expect(search.search(requestFor('partner', { signal: stop.signal }))).rejects.toThrow('typed on')
})

test('the JSON is that of interfaces.md', async () => {
  const search = await open(await town())
  const { request } = parseQuery(new URLSearchParams('q=sondergaard&country=dk'), 'api')
  const json = toJson(await search.search(request), request)
  expect(json).toMatchObject({
    query: 'sondergaard',
    total: 1,
    page: 1,
    pages: 1,
    hits: [{ kind: 'partner', id: 'søndergaard', title: 'Søndergaard & Vries', summary: 'Shops by the sea' }],
  })
  expect(json.facets.country).toEqual([
    { value: 'DK', count: 1, label: 'Denmark' },
    { value: 'NL', count: 0, label: 'Netherlands' },
  ])
  expect(json.hits[0]?.highlights.title).toContainEqual(['Søndergaard', true])
  expect(Object.keys(json.facets)).not.toContain('city')
})

test('with Meilisearch the same is found, and its documents are the same', async () => {
  const server = await startMeilisearch({ key: 'k' })
  onTestFinished(() => server.close())
  const database = await town()
  const search = await open(database, { meili: { url: server.url, key: 'k' } })
  const page = await search.search(requestFor('partner', { query: readQuery('newsletters') }))
  expect([page.servedBy, page.hits.map(hit => hit.id)]).toEqual(['meilisearch', ['polderpost']])
  await act(database, NOON, cx => directory.hide(cx, { partner: 'polderpost' as PartnerId, reason: 'asked' }))
  await work(database, search)
  expect(await titles(search)).toHaveLength(2)
  expect((await search.stats()).meilisearch).toMatchObject({
    ok: true,
    away: false,
    owed: 0,
    documents: { partner: 2 },
  })
})

test('a key that may not do its work stops the start, and the message does not hold it', async () => {
  const server = await startMeilisearch({ key: 'right' })
  onTestFinished(() => server.close())
  const opening = open(await town(), { meili: { url: server.url, key: 'very-wrong-key' } })
  const error = await opening.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toMatchObject({ code: 'misconfigured' })
  expect(String(error)).not.toContain('very-wrong-key')
})

test('while Meilisearch is down the embedded engine answers, and what it missed is taken when it is back', async () => {
  const server = await startMeilisearch()
  onTestFinished(() => server.close())
  const database = await town()
  const search = await open(database, { meili: { url: server.url } })
  expect((await search.search(requestFor('partner'))).servedBy).toBe('meilisearch')
  await work(database, search)
  server.mood = 'down'
  for (const q of ['a', 'b', 'c'])
    expect((await search.search(requestFor('partner', { query: readQuery(q) }))).servedBy).toBe('embedded')
  const asked = server.requests.length
  expect((await search.search(requestFor('partner', { query: readQuery('shops') }))).servedBy).toBe('embedded')
  expect(server.requests.length).toBe(asked)
  await act(database, NOON, cx => directory.hide(cx, { partner: 'polderpost' as PartnerId, reason: 'asked' }))
  await work(database, search)
  expect(await titles(search)).toHaveLength(2)
  expect((await search.stats()).meilisearch).toMatchObject({ away: true, owed: 1 })
})
