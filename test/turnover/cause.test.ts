import { expect, test } from 'vitest'
import type { CustomerId } from '#kernel/id.ts'
import { type Currency, money } from '#kernel/money.ts'
import {
  alone,
  creditNoteCause,
  dealCause,
  dealsOf,
  documentsOf,
  type Fact,
  gather,
  gatherDeals,
  invoiceCause,
} from '#turnover/cause.ts'

const fact = (kind: Fact['kind'], document: string, invoice: string | null, at: string): Fact => ({
  seq: 1,
  kind,
  document,
  invoice,
  customer: 'acme' as CustomerId,
  occurredAt: new Date(at),
  net: money(100n, 'EUR' as Currency),
  account: null,
  deal: null,
})

test('an invoice gathers what names it, oldest first, whatever came in first', () => {
  const causes = gather([
    fact('payment', 'P-2', 'INV-1', '2025-03-02T00:00:00Z'),
    fact('credit_note', 'CN-1', 'INV-1', '2025-02-01T00:00:00Z'),
    fact('payment', 'P-1', 'INV-1', '2025-03-01T00:00:00Z'),
    fact('invoice', 'INV-1', null, '2025-01-01T00:00:00Z'),
  ])
  const cause = causes.get('invoice:INV-1')
  expect(cause?.payments.map(p => p.document)).toEqual(['P-1', 'P-2'])
  expect(cause?.credits.map(p => p.document)).toEqual(['CN-1'])
})

test('a payment whose invoice is unknown waits outside every cause', () => {
  expect(gather([fact('payment', 'P-1', 'INV-9', '2025-01-01T00:00:00Z')]).size).toBe(0)
})

test('cause ids name documents, with colons in them too, and are read back', () => {
  expect(documentsOf([invoiceCause('a:b'), creditNoteCause('invoice:x'), 'deal:z'])).toEqual({
    invoices: ['a:b'],
    creditNotes: ['invoice:x'],
  })
  expect(alone(fact('credit_note', 'CN-1', null, '2025-01-01T00:00:00Z')).id).toBe('credit-note:CN-1')
})

test('a deal gathers the invoices that name it with what names those, and its credit notes without a known invoice', () => {
  const of = (one: Fact, deal: string | null = 'D-1'): Fact => ({ ...one, deal })
  const papers = gatherDeals(
    ['D-1', 'D-2'],
    [
      of(fact('invoice', 'INV-2', null, '2025-03-02T00:00:00Z')),
      of(fact('invoice', 'INV-1', null, '2025-03-01T00:00:00Z')),
      fact('payment', 'P-1', 'INV-1', '2025-04-01T00:00:00Z'),
      of(fact('credit_note', 'CN-1', 'INV-1', '2025-04-01T00:00:00Z')),
      of(fact('credit_note', 'CN-2', 'INV-9', '2025-04-02T00:00:00Z')),
      of(fact('credit_note', 'CN-3', null, '2025-04-01T00:00:00Z')),
    ],
  )
  const one = papers.get('D-1')
  expect(one?.invoices.map(c => [c.own.document, c.payments.length, c.credits.length])).toEqual([
    ['INV-1', 1, 1],
    ['INV-2', 0, 0],
  ])
  expect(one?.credits.map(c => c.document)).toEqual(['CN-3', 'CN-2'])
  expect(papers.get('D-2')).toEqual({ invoices: [], credits: [] })
  expect(dealsOf([dealCause('a:b'), invoiceCause('D-1'), 'deal:z'])).toEqual(['a:b', 'z'])
})
