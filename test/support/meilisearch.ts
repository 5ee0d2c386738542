import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { compare } from '#search/matching.ts'
import { readQuery } from '#search/query.ts'

/** What the server does instead of answering, until it is told otherwise. */
export type Mood =
  | 'well'
  | 'down'
  | 'slow'
  | 'proxy-error'
  | 'empty-503'
  | 'overloaded'
  | 'failing-tasks'
  | 'late-tasks'

type Document = Readonly<Record<string, unknown>>
type Index = { settings: Record<string, unknown>; documents: Map<string, Document> }
type Task = {
  uid: number
  status: 'enqueued' | 'succeeded' | 'failed'
  error: { code: string; message: string } | null
}
type Body = Record<string, unknown>

class Refused extends Error {
  readonly status: number
  readonly code: string
  readonly type: string
  constructor(status: number, code: string, type = 'invalid_request') {
    super(code)
    this.status = status
    this.code = code
    this.type = type
  }
}

export type MeilisearchDouble = {
  readonly url: string
  mood: Mood
  /** Requests since the start, as "POST /multi-search". */
  readonly requests: string[]
  readonly indexes: ReadonlyMap<string, Index>
  close(): Promise<void>
}

/** A stand-in that speaks the part of Meilisearch's protocol that we use, over a matcher that simply looks at every document. */
export async function startMeilisearch(o: { key?: string } = {}): Promise<MeilisearchDouble> {
  const indexes = new Map<string, Index>()
  const tasks: Task[] = []
  const requests: string[] = []
  const state = { mood: 'well' as Mood }

  const find = (uid: string): Index => {
    const index = indexes.get(uid)
    if (index === undefined) throw new Refused(404, 'index_not_found')
    return index
  }
  const task = (work: () => void) => {
    const one: Task = { uid: tasks.length, status: 'succeeded', error: null }
    tasks.push(one)
    if (state.mood === 'late-tasks') {
      one.status = 'enqueued'
      return { taskUid: one.uid, status: 'enqueued' }
    }
    try {
      if (state.mood === 'failing-tasks') throw new Refused(400, 'invalid_document_fields')
      work()
    } catch (error) {
      one.status = 'failed'
      one.error = { code: error instanceof Refused ? error.code : 'internal', message: String(error) }
    }
    return { taskUid: one.uid, status: 'enqueued' }
  }

  function route(method: string, path: string, params: URLSearchParams, body: Body): unknown {
    const [first = '', uid = '', ...rest] = path.slice(1).split('/')
    const at = `${method} ${first}${uid === '' ? '' : '/:uid'}${rest.length === 0 ? '' : `/${rest.join('/')}`}`
    switch (at) {
      case 'GET health':
        return { status: 'available' }
      case 'GET version':
        return { pkgVersion: '1.30.0' }
      case 'GET tasks/:uid':
        return tasks[Number(uid)]
      case 'GET indexes':
        return { results: [...indexes.keys()].map(name => ({ uid: name })), total: indexes.size }
      case 'POST indexes':
        return task(() => {
          if (indexes.has(String(body.uid))) throw new Refused(409, 'index_already_exists')
          indexes.set(String(body.uid), { settings: {}, documents: new Map() })
        })
      case 'DELETE indexes/:uid':
        return task(() => {
          find(uid)
          indexes.delete(uid)
        })
      case 'GET indexes/:uid/settings':
        return find(uid).settings
      case 'PATCH indexes/:uid/settings':
        return task(() => {
          Object.assign(find(uid).settings, body)
        })
      case 'GET indexes/:uid/stats':
        return { numberOfDocuments: find(uid).documents.size }
      case 'POST indexes/:uid/documents':
        return task(() => {
          for (const doc of body as unknown as Document[]) {
            if (!/^[A-Za-z0-9_-]{1,511}$/.test(String(doc.id))) throw new Refused(400, 'invalid_document_id')
            find(uid).documents.set(String(doc.id), doc)
          }
        })
      case 'GET indexes/:uid/documents': {
        const all = [...find(uid).documents.values()]
        const [offset, limit] = [Number(params.get('offset') ?? 0), Number(params.get('limit') ?? 20)]
        const fields = (params.get('fields') ?? '').split(',')
        return { results: all.slice(offset, offset + limit).map(doc => pick(doc, fields)), total: all.length }
      }
      case 'POST indexes/:uid/documents/delete':
        return task(() => {
          const index = find(uid)
          const passes = filterOf(String(body.filter), index)
          for (const [id, doc] of index.documents) if (passes(doc)) index.documents.delete(id)
        })
      case 'POST swap-indexes':
        return task(() => {
          for (const { indexes: pair } of body as unknown as { indexes: [string, string] }[]) {
            const [a, b] = [find(pair[0]), find(pair[1])]
            indexes.set(pair[0], b)
            indexes.set(pair[1], a)
          }
        })
      case 'POST multi-search':
        return { results: (body.queries as Body[]).map(query => searchIn(find(String(query.indexUid)), query)) }
      default:
        throw new Refused(404, 'not_found')
    }
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://double')
    requests.push(`${request.method} ${url.pathname}`)
    const body = await bodyOf(request)
    if (state.mood === 'down') return void request.socket.destroy()
    if (state.mood === 'slow') await new Promise(resolve => setTimeout(resolve, 1_500).unref())
    if (state.mood === 'proxy-error')
      return void response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad gateway')
    if (state.mood === 'empty-503') return void response.writeHead(503).end()
    try {
      if (state.mood === 'overloaded') throw new Refused(503, 'too_many_search_requests', 'system')
      if (o.key !== undefined && url.pathname !== '/health' && request.headers.authorization !== `Bearer ${o.key}`)
        throw new Refused(403, 'invalid_api_key', 'auth')
      send(response, 200, route(request.method ?? 'GET', url.pathname, url.searchParams, body))
    } catch (error) {
      if (!(error instanceof Refused))
        return send(response, 500, { message: String(error), code: 'internal', type: 'internal' })
      send(response, error.status, {
        message: `${error.code} in a search`,
        code: error.code,
        type: error.type,
        link: '',
      })
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    indexes,
    get mood() {
      return state.mood
    },
    set mood(mood: Mood) {
      state.mood = mood
    },
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

async function bodyOf(request: IncomingMessage): Promise<Body> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text === '' ? {} : (JSON.parse(text) as Body)
}

function send(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

const pick = (doc: Document, fields: readonly string[]): Document =>
  Object.fromEntries(fields.filter(name => name in doc).map(name => [name, doc[name]]))
const listOf = (value: unknown): string[] =>
  value === null || value === undefined ? [] : (Array.isArray(value) ? value : [value]).map(String)

/** `a IN ["x"] AND b NOT IN ["y"] AND c = "z"`: only what we send, and only declared attributes. */
function filterOf(text: string, index: Index): (doc: Document) => boolean {
  if (text === '') return () => true
  const tests: ((doc: Document) => boolean)[] = []
  const part = /^(\w+) (NOT IN|IN|=) (?:\[((?:"(?:[^"\\]|\\.)*"(?:, )?)*)\]|("(?:[^"\\]|\\.)*"))(?: AND |$)/
  for (let rest = text; rest !== ''; ) {
    const match = part.exec(rest)
    const attribute = match?.[1] ?? ''
    if (match === null || !listOf(index.settings.filterableAttributes).includes(attribute))
      throw new Refused(400, 'invalid_search_filter')
    const values = [...(match[3] ?? match[4] ?? '').matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(m =>
      (m[1] ?? '').replace(/\\(.)/g, '$1'),
    )
    const wanted = new Set(values)
    tests.push(doc => listOf(doc[attribute]).some(value => wanted.has(value)) !== (match[2] === 'NOT IN'))
    rest = rest.slice(match[0].length)
  }
  return doc => tests.every(test => test(doc))
}

function searchIn(index: Index, query: Body): unknown {
  const passes = filterOf(String(query.filter ?? ''), index)
  const matches = matcherOf(
    String(query.q ?? ''),
    listOf(query.attributesToSearchOn ?? index.settings.searchableAttributes),
  )
  const found = [...index.documents.values()].filter(doc => passes(doc) && matches(doc))
  sortBy(found, listOf(query.sort), index)
  const facetDistribution: Record<string, Record<string, number>> = {}
  for (const name of listOf(query.facets)) {
    if (!listOf(index.settings.filterableAttributes).includes(name)) throw new Refused(400, 'invalid_search_facets')
    const counts: Record<string, number> = {}
    for (const doc of found) for (const value of listOf(doc[name])) counts[value] = (counts[value] ?? 0) + 1
    facetDistribution[name] = counts
  }
  const paged = query.hitsPerPage !== undefined
  const size = Number(paged ? query.hitsPerPage : (query.limit ?? 20))
  const from = paged ? (Number(query.page ?? 1) - 1) * size : Number(query.offset ?? 0)
  const hits = found.slice(from, from + size).map(doc => pick(doc, listOf(query.attributesToRetrieve)))
  const total = paged ? { totalHits: found.length } : { estimatedTotalHits: found.length }
  return { hits, facetDistribution, ...total }
}

function matcherOf(q: string, attributes: readonly string[]): (doc: Document) => boolean {
  const exact = q.includes('"')
  const { terms, open } = readQuery(exact ? `${q.replaceAll('"', ' ').trim()} ` : q)
  const known = terms.map(() => new Map<string, boolean>())
  const fits = (i: number, word: string): boolean => {
    const memory = known[i] as Map<string, boolean>
    const seen = memory.get(word)
    if (seen !== undefined) return seen
    const term = terms[i] ?? ''
    const answer = exact ? word === term : compare(term, word, open && i === terms.length - 1, false) !== null
    memory.set(word, answer)
    return answer
  }
  return doc => {
    const words = attributes.flatMap(name => String(doc[name] ?? '').split(' '))
    return terms.every((_, i) => words.some(word => fits(i, word)))
  }
}

function sortBy(found: Document[], sort: readonly string[], index: Index): void {
  const keys = sort.map(text => {
    const [name = '', direction = 'asc'] = text.split(':')
    if (!listOf(index.settings.sortableAttributes).includes(name)) throw new Refused(400, 'invalid_search_sort')
    return { name, sign: direction === 'desc' ? -1 : 1 }
  })
  found.sort((a, b) => {
    for (const { name, sign } of keys) {
      const [left, right] = [a[name] as number, b[name] as number]
      if (left !== right) return left < right ? -sign : sign
    }
    return 0
  })
}
