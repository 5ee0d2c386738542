import { describe, expect, test } from 'vitest'
import type { ProgramKey } from '#kernel/id.ts'
import type { Benefits } from '#partners/index.ts'
import { hasManager, mayAsk, minutesFit } from '../../src/enablement/entitlement.ts'

const own = (has: string[], told: string[] = has): Benefits => ({
  program: 'guild' as ProgramKey,
  tier: null,
  modules: [],
  has: new Set(has),
  told: new Set(told),
})

describe('a manager of one’s own', () => {
  test('ONE-10, COP-13: everybody, where no tier speaks of it', () => {
    expect(hasManager([own([])])).toBe(true)
    expect(hasManager([own(['listing'], ['listing', 'volume-discount'])])).toBe(true)
  })
  test('SIM-3: only tiers that have it, where some have; one program is enough', () => {
    expect(hasManager([own(['partner-manager'])])).toBe(true)
    expect(hasManager([own([], ['partner-manager'])])).toBe(false)
    expect(hasManager([own([], ['partner-manager']), own([])])).toBe(true)
  })
  test('nobody who is in no program', () => expect(hasManager([])).toBe(false))
})

describe('SIM-3: what may be asked', () => {
  test('a question always, a session and marketing by benefit', () => {
    expect(mayAsk([own([])], 'question')).toBe(true)
    expect(mayAsk([own([])], 'session')).toBe(false)
    expect(mayAsk([own(['on-demand-session'])], 'session')).toBe(true)
    expect(mayAsk([own(['on-demand-session'])], 'marketing')).toBe(false)
    expect(mayAsk([own(['operator-led-marketing'])], 'marketing')).toBe(true)
  })
  test('a session of 20 minutes fits, one of 21 does not, nor one of none', () => {
    expect(minutesFit('session', 20)).toBe(true)
    expect(minutesFit('session', 21)).toBe(false)
    expect(minutesFit('session', 1)).toBe(true)
    expect(minutesFit('session', 0)).toBe(false)
    expect(minutesFit('session', 10.5)).toBe(false)
    expect(minutesFit('session', null)).toBe(false)
    expect(minutesFit('question', null)).toBe(true)
    expect(minutesFit('question', 5)).toBe(false)
  })
})
