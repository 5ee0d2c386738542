import { expect, test } from 'vitest'
import { assert, never } from '#kernel/assert.ts'

test('a kept promise passes, a broken one throws with its own words', () => {
  expect(() => assert(1, 'one is something')).not.toThrow()
  expect(() => assert('', 'a name is not empty')).toThrow('broken promise: a name is not empty')
  expect(() => assert(0n, 'not zero')).toThrow()
  expect(() => assert(null, 'not null')).toThrow()
})

test('a case that cannot be is named when it arrives', () => {
  expect(() => never('sideways' as never)).toThrow('no such case: sideways')
})
