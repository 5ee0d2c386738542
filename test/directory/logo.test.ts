import { describe, expect, it } from 'vitest'
import { initialsOf, inkOfName, logo, MARKS, monogram } from '#directory/logo.ts'

const names = Array.from({ length: 40 }, (_, i) => `Firm ${i}`)

describe('a logo', () => {
  it('is the same bytes for the same name and place', () => {
    expect(logo('Polderpost', 3)).toBe(logo('Polderpost', 3))
    expect(logo('Polderpost', 3)).not.toBe(logo('Vuurtoren Data', 3))
  })

  it('is under 2 kB, in attributes alone', () => {
    for (const [i, name] of names.entries()) {
      expect(logo(name, i).length).toBeLessThan(2_048)
      expect(logo(name, i)).not.toMatch(/style|script|href|NaN|undefined/)
    }
  })

  it('is of eight kinds, dealt so that no kind comes twice within a run of eight', () => {
    expect(MARKS).toHaveLength(8)
    const shape = (svg: string) => svg.replace(/[#\d.a-f-]+/g, '').slice(0, 400)
    const run = Array.from({ length: 8 }, (_, i) => shape(logo('The same name', i)))
    expect(new Set(run).size).toBe(8)
  })
})

describe('a monogram', () => {
  it('takes the first letters of two words, and leaves small words out', () => {
    expect(initialsOf('Oak & Lantern')).toBe('OL')
    expect(initialsOf('De Brievenbusfabriek')).toBe('B')
    expect(initialsOf('  ')).toBe('?')
    expect(initialsOf('نور وصل')).toBe('نو')
  })

  it('keeps its ink, and cannot break out of its picture', () => {
    expect(inkOfName('Polderpost')).toBe(inkOfName('Polderpost'))
    expect(monogram('<script> &co')).not.toContain('<script>')
    expect(monogram('𝔸lpha 𝔹eta').length).toBeLessThan(2_048)
  })
})
