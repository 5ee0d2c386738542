import { expect, test } from 'vitest'
import { distance } from '#search/distance.ts'
import { random } from './data.ts'

/** The plain definition, with the whole table in memory. */
function plain(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  )
  const at = (i: number, j: number) => rows[i]?.[j] ?? 99
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : 99
      const row = rows[i] as number[]
      row[j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1), swapped)
    }
  return at(a.length, b.length)
}

test('a letter more, less, other, or two neighbours swapped is one edit', () => {
  for (const word of ['kwalitiet', 'kwaliteiit', 'kwaliteid', 'kwalteit'])
    expect(distance('kwaliteit', word, 2)).toBe(1)
})

test('it agrees with the plain definition on thousands of words, and says "more" beyond the limit', () => {
  const r = random(3)
  const word = () => Array.from({ length: 1 + Math.floor(r() * 9) }, () => 'abc'[Math.floor(r() * 3)]).join('')
  for (let i = 0; i < 5_000; i++) {
    const [a, b, max] = [word(), word(), Math.floor(r() * 3)]
    expect(distance(a, b, max)).toBe(Math.min(plain(a, b), max + 1))
    const prefix = Math.min(...Array.from({ length: b.length + 1 }, (_, n) => plain(a, b.slice(0, n))))
    expect(distance(a, b, max, true)).toBe(Math.min(prefix, max + 1))
  }
})

test('a word of a thousand letters is compared whole or not at all', () => {
  expect(distance('x'.repeat(1_000), 'x'.repeat(1_000), 2)).toBe(0)
  expect(distance('x'.repeat(1_000), 'y', 2)).toBe(3)
})
