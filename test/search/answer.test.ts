import { expect, test } from 'vitest'
import { answer, answerMany } from '#search/answer.ts'
import type { Doc } from '#search/document.ts'
import { documents } from '#search/documents.ts'
import type { PartnerFacts } from '#search/facts.ts'
import { compare } from '#search/matching.ts'
import { numbered } from '#search/numbering.ts'
import type { Found, Plan, Recall, SetSpec } from '#search/plan.ts'
import { readQuery } from '#search/query.ts'
import { unknownFields } from '#search/ranking.ts'
import { activeFilters, type Request, requestFor } from '#search/request.ts'
import { firm, RETAIL } from './firms.ts'

/** The plainest engine there can be: every document is read for every question. It forgives a first letter. */
class Plain implements Recall {
  readonly name = 'embedded'
  readonly forgivesFirstLetter = true
  readonly #docs: readonly Doc[]
  readonly #claimed: number | null
  constructor(facts: readonly PartnerFacts[], claimed: number | null = null) {
    const all = facts.flatMap(one => documents(one, new Date('2026-11-21T12:00:00Z')).docs)
    this.#docs = all.sort((a, b) => b.base - a.base || a.tie - b.tie)
    this.#claimed = claimed
  }
  #among(plan: Plan, set: Pick<SetSpec, 'fields' | 'exact'>, filtered = true): Doc[] {
    const { terms, open } = plan.query
    return this.#docs.filter(doc => {
      const own = set.fields.flatMap(field => doc.texts[field].split(' '))
      const answers = (term: string, i: number) =>
        own.some(
          word => word === term || (!set.exact && compare(term, word, open && i === terms.length - 1, plan.loose)),
        )
      const fits = activeFilters(plan.filters).every(([name, values]) =>
        doc.facets[name]?.some(one => values.includes(one)),
      )
      return doc.kind === plan.kind && terms.every(answers) && (fits || !filtered)
    })
  }
  #whole = (plan: Plan) => this.#among(plan, { fields: ['name', 'facts', 'proof', 'body'], exact: false })
  async ask(plan: Plan) {
    const whole = this.#whole(plan)
    const sets = plan.sets.map(set => this.#among(plan, set).slice(0, 120))
    const heads = [...new Set(sets.flat())].map(doc => unknownFields(foundOf(doc)))
    const page = whole.slice(plan.from, plan.from + plan.size).map(doc => doc.id)
    const facets = { country: [{ value: 'NL', count: whole.length }] }
    return { total: whole.length > 0 ? (this.#claimed ?? whole.length) : 0, facets, heads, page }
  }
  any = async (plan: Plan) =>
    this.#among(plan, { fields: ['name', 'facts', 'proof', 'body'], exact: false }, false).length > 0
  tail = async (plan: Plan, skip: readonly string[], from: number, size: number) =>
    this.#whole(plan)
      .map(doc => doc.id)
      .filter(id => !skip.includes(id))
      .slice(from, from + size)
  found = async (_kind: Doc['kind'], ids: readonly string[]) =>
    ids.flatMap(id => this.#docs.filter(doc => doc.id === id)).map(foundOf)
  isPlace = async (words: string) => words === 'utrecht'
}
const foundOf = ({ id, partner, texts, evidence, parts, base, tie, card }: Doc): Found => ({
  ...{ id, partner, evidence, parts, base, tie, card, name: texts.name },
  words: { name: numbered(texts.name), facts: numbered(texts.facts), proof: numbered(texts.proof) },
})

const good = { quality: 1, evidence: 0, responsiveness: 0, completeness: 0 }
const town = new Plain([
  firm('Jansen', { country: 'NL' }),
  firm('Jansen Portals', { country: 'NL', parts: good }),
  firm('Utrecht', { country: 'BE' }),
  firm('Vermeer', { country: 'NL', city: 'Utrecht', parts: good, industries: [RETAIL] }),
])
const ask = (typed: string, o: Partial<Request> = {}, engine: Recall = town) =>
  answer(engine, requestFor('partner', { query: readQuery(typed), ...o }))
const titles = async (typed: string, o?: Partial<Request>) => (await ask(typed, o)).hits.map(hit => hit.card.title)

test('the partner whose name the query is comes first, however good the others; it says that it is named', async () => {
  const { hits } = await ask('jansen ')
  expect(hits.map(hit => [hit.card.title, hit.named])).toEqual([
    ['Jansen', true],
    ['Jansen Portals', false],
  ])
})

test('a firm called like a place or a label is not put first for it', async () => {
  expect(await titles('utrecht ')).toEqual(['Vermeer', 'Utrecht'])
  expect(await titles('jansen ', { labels: [1] })).toEqual(['Jansen Portals', 'Jansen'])
  expect(await titles('jansen ', { labels: [2] })).toEqual(['Jansen', 'Jansen Portals'])
})

test('what stands beside a result sums to its score', async () => {
  for (const hit of [...(await ask('jansen')).hits, ...(await ask('')).hits])
    expect(Object.values(hit.parts).reduce((sum, part) => sum + part, 0)).toBeCloseTo(hit.score, 10)
})

test.each([
  ['vermeer ', ['Vermeer'], null],
  ['permeer ', ['Vermeer'], 'permeer'],
  ['vermeer atlantis', ['Vermeer'], 'vermeer'],
  ['retail atlantis of nowhere', ['Vermeer'], 'retail'],
  ['atlantis nowhere', [], null],
])('"%s" finds %j; searched instead: %s', async (typed, found, relaxed) => {
  const page = await ask(typed)
  expect([page.hits.map(hit => hit.card.title), page.relaxed?.text ?? null]).toEqual([found, relaxed])
})

test('where the words match and the filters leave nothing, no word is dropped: a filter is to be taken off', async () => {
  const page = await ask('vermeer retail ', { filters: { country: ['BE'] } })
  expect([page.total, page.relaxed]).toEqual([0, null])
  const misspelt = await ask('permeer ', { filters: { country: ['BE'] } })
  expect([misspelt.total, misspelt.relaxed?.text]).toEqual([0, 'permeer'])
})

test('beyond the window the pages go on by base, without a gap or a double', async () => {
  const many = Array.from({ length: 200 }, (_, i) =>
    firm(`Smith ${i}`, { parts: { ...good, quality: i / 200 }, notes: i % 2 ? ['portals'] : [], industries: [RETAIL] }),
  )
  const engine = new Plain(many)
  const pages = await answerMany(
    engine,
    Array.from({ length: 10 }, (_, i) => requestFor('partner', { query: readQuery('smith '), page: i + 1 })),
  )
  const ids = pages.flatMap(page => page.hits.map(hit => hit.id))
  expect([ids.length, new Set(ids).size]).toEqual([200, 200])
  expect(pages.map(page => page.hits.length)).toEqual([24, 24, 24, 24, 24, 24, 24, 24, 8, 0])
  expect(new Set(pages.map(page => page.total))).toEqual(new Set([200]))
})

test.each([
  [100_000, 100_000, false],
  [100_001, 100_000, true],
])('%d found are told as %d, and that there are more: %s', async (all, total, capped) => {
  const engine = new Plain([firm('Jansen')], all)
  expect(await ask('', {}, engine)).toMatchObject({ total, capped, pages: Math.ceil(total / 24) })
})

test('counts are told when they are asked for, each value written as itself until someone knows its label', async () => {
  expect((await ask('vermeer')).facets).toEqual({ country: [{ value: 'NL', label: 'NL', count: 1 }] })
  expect((await ask('vermeer', { counts: false })).facets).toEqual({})
})

test('another sort than best names nobody', async () => {
  expect((await ask('jansen', { sort: 'name' })).hits.map(hit => hit.named)).toEqual([false, false])
})
