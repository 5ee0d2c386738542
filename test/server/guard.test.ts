import { expect, test } from 'vitest'
import { type Asked, bodyLimit, ownHost, pathOf, turnedAway } from '#server-guard.ts'

const local = { siteUrl: null }
const open = { siteUrl: new URL('https://partners.example.org') }
const asked = (o: Partial<Asked> = {}): Asked => ({
  method: 'GET',
  url: '/partners?q=mail',
  host: 'localhost:4321',
  origin: undefined,
  contentLength: undefined,
  contentType: undefined,
  chunked: false,
  authorization: false,
  ...o,
})
const form = (o: Partial<Asked> = {}): Asked =>
  asked({
    method: 'POST',
    origin: 'http://localhost:4321',
    contentLength: '10',
    contentType: 'application/x-www-form-urlencoded',
    ...o,
  })
const status = (env: typeof local | typeof open, o: Asked): number | null => turnedAway(env, o)?.status ?? null

test('without SITE_URL only the loopback names are ours, on any port', () => {
  for (const host of ['localhost', 'LOCALHOST:80', '127.0.0.1:4321', '[::1]:4321'])
    expect(ownHost(local, host), host).not.toBeNull()
  for (const host of [undefined, '', 'example.org', 'localhost.example.org', '127.0.0.2', 'localhost:4321@example.org'])
    expect(ownHost(local, host), host).toBeNull()
})

test('with SITE_URL exactly its host is ours', () => {
  expect(ownHost(open, 'partners.example.org')?.origin).toBe('https://partners.example.org')
  expect(ownHost(open, 'Partners.Example.Org')).not.toBeNull()
  for (const host of ['localhost', 'example.org', 'partners.example.org:8443', 'partners.example.org.evil.example'])
    expect(status(open, asked({ host })), host).toBe(421)
})

test('an address that cannot be read goes no further', () => {
  expect(pathOf('/partners/caf%C3%A9?q=%zz')).toEqual({ path: '/partners/caf%C3%A9', query: '?q=%zz' })
  for (const url of [
    '/%zz',
    '/%C3',
    '/a%00b',
    '//example.org/x',
    'http://example.org/',
    '*',
    '/a\\b',
    `/${'x'.repeat(9_000)}`,
  ])
    expect(status(local, asked({ url })), url).toBe(400)
})

test('a path has one spelling: rights are judged by it, and what is routed must be the same', () => {
  for (const url of [
    '/admin/%6cedger',
    '/admin/x/../ledger',
    '/admin/./ledger',
    '/admin/%2e%2e/x',
    '/admin//ledger',
    '/%41dmin',
  ])
    expect(status(local, asked({ url })), url).toBe(400)
  for (const url of [
    '/admin/partners/a%20b',
    '/admin/partners/caf%C3%A9',
    '/admin/partners/a%2Fb',
    '/cases/50%25',
    '/a.b/c..d',
  ])
    expect(status(local, asked({ url })), url).toBeNull()
})

test('a page takes forms only, and an action has the name of one', () => {
  expect(status(local, form({ contentType: 'application/json' }))).toBe(415)
  expect(status(local, form({ contentType: 'multipart/form-data' }))).toBe(415)
  expect(status(local, form({ contentType: undefined, contentLength: '0' }))).toBeNull()
  expect(status(local, form({ url: '/sign-in?_action=identity' }))).toBe(404)
  expect(status(local, form({ url: '/sign-in?_action=identity.signIn' }))).toBeNull()
})

test('pictures are not made to order', () => {
  expect(status(local, asked({ url: '/_image?href=/x.png&w=9000' }))).toBe(404)
  expect(status(local, asked({ url: '/_images' }))).toBeNull()
})

test('a form must come from a page of this site', () => {
  expect(status(local, form())).toBeNull()
  expect(status(open, form({ host: 'partners.example.org', origin: 'https://partners.example.org' }))).toBeNull()
  for (const origin of [
    undefined,
    'null',
    'http://partners.example.org',
    'https://example.org',
    'https://partners.example.org:8443',
  ])
    expect(status(open, form({ host: 'partners.example.org', origin })), origin).toBe(403)
  // What Astro's own check lets pass.
  expect(status(local, form({ origin: 'https://example.org', contentType: 'application/json' }))).toBe(403)
})

test('a key opens the API without an origin, and nothing else', () => {
  expect(status(local, form({ url: '/api/v1/turnover', origin: undefined, authorization: true }))).toBeNull()
  expect(status(local, form({ url: '/api/v1/turnover', origin: undefined }))).toBe(403)
  expect(status(local, form({ url: '/admin', origin: undefined, authorization: true }))).toBe(403)
})

test('a body has a length, and each route its limit', () => {
  expect(status(local, form({ contentLength: undefined }))).toBe(411)
  expect(status(local, form({ contentLength: undefined, chunked: true }))).toBe(411)
  expect(status(local, form({ contentLength: '65536' }))).toBeNull()
  expect(status(local, form({ contentLength: '65537' }))).toBe(413)
  const upload = { contentType: 'multipart/form-data; boundary=x' }
  expect(bodyLimit('/admin/imports', upload.contentType)).toBe(6 * 1024 * 1024)
  expect(bodyLimit('/nl/admin/imports', upload.contentType)).toBe(6 * 1024 * 1024)
  expect(bodyLimit('/administrators', upload.contentType)).toBe(64 * 1024)
  expect(status(local, form({ url: '/admin/imports', ...upload, contentLength: '6291456' }))).toBeNull()
  expect(status(local, form({ url: '/admin/imports', ...upload, contentLength: '6291457' }))).toBe(413)
  expect(status(local, form({ url: '/api/v1/turnover', contentLength: '6291457' }))).toBe(413)
})

test('methods that nobody knows are refused', () => {
  expect(status(local, asked({ method: 'TRACE' }))).toBe(405)
  expect(status(local, asked({ method: 'OPTIONS' }))).toBe(405)
  expect(status(local, asked({ method: 'PUT' }))).toBe(405)
  expect(status(local, asked({ method: 'DELETE', url: '/partners' }))).toBe(405)
  expect(status(local, asked({ method: 'HEAD' }))).toBeNull()
})
