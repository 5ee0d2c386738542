import { expect, test } from 'vitest'
import { canonical, sealed } from '#audit/entry.ts'

const facts = { seq: 1, at: 5, actor: 'system', verb: 'a', subject: 'b', reason: null, detail: null, previous: '' }

test('no two entries are sealed by the same text', () => {
  expect(sealed({ ...facts, verb: 'a', subject: 'bc' })).not.toBe(sealed({ ...facts, verb: 'ab', subject: 'c' }))
  expect(sealed({ ...facts, reason: null })).not.toBe(sealed({ ...facts, reason: 'null' }))
})

test('the same detail gives the same text whatever the order of its keys', () => {
  expect(canonical({ b: 1, a: { d: [2, 1], c: 3n } })).toBe('{"a":{"c":"3","d":[2,1]},"b":1}')
  expect(canonical({ a: { c: 3n, d: [2, 1] }, b: 1 })).toBe('{"a":{"c":"3","d":[2,1]},"b":1}')
})
