import { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { hash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip as gzipWith } from 'node:zlib'

const gzip = promisify(gzipWith)

/** A whole answer, rendered into memory. */
export type Rendered = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly body: Buffer
}
export type Kept = Rendered & {
  readonly gzip: Buffer | null
  readonly etag: string
  readonly until: number
  readonly bytes: number
}

/** Only these answers may be given to the next visitor: whole, good, and not meant for one person. */
export function mayKeep(rendered: Rendered): boolean {
  const control = String(rendered.headers['cache-control'] ?? '')
  return rendered.status === 200 && !('set-cookie' in rendered.headers) && !/private|no-store/i.test(control)
}

export async function keep(rendered: Rendered, now: number, lifetimeMs: number): Promise<Kept> {
  const packed = rendered.body.length > 1024 ? await gzip(rendered.body, { level: 6 }) : null
  return {
    ...rendered,
    gzip: packed,
    etag: `W/"${hash('sha256', rendered.body, 'base64url').slice(0, 22)}"`,
    until: now + lifetimeMs,
    bytes: rendered.body.length + (packed?.length ?? 0) + 2_000,
  }
}

/** Looks like a response to Astro, and collects what it writes. Not tied to the socket: others wait for this page too. */
export class Collector extends EventEmitter {
  statusCode = 200
  statusMessage = ''
  headersSent = false
  readonly req: IncomingMessage
  readonly #headers: Record<string, string | string[]> = {}
  readonly #chunks: Buffer[] = []
  #broken = false

  constructor(req: IncomingMessage) {
    super()
    this.req = req
  }
  setHeader(name: string, value: string | number | readonly string[]): this {
    this.#headers[name.toLowerCase()] = Array.isArray(value) ? [...value] : String(value)
    return this
  }
  writeHead(status: number, headers: Record<string, string | string[]> = {}): this {
    this.statusCode = status
    this.headersSent = true
    for (const [name, value] of Object.entries(headers)) this.setHeader(name, value)
    return this
  }
  write(chunk: Uint8Array | string, done?: () => void): boolean {
    this.#chunks.push(Buffer.from(chunk as Uint8Array))
    done?.()
    return true
  }
  end(chunk?: Uint8Array | string): this {
    if (chunk !== undefined) this.write(chunk)
    this.emit('finish')
    return this
  }
  /** Astro gives up in the middle of a page: nobody gets half of it. */
  destroy(): this {
    this.#broken = true
    this.emit('finish')
    return this
  }
  rendered(): Rendered | null {
    if (this.#broken) return null
    return { status: this.statusCode, headers: this.#headers, body: Buffer.concat(this.#chunks) }
  }
}

/** Sends a kept answer: compressed if the browser can, and not at all if it has it. */
export function sendKept(res: ServerResponse, kept: Kept, zipped: boolean): void {
  for (const name in kept.headers) res.setHeader(name, kept.headers[name] ?? '')
  res.setHeader('etag', kept.etag)
  res.setHeader('vary', 'accept-encoding, cookie')
  if (res.req.headers['if-none-match'] === kept.etag) {
    res.removeHeader('content-type')
    res.writeHead(304)
    res.end()
    return
  }
  const body = zipped && kept.gzip ? kept.gzip : kept.body
  if (body === kept.gzip) res.setHeader('content-encoding', 'gzip')
  res.setHeader('content-length', body.length)
  res.writeHead(kept.status)
  res.end(res.req.method === 'HEAD' ? undefined : body)
}
