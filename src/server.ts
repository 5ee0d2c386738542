import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from '#db/orm.ts'
import { schemaState } from '#db/migrate.ts'
import { split } from '#ui/link.ts'
import type { House } from './house.ts'
import { acceptsGzip, compress } from './server-compress.ts'
import { drainable } from './server-drain.ts'
import { isSafe, ownHost, pathOf, type Turned, turnedAway } from './server-guard.ts'
import { type AstroHandler, pages } from './server-page.ts'
import { type Files, sendAsset, staticFiles } from './server-static.ts'
import { themeOf } from './theme.ts'

export type Serving = {
  /** Where the site answers: "http://localhost:4321". */
  readonly url: string
  readonly port: number
  /** Lets what is under way finish, for ten seconds at most. True if everything got its answer. The house stays open. */
  readonly stop: () => Promise<boolean>
}
export type ServeOptions = {
  port: number
  host: string
  /** Tests give a site of their own; otherwise the built one is loaded. */
  astro?: AstroHandler
  files?: Files
  /** Between saying "not ready" and refusing connections, for a balancer to notice. */
  drainDelayMs?: number
}

async function builtSite(): Promise<AstroHandler> {
  process.env.ASTRO_NODE_AUTOSTART = 'disabled'
  const entry = new URL('../dist/server/entry.mjs', import.meta.url).href
  const { handler } = (await import(entry)) as { handler: AstroHandler }
  return handler
}

/** The site on a port: every request passes the steps of stack.md section 9 in their order. The worker is started too. */
export async function serve(house: House, o: ServeOptions): Promise<Serving> {
  const site = pages(house, o.astro ?? (await builtSite()))
  const files = o.files ?? staticFiles()
  const { env, log } = house
  const https = env.siteUrl?.protocol === 'https:'
  let draining = false

  async function health(path: string, res: ServerResponse): Promise<void> {
    res.setHeader('content-type', 'text/plain; charset=utf-8')
    res.setHeader('cache-control', 'no-store')
    if (path === '/livez') {
      res.end('ok\n')
      return
    }
    const ready = !draining && (await isReady(house))
    res.statusCode = ready ? 200 : 503
    res.end(ready ? 'ready\n' : 'not ready\n')
  }

  async function answer(req: IncomingMessage, res: ServerResponse, requestId: string, address: string): Promise<void> {
    const url = req.url ?? '/'
    const no = turnedAway(env, {
      method: req.method ?? 'GET',
      url,
      host: req.headers.host,
      origin: req.headers.origin,
      contentLength: req.headers['content-length'],
      contentType: req.headers['content-type'],
      chunked: req.headers['transfer-encoding'] !== undefined,
      authorization: req.headers.authorization !== undefined,
    })
    const own = ownHost(env, req.headers.host)
    const place = pathOf(url)
    if (no || !own || !place) return turnAway(req, res, no ?? { status: 400, message: 'Bad request.' })
    vouch(req, own, address)
    securityHeaders(res, https)
    if (isSafe(req.method ?? '')) {
      // One page has one address.
      if (place.path.length > 1 && place.path.endsWith('/')) {
        res.writeHead(308, { location: (place.path.replace(/\/+$/, '') || '/') + place.query })
        res.end()
        return
      }
      if (await fromFiles(files, req, res)) return
      if (place.path.startsWith('/assets/')) {
        if (!env.trustProxy && acceptsGzip(req.headers['accept-encoding'])) compress(res)
        if (await sendAsset(house, place.path, res)) return
      }
    }
    const { locale, path } = split(place.path)
    const theme = themeOf(/(?:^|;\s*)theme=(\w+)/.exec(req.headers.cookie ?? '')?.[1])
    req.url = path + place.query
    await site.answer({
      req,
      res,
      host: own.host,
      path,
      query: place.query,
      locals: { house, requestId, address, locale, path, theme },
    })
  }

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const started = performance.now()
    const path = (req.url ?? '/').split('?', 1)[0] ?? '/'
    const requestId = crypto.randomUUID()
    res.setHeader('x-request-id', requestId)
    if (draining) res.setHeader('connection', 'close')
    if (path === '/livez' || path === '/readyz') return health(path, res)
    res.once('close', () => {
      log[res.statusCode >= 500 ? 'error' : 'info']({
        requestId,
        method: req.method,
        path,
        status: res.statusCode,
        ms: Math.round((performance.now() - started) * 10) / 10,
        ...(res.writableFinished ? {} : { aborted: true }),
      })
    })
    try {
      await answer(req, res, requestId, addressOf(req, env.trustProxy))
    } catch (error) {
      log.error(
        { requestId, path, stack: error instanceof Error ? error.stack?.split('\n').slice(1, 6) : null },
        'request failed',
      )
      if (res.headersSent) res.destroy()
      else {
        res.statusCode = 500
        res.setHeader('content-type', 'text/plain; charset=utf-8')
        res.end(`Something broke on our side. It is noted under ${requestId}.\n`)
      }
    }
  }

  const server = createServer((req, res) => void handle(req, res))
  // Who asks before sending a body is told at once whether it is wanted.
  server.on('checkContinue', (req: IncomingMessage, res: ServerResponse) => {
    if (Number(req.headers['content-length'] ?? 0) <= 6 * 1024 * 1024) res.writeContinue()
    void handle(req, res)
  })
  server.headersTimeout = 10_000
  server.requestTimeout = 30_000
  server.keepAliveTimeout = 5_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(o.port, o.host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  house.worker.start()
  const { port } = server.address() as AddressInfo
  const name = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(o.host) ? 'localhost' : o.host
  const drain = drainable(server, { delayMs: o.drainDelayMs ?? 0, limitMs: 10_000 })
  return {
    url: env.siteUrl?.origin ?? `http://${name}:${port}`,
    port,
    stop: () => {
      draining = true
      return drain()
    },
  }
}

