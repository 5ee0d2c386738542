import { expect, test } from 'vitest'
import type { CustomerId } from '#kernel/id.ts'
import { canonical } from '#kernel/json.ts'
import { type Currency, money } from '#kernel/money.ts'
import { difference, flawsOf, namedInvoice, payloadOf, type Told, type TurnoverEvent } from '#turnover/event.ts'

const NOW = new Date('2025-06-01T12:00:00Z')
const told = (e: TurnoverEvent) => JSON.parse(payloadOf(e)) as Told
const event = (more: Partial<TurnoverEvent> = {}): TurnoverEvent => ({
  eventId: 'evt-1',
  type: 'invoice',
  document: 'INV-1',
  invoice: 'INV-1',
  customer: 'acme' as CustomerId,
  occurredAt: NOW,
  net: money(12_345n, 'EUR' as Currency),
  ...more,
})

test('an invoice names itself by its document alone, a credit note that names itself names none', () => {
  expect(namedInvoice(event())).toBeNull()
  expect(namedInvoice(event({ type: 'credit_note', document: 'CN-1', invoice: 'CN-1' }))).toBeNull()
  expect(namedInvoice(event({ type: 'credit_note', document: 'CN-1', invoice: 'INV-1' }))).toBe('INV-1')
  expect(namedInvoice(event({ type: 'payment', document: 'P-1', invoice: 'P-1' }))).toBe('P-1')
})

test('the same event told twice is told in the same words, an empty account like none', () => {
  expect(payloadOf(event({ account: '' }))).toBe(payloadOf(event({ account: null })))
  expect(told(event())).toEqual({
    currency: 'EUR',
    customer: 'acme',
    document: 'INV-1',
    net: '123.45',
    occurredAt: '2025-06-01T12:00:00.000Z',
    type: 'invoice',
  })
})

test('its words are JSON with the fields in order, whatever the ids contain', () => {
  const odd = event({
    type: 'payment',
    document: '"\\{é',
    invoice: 'a"b',
    customer: "o'c" as CustomerId,
    account: 'x,y',
    deal: ':',
  })
  expect(payloadOf(odd)).toBe(canonical(told(odd)))
  expect(told(odd)).toMatchObject({ document: '"\\{é', invoice: 'a"b', customer: "o'c", account: 'x,y', deal: ':' })
})

test.each([
  ['type', { type: 'payment' as const }],
  ['customer', { customer: 'beta' as CustomerId }],
  ['occurred_at', { occurredAt: new Date(NOW.getTime() + 1) }],
  ['net', { net: money(12_346n, 'EUR' as Currency) }],
  ['currency', { net: money(12_345n, 'USD' as Currency) }],
  ['account', { account: 'A-1' }],
  ['deal', { deal: 'D-1' }],
  ['invoice', { document: 'INV-2' }],
])('another telling is told apart by its %s', (column, change) => {
  expect(difference(told(event()), told(event(change)))).toBe(column)
})

test('a field that the source left out is not compared, one that it gave is', () => {
  const later = told(event({ occurredAt: new Date(NOW.getTime() + 5_000) }))
  expect(difference(told(event()), later, ['occurred_at'])).toBeNull()
  expect(difference(told(event()), later)).toBe('occurred_at')
})

test('nothing is taken that is not positive, names no invoice to pay, or lies more than a day ahead', () => {
  const ahead = (ms: number) => event({ occurredAt: new Date(NOW.getTime() + 86_400_000 + ms) })
  expect(flawsOf(event(), NOW)).toEqual([])
  expect(flawsOf(event({ net: money(0n, 'EUR' as Currency) }), NOW).map(f => f.code)).toEqual(['not-positive'])
  expect(flawsOf(event({ net: money(-1n, 'EUR' as Currency) }), NOW).map(f => f.column)).toEqual(['net'])
  expect(flawsOf(event({ type: 'payment', invoice: null }), NOW).map(f => f.code)).toEqual(['missing-invoice'])
  expect(flawsOf(ahead(0), NOW)).toEqual([])
  expect(flawsOf(ahead(1), NOW).map(f => f.code)).toEqual(['in-the-future'])
})

test('half a character is no text, wherever it stands', () => {
  const half = '\ud83d'
  expect(flawsOf(event({ deal: half, account: half }), NOW).map(f => `${f.column} ${f.code}`)).toEqual([
    'account bad-text',
    'deal bad-text',
  ])
  expect(flawsOf(event({ deal: '\ud83d\ude00' }), NOW)).toEqual([])
})
