import { connect as socketTo } from 'node:net'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { keepDrawing } from '#directory/index.ts'
import type { AstroHandler } from '#server-page.ts'
import { staticFiles } from '#server-static.ts'
import { act } from '../support/database.ts'
import { type Answer, echo, send, siteWith } from './site.ts'

const told = (answer: Answer) =>
  JSON.parse(answer.body) as { url: string; headers: Record<string, string>; locals: App.Locals; body: number }

test('health is answered before everything, under any name', async () => {
  const { ask } = await siteWith(echo, { SITE_URL: 'https://partners.example.org' })
  expect(await ask('/livez', { headers: { host: '10.0.0.7' } })).toMatchObject({ status: 200, body: 'ok\n' })
  expect(await ask('/readyz', { headers: { host: '10.0.0.7' } })).toMatchObject({ status: 200 })
  expect(await ask('/partners', { headers: { host: '10.0.0.7' } })).toMatchObject({ status: 421 })
})

test('a page is given the house, the language, the colours and the path without its language', async () => {
  const { ask } = await siteWith(echo)
  const page = told(await ask('/nl/account?x=1', { headers: { cookie: 'a=b; theme=dark' } }))
  expect(page).toMatchObject({ url: '/account?x=1', locals: { locale: 'nl', path: '/account', theme: 'dark' } })
  expect(told(await ask('/account'))).toMatchObject({ locals: { locale: 'en', path: '/account', theme: 'auto' } })
  expect(told(await ask('/nlx'))).toMatchObject({ url: '/nlx', locals: { locale: 'en' } })
  expect(told(await ask('/nl'))).toMatchObject({ url: '/', locals: { locale: 'nl', path: '/' } })
})

test('forwarded headers of a stranger are dropped and set anew from SITE_URL', async () => {
  const { ask } = await siteWith(echo, { SITE_URL: 'https://partners.example.org' })
  const spoofed = {
    host: 'partners.example.org',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'gopher',
    'x-forwarded-for': '6.6.6.6',
    'x-forwarded-port': '6666',
    forwarded: 'for=6.6.6.6;host=evil.example',
  }
  const { headers, locals } = told(await ask('/account', { headers: spoofed }))
  expect(headers).toMatchObject({ 'x-forwarded-host': 'partners.example.org', 'x-forwarded-proto': 'https' })
  expect(JSON.stringify(headers)).not.toMatch(/evil|6\.6\.6\.6|6666/)
  expect(locals.address).toMatch(/127\.0\.0\.1$/)
})

test('behind our own proxy the caller is the last address it added', async () => {
  const { ask } = await siteWith(echo, { TRUST_PROXY: 'true' })
  const { locals } = told(await ask('/account', { headers: { 'x-forwarded-for': '6.6.6.6, 203.0.113.7' } }))
  expect(locals.address).toBe('203.0.113.7')
})

test('every answer carries its guards; https adds its own', async () => {
  const plain = await (await siteWith(echo)).ask('/account')
  expect(plain.headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
  })
  expect(plain.headers['x-request-id']).toMatch(/^[\w-]{36}$/)
  expect(plain.headers['strict-transport-security']).toBeUndefined()
  const open = await siteWith(echo, { SITE_URL: 'https://partners.example.org' })
  const secure = await open.ask('/account', { headers: { host: 'partners.example.org' } })
  expect(secure.headers['strict-transport-security']).toMatch('max-age=')
})

test('a form passes from this site and from nowhere else', async () => {
  const { ask, port } = await siteWith(echo)
  const form = { method: 'POST', body: 'a=b' }
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  const own = await ask('/sign-in', { ...form, headers: { ...type, origin: `http://localhost:${port}` } })
  expect(told(own)).toMatchObject({ body: 3 })
  expect((await ask('/sign-in', form)).status).toBe(403)
  expect((await ask('/sign-in', { ...form, headers: { origin: 'https://evil.example' } })).status).toBe(403)
})

test('a body that is too large is refused before it is read, in words', async () => {
  const { ask, port } = await siteWith(echo)
  const headers = { origin: `http://localhost:${port}` }
  const large = await ask('/sign-in', { method: 'POST', headers, body: Buffer.alloc(200_000) })
  expect(large).toMatchObject({ status: 413, body: 'This is too large: at most 64 kB.\n' })
  expect(
    (await ask('/sign-in', { method: 'POST', headers: { ...headers, 'transfer-encoding': 'chunked' } })).status,
  ).toBe(411)
  const api = await ask('/api/v1/turnover', {
    method: 'POST',
    headers: { ...headers, 'content-length': '99999999' },
  }).catch(() => null)
  expect(api?.headers['content-type']).toBe('application/problem+json')
})

test('an address that cannot be read, a strange request line and an unknown method are turned away', async () => {
  const { ask, port } = await siteWith(echo)
  expect((await ask('/%zz')).status).toBe(400)
  expect((await ask('/_image?href=/x')).status).toBe(404)
  expect((await ask('/partners', { method: 'TRACE' })).status).toBe(405)
  const raw = await new Promise<string>(resolve => {
    const socket = socketTo(port, '127.0.0.1', () =>
      socket.write('GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'),
    )
    let text = ''
    socket.on('data', chunk => {
      text += String(chunk)
    })
    socket.on('close', () => resolve(text))
  })
  expect(raw).toMatch(/^HTTP\/1\.1 400/)
})

test('one page has one address: a slash at the end leads to the one without', async () => {
  const { ask } = await siteWith(echo)
  expect(await ask('/partners/?q=x')).toMatchObject({ status: 308, headers: { location: '/partners?q=x' } })
  expect(await ask('/nl/')).toMatchObject({ status: 308, headers: { location: '/nl' } })
})

