import { describe, expect, test } from 'vitest'
import type { ProgramKey } from '#kernel/id.ts'
import type { Day } from '#kernel/period.ts'
import type { LicenceTerms, Terms } from '#programs/index.ts'
import { boundaryAfter, type Place, placeToOpen, runsOn, spanOf } from '../../src/licences/licence.ts'

const d = (day: string) => day as Day
const YEAR = { from: d('2025-01-01'), until: d('2025-12-31') }
const TERMS: LicenceTerms = { percentOfList: '50', ceilingPercent: '50', steps: [], includes: [] }

describe('COP-13: the licence is dated', () => {
  test('it runs from its first day to its last, both included; without dates it runs for ever', () => {
    expect(runsOn(YEAR, d('2024-12-31'))).toBe(false)
    expect(runsOn(YEAR, d('2025-01-01'))).toBe(true)
    expect(runsOn(YEAR, d('2025-12-31'))).toBe(true)
    expect(runsOn(YEAR, d('2026-01-01'))).toBe(false)
    expect(runsOn(null, d('2026-01-01'))).toBe(true)
    expect(runsOn({ from: null, until: null }, d('1999-01-01'))).toBe(true)
  })

  test('in instants it ends when its last day is over where the program counts its days', () => {
    expect(spanOf(YEAR, 'Europe/Amsterdam')).toEqual({
      from: new Date('2024-12-31T23:00:00Z'),
      until: new Date('2025-12-31T23:00:00Z'),
    })
    expect(spanOf({ from: null, until: null }, 'UTC')).toEqual({ from: null, until: null })
  })

  test('the next thing to happen is its beginning, then its end, then nothing', () => {
    const next = (at: string) => boundaryAfter(YEAR, 'UTC', new Date(at))?.toISOString() ?? null
    expect(next('2024-06-01T00:00:00Z')).toBe('2025-01-01T00:00:00.000Z')
    expect(next('2025-01-01T00:00:00Z')).toBe('2026-01-01T00:00:00.000Z')
    expect(next('2026-01-01T00:00:00Z')).toBeNull()
  })
})

describe('under which program an account is opened', () => {
  const place = (program: string, o: Partial<Place> & { licence?: LicenceTerms | null } = {}): Place => ({
    program: program as ProgramKey,
    timeZone: 'UTC',
    day: d('2025-03-01'),
    active: true,
    agreed: true,
    running: true,
    tier: null,
    ...o,
    terms: { licence: o.licence === undefined ? TERMS : o.licence } as Terms,
  })
  const opened = (...places: Place[]) => {
    const found = placeToOpen(places)
    return found.ok ? found.value.program : found.refusal
  }

  test('the first that has a licence that runs, in which the partner is active and agreed', () => {
    expect(opened(place('leads', { licence: null }), place('resell'), place('more'))).toBe('resell')
    expect(opened(place('a', { agreed: false }), place('b'))).toBe('b')
    expect(opened(place('a', { running: false }), place('b'))).toBe('b')
  })

  test('the wished one goes first, if its licence runs', () => {
    const bound = (...places: Place[]) => {
      const found = placeToOpen(places, 'b' as ProgramKey)
      return found.ok ? found.value.program : found.refusal
    }
    expect(bound(place('a'), place('b'))).toBe('b')
    expect(bound(place('a'), place('b', { running: false }))).toBe('a')
    expect(bound(place('a'), place('b', { licence: null }))).toBe('a')
  })

  test('else why not: not active goes before not agreed, and that before not eligible', () => {
    expect(opened()).toBe('partner-not-active')
    expect(opened(place('a', { active: false, agreed: false, running: false }))).toBe('partner-not-active')
    expect(opened(place('a', { agreed: false, running: false }))).toBe('agreement-not-accepted')
    expect(opened(place('a', { running: false }))).toBe('not-eligible')
    expect(opened(place('leads', { licence: null }))).toBe('not-eligible')
    expect(opened(place('leads', { licence: null, agreed: false }))).toBe('agreement-not-accepted')
  })
})
