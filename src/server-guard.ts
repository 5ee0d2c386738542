import type { Env } from './env.ts'

/** A request that goes no further: its status, and one line for whoever sent it. */
export type Turned = { readonly status: 400 | 403 | 404 | 405 | 411 | 413 | 415 | 421; readonly message: string }

export type Asked = {
  readonly method: string
  readonly url: string
  readonly host: string | undefined
  readonly origin: string | undefined
  readonly contentLength: string | undefined
  readonly contentType: string | undefined
  readonly chunked: boolean
  readonly authorization: boolean
}

const turn = (status: Turned['status'], message: string): Turned => ({ status, message })

const kB = 1024
const MB = 1024 * kB
const SAFE = new Set(['GET', 'HEAD'])
/** Pages are read and get forms; the API may know more, and answers itself for what it does not. */
const PAGE_METHODS = new Set(['GET', 'HEAD', 'POST'])
const API_METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i

export const isSafe = (method: string): boolean => SAFE.has(method)

/** How many bytes a body may have: forms 64 kB, files on the consoles and the API's batches 6 MB. */
export function bodyLimit(path: string, contentType: string | undefined): number {
  if (path.startsWith('/api/')) return 6 * MB
  const upload = /^multipart\/form-data\b/i.test(contentType ?? '')
  return upload && /^(\/nl)?\/(admin|partner)(\/|$)/.test(path) ? 6 * MB : 64 * kB
}

/** The site's own host and origin, as this request should name them; null if it names another. */
export function ownHost(env: Pick<Env, 'siteUrl'>, host: string | undefined): { host: string; origin: string } | null {
  if (env.siteUrl)
    return host?.toLowerCase() === env.siteUrl.host ? { host: env.siteUrl.host, origin: env.siteUrl.origin } : null
  return host !== undefined && LOOPBACK.test(host) ? { host, origin: `http://${host.toLowerCase()}` } : null
}

/**
 * Whether a path has one spelling only. Rights are judged by the path, and Astro routes the decoded and resolved one: so a
 * letter written as `%6c`, a `..` or a doubled slash is no path of ours. No browser sends such a thing.
 */
function isPlain(path: string): boolean {
  if (path.includes('//') || /%(2[de]|3\d|[46][1-9a-f]|[57][\da]|5f|7e)/i.test(path)) return false
  return !path.split('/').some(segment => segment === '.' || segment === '..')
}

/** The path and the query of a request line, or null if it is no plain path of ours that can be read. */
export function pathOf(url: string): { path: string; query: string } | null {
  if (!url.startsWith('/') || url.startsWith('//') || url.length > 8 * kB) return null
  const cut = url.indexOf('?')
  const path = cut < 0 ? url : url.slice(0, cut)
  if (path.includes('\\') || path.includes('#') || !isPlain(path)) return null
  if (path.includes('%')) {
    try {
      if (decodeURI(path).includes('\0')) return null
    } catch (error) {
      if (error instanceof URIError) return null
      throw error
    }
  }
  return { path, query: cut < 0 ? '' : url.slice(cut) }
}

/** A body that a page can read: what a form sends, or none. */
const isForm = ({ contentType, contentLength }: Asked): boolean =>
  contentLength === '0' ||
  contentLength === undefined ||
  /^application\/x-www-form-urlencoded\b/i.test(contentType ?? '') ||
  /^multipart\/form-data\b.*\bboundary=/i.test(contentType ?? '')

/** What every request must be before anything looks at it (stack.md section 9, steps 2 and 3). Null: let it in. */
export function turnedAway(env: Pick<Env, 'siteUrl'>, asked: Asked): Turned | null {
  const place = pathOf(asked.url)
  if (!place) return turn(400, 'This address cannot be read.')
  const own = ownHost(env, asked.host)
  if (!own) return turn(421, 'This site is not known under that name.')
  const methods = place.path.startsWith('/api/') ? API_METHODS : PAGE_METHODS
  if (!methods.has(asked.method)) return turn(405, 'This method is not known here.')
  if (place.path === '/_image' || place.path.startsWith('/_image/')) return turn(404, 'There is nothing here.')
  if (isSafe(asked.method)) return null
  const byKey = asked.authorization && place.path.startsWith('/api/')
  if (!byKey && asked.origin !== own.origin) return turn(403, 'This form was not sent from this site.')
  const action = new URLSearchParams(place.query).get('_action')
  if (action !== null && !/^[a-z]+\.[a-z]+$/i.test(action)) return turn(404, 'There is nothing here.')
  if (asked.contentLength === undefined) {
    if (asked.chunked || asked.method !== 'DELETE') return turn(411, 'The length of the body must be given.')
    return null
  }
  const limit = bodyLimit(place.path, asked.contentType)
  if (Number(asked.contentLength) > limit)
    return turn(413, `This is too large: at most ${limit >= MB ? `${limit / MB} MB` : `${limit / kB} kB`}.`)
  if (!place.path.startsWith('/api/') && !isForm(asked)) return turn(415, 'Only forms are taken here.')
  return null
}
