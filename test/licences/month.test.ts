import { describe, expect, test } from 'vitest'
import type { AccountId, CustomerId, PartnerId, ProgramKey } from '#kernel/id.ts'
import { type Currency, money } from '#kernel/money.ts'
import type { Month } from '#kernel/period.ts'
import type { LicenceTerms, Terms } from '#programs/index.ts'
import type { Account } from '../../src/licences/account.ts'
import { type Book, chargesOfMonth, hasEnded } from '../../src/licences/month.ts'

const MARCH = '2025-03' as Month
const brightwave = 'brightwave' as PartnerId
const nova = 'nova' as PartnerId
const licence: LicenceTerms = {
  percentOfList: { reseller: '85', premier: '70' },
  ceilingPercent: '85',
  steps: [{ tier: 'premier', accounts: 3, percentOfList: '60' }],
  includes: [],
}
const book = (tiers: [PartnerId, string | null][] = [[brightwave, 'premier']]): Book => ({
  program: 'resell' as ProgramKey,
  timeZone: 'UTC',
  terms: { version: 2, licence } as Terms,
  licence,
  tiers: new Map(tiers),
})
const account = (id: string, o: Partial<Account> = {}): Account => ({
  id: id as AccountId,
  partner: brightwave,
  program: 'resell' as ProgramKey,
  customer: 'acme' as CustomerId,
  kind: 'customer',
  brand: 'vendor',
  access: null,
  listNet: money(1_001n, 'EUR' as Currency),
  charge: null,
  plan: null,
  binding: null,
  openedAt: new Date('2025-01-10T09:00:00Z'),
  closedAt: null,
  ...o,
})
const amounts = (accounts: Account[], b = book()) => chargesOfMonth(accounts, MARCH, b).map(c => c.amount.minor)

describe("a month's charges", () => {
  test('are of the accounts that were open in it, each rounded down', () => {
    const late = account('late', { openedAt: new Date('2025-04-01T00:00:00Z') })
    const gone = account('gone', { closedAt: new Date('2025-02-28T12:00:00Z') })
    expect(chargesOfMonth([account('a'), late, gone], MARCH, book())).toMatchObject([
      { key: 'licence:a:2025-03', effective: '2025-03-31', amount: { minor: 700n }, ppm: 700_000n, terms: 2 },
    ])
  })

  test("a step counts the partner's own accounts of customers that were open in the month, one closed in it too", () => {
    const closed = account('c', { closedAt: new Date('2025-03-01T08:00:00Z') })
    const sandbox = account('s', { kind: 'sandbox' })
    const other = account('n', { partner: nova })
    const tiers: [PartnerId, string][] = [
      [brightwave, 'premier'],
      [nova, 'premier'],
    ]
    expect(amounts([account('a'), account('b'), sandbox, other], book(tiers))).toEqual([700n, 700n, 0n, 700n])
    expect(amounts([account('a'), account('b'), closed, sandbox, other], book(tiers))).toEqual([
      600n,
      600n,
      600n,
      0n,
      700n,
    ])
  })

  test('what the partner uses itself, sandboxes and demos are charged nothing, whatever their list price', () => {
    for (const kind of ['own', 'sandbox', 'demo'] as const)
      expect(chargesOfMonth([account('x', { kind, charge: 500_000n })], MARCH, book())).toMatchObject([
        { kind, ppm: 0n, amount: { minor: 0n }, list: { minor: 1_001n } },
      ])
  })

  test('accounts of another program are not its business; a partner without a tier is charged the ceiling', () => {
    expect(amounts([account('x', { program: 'other' as ProgramKey })])).toEqual([])
    expect(amounts([account('a')], book([]))).toEqual([850n])
  })

  test('each currency stays its own, with its own decimals', () => {
    const yen = account('y', { listNet: money(999n, 'JPY' as Currency) })
    const dinar = account('k', { listNet: money(9_999n, 'KWD' as Currency), charge: 500_000n })
    expect(chargesOfMonth([yen, dinar], MARCH, book()).map(c => [c.amount.currency, c.amount.minor])).toEqual([
      ['JPY', 699n],
      ['KWD', 4_999n],
    ])
  })
})

describe('a month can be charged', () => {
  test('once its last day is over, wherever a program counts its days', () => {
    const ended = (at: string, ...zones: string[]) => hasEnded(MARCH, new Date(at), zones)
    expect(ended('2025-03-31T23:59:59.999Z', 'UTC')).toBe(false)
    expect(ended('2025-04-01T00:00:00.000Z', 'UTC')).toBe(true)
    expect(ended('2025-04-01T00:00:00.000Z')).toBe(true)
    expect(ended('2025-04-01T00:00:00.000Z', 'UTC', 'America/New_York')).toBe(false)
    expect(ended('2025-04-01T04:00:00.000Z', 'UTC', 'America/New_York')).toBe(true)
  })
})
