import type { IncomingMessage, ServerResponse } from 'node:http'
import { contentVersion } from '#settings/index.ts'
import type { House } from './house.ts'
import { Collector, type Kept, keep, mayKeep, type Rendered, sendKept } from './server-cache.ts'
import { acceptsGzip, compress, setAll } from './server-compress.ts'
import { pageKey } from './server-routes.ts'
import { Shelf } from './shelf.ts'

/** Astro's handler in middleware mode. `next` means that no route of the site has this path. */
export type AstroHandler = (
  req: IncomingMessage,
  res: ServerResponse,
  next: (error?: unknown) => void,
  locals: object,
) => Promise<void>

/** What the server knows of a request before Astro sees it. */
export type Visit = {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  readonly host: string
  readonly path: string
  readonly query: string
  readonly locals: Pick<App.Locals, 'house' | 'requestId' | 'address' | 'locale' | 'path' | 'theme'>
}

const LIFETIME_MS = 60_000
const SHELF_BYTES = 64 * 1024 * 1024

/** The pages of one running site: from memory for visitors where that is safe, from Astro otherwise. */
export function pages(house: House, astro: AstroHandler, shelfBytes = SHELF_BYTES) {
  const shelf = new Shelf<Kept>(shelfBytes)
  const underWay = new Map<string, Promise<Kept | null>>()

  /**
   * Requests that arrive in the same turn of the event loop share one reading: all of them were sent before it was made,
   * so it has every change that any of their senders can know of.
   */
  let reading: Promise<number> | null = null
  function currentVersion(): Promise<number> {
    if (reading === null) {
      reading = contentVersion({ db: house.database.read })
      setImmediate(() => {
        reading = null
      })
    }
    return reading
  }

  /** Astro does not hand `locals` to its page for unknown addresses, so that page is asked for by name. */
  function render(visit: Visit, res: ServerResponse): Promise<void> {
    const { req, locals } = visit
    const nothing = () => {
      res.statusCode = 404
      res.setHeader('content-type', 'text/plain; charset=utf-8')
      res.end('Not found\n')
    }
    return new Promise((resolve, reject) => {
      const missing = () => {
        req.url = '/404'
        astro(req, res, nothing, locals).then(resolve, reject)
      }
      astro(req, res, missing, locals).then(resolve, reject)
    })
  }

  async function collect(visit: Visit): Promise<Rendered | null> {
    const collector = new Collector(visit.req)
    const finished = new Promise<void>(resolve => collector.once('finish', resolve))
    await render(visit, collector as unknown as ServerResponse)
    await finished
    return collector.rendered()
  }

  function direct(visit: Visit): Promise<void> {
    visit.res.setHeader('x-cache', 'bypass')
    if (!house.env.trustProxy && acceptsGzip(visit.req.headers['accept-encoding'])) compress(visit.res)
    return render(visit, visit.res)
  }

  /** Renders a page that may be kept; the others who want it wait. Gives what it rendered, for the one who began. */
  async function fill(visit: Visit, key: string): Promise<Rendered | null> {
    let tell: (kept: Kept | null) => void = () => {}
    underWay.set(key, new Promise(resolve => (tell = resolve)))
    try {
      const rendered = await collect(visit)
      if (!rendered || !mayKeep(rendered)) {
        tell(null)
        return rendered
      }
      const kept = await keep(rendered, Date.now(), LIFETIME_MS)
      shelf.put(key, kept, kept.bytes, kept.until)
      tell(kept)
      return kept
    } finally {
      tell(null)
      underWay.delete(key)
    }
  }

  function sendRendered(visit: Visit, rendered: Rendered | null): void {
    const { res } = visit
    if (!rendered) {
      res.destroy()
      return
    }
    if ('etag' in rendered) {
      sendKept(res, rendered as Kept, acceptsGzip(visit.req.headers['accept-encoding']))
      return
    }
    if (!house.env.trustProxy && acceptsGzip(visit.req.headers['accept-encoding'])) compress(res)
    setAll(res, rendered.headers)
    res.statusCode = rendered.status
    res.setHeader('content-length', rendered.body.length)
    res.end(rendered.body)
  }

  return {
    shelf,
    async answer(visit: Visit): Promise<void> {
      const { req, res, locals } = visit
      const page = mayBeShared(req) ? pageKey(locals.path, visit.query) : null
      if (page === null) return direct(visit)
      const version = await currentVersion()
      const key = `${version} ${visit.host} ${locals.locale} ${locals.theme} ${page}`
      const kept = shelf.get(key, Date.now()) ?? (await underWay.get(key)) ?? null
      if (kept) {
        res.setHeader('x-cache', 'hit')
        return sendKept(res, kept, acceptsGzip(req.headers['accept-encoding']))
      }
      // Whoever waited in vain, and HEAD, which renders no body, get a page of their own.
      if (req.method === 'HEAD' || underWay.has(key)) return direct(visit)
      res.setHeader('x-cache', 'miss')
      return sendRendered(visit, await fill(visit, key))
    },
  }
}

/** Nobody in particular asks: no cookie but the one that names the colours, and no key. */
export function mayBeShared(req: Pick<IncomingMessage, 'method' | 'headers'>): boolean {
  if (req.method !== 'GET' && req.method !== 'HEAD') return false
  if (req.headers.authorization !== undefined || req.headers.range !== undefined) return false
  const { cookie } = req.headers
  return cookie === undefined || /^\s*(theme=(light|dark)?\s*;?\s*)?$/.test(cookie)
}
