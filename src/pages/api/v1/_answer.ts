import type { APIContext, APIRoute } from 'astro'
import { describeDatabaseError } from '#db/client.ts'
import { isSearchError } from '#search/index.ts'

/** One thing that is wrong with a request. `pointer` leads to it as if the parameters were an object. */
export type Fault = { readonly parameter: string; readonly code: string; readonly detail: string }

const HEADERS = { 'access-control-allow-origin': '*', 'cache-control': 'no-cache' }

export const answer = (value: unknown): Response => Response.json(value, { headers: HEADERS })

/** An error as RFC 9457 describes it. */
export function problem(
  status: number,
  title: string,
  more: { detail?: string; errors?: readonly Fault[]; instance?: string } = {},
): Response {
  const { errors, ...rest } = more
  const listed = errors?.map(fault => ({
    ...fault,
    pointer: `#/${fault.parameter.replaceAll('~', '~0').replaceAll('/', '~1')}`,
  }))
  const body = { type: 'about:blank', title, status, ...rest, ...(listed ? { errors: listed } : {}) }
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...HEADERS, 'content-type': 'application/problem+json' },
  })
}

/** All that is wrong at once, so that nobody mends one parameter after the other. */
export const refused = (errors: readonly Fault[]): Response =>
  problem(422, 'Some parameters cannot be used.', {
    detail: errors.map(fault => `${fault.parameter}: ${fault.detail}`).join('; '),
    errors,
  })

export const unknown = (parameter: string): Fault => ({
  parameter: parameter.slice(0, 100),
  code: 'unknown-parameter',
  detail: 'there is no such parameter',
})
export const wrong = (parameter: string, detail: string, code = 'bad-value'): Fault => ({ parameter, code, detail })

/**
 * An endpoint: GET and HEAD only, and whatever goes wrong inside becomes a problem with a request id. A search engine that does
 * not answer is a 503 that says when to come back.
 */
export function endpoint(work: (context: APIContext) => Promise<Response>): {
  GET: APIRoute
  HEAD: APIRoute
  ALL: APIRoute
} {
  const get: APIRoute = async context => {
    try {
      return await work(context)
    } catch (error) {
      if (isSearchError(error, 'bad_request')) return problem(422, 'This cannot be searched for.')
      if (isSearchError(error)) {
        const response = problem(503, 'The search does not answer at the moment.')
        response.headers.set('retry-after', '5')
        return response
      }
      const { house, requestId } = context.locals
      const message = describeDatabaseError(error) ?? (error instanceof Error ? error.message : String(error))
      house.log.error(
        { requestId, stack: error instanceof Error ? error.stack?.split('\n').slice(1, 6) : null },
        message,
      )
      return problem(500, 'Something broke on our side.', { instance: `urn:uuid:${requestId}` })
    }
  }
  return {
    GET: get,
    HEAD: get,
    ALL: () => {
      const response = problem(405, 'Only GET is answered here.')
      response.headers.set('allow', 'GET, HEAD')
      return Promise.resolve(response)
    },
  }
}
