import { expect, test } from 'vitest'
import { add, rowsOf, type Sums } from '#commissions/simulation-difference.ts'
import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import type { Currency } from '#kernel/money.ts'

const row = (partner: string, currency: string, accrued: bigint, program = 'one') => ({
  partner: partner as PartnerId,
  program: program as ProgramKey,
  currency: currency as Currency,
  accrued,
  matured: 0n,
  entries: 1,
})

test('a row a partner and currency, over all programs; who earns nothing either way is left out', () => {
  const sums: Sums = new Map()
  add(sums, [row('b', 'EUR', 100n), row('b', 'EUR', 20n, 'two'), row('a', 'JPY', 5n), row('c', 'EUR', 0n)], 'before')
  add(sums, [row('b', 'EUR', 90n), row('d', 'KWD', 1n), row('c', 'EUR', 0n)], 'after')
  expect(rowsOf(sums)).toEqual([
    { partner: 'a', currency: 'JPY', before: '5', after: '0', difference: '-5', entries: { before: 1, after: 0 } },
    {
      partner: 'b',
      currency: 'EUR',
      before: '1.20',
      after: '0.90',
      difference: '-0.30',
      entries: { before: 2, after: 1 },
    },
    {
      partner: 'd',
      currency: 'KWD',
      before: '0.000',
      after: '0.001',
      difference: '0.001',
      entries: { before: 0, after: 1 },
    },
  ])
})
