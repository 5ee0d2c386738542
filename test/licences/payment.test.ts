import { describe, expect, test } from 'vitest'
import type { PartnerId } from '#kernel/id.ts'
import { type Currency, money } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'
import { draftOfPayment, type Payment, samePayment, setOffFault } from '../../src/licences/payment.ts'

const paid: Payment = {
  partner: 'brightwave' as PartnerId,
  kind: 'payment',
  reference: 'BANK-7',
  amount: money(2_450n, 'EUR' as Currency),
  day: '2025-04-03' as Day,
}

describe('a set-off', () => {
  const room = { open: 2_450n, payable: 1_000n }
  test('needs an agreement, and takes neither more than is payable nor more than is open', () => {
    expect(setOffFault(1_000n, false, room)).toBe('set-off-not-agreed')
    expect(setOffFault(1_000n, true, room)).toBeNull()
    expect(setOffFault(1_001n, true, room)).toBe('more-than-payable')
    expect(setOffFault(2_450n, true, { open: 2_450n, payable: 9_000n })).toBeNull()
    expect(setOffFault(2_451n, true, { open: 2_450n, payable: 9_000n })).toBe('more-than-open')
  })

  test('moves something: nothing and less than nothing are no amounts (M23)', () => {
    expect(setOffFault(0n, true, room)).toBe('bad-amount')
    expect(setOffFault(1n, true, { open: 1n, payable: -5n })).toBe('more-than-payable')
  })
})

describe('the journal of a payment', () => {
  test('takes it from the bank; a set-off takes it from what the partner earned', () => {
    expect(draftOfPayment(paid)).toMatchObject({
      key: 'licence-payment:brightwave:BANK-7',
      effective: '2025-04-03',
      legs: [{ debit: 'Assets:Bank:Payout', credit: 'Assets:Receivable:Reseller:brightwave' }],
    })
    expect(draftOfPayment({ ...paid, kind: 'set-off' }).legs).toMatchObject([
      { debit: 'Liabilities:Partner:brightwave:Payable', credit: 'Assets:Receivable:Reseller:brightwave' },
    ])
  })

  test('is the same one if kind, amount, currency and day are', () => {
    expect(samePayment(paid, { ...paid })).toBe(true)
    expect(samePayment(paid, { ...paid, kind: 'set-off' })).toBe(false)
    expect(samePayment(paid, { ...paid, amount: money(2_451n, 'EUR' as Currency) })).toBe(false)
    expect(samePayment(paid, { ...paid, amount: money(2_450n, 'USD' as Currency) })).toBe(false)
    expect(samePayment(paid, { ...paid, day: '2025-04-04' as Day })).toBe(false)
  })
})