test('an unknown address is given the page for it, with everything a page is given', async () => {
  const site: AstroHandler = async (req, res, next, given) => {
    if (req.url !== '/404') return next()
    res.writeHead(404, { 'content-type': 'text/html' })
    res.end(`no ${(given as App.Locals).path} in ${(given as App.Locals).locale}`)
  }
  const { ask } = await siteWith(site)
  expect(await ask('/nl/nowhere')).toMatchObject({ status: 404, body: 'no /nowhere in nl' })
  const empty = await siteWith(async (_req, _res, next) => next())
  expect(await empty.ask('/nowhere')).toMatchObject({ status: 404, body: 'Not found\n' })
})

test('a page that breaks is a 500 with a number to ask about, and nothing of why', async () => {
  const { ask } = await siteWith(() => Promise.reject(new Error('secret table')))
  const answer = await ask('/account')
  expect(answer.status).toBe(500)
  expect(answer.body).toContain(String(answer.headers['x-request-id']))
  expect(answer.body).not.toContain('secret')
})

test('text is compressed for who can read it so, whole and unchanged', async () => {
  const text = 'Guildhall '.repeat(5_000)
  const site: AstroHandler = async (req, res) => {
    const png = req.url === '/picture'
    res.writeHead(200, { 'content-type': png ? 'image/png' : 'text/html' })
    for (let i = 0; i < text.length; i += 7_777) res.write(text.slice(i, i + 7_777))
    res.end()
  }
  const { ask } = await siteWith(site)
  const gzip = { headers: { 'accept-encoding': 'br, gzip' } }
  const packed = await ask('/account', gzip)
  expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' })
  expect(gunzipSync(packed.bytes).toString()).toBe(text)
  expect(packed.bytes.length).toBeLessThan(text.length / 10)
  expect(await ask('/account')).toMatchObject({ body: text })
  expect((await ask('/account', { headers: { 'accept-encoding': 'gzip;q=0' } })).body).toBe(text)
  expect((await ask('/picture', gzip)).headers['content-encoding']).toBeUndefined()
  expect((await ask('/account', { ...gzip, method: 'HEAD' })).headers['content-encoding']).toBeUndefined()
})

test('a short answer is not worth compressing', async () => {
  const site: AstroHandler = async (_req, res) => {
    res.writeHead(200, { 'content-type': 'application/json', 'content-length': '2' })
    res.end('{}')
  }
  const { ask } = await siteWith(site)
  expect(await ask('/account', { headers: { 'accept-encoding': 'gzip' } })).toMatchObject({ body: '{}' })
})

test('a drawing is served by the hash of its content, for ever, and runs nothing', async () => {
  const { ask, house } = await siteWith(echo)
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'
  const kept = await act(house.database, new Date().toISOString(), cx => keepDrawing(cx, svg))
  if (!kept.ok) throw new Error(kept.refusal)
  const answer = await ask(`/assets/${kept.value}.svg`)
  expect(answer).toMatchObject({ status: 200, body: svg })
  expect(answer.headers).toMatchObject({
    'content-type': 'image/svg+xml',
    'x-content-type-options': 'nosniff',
    'content-disposition': 'inline',
  })
  expect(answer.headers['content-security-policy']).toContain('sandbox')
  expect(answer.headers['cache-control']).toContain('immutable')
  expect(told(await ask(`/assets/${kept.value}.html`)).url).toContain('.html')
  expect(told(await ask('/assets/unknown-hash.svg')).url).toContain('unknown-hash')
})

test('what the build made is served as small as it can be, and what bears a hash for ever', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-client-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, '_astro'))
  const css = 'a { color: red }\n'.repeat(500)
  writeFileSync(join(folder, '_astro', 'page.abc.css'), css)
  writeFileSync(join(folder, '_astro', 'page.abc.css.br'), brotliCompressSync(css))
  writeFileSync(join(folder, 'favicon.svg'), '<svg/>')
  writeFileSync(join(folder, '.sources'), 'not for anybody')
  const { ask } = await siteWith(echo, {}, { files: staticFiles(folder) })
  const small = await ask('/_astro/page.abc.css', { headers: { 'accept-encoding': 'gzip, br' } })
  expect(small.headers).toMatchObject({
    'content-encoding': 'br',
    'content-type': 'text/css',
    'x-content-type-options': 'nosniff',
  })
  expect(small.headers['cache-control']).toContain('immutable')
  expect(brotliDecompressSync(small.bytes).toString()).toBe(css)
  expect((await ask('/_astro/page.abc.css')).body).toBe(css)
  expect((await ask('/favicon.svg')).headers['cache-control']).toBe('public, max-age=3600')
  for (const path of ['/.sources', '/_astro', '/_astro/none.css'])
    expect((await ask(path)).body, path).toContain('"locals"')
  for (const path of ['/_astro/../../package.json', '/_astro/%2e%2e/favicon.svg'])
    expect((await ask(path)).status, path).toBe(400)
})

test('it is not ready while its schema is not the program’s', async () => {
  const { port, house } = await siteWith(echo)
  expect((await send(port, '/readyz')).status).toBe(200)
  await house.database.alone('age', client =>
    client.execute(
      'delete from __drizzle_migrations where created_at = (select max(created_at) from __drizzle_migrations)',
    ),
  )
  expect((await send(port, '/readyz')).status).toBe(503)
  expect((await send(port, '/livez')).status).toBe(200)
})
