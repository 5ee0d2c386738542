import { expect, test } from 'vitest'
import type { ProgramKey } from '#kernel/id.ts'
import { candidateOf } from '../../src/attribution/candidate.ts'

const program = (name: string, active: boolean, agreed: boolean) => ({ program: name as ProgramKey, active, agreed })

test('a partner is chosen in the first program in which it is active and has accepted', () => {
  const list = [
    program('a', false, true),
    program('b', true, false),
    program('c', true, true),
    program('d', true, true),
  ]
  expect(candidateOf(list)).toMatchObject({ ok: true, value: { program: 'c' } })
})

test('active nowhere goes before agreed nowhere', () => {
  expect(candidateOf([])).toEqual({ ok: false, refusal: 'partner-not-active' })
  expect(candidateOf([program('a', false, true)])).toEqual({ ok: false, refusal: 'partner-not-active' })
  expect(candidateOf([program('a', false, true), program('b', true, false)])).toEqual({
    ok: false,
    refusal: 'agreement-not-accepted',
  })
})
