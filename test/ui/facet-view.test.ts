import { expect, test } from 'vitest'
import { facetViews } from '#ui/facet-view.ts'

const words = {
  label: (name: string) => name.toUpperCase(),
  value: (_: string, value: string) => `«${value}»`,
  any: 'Any',
}

test('values stand as they were counted, with zeros, and a facet without values is left out', () => {
  const [one, ...others] = facetViews(
    ['industry', 'country'],
    {
      industry: [
        { value: 'retail', count: 3 },
        { value: 'care', count: 0 },
      ],
    },
    { industry: ['retail'] },
    words,
  )
  expect(others).toEqual([])
  expect(one).toMatchObject({ name: 'industry', label: 'INDUSTRY', single: false })
  expect(one?.options).toEqual([
    { value: 'retail', label: '«retail»', count: 3, checked: true },
    { value: 'care', label: '«care»', count: 0, checked: false },
  ])
})

test('what is chosen can always be taken away where it was set, even when nothing carries it any more', () => {
  const [one] = facetViews(['industry'], {}, { industry: ['lost'] }, words)
  expect(one?.options).toEqual([{ value: 'lost', label: '«lost»', count: 0, checked: true }])
})

test('a rating is one choice, rising, beginning with any', () => {
  const [one] = facetViews(
    ['rating'],
    {
      rating: [
        { value: '4.5', count: 1 },
        { value: '3', count: 9 },
      ],
    },
    {},
    words,
  )
  expect(one?.single).toBe(true)
  expect(one?.options.map(option => [option.value, option.checked])).toEqual([
    ['', true],
    ['3', false],
    ['4.5', false],
  ])
})
