import { expect, test } from 'vitest'
import { codeTie, isWithin, leadTie, selectionTie, waysIn } from '#commissions/way.ts'
import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import { bound, lead, on, referral } from './facts.ts'

const north = { partner: 'north' as PartnerId, program: 'club' as ProgramKey }

test('a lead and a referral are one way; each way is named once, in the terms’ own order', () => {
  expect(waysIn({ attribution: ['code-and-domain', 'lead', 'referral', 'selection'] })).toEqual([
    'code',
    'lead',
    'selection',
  ])
})

test('a selection holds from its instant until its end, and is told of when it never held', () => {
  const bindings = [bound('north', '2025-02-01T10:00:00Z', '2025-03-01T10:00:00Z')]
  const valid = (at: string) => selectionTie(on(at), north, bindings)?.valid
  expect([valid('2025-02-01T09:59:59.999Z'), valid('2025-02-01T10:00:00Z')]).toEqual([false, true])
  expect([valid('2025-03-01T09:59:59.999Z'), valid('2025-03-01T10:00:00Z')]).toEqual([true, false])
  expect(selectionTie(on('2025-02-02'), { ...north, partner: 'south' as PartnerId }, bindings)).toBeNull()
  expect(selectionTie(on('2025-02-02'), { ...north, program: 'guild' as ProgramKey }, bindings)).toBeNull()
})

test('a lead counts from its approval until its rejection, and within its window', () => {
  const one = lead('L-1', 'north', '2025-02-01T10:00:00Z', { rejectedAt: on('2025-03-01T10:00:00Z') })
  const valid = (at: string, windowMonths: number | null = null) =>
    leadTie(on(at), one, { timeZone: 'UTC', windowMonths }).valid
  expect([valid('2025-02-01T09:59:59.999Z'), valid('2025-02-01T10:00:00Z')]).toEqual([false, true])
  expect([valid('2025-03-01T09:59:59.999Z'), valid('2025-03-01T10:00:00Z')]).toEqual([true, false])
  const open = lead('L-1', 'north', '2025-01-31T10:00:00Z')
  const within = (at: string) => leadTie(on(at), open, { timeZone: 'UTC', windowMonths: 1 }).valid
  expect([within('2025-02-28T23:59:59Z'), within('2025-03-01T00:00:00Z')]).toEqual([true, false])
  expect(leadTie(on('2025-03-01'), lead('L-2', 'north', null), { timeZone: 'UTC', windowMonths: null }).valid).toBe(
    false,
  )
})

test('G7: a window ends with its last day in the program’s own time zone; without one, or a beginning, it has no end', () => {
  const window = (timeZone: string) => ({ timeZone, windowMonths: 12 })
  const since = on('2025-03-15T23:30:00Z')
  expect(isWithin(on('2026-03-15T23:59:59Z'), since, window('UTC'))).toBe(true)
  expect(isWithin(on('2026-03-16T22:59:59Z'), since, window('Europe/Amsterdam'))).toBe(true)
  expect(isWithin(on('2026-03-16T23:00:00Z'), since, window('Europe/Amsterdam'))).toBe(false)
  expect(isWithin(on('2099-01-01'), since, { timeZone: 'UTC', windowMonths: null })).toBe(true)
  expect(isWithin(on('2099-01-01'), null, window('UTC'))).toBe(true)
})

test('CC-2: code and domain count from when both are there; a domain that another reported first never does', () => {
  const both = [
    referral('north', '2025-02-01', { code: 'N' }),
    referral('north', '2025-02-05', { domain: 'a.example' }),
  ]
  const tie = (at: string, list = both) => codeTie(on(at), north, list)
  expect([tie('2025-02-04')?.valid, tie('2025-02-05')?.valid]).toEqual([false, true])
  expect(tie('2025-02-05')?.since).toEqual(on('2025-02-05'))
  const second = [referral('north', '2025-02-01', { code: 'N', domain: 'a.example', first: false })]
  expect(tie('2025-02-05', second)).toMatchObject({ valid: false, since: null })
  expect(tie('2025-02-05', [referral('south', '2025-02-01', { code: 'S' })])).toBeNull()
})
