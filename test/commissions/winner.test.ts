import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Tie, Way } from '#commissions/way.ts'
import { type Contender, winnerOf } from '#commissions/winner.ts'
import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import { bound, lead, on } from './facts.ts'

const one = (way: Way, partner: string, since: string, o: { program?: string; rank?: number } = {}): Contender => {
  const tie: Tie = {
    way,
    valid: true,
    since: on(since),
    binding: way === 'selection' ? bound(partner, since) : null,
    lead: way === 'lead' ? lead(`L-${partner}`, partner, since) : null,
  }
  return { partner: partner as PartnerId, program: (o.program ?? way) as ProgramKey, rank: o.rank ?? 0, tie }
}
const won = (...contenders: Contender[]) => winnerOf(contenders)?.partner ?? null

test('G3: nobody where nobody is; between programs a lead before a selection before a code', () => {
  expect(won()).toBeNull()
  const [code, choice, registered] = [
    one('code', 'c', '2025-01-01'),
    one('selection', 's', '2025-02-01'),
    one('lead', 'l', '2025-03-01'),
  ]
  expect([won(code, choice, registered), won(code, choice), won(code)]).toEqual(['l', 's', 'c'])
})

test('G3: within a program its own order of ways counts', () => {
  const program = 'club'
  const code = one('code', 'c', '2025-01-01', { program, rank: 0 })
  const registered = one('lead', 'l', '2025-01-01', { program, rank: 1 })
  expect(won(registered, code)).toBe('c')
  // What wins in its program is held against others by the house's order.
  expect(won(registered, code, one('selection', 's', '2025-01-01'))).toBe('s')
})

test('G3: of two leads the one approved first, of two choices the later, of two codes the one complete first', () => {
  expect(won(one('lead', 'b', '2025-01-02'), one('lead', 'a', '2025-01-01', { program: 'guild' }))).toBe('a')
  expect(won(one('selection', 'a', '2025-01-01'), one('selection', 'b', '2025-01-02'))).toBe('b')
  expect(won(one('code', 'b', '2025-01-02'), one('code', 'a', '2025-01-01'))).toBe('a')
})

test('M28: the order in which contenders are told does not show', () => {
  const contenders = fc.array(
    fc.record({
      way: fc.constantFrom<Way>('lead', 'selection', 'code'),
      partner: fc.constantFrom('a', 'b', 'c', 'd'),
      day: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  fc.assert(
    fc.property(contenders, list => {
      const all = list.map(({ way, partner, day }) => one(way, partner, `2025-01-0${day}`))
      expect(winnerOf([...all].reverse())).toMatchObject({ partner: winnerOf(all)?.partner })
    }),
  )
})
