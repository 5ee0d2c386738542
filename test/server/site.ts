import { mkdtempSync, rmSync } from 'node:fs'
import { type IncomingMessage, request as ask } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { parseEnv } from '#env.ts'
import { type House, openHouse } from '#house.ts'
import { type ServeOptions, serve } from '#server.ts'
import type { AstroHandler } from '#server-page.ts'

export type Answer = {
  status: number
  headers: IncomingMessage['headers']
  body: string
  bytes: Buffer
}
export type Asking = { method?: string; headers?: Record<string, string>; body?: string | Buffer }

/** A house in a folder of its own. */
export async function houseWith(vars: Record<string, string> = {}): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-server-'))
  const env = parseEnv({ DATA_DIR: folder, LOG_LEVEL: 'silent', ...vars })
  if (!env.ok) throw new Error(env.message)
  const house = await openHouse(env.value, { synchronous: 'normal', searchThread: false })
  onTestFinished(async () => {
    await house.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return house
}

/** Our server on a free port, in front of a site that a test made up. */
export async function siteWith(
  astro: AstroHandler,
  vars: Record<string, string> = {},
  o: Partial<ServeOptions> = {},
): Promise<{
  house: House
  port: number
  ask: (path: string, asking?: Asking) => Promise<Answer>
  stop: () => Promise<boolean>
}> {
  const house = await houseWith(vars)
  const files: ServeOptions['files'] = (_req, _res, next) => next()
  const serving = await serve(house, { port: 0, host: '127.0.0.1', astro, files, ...o })
  onTestFinished(async () => {
    await serving.stop()
  })
  const { port } = serving
  return { house, port, ask: (path, asking) => send(port, path, asking), stop: serving.stop }
}

/** One request as it stands: no header is added but Host, nothing is followed. */
export function send(port: number, path: string, { method = 'GET', headers = {}, body }: Asking = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const req = ask({
      port,
      host: '127.0.0.1',
      path,
      method,
      headers: { host: `localhost:${port}`, ...length, ...headers },
      agent: false,
    })
    req.once('error', reject)
    req.once('response', res => {
      const chunks: Buffer[] = []
      res.on('data', chunk => chunks.push(chunk))
      res.once('error', reject)
      res.once('end', () => {
        const bytes = Buffer.concat(chunks)
        resolve({ status: res.statusCode ?? 0, headers: res.headers, body: bytes.toString('utf8'), bytes })
      })
    })
    req.end(body)
  })
}

/** A made-up site of one page that says what it was given. */
export const echo: AstroHandler = async (req, res, _next, given) => {
  const { house: _, ...locals } = given as App.Locals
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk)
  res.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'no-cache' })
  res.end(JSON.stringify({ url: req.url, headers: req.headers, locals, body: Buffer.concat(chunks).length }))
}
