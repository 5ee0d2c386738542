import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PartnerId } from '#kernel/id.ts'
import type { Doc, Fed } from '#search/document.ts'
import { documents } from '#search/documents.ts'
import { type FacetName, type Kind, KINDS, shownFacets } from '#search/facets.ts'
import type { PartnerFacts } from '#search/facts.ts'
import type { Page, SearchEngine } from '#search/plan.ts'
import { readQuery } from '#search/query.ts'
import { type Filters, type Request, requestFor } from '#search/request.ts'
import { type Sort, sortsOf } from '#search/sorts.ts'
import { makeTown, NOW, random } from './data.ts'
import { knownQueries } from './queries.ts'

export type Opened = { readonly engine: SearchEngine; readonly close: () => Promise<void> }

export const town = makeTown({ partners: 250, cases: 500, reviews: 1_500, words: 2_000 })
const docs: readonly Doc[] = town.feds.flatMap(fed => fed.docs)
export const all = async function* (feds: readonly Fed[] = town.feds): AsyncGenerator<Fed> {
  yield* feds
}
const ask = (q: string, o: Partial<Request> = {}, kind: Kind = 'partner') =>
  requestFor(kind, { query: readQuery(q), ...o })
const ids = (page: Page) => page.hits.map(hit => hit.id)

/** Some filters that a visitor could choose, the same on every run. */
function filterSets(kind: Kind): Filters[] {
  const r = random(7)
  const own = docs.filter(doc => doc.kind === kind)
  return Array.from({ length: 6 }, (_, i) => {
    const doc = own[Math.floor(r() * own.length)] as Doc
    const other = own[Math.floor(r() * own.length)] as Doc
    const names = shownFacets(kind).filter((_, k) => (k + i) % 3 === 0)
    const pairs = names.map(
      ({ name }) =>
        [
          name,
          [...new Set([...(doc.facets[name] ?? []).slice(0, 1), ...(other.facets[name] ?? []).slice(0, 1)])],
        ] as const,
    )
    return Object.fromEntries(pairs.filter(([, values]) => values.length > 0))
  })
}
const passes = (doc: Doc, filters: Filters, but?: FacetName) =>
  (Object.entries(filters) as [FacetName, string[]][]).every(
    ([name, values]) => name === but || values.some(v => doc.facets[name]?.includes(v)),
  )

