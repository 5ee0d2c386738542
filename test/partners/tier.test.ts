import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Day } from '#kernel/period.ts'
import {
  beginsOn,
  keptUntil,
  keyMeant,
  lowestTier,
  spanOfGrant,
  spanOn,
  type TierGround,
  type TierSpan,
  tierOn,
} from '#partners/tier.ts'
import type { TierTerms } from '#programs/index.ts'

const tier = (key: string, rank: number, o: Partial<TierTerms> = {}): TierTerms => ({
  key,
  rank,
  entry: 'apply',
  requirements: [],
  benefits: [],
  qualified: 'each-1-january',
  effective: 'at-once',
  kept: 'no-end',
  ...o,
})
const gold = tier('gold', 3, { entry: 'qualify', effective: 'next-month', kept: 'rest-of-year-and-next' })
const silver = tier('silver', 2)
const terms = { tiers: [gold, tier('bronze', 1), silver] }
let seq = 0
const span = (key: string, from: string | null, until: string | null, ground: TierGround = 'qualified'): TierSpan => ({
  tier: key,
  from: from as Day | null,
  until: until as Day | null,
  ground,
  reason: null,
  at: new Date(0),
  seq: ++seq,
})
const member = (...tiers: TierSpan[]) => ({ tiers })
const on = (who: { tiers: TierSpan[] }, day: string) => tierOn(who, terms, day as Day)
const reach = (day: string, which = gold) => {
  const from = beginsOn(which, day as Day)
  return [from, keptUntil(which, day as Day, from)]
}

describe('CC-7: a level reached in the year counts from the first day of the next month', () => {
  test('reached on 10 March: from 1 April', () => expect(reach('2025-03-10')[0]).toBe('2025-04-01'))
  test('reached on the first of a month: from the next month', () => expect(reach('2025-04-01')[0]).toBe('2025-05-01'))
  test('reached on the last of a month: from the next day', () => {
    expect(reach('2025-04-30')[0]).toBe('2025-05-01')
    expect(reach('2024-02-29')[0]).toBe('2024-03-01')
    expect(reach('2025-02-28')[0]).toBe('2025-03-01')
  })
  test('where the terms say at once, from that very day', () =>
    expect(reach('2025-04-30', silver)[0]).toBe('2025-04-30'))
})

describe('CC-8: it is kept for the year in which it was reached and the whole next', () => {
  test('reached in March 2025: until 31 December 2026', () => expect(reach('2025-03-10')[1]).toBe('2026-12-31'))
  test('reached on 15 December 2025: from 1 January until 31 December 2026', () =>
    expect(reach('2025-12-15')).toEqual(['2026-01-01', '2026-12-31']))
  test('reached on 1 January: that year and the next', () =>
    expect(reach('2026-01-01')).toEqual(['2026-02-01', '2027-12-31']))
  test('for the rest of the year only: the year in which it begins', () => {
    const short = tier('short', 2, { kept: 'rest-of-year', effective: 'next-month' })
    expect(reach('2025-11-30', short)).toEqual(['2025-12-01', '2025-12-31'])
    expect(reach('2025-12-01', short)).toEqual(['2026-01-01', '2026-12-31'])
  })
})

describe('the tier of a day', () => {
  test('is none where the terms have no tiers', () =>
    expect(tierOn(member(), { tiers: [] }, '2025-01-01' as Day)).toBeNull())
  test('is the lowest for whoever has no other, by rank and not by place in the terms', () => {
    expect(lowestTier(terms)).toBe('bronze')
    expect(on(member(), '2025-01-01')).toBe('bronze')
  })
  test('CC-11: holds on its first and its last day, and on none before or after', () => {
    const who = member(span('gold', '2025-04-01', '2026-12-31'))
    expect(['2025-03-31', '2025-04-01', '2026-12-31', '2027-01-01'].map(day => on(who, day))).toEqual([
      'bronze',
      'gold',
      'gold',
      'bronze',
    ])
  })
  test('is the joined one at all times when that is without beginning', () =>
    expect(on(member(span('silver', null, null, 'joined')), '1999-01-01')).toBe('silver'))
  test('is the higher of two, whichever was written last', () => {
    const who = member(span('gold', '2025-04-01', '2026-12-31'), span('silver', '2025-06-01', null, 'applied'))
    expect(on(who, '2025-06-01')).toBe('gold')
    expect(on(who, '2027-01-01')).toBe('silver')
  })
  test('is what a review or the operator placed it in, whatever it had; what is given after that counts again', () => {
    const fallen = [span('silver', '2025-01-10', null, 'joined'), span('bronze', '2026-01-01', null, 'review')]
    expect(on(member(...fallen), '2025-12-31')).toBe('silver')
    expect(on(member(...fallen), '2026-01-01')).toBe('bronze')
    expect(on(member(...fallen, span('silver', '2026-03-05', null, 'applied')), '2026-03-05')).toBe('silver')
    expect(on(member(...fallen, span('silver', '2026-03-05', null, 'applied')), '2026-03-04')).toBe('bronze')
  })
  test('passes over a tier that the terms of the day do not know', () => {
    const who = member(span('silver', '2025-01-01', null, 'joined'), span('platinum', '2025-02-01', null, 'joined'))
    expect(on(who, '2025-03-01')).toBe('silver')
    expect(spanOn(member(span('platinum', null, null)), terms, '2025-03-01' as Day)).toBeNull()
  })
})

