import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Ok, ok } from '#kernel/result.ts'

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** Everything the operator decides outside the site, read and checked once (interfaces.md section 7). */
export type Env = {
  readonly databaseUrl: string
  readonly databaseAuthToken: string | undefined
  readonly meili: { readonly url: string; readonly key: string | undefined } | null
  readonly smtpUrl: string | null
  /** Where people reach the site; null: only under loopback names. */
  readonly siteUrl: URL | null
  readonly siteName: string | null
  readonly port: number
  readonly host: string
  readonly dataDir: string
  readonly uploads:
    | { readonly kind: 'directory'; readonly path: string }
    | { readonly kind: 's3'; readonly url: string }
  readonly logLevel: (typeof LOG_LEVELS)[number]
  readonly trustProxy: boolean
}
export type BadEnv = { readonly ok: false; readonly refusal: 'bad-environment'; readonly message: string }

const bad = (name: string, must: string): BadEnv => ({
  ok: false,
  refusal: 'bad-environment',
  message: `${name} ${must}`,
})

function urlOf(text: string, ...protocols: string[]): URL | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  return protocols.includes(url.protocol) ? url : null
}

/** Pure: the variables in, the environment or one line about the first wrong one out. An empty variable counts as unset. */
export function parseEnv(vars: Readonly<Record<string, string | undefined>>): Ok<Env> | BadEnv {
  const given = (name: string): string | undefined => vars[name]?.trim() || undefined
  const dataDir = given('DATA_DIR') ?? './data'

  const databaseUrl = given('DATABASE_URL') ?? `file:${dataDir}/guildhall.db`
  const remote = /^(libsql|https?|wss?):/.test(databaseUrl) && URL.canParse(databaseUrl)
  if (!remote && !/^file:./.test(databaseUrl))
    return bad('DATABASE_URL', 'must start with file:, libsql:, http: or https:')

  const meiliUrl = given('MEILI_URL')
  if (meiliUrl && !urlOf(meiliUrl, 'http:', 'https:')) return bad('MEILI_URL', 'must be an http: or https: address')

  const smtpUrl = given('SMTP_URL')
  if (smtpUrl && !urlOf(smtpUrl, 'smtp:', 'smtps:')) return bad('SMTP_URL', 'must be an smtp: or smtps: address')

  const site = given('SITE_URL')
  const siteUrl = site === undefined ? null : urlOf(site, 'http:', 'https:')
  if (site !== undefined && (siteUrl?.pathname !== '/' || siteUrl.search || siteUrl.hash || siteUrl.username))
    return bad('SITE_URL', 'must be an http: or https: address without a path')

  const port = given('PORT') ?? '4321'
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) return bad('PORT', 'must be a number from 0 to 65535')

  const host = given('HOST') ?? '127.0.0.1'
  if (!/^[\w.:-]+$/.test(host)) return bad('HOST', 'must be an address to listen on, such as 127.0.0.1 or 0.0.0.0')

  const uploads = given('UPLOADS_URL') ?? `${dataDir}/uploads`
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(uploads)?.[1]
  if (scheme !== undefined && scheme !== 's3' && scheme !== 'file')
    return bad('UPLOADS_URL', 'must be a directory, or an address that starts with s3:')

  const level = (given('LOG_LEVEL') ?? 'info').toLowerCase()
  const logLevel = LOG_LEVELS.find(name => name === level)
  if (!logLevel) return bad('LOG_LEVEL', `must be one of ${LOG_LEVELS.join(', ')}`)

  const trust = (given('TRUST_PROXY') ?? 'false').toLowerCase()
  if (!['1', 'true', 'yes', '0', 'false', 'no'].includes(trust)) return bad('TRUST_PROXY', 'must be true or false')

  const siteName = given('SITE_NAME') ?? null
  if (siteName !== null && (siteName.length > 80 || /\p{C}/u.test(siteName)))
    return bad('SITE_NAME', 'must be a name of at most 80 characters on one line')

  return ok({
    databaseUrl,
    databaseAuthToken: given('DATABASE_AUTH_TOKEN'),
    meili: meiliUrl ? { url: meiliUrl, key: given('MEILI_KEY') } : null,
    smtpUrl: smtpUrl ?? null,
    siteUrl,
    siteName,
    port: Number(port),
    host,
    dataDir,
    uploads:
      scheme === 's3' ? { kind: 's3', url: uploads } : { kind: 'directory', path: uploads.replace(/^file:/, '') },
    logLevel,
    trustProxy: ['1', 'true', 'yes'].includes(trust),
  })
}

/** A wrong value in the environment: one line that names the variable. */
export class EnvError extends Error {}

/** The environment of this process. Throws `EnvError` for a wrong value, before anything is opened. */
export function readEnv(): Env {
  const env = parseEnv(process.env)
  if (env.ok) return env.value
  throw new EnvError(env.message)
}

/** The installation's own secret: made once, kept in DATA_DIR, readable by its user only. */
export function secretIn(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true })
  const file = join(resolve(dataDir), 'secret')
  const fresh = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')
  try {
    // `wx` lets one of several processes that start together win; the others read what it wrote.
    writeFileSync(file, fresh, { mode: 0o600, flag: 'wx' })
    return fresh
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  chmodSync(file, 0o600)
  return readFileSync(file, 'utf8').trim()
}
