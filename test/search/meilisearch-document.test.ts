import { expect, test } from 'vitest'
import type { Doc } from '#search/document.ts'
import { documents } from '#search/documents.ts'
import { FACETS, KINDS } from '#search/facets.ts'
import {
  hasSettings,
  keyOf,
  meiliDocument,
  provenAttribute,
  readStored,
  settingsOf,
} from '#search/meilisearch-document.ts'
import { sortsOf, orderOf } from '#search/sorts.ts'
import { caseOf, firm, RETAIL } from './firms.ts'

const facts = firm('Jansen & Co', {
  country: 'NL',
  industries: [RETAIL],
  cases: [caseOf('c', '2025-01-01', { industries: [RETAIL] })],
})
const [partner, story] = documents(facts, new Date('2026-11-21T12:00:00Z')).docs as [Doc, Doc]

test.each([
  ['p-1_A', true],
  ['x'.repeat(64), true],
  ['x'.repeat(65), false],
  ['firm/1', false],
  ['größe', false],
  ['x-1', false],
  ['', false],
])('the id "%s" is taken as it is: %s', (id, kept) => {
  expect(keyOf(id) === id).toBe(kept)
  expect(keyOf(id)).toMatch(/^[A-Za-z0-9_-]{1,64}$/)
})

test('ids that differ keep different names, also beside the name made of another', () => {
  const ids = ['a/b', 'b/a', 'a b', 'a.b', 'ab', 'a//b', 'x-a', keyOf('a/b')]
  expect(new Set(ids.map(keyOf)).size).toBe(ids.length)
})

test('what was stored comes back as the order needs it, with its true id', () => {
  const odd = { ...partner, id: 'firm/1' }
  const stored = meiliDocument(odd, 'digest')
  expect(stored.id).not.toBe('firm/1')
  expect(readStored(JSON.parse(JSON.stringify(stored)))).toMatchObject({
    id: 'firm/1',
    partner: partner.partner,
    name: 'jansen co',
    base: partner.base,
    tie: partner.tie,
    evidence: { industry: ['retail'] },
    card: partner.card,
  })
})

test('one value of a facet is a value, several are a list, none is null; only a partner says what its cases prove', () => {
  expect(meiliDocument(partner, '')).toMatchObject({
    country: 'NL',
    tier: null,
    industry: ['retail'],
    caseIndustry: ['retail'],
  })
  expect(meiliDocument(story, '')).not.toHaveProperty(provenAttribute('industry'))
})

test.each(KINDS)('all that a %s can be filtered and sorted by is declared', kind => {
  const { filterableAttributes, sortableAttributes } = settingsOf(kind)
  const facets = FACETS.filter(facet => (facet.kinds as readonly string[]).includes(kind)).map(facet => facet.name)
  const keys = sortsOf(kind).flatMap(sort => orderOf(kind, sort).map(({ key }) => key))
  expect(filterableAttributes).toEqual(expect.arrayContaining([...facets, 'id', 'partner']))
  expect(sortableAttributes).toEqual(expect.arrayContaining([...keys, 'tie']))
})

test('settings are ours whatever a version adds and however it lists names; another rule order, limit or name is not', () => {
  const own = settingsOf('partner')
  const names = own.filterableAttributes as string[]
  expect(hasSettings('partner', { ...own, filterableAttributes: [...names].reverse(), embedders: {} })).toBe(true)
  expect(hasSettings('partner', { ...own, rankingRules: ['words', 'sort', 'typo', 'exactness'] })).toBe(false)
  expect(hasSettings('partner', { ...own, pagination: { maxTotalHits: 1_000 } })).toBe(false)
  expect(hasSettings('partner', { ...own, filterableAttributes: names.slice(1) })).toBe(false)
  expect(hasSettings('partner', {})).toBe(false)
})
