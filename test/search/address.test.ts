import { expect, test } from 'vitest'
import { addressOf, parseQuery } from '#search/address.ts'

const site = (text: string) => parseQuery(new URLSearchParams(text), 'site')
const api = (text: string) => parseQuery(new URLSearchParams(text), 'api')

test('an address is read and written back in one canonical form', () => {
  const { request, problems } = site('page=2&language=nl&country=nl&country=de&q=web+design&sort=rating&accepting=1')
  expect(problems).toEqual([])
  expect(addressOf(request)).toBe('?q=web+design&country=DE&country=NL&language=nl&accepting=1&sort=rating&page=2')
  expect(addressOf(site(addressOf(request)).request)).toBe(addressOf(request))
})

test('defaults are not written', () => {
  expect(addressOf(site('q=&kind=partner&sort=best&page=1').request)).toBe('')
})

test('the site forgives: foreign parameters are ignored, wrong values dropped and told', () => {
  const { request, problems } = site('utm_source=x&country=Holland&country=NL&sort=price&page=0&rating=9')
  expect(request.filters).toEqual({ country: ['NL'] })
  expect([request.sort, request.page]).toEqual(['best', 1])
  expect(problems.map(p => [p.parameter, p.value])).toEqual([
    ['country', 'Holland'],
    ['rating', '9'],
    ['sort', 'price'],
    ['page', '0'],
  ])
})

test('the API names every parameter that it does not know or cannot use', () => {
  expect(api('q=x&utm_source=y').problems).toEqual([{ parameter: 'utm_source', value: '', code: 'unknown-parameter' }])
  for (const text of [
    'page=0',
    'page=-1',
    'page=1.5',
    'page=x',
    'kind=firm',
    'kind=case&rating=4',
    'sort=newest&sort=best',
    'country=NLD',
    'accepting=yes',
    'city=utrecht',
    'locale=fr',
  ])
    expect(api(text).problems, text).toHaveLength(1)
})

test('the API knows the language of texts', () => {
  expect(api('locale=nl').request.locale).toBe('nl')
})

test('empty values are like none, and more than twenty of one facet are too many', () => {
  expect(site('country=&expertise=&q=').request.filters).toEqual({})
  const many = Array.from({ length: 21 }, (_, i) => `expertise=e${i}`).join('&')
  expect(api(many).problems.map(p => p.code)).toEqual(['too-many'])
  expect(site(many).request.filters.expertise).toHaveLength(20)
})

test('a page far beyond the end is a page', () => {
  expect(api('page=99999')).toMatchObject({ request: { page: 99_999 }, problems: [] })
})
