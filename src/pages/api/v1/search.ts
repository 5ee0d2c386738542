import { parseQuery, toJson } from '#search/index.ts'
import { answer, endpoint, refused } from './_answer.ts'

const WORDS = {
  'unknown-parameter': 'there is no such parameter',
  'bad-value': 'has no such value',
  'too-many': 'is given too often',
} as const

/** As the site finds: the same parameters as the site's own address bar. */
export const { GET, HEAD, ALL } = endpoint(async ({ url, locals }) => {
  const { request, problems } = parseQuery(url.searchParams, 'api', locals.locale)
  if (problems.length > 0) {
    return refused(
      problems.map(({ parameter, value, code }) => ({
        parameter: parameter.slice(0, 100),
        code,
        detail: code === 'bad-value' ? `there is no value "${value}"` : WORDS[code],
      })),
    )
  }
  return answer(toJson(await locals.search.search(request), request))
})
