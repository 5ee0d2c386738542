import { describe, expect, test } from 'vitest'
import type { BindingId, CustomerId, PartnerId, ProgramKey } from '#kernel/id.ts'
import { type Binding, bindingAt, choose, holdsAt, overlap } from '../../src/attribution/binding.ts'

const at = (text: string) => new Date(text)
const span = (from: string, until: string | null) => ({ from: at(from), until: until === null ? null : at(until) })
const bound = (partner: string, from: string, until: string | null): Binding => ({
  id: `${partner}@${from}` as BindingId,
  customer: 'acme' as CustomerId,
  partner: partner as PartnerId,
  program: 'copernica' as ProgramKey,
  ...span(from, until),
  openedBy: 'customer',
  closedBy: until === null ? null : 'switch',
  reason: null,
})
const nova = 'nova' as PartnerId

describe('COP-5: a binding holds from its first instant, included, until its last, excluded', () => {
  const binding = span('2025-03-01T10:00:00.000Z', '2025-06-01T10:00:00.000Z')
  test.each([
    ['2025-03-01T09:59:59.999Z', false],
    ['2025-03-01T10:00:00.000Z', true],
    ['2025-06-01T09:59:59.999Z', true],
    ['2025-06-01T10:00:00.000Z', false],
  ])('at %s: %s', (text, holds) => expect(holdsAt(binding, at(text))).toBe(holds))
  test('an open one has no last instant', () => {
    expect(holdsAt(span('2025-03-01T10:00:00Z', null), at('2999-01-01T00:00:00Z'))).toBe(true)
  })
  test('one that ended at the instant it began never held', () => {
    const empty = span('2025-03-01T10:00:00Z', '2025-03-01T10:00:00Z')
    expect(holdsAt(empty, at('2025-03-01T10:00:00Z'))).toBe(false)
  })
})

describe('COP-7: on a switch the old binding ends at the instant the new one begins', () => {
  const now = at('2025-06-01T10:00:00Z')
  const history = [bound('brightwave', '2025-03-01T10:00:00Z', null)]
  const decision = choose(history, nova, now)
  test('the invoice a millisecond before is the old partner’s, at the instant the new one’s', () => {
    expect(decision).toMatchObject({ ok: true, value: { from: now, until: null, close: { partner: 'brightwave' } } })
    const after = [
      bound('brightwave', '2025-03-01T10:00:00Z', '2025-06-01T10:00:00Z'),
      bound('nova', '2025-06-01T10:00:00Z', null),
    ]
    expect(bindingAt(after, at('2025-06-01T09:59:59.999Z'))?.partner).toBe('brightwave')
    expect(bindingAt(after, now)?.partner).toBe('nova')
  })
  test('the partner that is chosen already is refused', () => {
    expect(choose(history, 'brightwave' as PartnerId, now)).toEqual({ ok: false, refusal: 'already-chosen' })
  })
  test('a partner left before may be chosen again', () => {
    const left = [bound('nova', '2025-03-01T10:00:00Z', '2025-04-01T10:00:00Z')]
    expect(choose(left, nova, now)).toMatchObject({ ok: true, value: { close: null, from: now } })
  })
  test('a choice made before a binding that is known for later lasts until that one', () => {
    const later = [bound('brightwave', '2025-09-01T00:00:00Z', null)]
    expect(choose(later, nova, now)).toMatchObject({
      ok: true,
      value: { close: null, until: at('2025-09-01T00:00:00Z') },
    })
  })
})

test.each([
  ['one after the other', span('2025-01-01', '2025-02-01'), span('2025-03-01', null), false],
  ['one ending where the other begins', span('2025-01-01', '2025-02-01'), span('2025-02-01', null), false],
  ['one day in common', span('2025-01-01', '2025-02-02'), span('2025-02-01', null), true],
  ['one inside the other', span('2025-01-01', null), span('2025-02-01', '2025-03-01'), true],
  ['two open ones', span('2025-01-01', null), span('2026-01-01', null), true],
  ['an empty one inside another', span('2025-01-01', null), span('2025-02-01', '2025-02-01'), false],
])('sharing an instant: %s', (_, a, b, shared) => {
  expect(overlap(a, b)).toBe(shared)
  expect(overlap(b, a)).toBe(shared)
})
