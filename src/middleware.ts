import { defineMiddleware } from 'astro:middleware'
import { customerOf } from '#attribution/index.ts'
import type { Cx } from '#db/client.ts'
import { assetOf } from '#directory/index.ts'
import { type Actor, SYSTEM, VISITOR } from '#kernel/actor.ts'
import { cookieName, type SessionCookie, signedOutCookie, type User, userOfSession } from '#identity/index.ts'
import { personOf } from '#partners/index.ts'
import { contentVersion, get } from '#settings/index.ts'
import { href, split } from '#ui/link.ts'
import type { House, SignedIn } from './house.ts'
import { themeOf } from './theme.ts'

/** Who this is: the user, the partner it works for and the customer it belongs to. Three reads by key. */
async function actorOf(house: House, user: User, now: Date): Promise<Actor> {
  const cx: Cx = { db: house.database.read, now, actor: SYSTEM }
  const person = await personOf(cx, user.id)
  return {
    kind: 'user',
    user: user.id,
    email: user.email,
    name: user.name,
    customer: await customerOf(cx, user.id),
    partner: person && { id: person.partner, role: person.role },
    staff: user.staff,
  }
}

const TRUSTED_MS = 1_000

/**
 * Whose session this is. Remembered for a second, and not beyond any write of this process: signing out here is felt at
 * once, signing out through another process within that second. `send` is given a cookie that must go into the answer.
 */
async function signedIn(
  house: House,
  raw: string,
  secure: boolean,
  now: Date,
  send: (cookie: SessionCookie) => void,
): Promise<SignedIn | null> {
  const key = `${house.writes()} ${secure} ${raw}`
  const known = house.signedIn.get(key, now.getTime())
  if (known) return known
  const found = await userOfSession(house.database, raw, secure)
  const cookie = found ? found.cookie : signedOutCookie(house.database, secure)
  if (cookie) send(cookie)
  if (!found) return null
  const who = { actor: await actorOf(house, found.user, now), hash: found.hash }
  house.signedIn.put(key, who, 1_000, now.getTime() + TRUSTED_MS)
  return who
}

/** See `App.Locals.keep`. The content version is read once a request. */
function keeper(house: House, locals: App.Locals): App.Locals['keep'] {
  let version: Promise<number> | null = null
  return async <T>(key: string, make: () => Promise<T>): Promise<T> => {
    version ??= contentVersion(locals.cx)
    const full = `${await version} ${locals.locale} ${key}`
    const kept = house.fragments.get(full, Date.now())
    if (kept !== null && !import.meta.env.DEV) return kept as T
    const made = await make()
    const bytes = typeof made === 'string' ? made.length * 2 : made instanceof Uint8Array ? made.byteLength : 50_000
    if (made !== null) house.fragments.put(full, made, bytes, Date.now() + 60_000)
    return made
  }
}

/** The built site is given everything by src/server.ts; `astro dev` opens a house of its own, once. */
async function houseForDev(): Promise<House> {
  const kept = globalThis as { guildhall?: Promise<House> }
  kept.guildhall ??= import('./house.ts').then(async ({ openHouse }) => {
    const { readEnv } = await import('./env.ts')
    const house = await openHouse(readEnv())
    house.worker.start()
    return house
  })
  return kept.guildhall
}

/** Drawings are the server's affair (src/server-static.ts); `astro dev` has none. */
async function drawingForDev(house: House, path: string): Promise<Response | null> {
  const hash = /^\/assets\/([\w-]+)\.svg$/.exec(path)?.[1]
  const asset = hash === undefined ? null : await assetOf({ db: house.database.read }, hash)
  return asset && new Response(asset.body, { headers: { 'content-type': 'image/svg+xml' } })
}

export const onRequest = defineMiddleware(async (context, next) => {
  const { locals, cookies } = context
  // A rewrite (to the page for "not found", say) passes here again; it is still the same person.
  if (locals.actor) return next()
  let rewrite: string | null = null
  if (!locals.house) {
    locals.house = await houseForDev()
    locals.requestId = crypto.randomUUID()
    locals.address = context.clientAddress
    const { locale, path } = split(context.url.pathname)
    locals.locale = locale
    locals.path = path
    locals.theme = themeOf(cookies.get('theme')?.value)
    if (locale !== 'en') rewrite = path + context.url.search
    const drawing = await drawingForDev(locals.house, path)
    if (drawing) return drawing
  }
  const { house } = locals
  const now = new Date()
  const secure = context.url.protocol === 'https:'
  const raw = cookies.get(cookieName(secure))?.value
  locals.actor = VISITOR
  locals.session = null
  locals.search = house.search
  if (raw !== undefined) {
    const who = await signedIn(house, raw, secure, now, cookie =>
      cookies.set(cookie.name, cookie.value, cookie.attributes),
    )
    if (who) {
      locals.actor = who.actor
      locals.session = { hash: who.hash }
    }
  }
  locals.cx = { db: house.database.read, now, actor: locals.actor }
  locals.keep = keeper(house, locals)
  locals.siteName = house.env.siteName ?? (await locals.keep('site.name', () => get(locals.cx, 'site.name')))
  locals.door = {
    database: house.database,
    origin: context.url.origin,
    siteName: locals.siteName,
    secret: house.secret,
    secure,
    address: locals.address,
    userAgent: context.request.headers.get('user-agent') ?? '',
    locale: locals.locale,
  }

  let response: Response
  try {
    response = await (rewrite === null ? next() : next(rewrite))
  } catch (error) {
    // A body that is not the form it says it is; everything else is a fault of ours.
    if (!(error instanceof TypeError) || !/FormData|form data|multipart/i.test(error.message)) throw error
    return new Response('This form cannot be read.\n', {
      status: 400,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    })
  }
  // A form whose page is not there for this person: Astro would draw its page for unknown addresses from a body already read.
  if (context.request.method === 'POST' && response.status === 404 && response.body === null)
    return context.redirect(href(locals.locale, context.url.pathname), 303)
  const { headers } = response
  // A second policy beside Astro's own: nobody shows our pages inside theirs.
  headers.append('content-security-policy', "frame-ancestors 'none'")
  if (headers.get('content-type') === 'text/html') headers.set('content-type', 'text/html; charset=utf-8')
  if (raw !== undefined) headers.set('cache-control', 'private, no-store')
  else if (!headers.has('cache-control')) headers.set('cache-control', 'no-cache')
  return response
})
