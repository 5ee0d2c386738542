import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { raiseContentVersion } from '#settings/index.ts'
import { Collector, keep, type Kept, mayKeep } from '#server-cache.ts'
import { type AstroHandler, mayBeShared, pages } from '#server-page.ts'
import { Shelf } from '#shelf.ts'
import { within } from '../support/database.ts'
import { type Asking, siteWith } from './site.ts'

const now = () => new Date().toISOString()

/** A made-up site that greets whoever the cookie says, counts its renders, and can be told to wait. */
function greeting(o: { headers?: Record<string, string>; status?: number } = {}) {
  const seen = { renders: 0, wait: Promise.resolve(), text: 'first edition' }
  const site: AstroHandler = async (req, res, _next, given) => {
    seen.renders++
    const { path, locale, theme } = given as App.Locals
    const name = /session=(\w+)/.exec(req.headers.cookie ?? '')?.[1]
    const text = seen.text
    await seen.wait
    const personal = req.headers.cookie?.includes('session')
      ? { 'cache-control': 'private, no-store' }
      : { 'cache-control': 'no-cache' }
    res.writeHead(o.status ?? 200, { 'content-type': 'text/html', ...personal, ...o.headers })
    res.write(
      `${text} ${locale} ${theme} ${path} ${req.url} host ${req.headers['x-forwarded-host']} ${' '.repeat(2_000)}`,
    )
    res.end(name ? `signed in: ${name}` : 'visitor')
  }
  return { site, seen }
}

test('nobody is ever given a page that was made for somebody else', async () => {
  const { site } = greeting()
  const { ask } = await siteWith(site)
  const people: [string, Asking][] = [
    ['visitor', {}],
    ['visitor', {}],
    ['anna', { headers: { cookie: 'session=anna' } }],
    ['bram', { headers: { cookie: '__Host-session=bram; session=bram' } }],
    ['bogus', { headers: { cookie: 'session=bogus' } }],
    ['key', { headers: { authorization: 'Bearer x' } }],
  ]
  const routes = [
    '/',
    '/partners',
    '/partners?q=mail&country=NL',
    '/partners/brightwave',
    '/nl/partners',
    '/cases/one',
    '/program',
  ]
  const first = new Map<string, string>()
  let seed = 42
  const random = (n: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed % n
  }
  for (let n = 0; n < 400; n++) {
    const [who, asking] = people[random(people.length)] ?? ['visitor', {}]
    const path = routes[random(routes.length)] ?? '/'
    const { body, headers } = await ask(path, asking)
    if (who === 'visitor') {
      expect(body).toBe(first.get(path) ?? body)
      expect(body).not.toMatch(/signed in/)
      first.set(path, body)
    } else {
      expect(headers['x-cache'], `${who} ${path}`).toBe('bypass')
      expect(body.includes('signed in')).toBe(who !== 'key')
      if (who === 'anna') expect(body).not.toContain('bram')
      if (who !== 'key') expect(headers['cache-control']).toBe('private, no-store')
    }
  }
  expect(first.size).toBe(routes.length)
  expect((await ask('/partners')).headers['x-cache']).toBe('hit')
})

test('a change that a visitor can see is seen by the next visitor', async () => {
  const { site, seen } = greeting()
  const { ask, house } = await siteWith(site)
  expect((await ask('/partners')).headers['x-cache']).toBe('miss')
  seen.text = 'second edition'
  expect((await ask('/partners')).body).toContain('first edition')
  await within(house.database, now(), cx => raiseContentVersion(cx))
  expect(await ask('/partners')).toMatchObject({
    headers: { 'x-cache': 'miss' },
    body: expect.stringContaining('second edition'),
  })
})

test('a page begun before a change is not given to those who come after it', async () => {
  const { site, seen } = greeting()
  const { ask, house } = await siteWith(site)
  let go = () => {}
  seen.wait = new Promise(resolve => {
    go = resolve
  })
  const slow = ask('/partners')
  await expect.poll(() => seen.renders).toBe(1)
  seen.text = 'second edition'
  await within(house.database, now(), cx => raiseContentVersion(cx))
  const next = ask('/partners')
  await expect.poll(() => seen.renders).toBe(2)
  go()
  expect((await slow).body).toContain('first edition')
  expect((await next).body).toContain('second edition')
  expect((await ask('/partners')).body).toContain('second edition')
})

test('language, colours, host and parameters are told apart, their order and unknown ones are not kept', async () => {
  const { site } = greeting()
  const { ask, port } = await siteWith(site)
  const cache = async (path: string, headers: Record<string, string> = {}) =>
    (await ask(path, { headers })).headers['x-cache']
  expect(await cache('/partners?q=a&country=NL')).toBe('miss')
  expect(await cache('/partners?country=NL&q=a')).toBe('hit')
  expect(await cache('/nl/partners?q=a&country=NL')).toBe('miss')
  expect(await cache('/partners?q=b&country=NL')).toBe('miss')
  expect(await cache('/partners?q=a&country=NL', { cookie: 'theme=dark' })).toBe('miss')
  expect(await cache('/partners?q=a&country=NL', { cookie: 'theme=dark' })).toBe('hit')
  expect(await cache('/partners?q=a&country=NL', { host: `127.0.0.1:${port}` })).toBe('miss')
  expect(await cache('/partners?q=a&country=NL&utm=x')).toBe('bypass')
  expect(await cache('/partners', { cookie: 'shortlist=a' })).toBe('bypass')
  expect(await cache('/partners', { cookie: 'theme=purple' })).toBe('bypass')
  expect(await cache('/account')).toBe('bypass')
  expect(await cache('/sign-in')).toBe('bypass')
})

