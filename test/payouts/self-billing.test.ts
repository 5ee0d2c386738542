import { expect, test } from 'vitest'
import { type AgreementAct, acceptedAt, agreementAt } from '#payouts/self-billing.ts'

const at = (text: string) => new Date(text)
const act = (what: 'accepted' | 'ended', when: string): AgreementAct => ({
  act: what,
  at: at(when),
  version: 1,
  acceptance: 'silence',
  by: 'user:ann',
})
const acts = [act('accepted', '2025-02-01T10:00:00Z'), act('ended', '2025-04-01T10:00:00Z')]

test('an agreement counts from its instant until the instant it is ended', () => {
  const counts = (when: string) => agreementAt(acts, at(when)) !== null
  expect(counts('2025-02-01T09:59:59.999Z')).toBe(false)
  expect(counts('2025-02-01T10:00:00Z')).toBe(true)
  expect(counts('2025-04-01T09:59:59.999Z')).toBe(true)
  expect(counts('2025-04-01T10:00:00Z')).toBe(false)
  expect(agreementAt([], at('2025-02-01T10:00:00Z'))).toBeNull()
  expect(agreementAt([...acts, act('accepted', '2025-04-01T10:00:00Z')], at('2025-04-01T10:00:00Z'))).not.toBeNull()
})

test('silence accepts a paper after fourteen days, and not a moment before', () => {
  const issued = at('2025-04-01T00:00:00Z')
  expect(acceptedAt('silence', issued, null, at('2025-04-14T23:59:59.999Z'))).toBeNull()
  expect(acceptedAt('silence', issued, null, at('2025-04-15T00:00:00Z'))).toEqual({
    at: at('2025-04-15T00:00:00Z'),
    how: 'silence',
  })
})

test('where each paper is accepted by word, silence never does', () => {
  const [issued, later] = [at('2025-04-01T00:00:00Z'), at('2026-04-01T00:00:00Z')]
  expect(acceptedAt('each', issued, null, later)).toBeNull()
  expect(acceptedAt('each', issued, at('2025-04-03T00:00:00Z'), later)).toEqual({
    at: at('2025-04-03T00:00:00Z'),
    how: 'each',
  })
})
