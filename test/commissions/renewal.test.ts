import { expect, test } from 'vitest'
import { decisionMakerKnown, isBefore, isInitial, isLedTo, renewedBy, sharingOf } from '#commissions/renewal.ts'
import type { DealId, LeadId, PartnerId } from '#kernel/id.ts'
import { contact, deal, dealings, lead, on } from './facts.ts'

const north = 'north' as PartnerId
const mark = (of: string, at: string, partner = north) => ({ deal: of as DealId, partner, at: on(at) })
const share = (of: string, at: string, ppm: bigint, partner = north) => ({ ...mark(of, at, partner), ppm })

test('deals are in the order of their signatures, and of those of one instant in that of their recording', () => {
  const [a, b] = [deal('A', '2025-03-01', {}, 2), deal('B', '2025-03-01', {}, 1)]
  expect([isBefore(a, b), isBefore(b, a), isBefore(a, a)]).toEqual([false, true, false])
  expect(isBefore(a, deal('C', '2025-03-02'))).toBe(true)
})

test('the initial deal is the first paid new one; trials and other kinds before it do not count', () => {
  const trial = deal('T', '2025-01-01', { subscription: 'trial' })
  const [first, second] = [deal('A', '2025-02-01', {}, 2), deal('B', '2025-02-01', {}, 3)]
  const all = dealings({ deals: [trial, deal('E', '2025-01-15', { kind: 'expansion' }), first, second] })
  expect([isInitial(first, all), isInitial(second, all)]).toEqual([true, false])
  expect(isInitial(deal('R', '2025-01-10', { kind: 'renewal' }), all)).toBe(false)
})

test('COC-6: a renewal renews the latest earlier deal that no renewal used up, or the latest that the partner took part in', () => {
  const [a, b] = [deal('A', '2025-01-01'), deal('B', '2025-02-01', { kind: 'expansion' })]
  const [r1, r2] = [deal('R1', '2026-01-01', { kind: 'renewal' }), deal('R2', '2026-02-01', { kind: 'renewal' })]
  const deals = [a, b, r1, r2]
  expect(renewedBy(r1, north, dealings({ deals }))?.id).toBe('B')
  expect(renewedBy(r2, north, dealings({ deals }))?.id).toBe('R1')
  const part = dealings({ deals, participations: [mark('A', '2025-12-01')] })
  expect(renewedBy(r1, north, part)?.id).toBe('A')
  expect(renewedBy(r1, 'south' as PartnerId, part)?.id).toBe('B')
  // A is used up by R1, so its mark does not bring it back.
  expect(renewedBy(r2, north, part)?.id).toBe('R1')
  expect(renewedBy(deal('R0', '2024-01-01', { kind: 'renewal' }), north, dealings({ deals }))).toBeNull()
})

test('COC-6: part and share count up to the instant of the signature; of several rates the last', () => {
  const [a, r] = [deal('A', '2025-01-01'), deal('R', '2026-01-01T10:00:00Z', { kind: 'renewal' })]
  const told = (partAt: string, ...shares: [string, bigint][]) =>
    sharingOf(
      r,
      north,
      dealings({
        deals: [a, r],
        participations: [mark('A', partAt)],
        shares: shares.map(([at, ppm]) => share('A', at, ppm)),
      }),
    )
  expect(told('2026-01-01T10:00:00Z', ['2026-01-01T10:00:00Z', 5n])).toEqual({ tookPart: true, ppm: 5n })
  expect(told('2026-01-01T10:00:00.001Z', ['2026-01-01T10:00:00.001Z', 5n])).toEqual({ tookPart: false, ppm: null })
  expect(told('2025-12-01', ['2025-12-01', 5n], ['2025-12-02', 7n], ['2026-01-02', 9n]).ppm).toBe(7n)
  expect(sharingOf(a, north, dealings({ deals: [a, r] }))).toEqual({ tookPart: false, ppm: null })
})

test('ONE-8, ONE-11: the first paid deal at or after the approval, or another of its day that was chosen', () => {
  const since = on('2025-03-01T10:00:00Z')
  const before = deal('A', '2025-03-01T09:59:59Z')
  const trial = deal('T', '2025-03-01T10:00:00Z', { subscription: 'trial' })
  const [b, c, d] = [deal('B', '2025-03-05T10:00:00Z'), deal('C', '2025-03-05T11:00:00Z'), deal('D', '2025-03-06')]
  const facts = (chosen?: string) =>
    dealings({
      deals: [before, trial, b, c, d],
      choices: chosen ? [{ lead: 'L' as LeadId, deal: chosen as DealId, at: on('2025-04-01') }] : [],
    })
  const led = (chosen?: string) =>
    [before, b, c, d].filter(x => isLedTo(x, since, 'L' as LeadId, facts(chosen), 'UTC')).map(x => x.id)
  expect([led(), led('C'), led('D')]).toEqual([['B'], ['C'], ['B']])
  expect(isLedTo(b, since, 'other' as LeadId, facts('C'), 'UTC')).toBe(true)
})

test('ONE-2: a decision maker introduced on the lead or on one that it registers anew, by that instant', () => {
  const first = lead('L-1', 'north', '2025-01-01', { contacts: [contact('L-1', '2025-01-05')] })
  const again = lead('L-2', 'north', '2026-01-01', { again: 'L-1' as LeadId })
  const at = on('2026-02-01')
  expect(decisionMakerKnown(again, [first, again], at)).toBe(true)
  expect(decisionMakerKnown(again, [again], at)).toBe(false)
  expect(decisionMakerKnown(first, [first], on('2025-01-04'))).toBe(false)
  const clerk = { ...first, contacts: [contact('L-1', '2025-01-05', false)] }
  expect(decisionMakerKnown(clerk, [clerk], at)).toBe(false)
  const ring = { ...again, id: 'L-1' as LeadId, again: 'L-2' as LeadId }
  expect(decisionMakerKnown(again, [ring, again], at)).toBe(false)
})
