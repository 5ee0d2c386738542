import { expect, test } from 'vitest'
import { dealGround, paperGround } from '#commissions/ground.ts'
import { type Currency, money } from '#kernel/money.ts'
import type { Cause } from '#turnover/index.ts'
import { deal, eur, paper } from './facts.ts'

const invoice = (document: string, minor: bigint, at: string, more: Partial<Cause> = {}): Cause => ({
  id: `invoice:${document}`,
  own: paper('invoice', minor, at, { document, deal: 'D-1' }),
  credits: [],
  payments: [],
  ...more,
})

test('a deal gathers what was credited and paid on all its invoices, and its lone credit notes, oldest first', () => {
  const one = invoice('INV-1', 600n, '2025-03-02', { payments: [paper('payment', 600n, '2025-05-01')] })
  const two = invoice('INV-2', 400n, '2025-04-02', {
    payments: [paper('payment', 100n, '2025-04-20')],
    credits: [paper('credit_note', 50n, '2025-04-10')],
  })
  const lone = paper('credit_note', 20n, '2025-04-01', { deal: 'D-1' })
  const ground = dealGround(deal('D-1', '2025-03-01'), { invoices: [one, two], credits: [lone] })
  expect([ground.id, ground.own.kind, ground.own.net]).toEqual(['deal:D-1', 'deal', eur(10_000n)])
  expect(ground.payments.map(p => p.net.minor)).toEqual([100n, 600n])
  expect(ground.credits.map(p => p.net.minor)).toEqual([20n, 50n])
})

test('what is in another currency than the deal is not of it', () => {
  const yen = invoice('INV-1', 600n, '2025-03-02', { payments: [paper('payment', 600n, '2025-05-01')] })
  const foreign = { ...yen, own: { ...yen.own, net: money(600n, 'JPY' as Currency) } }
  const ground = dealGround(deal('D-1', '2025-03-01'), { invoices: [foreign], credits: [] })
  expect([ground.payments, ground.invoices]).toEqual([[], []])
})

test('a paper knows the deal it names once that is signed, in its own currency', () => {
  const cause = invoice('INV-1', 600n, '2025-03-02')
  expect(paperGround(cause, []).deal).toBeUndefined()
  expect(paperGround(cause, [deal('D-2', '2025-03-01')]).deal).toBeUndefined()
  expect(paperGround(cause, [deal('D-1', '2025-03-01')]).deal?.id).toBe('D-1')
  const yen = deal('D-1', '2025-03-01', { net: money(5n, 'JPY' as Currency) })
  expect(paperGround(cause, [yen]).deal).toBeUndefined()
})
