import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parseEnv, secretIn } from '#env.ts'

const parsed = (vars: Record<string, string>) => {
  const env = parseEnv(vars)
  if (!env.ok) throw new Error(env.message)
  return env.value
}
const fault = (vars: Record<string, string>) => {
  const env = parseEnv(vars)
  return env.ok ? null : env.message
}

test('nothing is required to start', () => {
  expect(parsed({})).toEqual({
    databaseUrl: 'file:./data/guildhall.db',
    databaseAuthToken: undefined,
    meili: null,
    smtpUrl: null,
    siteUrl: null,
    siteName: null,
    port: 4321,
    host: '127.0.0.1',
    dataDir: './data',
    uploads: { kind: 'directory', path: './data/uploads' },
    logLevel: 'info',
    trustProxy: false,
  })
})

test('an empty variable counts as unset, outer blanks are dropped', () => {
  expect(parsed({ PORT: '', SITE_NAME: '  ', DATABASE_URL: ' ' })).toEqual(parsed({}))
  expect(parsed({ SITE_NAME: ' Havenhuis ' }).siteName).toBe('Havenhuis')
})

test('everything that is given is read', () => {
  const env = parsed({
    DATABASE_URL: 'libsql://db.example.org',
    DATABASE_AUTH_TOKEN: 'token',
    MEILI_URL: 'http://meili:7700',
    MEILI_KEY: 'key',
    SMTP_URL: 'smtps://user:pass@mail.example.org',
    SITE_URL: 'https://partners.example.org',
    PORT: '65535',
    HOST: '0.0.0.0',
    DATA_DIR: '/var/lib/guildhall',
    UPLOADS_URL: 's3://bucket/path',
    LOG_LEVEL: 'WARN',
    TRUST_PROXY: 'true',
  })
  expect(env.siteUrl?.origin).toBe('https://partners.example.org')
  expect(env).toMatchObject({ port: 65_535, logLevel: 'warn', trustProxy: true, meili: { key: 'key' } })
  expect(env.uploads).toEqual({ kind: 's3', url: 's3://bucket/path' })
  expect(parsed({ DATA_DIR: '/var/lib/guildhall' }).databaseUrl).toBe('file:/var/lib/guildhall/guildhall.db')
})

test.each([
  ['DATABASE_URL', 'postgres://localhost/x'],
  ['DATABASE_URL', 'file:'],
  ['MEILI_URL', 'meili:7700'],
  ['SMTP_URL', 'mail.example.org'],
  ['SITE_URL', 'partners.example.org'],
  ['SITE_URL', 'https://example.org/partners'],
  ['SITE_URL', 'https://user:pass@example.org'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '80a'],
  ['HOST', 'my host'],
  ['UPLOADS_URL', 'ftp://example.org'],
  ['LOG_LEVEL', 'loud'],
  ['TRUST_PROXY', 'maybe'],
  ['SITE_NAME', 'x'.repeat(81)],
])('a wrong %s stops the start with one line that names it: %s', (name, value) => {
  const message = fault({ [name]: value })
  expect(message).toMatch(new RegExp(`^${name} must `))
  expect(message).not.toContain('\n')
})

test('the secret is made once and nobody else may read it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-env-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const dataDir = join(folder, 'data')
  const secret = secretIn(dataDir)
  expect(secret).toMatch(/^[\w-]{43}$/)
  expect(secretIn(dataDir)).toBe(secret)
  expect(readFileSync(join(dataDir, 'secret'), 'utf8')).toBe(secret)
  expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600)
})
