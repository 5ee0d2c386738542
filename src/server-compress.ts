import type { ServerResponse } from 'node:http'
import { createGzip } from 'node:zlib'

const TEXT = /^(text\/|application\/(json|problem\+json|javascript|manifest\+json|xml|ld\+json)|image\/svg)/
const WORTH_IT = 1024

export const acceptsGzip = (header: string | string[] | undefined): boolean =>
  typeof header === 'string' && /(^|[,\s])(gzip|\*)(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(header)

/** Level 1: a page of 38 kB in 0.12 ms instead of 0.29, for a tenth more bytes. What never changes is compressed at build. */
const LEVEL = 1

/** From here on the response compresses what is text and over 1 kB, as it streams. */
export function compress(res: ServerResponse): void {
  let gzip: ReturnType<typeof createGzip> | null = null
  const plain = {
    writeHead: res.writeHead.bind(res) as (status: number, headers?: unknown) => ServerResponse,
    write: res.write.bind(res) as (chunk: unknown) => boolean,
    end: res.end.bind(res) as (chunk?: unknown) => ServerResponse,
  }

  function begin(): void {
    const type = String(res.getHeader('content-type') ?? '')
    const length = Number(res.getHeader('content-length') ?? Number.POSITIVE_INFINITY)
    if (!TEXT.test(type)) return
    res.appendHeader('vary', 'accept-encoding')
    if (res.statusCode === 204 || res.statusCode === 304 || length <= WORTH_IT || res.hasHeader('content-encoding'))
      return
    if (res.req.method === 'HEAD') return
    res.removeHeader('content-length')
    res.setHeader('content-encoding', 'gzip')
    const etag = res.getHeader('etag')
    if (typeof etag === 'string' && !etag.startsWith('W/')) res.setHeader('etag', `W/${etag}`)
    const stream = createGzip({ level: LEVEL })
    gzip = stream
    stream.on('data', (chunk: Buffer) => {
      if (!plain.write(chunk)) {
        stream.pause()
        res.once('drain', () => stream.resume())
      }
    })
    stream.on('end', () => plain.end())
    res.on('close', () => stream.destroy())
  }

  res.writeHead = ((status: number, ...rest: unknown[]) => {
    const headers = rest.findLast(value => value !== null && typeof value === 'object')
    if (headers) setAll(res, headers as Record<string, string | string[]>)
    res.statusCode = status
    begin()
    return plain.writeHead(status)
  }) as typeof res.writeHead
  res.write = ((chunk: unknown, ...rest: unknown[]) => {
    if (!res.headersSent) res.writeHead(res.statusCode)
    if (!gzip) return plain.write(chunk)
    const done = rest.findLast(value => typeof value === 'function') as (() => void) | undefined
    return gzip.write(chunk as Buffer, () => done?.())
  }) as typeof res.write
  res.end = ((chunk?: unknown) => {
    const last = typeof chunk === 'function' ? undefined : chunk
    if (!res.headersSent) {
      if (last !== undefined && !res.hasHeader('content-length'))
        res.setHeader('content-length', Buffer.byteLength(last as string))
      res.writeHead(res.statusCode)
    }
    if (!gzip) return plain.end(last)
    if (last !== undefined) gzip.end(last)
    else gzip.end()
    return res
  }) as typeof res.end
}

/** Headers given to `writeHead` join those that were set before. */
export function setAll(
  res: Pick<ServerResponse, 'setHeader'>,
  headers: Readonly<Record<string, string | string[]>>,
): void {
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
}
