import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CustomerId } from '#kernel/id.ts'
import { type Currency, money } from '#kernel/money.ts'
import type { TurnoverEvent } from '#turnover/event.ts'
import { documentKey, judge, type Known, lineOf, namedInvoices } from '#turnover/intake.ts'

const NOW = new Date('2025-06-01T12:00:00Z')
const NOTHING: Known = {
  events: new Map(),
  documents: new Map(),
  invoices: new Map(),
  waiting: new Map(),
  customers: new Set(['acme', 'beta']),
  deals: new Map(),
  accounts: new Set(),
}
const event = (type: TurnoverEvent['type'], document: string, more: Partial<TurnoverEvent> = {}): TurnoverEvent => ({
  eventId: `evt-${document}`,
  type,
  document,
  invoice: type === 'payment' ? 'INV-1' : null,
  customer: 'acme' as CustomerId,
  occurredAt: NOW,
  net: money(100n, 'EUR' as Currency),
  ...more,
})
const sort = (events: TurnoverEvent[], known: Partial<Known> = {}) => {
  const verdict = judge(events.map(lineOf), { ...NOTHING, ...known }, NOW)
  return {
    fresh: verdict.fresh.map(line => line.event.document),
    echoes: verdict.echoes.length,
    duplicate: verdict.duplicate,
    conflict: verdict.conflict,
    errors: verdict.errors.map(e => `${e.row} ${e.column} ${e.code}`),
  }
}
const FINE = { echoes: 0, duplicate: 0, conflict: 0, errors: [] }

test('what nobody told before is new', () => {
  expect(sort([event('invoice', 'INV-1'), event('payment', 'P-1'), event('credit_note', 'CN-1')])).toEqual({
    ...FINE,
    fresh: ['INV-1', 'P-1', 'CN-1'],
  })
})

test('an invoice, a payment and a credit note may carry the same number', () => {
  const same = [
    event('invoice', '7'),
    event('payment', '7', { eventId: 'b' }),
    event('credit_note', '7', { eventId: 'c' }),
  ]
  expect(sort(same)).toEqual({ ...FINE, fresh: ['7', '7', '7'] })
})

test('a repeated event is a duplicate within the file and against the books', () => {
  const once = event('invoice', 'INV-1')
  expect(sort([once, once])).toEqual({ ...FINE, fresh: ['INV-1'], duplicate: 1 })
  expect(sort([once], { events: new Map([['evt-INV-1', lineOf(once, 0).payload]]) })).toEqual({
    ...FINE,
    fresh: [],
    duplicate: 1,
  })
})

test('a repeated event with another amount is a conflict at its row and column', () => {
  const other = event('invoice', 'INV-1', { net: money(101n, 'EUR' as Currency) })
  expect(sort([event('invoice', 'INV-1'), other])).toMatchObject({ conflict: 1, errors: ['2 net conflict'] })
  const known = { events: new Map([['evt-INV-1', lineOf(event('invoice', 'INV-1'), 0).payload]]) }
  expect(sort([other], known)).toMatchObject({ conflict: 1, errors: ['1 net conflict'] })
})

test('a document that comes under another event id is the same fact if it says the same, a conflict if not', () => {
  const again = event('invoice', 'INV-1', { eventId: 'other' })
  expect(sort([event('invoice', 'INV-1'), again])).toMatchObject({
    fresh: ['INV-1'],
    echoes: 1,
    duplicate: 1,
    errors: [],
  })
  const known = { documents: new Map([[documentKey('invoice', 'INV-1'), lineOf(again, 0).payload]]) }
  expect(sort([event('invoice', 'INV-1', { customer: 'beta' as CustomerId })], known).errors).toEqual([
    '1 customer conflict',
  ])
})

test('a payment or credit note in another currency, or of another customer, is wrong at its own row, wherever its invoice stands', () => {
  const yen = event('payment', 'P-1', { net: money(100n, 'JPY' as Currency) })
  const stranger = event('credit_note', 'CN-1', { invoice: 'INV-1', customer: 'beta' as CustomerId })
  const errors = ['1 currency wrong-currency', '3 customer wrong-customer']
  expect(sort([yen, event('invoice', 'INV-1'), stranger]).errors).toEqual(errors)
  const invoices = new Map([['INV-1', { customer: 'acme', currency: 'EUR' }]])
  expect(sort([yen, stranger], { invoices }).errors).toEqual(['1 currency wrong-currency', '2 customer wrong-customer'])
})

