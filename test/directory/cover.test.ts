import { describe, expect, it } from 'vitest'
import { COVER_KINDS, cover, coverKindOf } from '#directory/cover.ts'

describe('a cover', () => {
  it.each(COVER_KINDS)('of kind %s is the same bytes each time, under 2 kB, in attributes alone', kind => {
    for (let i = 0; i < 50; i++) {
      const svg = cover(`Case ${i}`, kind)
      expect(svg).toBe(cover(`Case ${i}`, kind))
      expect(svg.length).toBeLessThan(2_048)
      expect(svg).not.toMatch(/style|script|href|NaN|undefined|<text/)
      expect(svg).toContain('width="360" height="225"')
    }
  })

  it('has a kind by name when nobody chose one', () => {
    expect(COVER_KINDS).toContain(coverKindOf('Polderpost'))
    expect(coverKindOf('Polderpost')).toBe(coverKindOf('Polderpost'))
  })
})
