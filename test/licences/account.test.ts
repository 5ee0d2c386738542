import { describe, expect, test } from 'vitest'
import type { AccountId, CustomerId, PartnerId, ProgramKey } from '#kernel/id.ts'
import { type Currency, money } from '#kernel/money.ts'
import type { Month } from '#kernel/period.ts'
import { type Account, openIn, sameContent } from '../../src/licences/account.ts'

const MARCH = '2025-03' as Month
const span = (opened: string, closed: string | null = null) => ({
  openedAt: new Date(opened),
  closedAt: closed === null ? null : new Date(closed),
})
const openInMarch = (opened: string, closed: string | null = null, zone = 'UTC') =>
  openIn(span(opened, closed), MARCH, zone)

describe('licence month: charged whole if the account was open on any day of it', () => {
  test('an account that Brightwave opens on the last day of March is open in March; on 1 April it is not', () => {
    expect(openInMarch('2025-03-31T23:59:59.999Z')).toBe(true)
    expect(openInMarch('2025-04-01T00:00:00.000Z')).toBe(false)
  })

  test('one that it closes on the last day of February is not; a moment into March it is', () => {
    expect(openInMarch('2025-01-10T09:00:00Z', '2025-02-28T23:59:59.999Z')).toBe(false)
    expect(openInMarch('2025-01-10T09:00:00Z', '2025-03-01T00:00:00.000Z')).toBe(false)
    expect(openInMarch('2025-01-10T09:00:00Z', '2025-03-01T00:00:00.001Z')).toBe(true)
  })

  test('one that is opened and closed within the month is; one that is never closed is', () => {
    expect(openInMarch('2025-03-10T09:00:00Z', '2025-03-10T17:00:00Z')).toBe(true)
    expect(openInMarch('2020-01-01T00:00:00Z')).toBe(true)
  })

  test('the day is that of the program: midnight in Amsterdam is not midnight in London', () => {
    expect(openInMarch('2025-03-31T22:30:00Z', null, 'Europe/Amsterdam')).toBe(false)
    expect(openInMarch('2025-03-31T22:30:00Z')).toBe(true)
    expect(openInMarch('2025-01-10T09:00:00Z', '2025-02-28T23:30:00Z', 'Europe/Amsterdam')).toBe(true)
  })
})

describe('the same account again', () => {
  const account: Account = {
    id: 'acc-1' as AccountId,
    partner: 'brightwave' as PartnerId,
    program: 'copernica' as ProgramKey,
    customer: 'acme' as CustomerId,
    kind: 'customer',
    brand: 'vendor',
    access: null,
    listNet: money(4900n, 'EUR' as Currency),
    charge: null,
    plan: null,
    binding: null,
    openedAt: new Date('2025-01-10T09:00:00Z'),
    closedAt: null,
  }

  test('is the same when everything said of it is, and another when one thing is not', () => {
    expect(sameContent(account, { ...account })).toBe(true)
    for (const other of [
      { partner: 'nova' as PartnerId },
      { customer: null },
      { kind: 'demo' as const },
      { brand: 'white-label' as const },
      { access: 'managed' as const },
      { listNet: money(4901n, 'EUR' as Currency) },
      { listNet: money(4900n, 'USD' as Currency) },
      { charge: 500_000n },
    ])
      expect(sameContent(account, { ...account, ...other })).toBe(false)
  })
})