/** What every engine promises. `open` gives an engine without documents; `forgives` a wrong first letter. */
export function contract(name: string, open: () => Promise<Opened>, o: { forgives: boolean }): void {
  describe(`${name} keeps the contract:`, () => {
    let opened: Opened
    let engine: SearchEngine
    beforeAll(async () => {
      opened = await open()
      engine = opened.engine
      expect(await engine.ensureReady()).toEqual({ rebuild: true })
      expect(await engine.rebuild(all(), 7)).toEqual({ documents: docs.length })
    }, 60_000)
    afterAll(() => opened.close())

    test('the known partner comes first for names, beginnings, slips, swaps, accents and word order', async () => {
      const missed: string[] = []
      for (const { type, q, targets } of knownQueries(town.facts)) {
        if (!o.forgives && type === 'slip at the first letter') continue
        const [first] = ids(await engine.search(ask(q, { perPage: 10 })))
        if (first === undefined || !targets.includes(first)) missed.push(`${type}: ${q}`)
      }
      expect(missed).toEqual([])
    })

    test('counts are of every other filter, and equal to counting by hand', async () => {
      for (const kind of KINDS) {
        const own = docs.filter(doc => doc.kind === kind)
        for (const filters of [{}, ...filterSets(kind)]) {
          const page = await engine.search(ask('', { filters }, kind))
          expect(page.total).toBe(own.filter(doc => passes(doc, filters)).length)
          for (const { name } of shownFacets(kind)) {
            const counts = new Map<string, number>()
            for (const doc of own)
              for (const value of doc.facets[name] ?? [])
                counts.set(value, (counts.get(value) ?? 0) + (passes(doc, filters, name) ? 1 : 0))
            expect(Object.fromEntries((page.facets[name] ?? []).map(one => [one.value, one.count]))).toEqual(
              Object.fromEntries(counts),
            )
          }
        }
      }
    })

    test('the pages of a search are its total, each document once, in every sort', async () => {
      for (const kind of KINDS)
        for (const sort of sortsOf(kind))
          for (const q of ['', 'kwaliteit ']) {
            const found: string[] = []
            let total = 0
            for (let page = 1; page === 1 || found.length < total; page++) {
              const answer = await engine.search(ask(q, { sort, page, perPage: 60, counts: false }, kind))
              total = answer.total
              if (answer.hits.length === 0) break
              found.push(...ids(answer))
              if (page > 4) break
            }
            expect(new Set(found).size).toBe(found.length)
            if (total <= 300) expect(found).toHaveLength(total)
          }
    })

    test('a page past the end is empty and still tells the total', async () => {
      const page = await engine.search(ask('', { page: 900 }))
      expect([page.hits.length, page.total, page.pages]).toEqual([0, 250, 11])
    })

    test.each([
      ['rating', (d: Doc) => [-d.shown, -d.reviews]],
      ['reviews', (d: Doc) => [-d.reviews]],
      ['newest', (d: Doc) => [-d.date]],
      ['name', (d: Doc) => [d.nameKey]],
    ] as [
      Sort,
      (d: Doc) => (number | string)[],
    ][])('sort %s is strict, ties by the week, then by id', async (sort, key) => {
      const keyOf = (d: Doc) => [...key(d), d.tie, d.id]
      const compare = (a: Doc, b: Doc) => {
        const [left, right] = [keyOf(a), keyOf(b)]
        const at = left.findIndex((value, i) => value !== right[i])
        return at < 0 ? 0 : (left[at] as number) < (right[at] as number) ? -1 : 1
      }
      const wanted = docs
        .filter(d => d.kind === 'partner')
        .sort(compare)
        .slice(0, 40)
        .map(d => d.id)
      expect(ids(await engine.search(ask('', { sort, perPage: 40 })))).toEqual(wanted)
    })

    test('without words and evidence the order is everything else about a partner', async () => {
      const wanted = docs
        .filter(d => d.kind === 'partner')
        .sort((a, b) => b.base - a.base)
        .slice(0, 24)
        .map(d => d.id)
      const page = await engine.search(ask(''))
      expect(ids(page)).toEqual(wanted)
      expect(page.hits[0]?.parts.relevance).toBe(0)
    })

    test('the parts of every hit sum to its score (RK-2)', async () => {
      for (const request of [
        ask(''),
        ask('digital'),
        ask('retail', { filters: { expertise: ['branding'] } }),
        ask('', { filters: { industry: ['retail'] } }),
      ])
        for (const hit of (await engine.search(request)).hits) {
          const sum = Object.values(hit.parts).reduce((a, b) => a + b, 0)
          expect(Math.abs(sum - hit.score)).toBeLessThan(1e-9)
          expect(hit.score).toBeLessThanOrEqual(1)
        }
    })

    test('tier, and nothing else that is not an input, moves nobody (RK-3); the same question has the same answer (RK-5)', async () => {
      const before = ids(await engine.search(ask('studio', { perPage: 50 })))
      const changed = town.facts.slice(0, 20).map(facts => documents({ ...facts, tier: 'premier' }, NOW))
      await engine.waitFor(await engine.replace(changed, null))
      expect(ids(await engine.search(ask('studio', { perPage: 50 })))).toEqual(before)
      await engine.waitFor(await engine.replace(town.feds.slice(0, 20), null))
      expect(ids(await engine.search(ask('studio', { perPage: 50 })))).toEqual(before)
    })

    test('a case that proves the chosen expertise lifts a partner over one that only claims it', async () => {
      const page = await engine.search(ask('', { filters: { expertise: ['branding'] }, perPage: 100 }))
      const proven = (id: string) =>
        docs.find(d => d.kind === 'partner' && d.id === id)?.evidence.expertise?.includes('branding') === true
      const relevances = page.hits.map(hit => [proven(hit.id), hit.parts.relevance > 0])
      expect(relevances.every(([has, counts]) => has === counts)).toBe(true)
      expect(relevances.some(([has]) => has) && relevances.some(([has]) => !has)).toBe(true)
    })

    test('when all words together find nothing, words are dropped from the right and the page says so', async () => {
      const { name, id } = town.facts[11] as PartnerFacts
      const page = await engine.search(ask(`${name} qqqqqqqq`))
      expect(page.hits[0]?.id).toBe(id)
      expect(page.relaxed?.terms).toEqual(readQuery(name).terms)
      const nothing = await engine.search(ask('qqqqqqqq zzzzzzzz'))
      expect([nothing.total, nothing.relaxed]).toEqual([0, null])
    })

    test('filters are never relaxed: words that match elsewhere stay as they were typed', async () => {
      const one = town.facts[3] as PartnerFacts
      const country = one.country === 'NL' ? 'DE' : 'NL'
      const page = await engine.search(ask(`${one.name} `, { filters: { country: [country] } }))
      expect([page.total, page.relaxed]).toEqual([0, null])
    })

    test('what matched is marked, in pieces of the text as it was written', async () => {
      const one = town.facts.find(f => /ø|ü|ö|ç/.test(f.name)) as PartnerFacts
      const page = await engine.search(
        ask(one.name.normalize('NFD').replace(/\p{M}/gu, '').replace(/ø/g, 'o').toLowerCase()),
      )
      const hit = page.hits[0]
      expect(hit?.named).toBe(true)
      expect(hit?.highlights.title.map(([text]) => text).join('')).toBe(one.name)
      expect(hit?.highlights.title.filter(([, marked]) => marked).length).toBeGreaterThan(0)
    })

    test('a word that only a review holds finds the partner and weighs nothing', async () => {
      const facts = town.facts.find(f => f.reviews.length > 0) as PartnerFacts
      const [review, ...others] = facts.reviews
      if (review === undefined) throw new Error('a review was chosen')
      const said = {
        ...facts,
        reviews: [{ ...review, text: 'Excellent xylophone retuning', publishedAt: NOW }, ...others],
      }
      await engine.waitFor(await engine.replace([documents(said, NOW)], null))
      const page = await engine.search(ask('xylophone'))
      expect(ids(page)).toEqual([facts.id])
      expect(page.hits[0]?.parts.relevance).toBe(0)
      expect(page.hits[0]?.highlights.quote?.text).toContainEqual(['xylophone', true])
      await engine.waitFor(await engine.replace([town.feds.find(f => f.partner === facts.id) as Fed], null))
      expect((await engine.search(ask('xylophone '))).total).toBe(0)
    })

    test('a partner is replaced whole: twice is once, fewer documents shrink it, none removes it', async () => {
      const fed = town.feds[5] as Fed
      const firstOnly = { partner: fed.partner, docs: fed.docs.slice(0, 1) }
      const total = async (kind: Kind) => (await engine.search(ask('', {}, kind))).total
      const before = [await total('partner'), await total('case'), await total('review')]
      for (const state of [fed, fed]) await engine.waitFor(await engine.replace([state], null))
      expect([await total('partner'), await total('case'), await total('review')]).toEqual(before)
      await engine.waitFor(await engine.replace([firstOnly], null))
      expect(await total('case')).toBe((before[1] as number) - fed.docs.filter(d => d.kind === 'case').length)
      await engine.waitFor(await engine.replace([{ partner: fed.partner, docs: [] }], null))
      expect(await total('partner')).toBe((before[0] as number) - 1)
      await engine.waitFor(await engine.replace([fed], null))
      expect([await total('partner'), await total('case'), await total('review')]).toEqual(before)
    })

    test('ids may hold anything that a caller may use', async () => {
      const facts = town.facts[8] as PartnerFacts
      const id = 'crm/42 "ä" \\ \'; --' as PartnerId
      const strange = documents({ ...facts, id, name: 'Zwaluwstaart Ambachten', slug: 'zwaluwstaart' }, NOW)
      const own = { partner: id, docs: strange.docs.filter(doc => doc.kind === 'partner') }
      await engine.waitFor(await engine.replace([own], null))
      expect(ids(await engine.search(ask('zwaluwstaart ambachten')))[0]).toBe(id)
      await engine.waitFor(await engine.replace([{ partner: id, docs: [] }], null))
      expect((await engine.search(ask('zwaluwstaart '))).total).toBe(0)
    })

    test.each([
      '"',
      '*',
      'NEAR(',
      'a"b*',
      '-x',
      'OR',
      'AND NOT',
      'name:x',
      '\u0000',
      '%00',
      '){',
      '\\',
      "'; drop table doc_partner; --",
      '😀',
      'a'.repeat(10_000),
      '{name} : "x"',
      '\ud800',
    ])('hostile input %j is words or nothing', async text => {
      const page = await engine.search(ask(text))
      expect(page.total).toBeGreaterThanOrEqual(0)
      const filtered = await engine.search(ask('', { filters: { expertise: [text.slice(0, 100)] } }))
      expect(filtered.total).toBe(0)
    })

    test('an aborted search ends with its own reason', async () => {
      const stop = new AbortController()
      stop.abort(new Error('typed on'))
      await expect(engine.search(ask('digital', { signal: stop.signal }))).rejects.toThrow('typed on')
    })

    test('several searches are answered in the order asked', async () => {
      const pages = await engine.searchMany([ask('', {}, 'review'), ask('', {}, 'case'), ask('')])
      expect(pages.map(page => page.total)).toEqual([1_500, 500, 250])
    })

    test('a rebuild swaps whole: answers are there throughout and the old documents are gone after', async () => {
      const half = town.feds.slice(0, 125)
      const during: number[] = []
      const slowly = async function* () {
        for (const fed of half) {
          if (during.length < 5) during.push((await engine.search(ask(''))).total)
          yield fed
        }
      }
      await engine.rebuild(slowly(), 9)
      expect(new Set(during)).toEqual(new Set([250]))
      expect((await engine.search(ask(''))).total).toBe(125)
      await engine.rebuild(all(), 9)
      expect((await engine.search(ask(''))).total).toBe(250)
    })

    test('it tells how it is, and what it holds', async () => {
      const health = await engine.health()
      expect([health.ok, health.documents]).toEqual([true, { partner: 250, case: 500, review: 1_500 }])
      expect((await engine.digests()).size).toBe(docs.length)
    })
  })
}
