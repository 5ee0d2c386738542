import { describe, expect, inject, test } from 'vitest'

type Json = Record<string, unknown>
const ask = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(new URL(path, inject('base')), init)
  const text = await response.text()
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    json: (text === '' ? {} : JSON.parse(text)) as Json,
  }
}
type Partner = { id: string; slug: string; name: string; url: string }
const partnersOf = async (query = '') => {
  const { status, json } = await ask(`/api/v1/partners${query}`)
  expect(status).toBe(200)
  return json as { partners: Partner[]; next: string | null }
}
const faults = (json: Json) =>
  (json.errors as { parameter: string; pointer: string; code: string }[]).map(e => [e.parameter, e.pointer, e.code])

describe('partners', () => {
  test('the pages together are every listed partner once, whatever their size', async () => {
    const all = (await partnersOf('?limit=100')).partners.map(p => p.id)
    const found: string[] = []
    let next: string | null = null
    do {
      const page = await partnersOf(`?limit=7${next === null ? '' : `&after=${next}`}`)
      found.push(...page.partners.map(p => p.id))
      next = page.next
    } while (next !== null)
    expect(found).toEqual(all)
    expect(new Set(all).size).toBe(all.length)
    const site = (await ask('/api/v1/search')).json.total
    expect(all.length).toBe(site)
  })

  test('one partner is found by slug and by id, in both languages, and leads to its page', async () => {
    const [first] = (await partnersOf('?limit=1')).partners
    if (!first) throw new Error('the town has partners')
    const one = (await ask(`/api/v1/partners/${first.slug}`)).json
    expect(one).toMatchObject({ id: first.id, name: first.name, url: `/partners/${first.slug}` })
    expect((await ask(`/api/v1/partners/${encodeURIComponent(first.id)}`)).json).toEqual(one)
    expect((await ask(`/api/v1/partners/${first.slug}?locale=nl`)).json.url).toBe(`/nl/partners/${first.slug}`)
    expect((await fetch(new URL(first.url, inject('base')))).status).toBe(200)
    expect(JSON.stringify(one)).not.toMatch(/@/)
  })

  test('the pages of its reviews together are all that are published', async () => {
    const { partners } = await partnersOf('?limit=100')
    for (const { slug } of partners.slice(0, 5)) {
      const all = (await ask(`/api/v1/partners/${slug}/reviews?limit=100`)).json as {
        reviews: { id: string; overall: number }[]
      }
      const found: string[] = []
      let next: unknown = null
      do {
        const page: Json = (
          await ask(`/api/v1/partners/${slug}/reviews?limit=3${next === null ? '' : `&after=${next}`}`)
        ).json
        found.push(...(page.reviews as { id: string }[]).map(r => r.id))
        next = page.next
      } while (next !== null)
      expect(found).toEqual(all.reviews.map(r => r.id))
      const lowest = (await ask(`/api/v1/partners/${slug}/reviews?limit=100&sort=lowest`)).json as typeof all
      const stars = lowest.reviews.map(r => r.overall)
      expect(stars).toEqual([...stars].sort((a, b) => a - b))
    }
  })
})

describe('what cannot be answered is a problem that says why', () => {
  test('an unknown parameter is named, a wrong value is pointed at, all at once', async () => {
    const { status, type, json } = await ask('/api/v1/partners?limit=0&colour=blue&after=%00&locale=de&locale=en')
    expect(status).toBe(422)
    expect(type).toBe('application/problem+json')
    expect(faults(json)).toEqual([
      ['colour', '#/colour', 'unknown-parameter'],
      ['locale', '#/locale', 'too-many'],
      ['locale', '#/locale', 'bad-value'],
      ['limit', '#/limit', 'bad-value'],
      ['after', '#/after', 'bad-value'],
    ])
    expect(json).toMatchObject({ status: 422 })
  })

  test.each([
    '/api/v1/search?colour=blue',
    '/api/v1/search?country=Nederland',
    '/api/v1/search?page=0',
    '/api/v1/search?page=x',
    '/api/v1/search?sort=money',
    '/api/v1/search?kind=person',
    '/api/v1/search?rating=6',
    '/api/v1/partners?limit=101',
    '/api/v1/partners?limit=1.5',
    '/api/v1/partners?after=zz',
    '/api/v1/partners/x?colour=blue',
    '/api/v1/partners/x/reviews?sort=best',
    '/api/v1/partners/x/reviews?after=W10',
  ])('%s is 422', async path => {
    const { status, type, json } = await ask(path)
    expect([status, type]).toEqual([422, 'application/problem+json'])
    expect(faults(json).length).toBeGreaterThan(0)
  })

  test.each([
    '/api',
    '/api/v1',
    '/api/v1/nothing',
    '/api/v1/partners/nobody-of-this-name',
    '/api/v1/partners/x/reviews',
    '/api/v2/search',
  ])('%s is 404', async path => {
    const { status, type } = await ask(path)
    expect([status, type]).toEqual([404, 'application/problem+json'])
  })

  test('hostile text is searched for like any other, and never breaks anything', async () => {
    for (const q of [
      '"',
      '*',
      'NEAR(',
      '%00',
      "' OR 1=1 --",
      '🎉',
      'a'.repeat(10_000),
      '\u202e',
      '{{7*7}}',
      '<script>',
      'q AND',
      '"a" OR',
    ])
      expect(
        (await ask(`/api/v1/search?q=${encodeURIComponent(q).slice(0, 7_000)}`)).status,
        q.slice(0, 20),
      ).toBeLessThan(500)
    for (const slug of ['%20', '..%2f..%2fetc', '%E2%80%AE', "';--", 'x'.repeat(500)])
      expect((await ask(`/api/v1/partners/${slug}`)).status, slug).toBe(404)
  })

  test('nothing is written through it', async () => {
    const { status, type } = await ask('/api/v1/partners', {
      method: 'POST',
      body: '{}',
      headers: { origin: inject('base'), 'content-type': 'application/json' },
    })
    expect([status, type]).toEqual([405, 'application/problem+json'])
  })
})

test('it describes itself: every path that it names answers', async () => {
  const { json } = await ask('/api/v1/openapi.json')
  expect(json.openapi).toBe('3.1.0')
  const [first] = (await partnersOf('?limit=1')).partners
  for (const path of Object.keys(json.paths as Json))
    expect((await ask(path.replace('{slug}', first?.slug ?? ''))).status, path).toBe(200)
})

test('the same question has the same answer at the site’s own address and in Dutch', async () => {
  const { json } = await ask('/api/v1/search?q=email&kind=partner')
  expect(json).toMatchObject({ query: 'email', page: 1 })
  for (const hit of json.hits as { id: string; title: string; url: string; kind: string }[])
    expect(hit).toMatchObject({
      kind: 'partner',
      title: expect.any(String),
      url: expect.stringMatching(/^\/partners\//),
    })
  expect((await ask('/api/v1/search?q=email&locale=nl')).json.total).toBe(json.total)
})
