import { type ActionAPIContext, ActionError } from 'astro:actions'
import type { SessionCookie } from '#identity/index.ts'
import type { Result } from '#kernel/result.ts'

/** The browser keeps the cookie from this answer on. */
export const keepCookie = ({ cookies }: Pick<ActionAPIContext, 'cookies'>, cookie: SessionCookie): void =>
  cookies.set(cookie.name, cookie.value, cookie.attributes)

/** The value of a step that opens its own transactions; its refusal becomes the page's. */
export function accepted<T>(outcome: Result<T, string>): T {
  if (outcome.ok) return outcome.value
  const code = outcome.refusal === 'too-many-tries' ? 'TOO_MANY_REQUESTS' : 'CONFLICT'
  throw new ActionError({ code, message: outcome.refusal })
}
