import { type ActionAPIContext, ActionError } from 'astro:actions'
import type { Door, SessionCookie } from '#identity/index.ts'
import type { Result } from '#kernel/result.ts'
import { get } from '#settings/index.ts'

type Context = Pick<ActionAPIContext, 'locals' | 'request' | 'url' | 'cookies'>

/** Whether the cookie of this site is the strict one of https. */
export const isSecure = (locals: App.Locals): boolean => locals.house.env.siteUrl?.protocol === 'https:'

/** Where letters point to, without a slash at the end. */
export const originOf = ({ locals, url }: Pick<Context, 'locals' | 'url'>): string =>
  locals.house.env.siteUrl?.origin ?? url.origin

/** What the steps of signing in want to know of the caller. */
export async function doorOf(context: Context): Promise<Door> {
  const { locals, request } = context
  return {
    database: locals.house.database,
    origin: originOf(context),
    siteName: locals.house.env.siteName ?? (await get(locals.cx, 'site.name')),
    secret: locals.house.secret,
    secure: isSecure(locals),
    address: locals.address,
    userAgent: request.headers.get('user-agent') ?? '',
    locale: locals.locale,
  }
}

export const keepCookie = ({ cookies }: Pick<Context, 'cookies'>, cookie: SessionCookie): void =>
  cookies.set(cookie.name, cookie.value, cookie.attributes)

/** The value of a step that opens its own transactions; its refusal becomes the page's. */
export function accepted<T>(outcome: Result<T, string>): T {
  if (outcome.ok) return outcome.value
  const code = outcome.refusal === 'too-many-tries' ? 'TOO_MANY_REQUESTS' : 'CONFLICT'
  throw new ActionError({ code, message: outcome.refusal })
}
