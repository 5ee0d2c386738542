import { existsSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import sirv from 'sirv'
import { assetOf } from '#directory/index.ts'
import type { House } from './house.ts'

const YEAR = 'public, max-age=31536000, immutable'
export const CLIENT = fileURLToPath(new URL('../dist/client', import.meta.url))

export type Files = (req: IncomingMessage, res: ServerResponse, next: () => void) => void

/** What the build made, read from a list made at start: names that Astro gave a hash never change, the rest is asked about again. */
export function staticFiles(folder = CLIENT): Files {
  if (!existsSync(folder)) return (_req, _res, next) => next()
  return sirv(folder, {
    dev: false,
    etag: true,
    brotli: true,
    gzip: true,
    extensions: [],
    setHeaders: (res, path) => {
      res.setHeader('cache-control', path.startsWith('/_astro/') ? YEAR : 'public, max-age=3600')
    },
  })
}

/** Only these are ever served from the database: what else lies there was not drawn by us. */
const TYPES: Readonly<Record<string, string>> = {
  'image/svg+xml': 'svg',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/jpeg': 'jpg',
  'image/png': 'png',
}

/** `/assets/<hash>.<ext>`: pictures by the hash of their content. False if the path names none. */
export async function sendAsset(house: Pick<House, 'database'>, path: string, res: ServerResponse): Promise<boolean> {
  const match = /^\/assets\/([A-Za-z0-9_-]{8,128})\.(\w{2,5})$/.exec(path)
  if (!match?.[1]) return false
  const asset = await assetOf({ db: house.database.read }, match[1])
  if (!asset || TYPES[asset.mediaType] !== match[2]) return false
  res.setHeader('content-type', asset.mediaType)
  res.setHeader('cache-control', YEAR)
  res.setHeader('content-disposition', 'inline')
  // A drawing opened by itself runs nothing, loads nothing and has no origin.
  res.setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
  const body = Buffer.from(asset.body)
  res.setHeader('content-length', body.length)
  res.end(res.req.method === 'HEAD' ? undefined : body)
  return true
}
