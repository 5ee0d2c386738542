import { expect, test } from 'vitest'
import {
  EVIDENCE,
  FACETS,
  type Facet,
  facetsOf,
  facetValue,
  type Kind,
  ratingSteps,
  shownFacets,
} from '#search/facets.ts'

const facet = (name: string) => FACETS.find(one => one.name === name) as Facet
const names = (facets: readonly Facet[]) => facets.map(one => one.name)

test.each<[string, Kind, string, string | null]>([
  ['country', 'partner', 'nl', 'NL'],
  ['country', 'partner', 'NLD', null],
  ['language', 'partner', 'NL', 'nl'],
  ['language', 'partner', 'nl-BE', null],
  ['expertise', 'case', 'web-design', 'web-design'],
  ['expertise', 'case', 'web--design', null],
  ['expertise', 'case', 'Web design', null],
  ['rating', 'partner', '3.5', '3.5'],
  ['rating', 'partner', '5', null],
  ['rating', 'review', '5', '5'],
  ['rating', 'review', '3.5', null],
  ['rating', 'case', '3', null],
  ['accepting', 'partner', '1', '1'],
  ['accepting', 'partner', '0', null],
  ['tier', 'partner', '', null],
  ['tier', 'partner', 'g'.repeat(80), 'g'.repeat(80)],
  ['tier', 'partner', 'g'.repeat(81), null],
])('%s of a %s typed as "%s" is %s', (name, kind, typed, value) => {
  expect(facetValue(facet(name), kind, typed)).toBe(value)
})

test.each([
  [-1, []],
  [2_999, []],
  [3_000, ['3']],
  [3_499, ['3']],
  [4_499, ['3', '3.5', '4']],
  [5_000, ['3', '3.5', '4', '4.5']],
])('an average of %d thousandths has reached %j', (shown, steps) => {
  expect(ratingSteps(shown)).toEqual(steps)
})

test('visitors choose from the facets of a kind that are shown; the city is for our own use', () => {
  expect(names(facetsOf('partner'))).toContain('city')
  expect(names(shownFacets('partner'))).not.toContain('city')
  expect(names(shownFacets('case'))).toEqual(['expertise', 'service', 'industry', 'country', 'language', 'tier'])
  expect(names(shownFacets('review'))).toContain('rating')
})

test('a case proves what was done for whom, never a place or a tier', () => {
  expect(EVIDENCE).toEqual(['expertise', 'service', 'industry'])
})
