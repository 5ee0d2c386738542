import { isInputError } from 'astro:actions'
import type { AstroGlobal } from 'astro'
import { href } from '#ui/link.ts'

type Asked = Parameters<AstroGlobal['getActionResult']>[0]

/** What became of the form that was posted to this page, if one was. */
export type Answer = {
  /** Where to go now that it is done: every form ends in a redirect, so that reloading repeats nothing. */
  readonly done: Response | null
  /** The name of the no, worded by the page through `refusal.<name>`. */
  readonly refusal: string | null
  /** By field: the names of what is wrong with it, worded through `field.<name>`. */
  readonly fields: Readonly<Record<string, readonly string[]>>
  /** What was typed, so that nobody types it twice. Passwords are not kept. Several values of one name are joined by ";". */
  readonly values: Readonly<Record<string, string>>
  /** The token of a one-time link, kept apart so that no field shows it. */
  readonly secret: string | null
}

export const NOTHING_ASKED: Answer = { done: null, refusal: null, fields: {}, values: {}, secret: null }

/** Every action of ours answers with the path to go to next, without the language's prefix. */
export async function answerOf(astro: AstroGlobal, ...asked: Asked[]): Promise<Answer> {
  for (const action of asked) {
    const result = astro.getActionResult(action)
    if (!result) continue
    if (!result.error) {
      const to = typeof result.data === 'string' ? result.data : '/'
      return { ...NOTHING_ASKED, done: astro.redirect(href(astro.locals.locale, to), 303) }
    }
    const { values, secret } = await typed(astro.request)
    if (isInputError(result.error)) {
      const fields: Record<string, readonly string[]> = {}
      for (const issue of result.error.issues) {
        const name = issue.path.length === 0 ? 'form' : String(issue.path[0])
        fields[name] = [...(fields[name] ?? []), issue.message]
      }
      return { ...NOTHING_ASKED, fields, values, secret }
    }
    const refusal = result.error.code === 'INTERNAL_SERVER_ERROR' ? 'something-broke' : result.error.message
    return { ...NOTHING_ASKED, refusal, values, secret }
  }
  return NOTHING_ASKED
}

async function typed(request: Request): Promise<Pick<Answer, 'values' | 'secret'>> {
  if (request.bodyUsed) return { values: {}, secret: null }
  const values: Record<string, string> = {}
  let secret: string | null = null
  for (const [name, value] of await request.formData()) {
    if (typeof value !== 'string' || name === 'password' || name === 'current') continue
    if (name === 'token') secret = value
    else values[name] = name in values ? `${values[name]};${value}` : value
  }
  return { values, secret }
}
