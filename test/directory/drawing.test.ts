import { expect, it } from 'vitest'
import { accentOf, fnv1a, hex, INKS, n, randomOf, shuffled } from '#directory/drawing.ts'

it('hashes as FNV-1a does', () => {
  expect(fnv1a('')).toBe(2_166_136_261)
  expect(fnv1a('a')).toBe(0xe40c292c)
  expect(fnv1a('foobar')).toBe(0xbf9cf968)
})

it('draws the same numbers for the same seed, from 0 to 1', () => {
  const [a, b] = [randomOf(7), randomOf(7)]
  const drawn = Array.from({ length: 1_000 }, a)
  expect(drawn).toEqual(Array.from({ length: 1_000 }, b))
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...drawn)).toBeLessThan(1)
  expect(drawn.reduce((x, y) => x + y, 0) / 1_000).toBeCloseTo(0.5, 1)
})

it('writes colours as six hex digits', () => {
  expect(hex(0, 100, 50)).toBe('#ff0000')
  expect(hex(120, 100, 50)).toBe('#00ff00')
  expect(hex(0, 0, 100)).toBe('#ffffff')
  for (const ink of INKS) expect(accentOf(ink, randomOf(1))).toMatch(/^#[0-9a-f]{6}$/)
})

it('writes numbers with one decimal at most', () => {
  expect([n(3), n(3.1234), n(-0.05)]).toEqual(['3', '3.1', '0'])
})

it('shuffles without losing anything', () => {
  const items = [1, 2, 3, 4, 5, 6, 7, 8]
  const mixed = shuffled(items, randomOf(3))
  expect(mixed).not.toEqual(items)
  expect([...mixed].sort()).toEqual(items)
})
