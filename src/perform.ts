import { ActionError } from 'astro:actions'
import type { Cx } from '#db/client.ts'
import { describeDatabaseError } from '#db/client.ts'
import type { Result } from '#kernel/result.ts'
import { enact } from './enact.ts'

const kindOf = (refusal: string): 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT' =>
  refusal === 'not-allowed' ? 'FORBIDDEN' : refusal.startsWith('unknown-') ? 'NOT_FOUND' : 'CONFLICT'

/**
 * Runs one verb for an action: waits its turn, commits what is accepted, rolls back what is refused and throws the
 * refusal's name for the page to word. Anything unforeseen is logged and shown as `internal-error`, without its text.
 */
export async function perform<T, R extends string>(
  locals: App.Locals,
  name: string,
  verb: (cx: Cx) => Promise<Result<T, R>>,
): Promise<T> {
  const { house, actor, requestId } = locals
  const outcome = await enact(house, { name, actor }, verb).catch((error: unknown) => {
    const message = describeDatabaseError(error) ?? (error instanceof Error ? error.message : String(error))
    house.log.error(
      { requestId, verb: name, stack: error instanceof Error ? error.stack?.split('\n').slice(1, 6) : null },
      message,
    )
    throw new ActionError({ code: 'INTERNAL_SERVER_ERROR', message: 'internal-error' })
  })
  if (outcome.ok) return outcome.value
  throw new ActionError({ code: kindOf(outcome.refusal), message: outcome.refusal })
}
