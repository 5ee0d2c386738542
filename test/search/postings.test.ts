import { expect, test } from 'vitest'
import {
  addTo,
  append,
  bitsFor,
  countOf,
  hasBit,
  keepCommon,
  Phrases,
  postingOf,
  rowsOf,
  Scratch,
} from '#search/postings.ts'

test('few rows are a list and many are bits; both say the same', () => {
  for (const step of [1, 3, 40, 500]) {
    const rows = Uint32Array.from({ length: Math.floor(4_000 / step) }, (_, i) => i * step)
    const posting = postingOf(rows, 4_000)
    expect('bits' in posting).toBe(step < 32)
    const bits = bitsFor(4_000)
    addTo(bits, posting)
    expect(rowsOf(bits)).toEqual(rows)
    expect(countOf(bits)).toBe(rows.length)
  }
})

test('a new row is appended once, however often it is told', () => {
  for (const n of [10, 100_000]) {
    const posting = postingOf(Uint32Array.from([1, 5]), n)
    for (const row of [n, n, n + 70]) append(posting, row)
    const bits = bitsFor(n + 100)
    addTo(bits, posting)
    expect([...rowsOf(bits)]).toEqual([1, 5, n, n + 70])
  }
})

test('a posting that knows later rows than a search does not disturb it', () => {
  const bits = bitsFor(10)
  addTo(bits, postingOf(Uint32Array.from([3, 900]), 100_000))
  expect([...rowsOf(bits)]).toEqual([3])
})

test('what is in both is in the common', () => {
  const [a, b] = [bitsFor(64), bitsFor(64)]
  addTo(a, postingOf(Uint32Array.from([1, 2, 40]), 64))
  addTo(b, postingOf(Uint32Array.from([2, 40, 41]), 64))
  keepCommon(a, b)
  expect([...rowsOf(a)]).toEqual([2, 40])
  expect([hasBit(a, 2), hasBit(a, 41)]).toEqual([true, false])
})

test('remembered phrases learn the words of new rows, beginnings too', () => {
  const phrases = new Phrases()
  const read = () => postingOf(Uint32Array.from([0]), 1_000)
  for (const phrase of ['retail', 'ret*', 'name:ret*']) phrases.get(phrase, read)
  phrases.learn(7, ['retail', 'retro', 'name:retro'])
  const rows = (phrase: string) => {
    const bits = bitsFor(1_000)
    addTo(
      bits,
      phrases.get(phrase, () => postingOf(new Uint32Array(0), 1_000)),
    )
    return [...rowsOf(bits)]
  }
  expect([rows('retail'), rows('ret*'), rows('name:ret*'), rows('retro')]).toEqual([[0, 7], [0, 7], [0, 7], []])
  phrases.clear()
  expect(rows('retail')).toEqual([])
})

test('scratch bits are clean each time they are taken', () => {
  const scratch = new Scratch()
  const first = scratch.take(100)
  first.fill(255)
  scratch.release()
  const again = scratch.take(100)
  expect(again).toBe(first)
  expect(again.every(word => word === 0)).toBe(true)
  expect(scratch.take(100)).not.toBe(again)
})