describe('CC-9: a renewed qualification', () => {
  const held = member(span('gold', '2025-04-01', '2026-12-31'))
  const again = (day: string, who = held) => spanOfGrant(who, terms, gold, day as Day)
  test('in the last year prolongs without a gap', () => {
    expect(again('2026-11-20')).toEqual({ from: '2027-01-01', until: '2027-12-31' })
    expect(again('2026-12-31')).toEqual({ from: '2027-01-01', until: '2027-12-31' })
    expect(again('2026-01-01')).toEqual({ from: '2027-01-01', until: '2027-12-31' })
  })
  test('in the year in which it was reached changes nothing', () => expect(again('2025-12-31')).toBeNull())
  test('after the end leaves the gap', () =>
    expect(again('2027-01-01')).toEqual({ from: '2027-02-01', until: '2028-12-31' }))
  test('of what was taken back counts anew', () =>
    expect(again('2026-03-01', member(...held.tiers, span('bronze', '2026-02-01', null, 'ended')))).toEqual({
      from: '2026-04-01',
      until: '2027-12-31',
    }))
})

test('who has the tier or a higher one without end is given nothing, nor is the lowest given to who has no other', () => {
  const high = member(span('gold', '2025-01-01', null, 'invited'))
  expect(spanOfGrant(high, terms, silver, '2025-02-01' as Day)).toBeNull()
  expect(spanOfGrant(high, terms, gold, '2025-02-01' as Day)).toBeNull()
  expect(spanOfGrant(member(), terms, tier('bronze', 1), '2025-02-01' as Day)).toBeNull()
})

test('a caller’s word is understood by its letters and digits', () => {
  const known = [{ key: 'service-provider' }, { key: 'premier' }]
  expect(keyMeant(known, 'Premier')).toBe('premier')
  for (const said of ['service-provider', 'Service provider', 'serviceProvider', 'SERVICE_PROVIDER'])
    expect(keyMeant(known, said)).toBe('service-provider')
  expect(keyMeant(known, 'premiere')).toBeNull()
})

test('whatever days a level is reached on, it never ends before it begins and is never lost by reaching it again', () => {
  const day = fc
    .integer({ min: 0, max: 3650 })
    .map(n => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10) as Day)
  fc.assert(
    fc.property(fc.array(day, { minLength: 1, maxLength: 12 }), day, (reached, asked) => {
      const tiers: TierSpan[] = []
      const held: boolean[] = []
      for (const at of reached.sort()) {
        const before = tierOn({ tiers }, terms, asked)
        const granted = spanOfGrant({ tiers }, terms, gold, at)
        if (granted) {
          expect(granted.until === null || granted.from <= granted.until).toBe(true)
          tiers.push(span('gold', granted.from, granted.until))
        }
        held.push(before !== 'gold' || tierOn({ tiers }, terms, asked) === 'gold')
        const from = beginsOn(gold, at)
        expect(tierOn({ tiers }, terms, from)).toBe('gold')
        expect(tierOn({ tiers }, terms, keptUntil(gold, at, from) as Day)).toBe('gold')
      }
      expect(held.every(Boolean)).toBe(true)
      // The plain reading: gold on a day if some reaching began by then and is kept until then.
      const plain = reached.some(
        at => beginsOn(gold, at) <= asked && asked <= (keptUntil(gold, at, beginsOn(gold, at)) ?? '9'),
      )
      expect(tierOn({ tiers }, terms, asked) === 'gold').toBe(plain)
    }),
  )
})
