import { describe, expect, test } from 'vitest'
import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import type { Day } from '#kernel/period.ts'
import {
  activeOn,
  agreedAt,
  type Member,
  type StandingChange,
  type State,
  stateOn,
} from '../../src/partners/standing.ts'

const brightwave = 'brightwave' as PartnerId
const moved = (at: string, state: State): StandingChange => ({
  partner: brightwave,
  at: new Date(at),
  state,
  ground: null,
  reason: null,
  by: 'system',
})
const member = (joinedAt: string | null, standing: StandingChange[] = [], agreement: string | null | false = null) => {
  const membership = {
    partner: brightwave,
    program: 'copernica' as ProgramKey,
    tier: null,
    tiers: [],
    elections: [],
    modules: [],
    joinedAt: joinedAt === null ? null : new Date(joinedAt),
    agreed: agreement !== false,
    agreementAt: agreement === null || agreement === false ? null : new Date(agreement),
  }
  return { memberships: [membership], standing } satisfies Member
}
const active = (facts: Member, day: string, timeZone = 'UTC') => activeOn(facts, 'copernica', day as Day, timeZone)

describe('G9: a suspension holds from the start of its day', () => {
  const suspended = member(null, [moved('2025-05-10T16:00:00Z', 'suspended')])
  test('the day before still counts, the day itself does not, nor any later', () => {
    expect(active(suspended, '2025-05-09')).toBe(true)
    expect(active(suspended, '2025-05-10')).toBe(false)
    expect(active(suspended, '2026-01-01')).toBe(false)
  })
  test('so does a reinstatement', () => {
    const back = member(null, [moved('2025-05-10T16:00:00Z', 'suspended'), moved('2025-06-01T23:59:00Z', 'active')])
    expect(active(back, '2025-05-31')).toBe(false)
    expect(active(back, '2025-06-01')).toBe(true)
  })
  test('suspended and reinstated on one day: the last word holds for the whole of it', () => {
    const sameDay = [moved('2025-05-10T09:00:00Z', 'suspended'), moved('2025-05-10T10:00:00Z', 'active')]
    expect(active(member(null, sameDay), '2025-05-10')).toBe(true)
  })
  test('removal is like it, and being taken back ends it', () => {
    const removed = [moved('2025-05-10T09:00:00Z', 'delisted')]
    expect(stateOn(removed, '2025-05-09' as Day, 'UTC')).toBe('active')
    expect(stateOn(removed, '2025-05-10' as Day, 'UTC')).toBe('delisted')
    expect(active(member(null, removed), '2025-05-10')).toBe(false)
    expect(active(member(null, [...removed, moved('2025-11-10T09:00:00Z', 'active')]), '2025-11-10')).toBe(true)
  })
  test('the day is the program’s own: 23:30 in London is the next day in Amsterdam', () => {
    const late = member(null, [moved('2025-05-10T22:30:00Z', 'suspended')])
    expect(active(late, '2025-05-10', 'UTC')).toBe(false)
    expect(active(late, '2025-05-10', 'Europe/Amsterdam')).toBe(true)
    expect(active(late, '2025-05-11', 'Europe/Amsterdam')).toBe(false)
  })
})

describe('a member', () => {
  test('is one from the start of the day it joined', () => {
    const joined = member('2025-03-15T10:00:00Z')
    expect(active(joined, '2025-03-14')).toBe(false)
    expect(active(joined, '2025-03-15')).toBe(true)
  })
  test('without beginning always was one', () => expect(active(member(null), '1999-01-01')).toBe(true))
  test('of one program is none of another', () => {
    expect(activeOn(member(null), 'simpro', '2025-03-15' as Day, 'UTC')).toBe(false)
  })
})

describe('an agreement', () => {
  const at = (text: string, agreement: string | null | false) =>
    agreedAt(member(null, [], agreement), 'copernica', new Date(text))
  test('holds from its instant, included', () => {
    expect(at('2025-03-15T09:59:59.999Z', '2025-03-15T10:00:00Z')).toBe(false)
    expect(at('2025-03-15T10:00:00.000Z', '2025-03-15T10:00:00Z')).toBe(true)
  })
  test('without beginning always held; one that was not accepted never does', () => {
    expect(at('1999-01-01T00:00:00Z', null)).toBe(true)
    expect(at('2030-01-01T00:00:00Z', false)).toBe(false)
  })
})