async function isReady(house: House): Promise<boolean> {
  try {
    await house.database.read.get(sql`select 1`)
    return (await schemaState(house.database)) === 'current'
  } catch (error) {
    house.log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'the database does not answer')
    return false
  }
}

const fromFiles = (files: Files, req: IncomingMessage, res: ServerResponse): Promise<boolean> =>
  new Promise(resolve => {
    res.once('close', () => resolve(true))
    files(req, res, () => resolve(false))
  })

/** Behind a proxy of ours the caller is the last address that proxy added; otherwise nothing but the socket is believed. */
function addressOf(req: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy ? String(req.headers['x-forwarded-for'] ?? '') : ''
  return forwarded.split(',').at(-1)?.trim() || req.socket.remoteAddress || 'unknown'
}

/** Astro believes forwarded headers from any host, so it is shown only those we made (astro.config.mjs). */
function vouch(req: IncomingMessage, own: { host: string; origin: string }, address: string): void {
  for (const name of Object.keys(req.headers)) {
    if (name === 'forwarded' || name === 'x-real-ip' || name.startsWith('x-forwarded-') || name.startsWith('x-astro-'))
      delete req.headers[name]
  }
  req.headers['x-forwarded-proto'] = own.origin.slice(0, own.origin.indexOf(':'))
  req.headers['x-forwarded-host'] = own.host
  req.headers['x-forwarded-for'] = address
}

function securityHeaders(res: ServerResponse, https: boolean): void {
  res.setHeader('x-content-type-options', 'nosniff')
  res.setHeader('referrer-policy', 'strict-origin-when-cross-origin')
  res.setHeader('cross-origin-opener-policy', 'same-origin')
  res.setHeader('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=()')
  if (https) res.setHeader('strict-transport-security', 'max-age=31536000')
}

/** Says no. A body that is still coming is read away for a moment, or the sender would see a broken line and no answer. */
function turnAway(req: IncomingMessage, res: ServerResponse, { status, message }: Turned): void {
  const api = (req.url ?? '').startsWith('/api/')
  res.statusCode = status
  res.setHeader('x-content-type-options', 'nosniff')
  res.setHeader('cache-control', 'no-store')
  res.setHeader('content-type', api ? 'application/problem+json' : 'text/plain; charset=utf-8')
  if (status === 405) res.setHeader('allow', 'GET, HEAD, POST, PUT, PATCH, DELETE')
  if (!isSafe(req.method ?? 'GET')) {
    res.setHeader('connection', 'close')
    req.resume()
    setTimeout(() => req.socket.destroy(), 5_000).unref()
  }
  res.end(api ? JSON.stringify({ type: 'about:blank', title: message, status }) : `${message}\n`)
}
