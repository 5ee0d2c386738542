import { expect, test } from 'vitest'
import { faultOf, taskFault } from '#search/meilisearch-fault.ts'
import { SearchError } from '#search/search-error.ts'

/** Shapes as the client throws them. */
const answered = (status: number, cause?: { code: string; type?: string }) =>
  Object.assign(new Error('Some message', { cause }), { name: 'MeilisearchApiError', response: { status } })
const unanswered = (cause: unknown) =>
  Object.assign(new Error('Request to http://meili:7700 has failed', { cause }), { name: 'MeilisearchRequestError' })
const named = (name: string) => Object.assign(new Error('late'), { name })

test.each([
  [
    'a refused connection',
    unanswered(new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } })),
    'unavailable',
  ],
  ['a late answer', unanswered(named('MeilisearchRequestTimeOutError')), 'unavailable'],
  ["a proxy's page", new SyntaxError('Unexpected token <'), 'unavailable'],
  ['a bare 503', answered(503), 'unavailable'],
  ['something that is no error', undefined, 'unavailable'],
  ['too many searches', answered(503, { code: 'too_many_search_requests' }), 'overloaded'],
  ['no index', answered(404, { code: 'index_not_found', type: 'invalid_request' }), 'not_ready'],
  [
    'a filter it does not know',
    answered(400, { code: 'invalid_search_filter', type: 'invalid_request' }),
    'bad_request',
  ],
  ['a wrong key', answered(403, { code: 'invalid_api_key', type: 'auth' }), 'misconfigured'],
  ['another trouble with keys', answered(403, { code: 'api_key_expired', type: 'auth' }), 'misconfigured'],
  ['keys that it will not look at', answered(500, { code: 'a_new_code', type: 'auth' }), 'misconfigured'],
  ['a bare 401', answered(401), 'misconfigured'],
  ['a task that takes long', named('MeilisearchTaskTimeOutError'), 'write_pending'],
])('%s is %s', (_what, thrown, code) => {
  expect(faultOf(thrown)).toMatchObject({ name: 'SearchError', code })
})

test('an abort by the caller is handed back as it is, and so is our own error', () => {
  const controller = new AbortController()
  const thrown = unanswered(named('AbortError'))
  expect(faultOf(thrown, controller.signal)).toMatchObject({ code: 'unavailable' })
  controller.abort('gone')
  expect(faultOf(thrown, controller.signal)).toBe('gone')
  const own = new SearchError('overloaded', 'full')
  expect(faultOf(own)).toBe(own)
})

test('the text tells the reason and no address', () => {
  const fault = faultOf(unanswered(new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } })))
  expect(String(fault)).toBe('SearchError: unavailable: ECONNREFUSED')
})

test.each([
  [{ status: 'succeeded' }, null],
  [{ status: 'failed', error: { code: 'invalid_document_id' } }, 'write_failed: invalid_document_id'],
  [{ status: 'canceled' }, 'write_failed: canceled'],
])('a task that ended as %j has the fault %s', (task, message) => {
  expect(taskFault(task)?.message ?? null).toBe(message)
})
