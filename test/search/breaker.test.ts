import { expect, test } from 'vitest'
import { Breaker } from '#search/breaker.ts'

const opened = (at = 0) => {
  const breaker = new Breaker()
  for (let i = 0; i < 3; i++) breaker.failed(at)
  return breaker
}

test.each([
  [[0, 1_000], false],
  [[0, 1_000, 9_999], true],
  [[0, 1_000, 10_000], false],
  [[0, 9_000, 10_000, 10_001], true],
])('failures at %j ms open it: %s', (times, open) => {
  const breaker = new Breaker()
  for (const at of times) breaker.failed(at)
  expect(breaker.open).toBe(open)
})

test('an open one asks how the engine is every five seconds, a closed one never', () => {
  expect(new Breaker().probeDue(60_000)).toBe(false)
  const breaker = opened(1_000)
  expect([breaker.probeDue(5_999), breaker.probeDue(6_000)]).toEqual([false, true])
  breaker.probed(false, false, 6_000)
  expect([breaker.probeDue(10_999), breaker.probeDue(11_000)]).toEqual([false, true])
})

test('two good probes in a row close it; a bad one between them starts again', () => {
  const breaker = opened()
  breaker.probed(true, false, 5_000)
  breaker.probed(false, false, 10_000)
  breaker.probed(true, false, 15_000)
  expect(breaker.open).toBe(true)
  breaker.probed(true, false, 20_000)
  expect(breaker.open).toBe(false)
})

test('an engine whose feed is behind is not trusted, however well it feels', () => {
  const breaker = opened()
  for (const at of [5_000, 10_000, 15_000]) breaker.probed(true, true, at)
  expect(breaker.open).toBe(true)
  breaker.probed(true, false, 20_000)
  expect(breaker.open).toBe(false)
})

test('once closed, it takes three new failures to open it again', () => {
  const breaker = opened()
  breaker.probed(true, false, 5_000)
  breaker.probed(true, false, 5_001)
  breaker.failed(5_002)
  breaker.failed(5_003)
  expect(breaker.open).toBe(false)
  breaker.failed(5_004)
  expect(breaker.open).toBe(true)
})
