import { expect, test } from 'vitest'
import { type KeptMonth, type PairSum, wrongCounters, wrongCurrencies, wrongMonths } from '#ledger/audit-sums.ts'

const pair = (month: string, debit: number, credit: number, amount: bigint): PairSum => ({
  month,
  debit,
  credit,
  amount,
})
/** Brightwave's Pending is account 2, the expense 1: ten in February, five taken back in March. */
const pairs = [pair('2025-02', 1, 2, 10n), pair('2025-03', 2, 1, 5n)]
const counters = [
  { account: 1, debits: 10n, credits: 5n },
  { account: 2, debits: 5n, credits: 10n },
]
const kept: KeptMonth[] = [
  { month: '2025-02', account: 1, opening: 0n, debits: 10n, credits: 0n, closing: 10n },
  { month: '2025-02', account: 2, opening: 0n, debits: 0n, credits: 10n, closing: -10n },
  { month: '2025-03', account: 1, opening: 10n, debits: 0n, credits: 5n, closing: 5n },
  { month: '2025-03', account: 2, opening: -10n, debits: 5n, credits: 0n, closing: -5n },
]
const CLOSED = ['2025-02', '2025-03']

test('counters are what the transfers say, each of them, and none is missing', () => {
  expect(wrongCounters(pairs, counters)).toEqual([])
  expect(wrongCounters(pairs, [{ account: 1, debits: 11n, credits: 5n }, ...counters.slice(1)])).toEqual([1])
  expect(wrongCounters(pairs, counters.slice(1))).toEqual([1])
  expect(wrongCounters(pairs, [...counters, { account: 3, debits: 1n, credits: 1n }])).toEqual([3])
})

test('debits equal credits in each currency by itself', () => {
  expect(wrongCurrencies(counters, () => 'EUR')).toEqual([])
  expect(wrongCurrencies(counters, account => (account === 1 ? 'EUR' : 'JPY'))).toEqual(['EUR', 'JPY'])
})

test('closed months are the transfers, open where the last one closed, and lack nobody', () => {
  expect(wrongMonths(CLOSED, pairs, kept)).toEqual([])
  const changed = (n: number, o: Partial<KeptMonth>) => kept.map((row, i) => (i === n ? { ...row, ...o } : row))
  expect(wrongMonths(CLOSED, pairs, changed(0, { debits: 9n, closing: 9n }))).toEqual([
    { month: '2025-02', account: 1 },
    { month: '2025-03', account: 1 },
  ])
  expect(wrongMonths(CLOSED, pairs, changed(3, { opening: -9n, closing: -4n }))).toEqual([
    { month: '2025-03', account: 2 },
  ])
  expect(wrongMonths(CLOSED, pairs, changed(3, { closing: -4n }))).toEqual([{ month: '2025-03', account: 2 }])
})

test('a row that is missing is told, whether something moved in it or stood in it', () => {
  const quiet = ['2025-02', '2025-03', '2025-04']
  const without = (month: string, account: number) => kept.filter(r => r.month !== month || r.account !== account)
  expect(wrongMonths(CLOSED, pairs, without('2025-03', 2))).toContainEqual({ month: '2025-03', account: 2 })
  expect(wrongMonths(quiet, pairs, kept)).toEqual([
    { month: '2025-04', account: 1 },
    { month: '2025-04', account: 2 },
  ])
})

test('an open month has no kept figures, and what moved in it is nobody’s fault', () => {
  expect(wrongMonths(['2025-02'], pairs, kept.slice(0, 2))).toEqual([])
  expect(wrongMonths(['2025-02'], pairs, kept)).toEqual([
    { month: '2025-03', account: 1 },
    { month: '2025-03', account: 2 },
  ])
})
