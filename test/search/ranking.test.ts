import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matcher } from '#search/matching.ts'
import { readQuery } from '#search/query.ts'
import { type Asked, type Candidate, FIELD_BITS, rank, textRelevance, unknownFields } from '#search/ranking.ts'
import type { Filters } from '#search/request.ts'
import { candidate } from './people.ts'

const asked = (typed: string, filters: Filters = {}, o: Partial<Asked> = {}): Asked => ({
  kind: 'partner',
  query: readQuery(typed),
  loose: false,
  filters,
  isLabel: false,
  ...o,
})
const order = (a: Asked, list: Candidate[]) => rank(a, list.map(unknownFields)).map(one => one.id)
const relevance = (typed: string, one: Candidate) => textRelevance(one, matcher(readQuery(typed), false))

test('a word in the name weighs 8, in the facts 5, in cases 3, elsewhere nothing', () => {
  expect(relevance('retail ', candidate('retail'))).toBe(1)
  expect(relevance('retail ', candidate('a', { facts: 'retail' }))).toBe(5 / 8)
  expect(relevance('retail ', candidate('a', { proof: 'retail' }))).toBe(3 / 8)
  expect(relevance('retail ', candidate('a'))).toBe(0)
})

test('each word counts once, by the best text that holds it', () => {
  expect(relevance('retail shop ', candidate('retail', { facts: 'retail shop', proof: 'shop' }))).toBe((8 + 5) / 16)
})

test('an engine that knows which texts hold a word may spare the looking', () => {
  const one = candidate('retail', { proof: 'shop' })
  const fields = Uint8Array.from([FIELD_BITS.name, FIELD_BITS.proof])
  const m = matcher(readQuery('retail shop '), false)
  expect(textRelevance(one, m, fields)).toBe(textRelevance(one, m))
})

test('the firm that the query names is first, whatever its score', () => {
  const named = candidate('brightwave digital')
  const better = candidate('digital brightwave studio', { facts: 'brightwave digital', base: 550_000 })
  expect(order(asked('brightwave digital'), [better, named])).toEqual([named.id, better.id])
})

test('calling a firm "SEO" buys nothing: a label names nobody', () => {
  const firm = candidate('seo')
  const expert = candidate('brightwave', { facts: 'seo', base: 550_000 })
  expect(order(asked('seo '), [expert, firm])[0]).toBe('seo')
  expect(order(asked('seo ', {}, { isLabel: true }), [expert, firm])[0]).toBe('brightwave')
})

test('with the same words the better base wins, and a tie goes by the week, then by id', () => {
  const list = [
    candidate('c', { facts: 'web', tie: 2 }),
    candidate('b', { facts: 'web', tie: 1 }),
    candidate('a', { facts: 'web', tie: 2 }),
    candidate('z', { facts: 'web', base: 10 }),
  ]
  expect(order(asked('web '), list)).toEqual(['z', 'b', 'a', 'c'])
})

test('of chosen facets the share that cases prove is relevance; places are no evidence', () => {
  const proves = candidate('a', { evidence: { expertise: ['seo'] } })
  const filters = { expertise: ['seo', 'ads'], industry: ['retail'], country: ['NL'] }
  const [first, second] = rank(asked('', filters), [candidate('b'), proves].map(unknownFields))
  expect([first?.relevance, second?.relevance]).toEqual([0.5, 0])
  expect(rank(asked('', { country: ['NL'] }), [unknownFields(proves)])[0]?.relevance).toBeNull()
})

test('cases go by words first; their base only breaks ties', () => {
  const list = [
    candidate('old', { facts: 'web', base: 1 }),
    candidate('new', { proof: 'web', base: 100_000 }),
    candidate('newer', { facts: 'web', base: 2 }),
  ]
  expect(order(asked('web ', {}, { kind: 'case' }), list)).toEqual(['newer', 'old', 'new'])
})

test('the order does not depend on the order in which candidates come', () => {
  const list = Array.from({ length: 12 }, (_, i) =>
    candidate(`p${i}`, { facts: i % 2 ? 'web' : 'wab', base: (i * 7) % 5, tie: i % 3 }),
  )
  fc.assert(
    fc.property(fc.shuffledSubarray(list, { minLength: 12 }), shuffled => {
      expect(order(asked('web '), shuffled)).toEqual(order(asked('web '), list))
    }),
  )
})
