import { pino } from 'pino'
import * as search from '#search/index.ts'
import { type Command, Failure, type Given, Misuse, type Option, type Site, withSite } from './command.ts'

const FACET_OPTIONS: Record<string, Option> = Object.fromEntries(
  search.FACETS.map(facet => [
    facet.name,
    { type: 'string', multiple: true, value: 'VALUE', says: 'as in the site’s address; may be repeated' } as const,
  ]),
)
const OPTIONS: Record<string, Option> = {
  kind: { type: 'string', value: 'KIND', says: 'partner (default), case or review' },
  ...FACET_OPTIONS,
  sort: { type: 'string', value: 'SORT', says: 'as in the site’s address' },
  page: { type: 'string', value: 'N', says: 'from 1' },
  limit: { type: 'string', value: 'N', says: 'hits a page, at most 100 (default 24)' },
  locale: { type: 'string', value: 'en|nl', says: 'the language of texts' },
}
const MAX_LIMIT = 100

async function withSearch<T>(work: (found: search.Search, site: Site) => Promise<T>): Promise<T> {
  return withSite(async site => {
    const log = pino({ level: 'error' }, pino.destination({ dest: 2, sync: true }))
    const { env, database } = site
    const opened = await search.openSearch({
      dataDir: env.dataDir,
      meili: env.meili ?? undefined,
      database,
      log,
      thread: false,
    })
    try {
      return await work(opened, site)
    } catch (error) {
      if (search.isSearchError(error)) throw new Failure(`the search does not answer [${error.code}]`)
      throw error
    } finally {
      await opened.close()
    }
  })
}

function requestFrom(given: Given): search.Request {
  const params = new URLSearchParams({ q: given.positionals.join(' ') })
  for (const name of ['kind', 'sort', 'page', 'locale']) {
    const value = given.text(name)
    if (value !== undefined) params.set(name, value)
  }
  for (const name of Object.keys(FACET_OPTIONS)) for (const value of given.texts(name)) params.append(name, value)
  const { request, problems } = search.parseQuery(params, 'api')
  const [problem] = problems
  if (problem) throw new Misuse(`--${problem.parameter}: "${problem.value}" cannot be used [${problem.code}]`)
  const limit = given.text('limit')
  if (limit === undefined) return request
  if (!/^[1-9]\d{0,2}$/.test(limit) || Number(limit) > MAX_LIMIT) throw new Misuse('--limit is a number from 1 to 100')
  return { ...request, perPage: Number(limit) }
}

export const commands: Record<string, Command> = {
  search: {
    usage: 'search QUERY [--kind partner|case|review] [--country NL] [--expertise SLUG] … [--limit N]',
    says: 'Finds as the site finds; --json prints what the API answers.',
    options: OPTIONS,
    takes: [0, 10],
    run: async (given, out) => {
      const request = requestFrom(given)
      const answer = await withSearch(async found => {
        await found.catchUp()
        return search.toJson(await found.search(request), request)
      })
      const lines = answer.hits.map(hit => `${hit.title}  ${hit.url}\n    ${hit.summary}`)
      out.answer(answer, [`${answer.total} found`, ...lines].join('\n'))
    },
  },
  reindex: {
    usage: 'reindex',
    says: 'Builds the search index anew beside the live one, then swaps.',
    takes: [0, 0],
    run: async (_given, out) => {
      const { documents } = await withSearch(found => found.reindex())
      out.answer({ documents }, `${documents} documents indexed`)
    },
  },
}