test('an invoice that disagrees with what waits for it is wrong at its own row', () => {
  const waiting = new Map([['INV-1', [{ customer: 'acme', currency: 'EUR' }]]])
  const euro = event('invoice', 'INV-1')
  expect(sort([euro], { waiting }).errors).toEqual([])
  expect(sort([event('invoice', 'INV-1', { net: money(1n, 'USD' as Currency) })], { waiting }).errors).toEqual([
    '1 currency wrong-currency',
  ])
  expect(sort([event('invoice', 'INV-1', { customer: 'beta' as CustomerId })], { waiting }).errors).toEqual([
    '1 customer wrong-customer',
  ])
})

test('every fault is told, by row, and rows keep the numbers of their file', () => {
  const rows = [
    event('invoice', 'A', { row: 12, customer: 'nobody' as CustomerId }),
    event('invoice', 'B', { row: 5, net: money(0n, 'EUR' as Currency) }),
  ]
  expect(sort(rows).errors).toEqual(['5 net not-positive', '12 customer unknown-customer'])
})

test('what the ledger could not count is wrong at its row: the sum of a type and currency ends at 2^53 − 1 minor units', () => {
  const most = 9_007_199_254_740_991n
  const judged = (taken: bigint, ...nets: bigint[]) =>
    judge(
      nets.map((net, i) => lineOf(event('invoice', `INV-${i}`, { net: money(net, 'EUR' as Currency) }), i)),
      NOTHING,
      NOW,
      new Map([
        ['invoice EUR', taken],
        ['invoice USD', most],
        ['payment EUR', most],
      ]),
    ).errors.map(e => `${e.row} ${e.column} ${e.code}`)
  expect(judged(0n, most)).toEqual([])
  expect(judged(most - 10n, 4n, 6n)).toEqual([])
  expect(judged(most - 10n, 4n, 7n)).toEqual(['2 net too-large'])
})

test('what is looked up are the invoices that payments and credit notes name, once each', () => {
  const lines = [
    event('payment', 'P-1'),
    event('payment', 'P-2'),
    event('invoice', 'INV-9'),
    event('credit_note', 'CN'),
  ].map(lineOf)
  expect(namedInvoices(lines)).toEqual(['INV-1'])
})

test('however a list is shuffled and repeated, the same facts are new', () => {
  const all = Array.from({ length: 8 }, (_, i) =>
    event((['invoice', 'payment', 'credit_note'] as const)[i % 3] ?? 'invoice', `D${i}`),
  )
  fc.assert(
    fc.property(fc.array(fc.nat(7), { minLength: 1, maxLength: 30 }), picks => {
      const verdict = sort(picks.map(i => all[i] as TurnoverEvent))
      expect(new Set(verdict.fresh)).toEqual(new Set(picks.map(i => `D${i}`)))
      expect(verdict.fresh.length + verdict.duplicate).toBe(picks.length)
      expect(verdict.errors).toEqual([])
    }),
  )
})

test('a deal that a row names is known, signed or open, of its customer and, once signed, in its currency', () => {
  const row = (more: Partial<TurnoverEvent> = {}) => event('invoice', 'INV-1', { deal: 'D-1', ...more })
  const deals = (customer: string, currency: string | null) => ({ deals: new Map([['D-1', { customer, currency }]]) })
  expect(sort([row()]).errors).toEqual(['1 deal unknown-deal'])
  expect(sort([row()], deals('acme', 'EUR')).errors).toEqual([])
  expect(sort([row()], deals('acme', null)).errors).toEqual([])
  expect(sort([row()], deals('beta', 'JPY')).errors).toEqual(['1 customer wrong-customer', '1 currency wrong-currency'])
  // What is told again is not looked at anew.
  const known = { documents: new Map([[documentKey('invoice', 'INV-1'), lineOf(row(), 0).payload]]) }
  expect(sort([row()], known)).toMatchObject({ errors: [], echoes: 1 })
})

test('an account that a row names is known', () => {
  const row = event('invoice', 'INV-1', { account: 'acc-1' })
  expect(sort([row]).errors).toEqual(['1 account unknown-account'])
  expect(sort([row], { accounts: new Set(['acc-1']) }).errors).toEqual([])
})
