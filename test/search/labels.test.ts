import { expect, test } from 'vitest'
import { countryName, type Labels, labelOf, labelWords, languageName } from '#search/labels.ts'

const labels: Labels = {
  expertise: new Map([
    ['seo', { slug: 'seo', labels: { en: 'SEO', nl: 'Vindbaarheid' }, synonyms: ['search engine optimisation'] }],
  ]),
}

test('values are written in the reader’s language', () => {
  expect(labelOf(labels, 'expertise', 'seo', 'nl')).toBe('Vindbaarheid')
  expect(labelOf(labels, 'country', 'NL', 'nl')).toBe('Nederland')
  expect(labelOf(labels, 'language', 'nl', 'nl')).toBe('Nederlands')
  expect(labelOf(labels, 'tier', 'gold-plus', 'en')).toBe('Gold plus')
  expect(labelOf(labels, 'expertise', 'unknown-one', 'en')).toBe('unknown-one')
})

test('what is no code is shown as it is written', () => {
  expect(countryName('!!', 'en')).toBe('!!')
  expect(languageName('x', 'en')).toBe('x')
})

test('labels, synonyms and countries in both languages are words that name no partner', () => {
  const words = labelWords(labels, ['NL'])
  for (const text of ['seo', 'vindbaarheid', 'search engine optimisation', 'netherlands', 'nederland'])
    expect(words.has(text)).toBe(true)
  expect(words.has('search engine')).toBe(false)
})

test('a label without a letter is no label: it would be every empty query', () => {
  const odd = { slug: 'odd', labels: { en: '&', nl: '—' }, synonyms: [''] }
  expect(labelWords({ industry: new Map([['odd', odd]]) }, []).size).toBe(0)
})
