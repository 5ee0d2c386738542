import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonical, type Json } from '#kernel/json.ts'
import { runs } from '../support/property.ts'

test('the order in which fields were written does not show', () => {
  expect(canonical({ b: 1, a: { d: [1, { z: null, y: 'ü"' }], c: true } })).toBe(
    '{"a":{"c":true,"d":[1,{"y":"ü\\"","z":null}]},"b":1}',
  )
  expect(canonical({ a: 1, b: 2 })).toBe(canonical({ b: 2, a: 1 }))
})

test('an absent field is left out, a null kept', () => {
  expect(canonical({ a: undefined, b: null })).toBe('{"b":null}')
})

test('keys are sorted by code unit, not by any locale', () => {
  expect(canonical({ é: 1, z: 2, Z: 3, '10': 4, '9': 5 })).toBe('{"10":4,"9":5,"Z":3,"z":2,"é":1}')
})

test('what is no JSON is a bug', () => {
  expect(() => canonical(Number.NaN)).toThrow()
  expect(() => canonical(Number.POSITIVE_INFINITY)).toThrow()
})

test('it means the same as it did, and its text is its own canonical text', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      const text = canonical(value as Json)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      expect(canonical(JSON.parse(text) as Json)).toBe(text)
    }),
    runs(500),
  )
})