test('what sets a cookie, failed or was meant for one person is never kept', async () => {
  for (const o of [
    { headers: { 'set-cookie': 'a=b' } },
    { headers: { 'cache-control': 'private' } },
    { headers: { 'cache-control': 'no-store' } },
    { status: 404 },
    { status: 503 },
  ]) {
    const { site, seen } = greeting(o)
    const { ask } = await siteWith(site)
    for (let n = 0; n < 3; n++) {
      const answer = await ask('/partners')
      expect(answer.headers['x-cache'], JSON.stringify(o)).toBe('miss')
      expect(answer.status).toBe(o.status ?? 200)
      expect(answer.body).toContain('visitor')
    }
    expect(seen.renders).toBe(3)
  }
})

test('a hundred visitors at once cost one render', async () => {
  const { site, seen } = greeting()
  const { ask } = await siteWith(site)
  seen.wait = new Promise(resolve => setTimeout(resolve, 100))
  const answers = await Promise.all(Array.from({ length: 100 }, () => ask('/partners')))
  expect(new Set(answers.map(a => a.body)).size).toBe(1)
  expect(answers.filter(a => a.headers['x-cache'] === 'miss')).toHaveLength(1)
  expect(seen.renders).toBe(1)
})

test('when a page that others wait for cannot be kept, each gets a page of its own', async () => {
  const { site, seen } = greeting({ headers: { 'set-cookie': 'a=b' } })
  const { ask } = await siteWith(site)
  seen.wait = new Promise(resolve => setTimeout(resolve, 50))
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask('/partners')))
  expect(answers.map(a => a.status)).toEqual(Array(10).fill(200))
  expect(answers.filter(a => a.headers['x-cache'] === 'hit')).toEqual([])
})

test('when a page that others wait for breaks, nobody hangs', async () => {
  const site: AstroHandler = async () => {
    await new Promise(resolve => setTimeout(resolve, 50))
    throw new Error('broken')
  }
  const { ask } = await siteWith(site)
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask('/partners')))
  expect(answers.map(a => a.status)).toEqual(Array(10).fill(500))
})

test('a kept page is given compressed, as a HEAD, or not at all to who has it', async () => {
  const { site, seen } = greeting()
  const { ask } = await siteWith(site)
  const page = await ask('/partners')
  const packed = await ask('/partners', { headers: { 'accept-encoding': 'gzip' } })
  expect(packed.headers['content-encoding']).toBe('gzip')
  expect(gunzipSync(packed.bytes).toString()).toBe(page.body)
  expect(await ask('/partners', { method: 'HEAD' })).toMatchObject({
    status: 200,
    body: '',
    headers: { 'content-length': String(page.body.length) },
  })
  const again = await ask('/partners', { headers: { 'if-none-match': String(page.headers.etag) } })
  expect(again).toMatchObject({ status: 304, body: '' })
  expect(again.headers['cache-control']).toBe('no-cache')
  expect(seen.renders).toBe(1)
})

test('a HEAD before the first GET does not keep an empty page', async () => {
  const { site } = greeting()
  const { ask } = await siteWith(site)
  await ask('/partners', { method: 'HEAD' })
  expect((await ask('/partners')).body).toContain('visitor')
})

test('whose request may be answered like any other', () => {
  const shared = (headers: Record<string, string>, method = 'GET') => mayBeShared({ method, headers })
  for (const cookie of ['theme=dark', 'theme=light', ' theme=; ']) expect(shared({ cookie }), cookie).toBe(true)
  expect(shared({})).toBe(true)
  for (const cookie of ['session=', 'theme=dark; session=x', 'theme=dark; theme=light', 'other=1', 'theme=dark;a'])
    expect(shared({ cookie }), cookie).toBe(false)
  expect(shared({ authorization: 'Bearer x' })).toBe(false)
  expect(shared({ range: 'bytes=0-5' })).toBe(false)
  expect(shared({}, 'POST')).toBe(false)
})

const put = (shelf: Shelf<Kept>, key: string, kept: Kept) => shelf.put(key, kept, kept.bytes, kept.until)
const page = (text: string) => ({ status: 200, headers: {}, body: Buffer.from(text) })

test('a thousand pages stay within the bound; the one not asked for longest goes first', async () => {
  const shelf = new Shelf<Kept>(500_000)
  for (let n = 0; n < 1_000; n++) {
    put(shelf, String(n), await keep(page('x'.repeat(5_000)), 0, 60_000))
    expect(shelf.get('0', 1), `0 after ${n}`).not.toBeNull()
    expect(shelf.bytes).toBeLessThanOrEqual(500_000)
  }
  expect(shelf.get('1', 1)).toBeNull()
  expect(shelf.get('999', 1)).not.toBeNull()
  put(shelf, 'huge', await keep(page('y'.repeat(400_000)), 0, 60_000))
  expect(shelf.get('huge', 1)).toBeNull()
  expect(shelf.size).toBeGreaterThan(10)
})

test('a kept page lives a minute and no longer', async () => {
  const shelf = new Shelf<Kept>(1_000_000)
  put(shelf, 'a', await keep(page('x'), 1_000, 60_000))
  expect(shelf.get('a', 60_999)).not.toBeNull()
  expect(shelf.get('a', 61_000)).toBeNull()
  expect(shelf.bytes).toBe(0)
})

test('half a page is kept for nobody', () => {
  const collector = new Collector({} as never)
  collector.writeHead(200)
  collector.write('half')
  collector.destroy()
  expect(collector.rendered()).toBeNull()
  expect(mayKeep(page('x'))).toBe(true)
  expect(typeof pages).toBe('function')
})
