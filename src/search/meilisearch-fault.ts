import { type Code, SearchError } from './search-error.ts'

/** The shape of the client's errors; told by name, for two copies of a library make two classes. */
type Fault = { readonly name?: unknown; readonly cause?: unknown; readonly response?: { readonly status?: unknown } }
type Said = { readonly code?: unknown; readonly type?: unknown; readonly name?: unknown; readonly cause?: unknown }

const said = (value: unknown): Said => (typeof value === 'object' && value !== null ? (value as Said) : {})
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const BY_CODE: Readonly<Record<string, Code>> = {
  index_not_found: 'not_ready',
  too_many_search_requests: 'overloaded',
  invalid_api_key: 'misconfigured',
  missing_authorization_header: 'misconfigured',
  missing_master_key: 'misconfigured',
}

/**
 * What the Meilisearch client throws, as our own error; the caller's own abort is handed back as it is. Told apart by
 * code, not by status or message. The text holds codes alone: no address, no key, no words of a visitor.
 */
export function faultOf(error: unknown, signal: AbortSignal | null = null): unknown {
  if (error instanceof SearchError) return error
  if (signal?.aborted) return signal.reason
  const { name, cause, response } = said(error) as Fault
  if (name === 'MeilisearchTaskTimeOutError') return new SearchError('write_pending', 'the task still runs')
  if (name === 'MeilisearchApiError') {
    const code = textOf(said(cause).code)
    return new SearchError(
      codeOf(code, textOf(said(cause).type), response?.status),
      code || `status ${String(response?.status)}`,
    )
  }
  // No answer, a late one, or a proxy's page that is no JSON: all the same to whoever asked.
  const reason = said(cause)
  const why = textOf(said(reason.cause).code) || textOf(reason.name) || textOf(name) || 'no answer'
  return new SearchError('unavailable', why)
}

function codeOf(code: string, type: string, status: unknown): Code {
  const known = BY_CODE[code]
  if (known !== undefined) return known
  if (type === 'auth' || status === 401 || status === 403) return 'misconfigured'
  if (type === 'invalid_request' && status !== 404) return 'bad_request'
  return 'unavailable'
}

/** A task that has ended badly throws nothing by itself. */
export function taskFault(task: { readonly status: string; readonly error?: unknown }): SearchError | null {
  if (task.status === 'succeeded') return null
  return new SearchError('write_failed', textOf(said(task.error).code) || task.status)
}
