import { expect, test } from 'vitest'
import { agrees, declarationOf } from '../../src/partners/draft.ts'

const acme = { name: 'Acme', domain: 'acme.nl', email: null, country: 'NL', website: null }

test('the same content gives the same text, in whatever order the modules come', () => {
  expect(declarationOf(acme, { modules: ['b', 'a'] })).toBe(declarationOf({ ...acme }, { modules: ['a', 'b'] }))
  expect(declarationOf(acme, {})).toBe(declarationOf(acme, { tier: null, agreement: true, modules: [] }))
})

test.each([{ tier: 'gold' }, { agreement: false }, { modules: ['referral'] }])('%o is other content', said =>
  expect(declarationOf(acme, said)).not.toBe(declarationOf(acme, {})))

test('what is left out is not denied; what is said otherwise is', () => {
  expect(agrees(acme, { ...acme, domain: null, country: null })).toBe(true)
  expect(agrees(acme, { ...acme, domain: 'acme.be' })).toBe(false)
  expect(agrees(acme, { ...acme, website: 'https://acme.nl/' })).toBe(false)
})
