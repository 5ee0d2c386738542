import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AccountId, CustomerId, DealId, PartnerId, ProgramKey } from '#kernel/id.ts'
import { type Currency, money, parsePercent } from '#kernel/money.ts'
import type { Day, Month } from '#kernel/period.ts'
import type { LicenceTerms } from '#programs/index.ts'
import {
  aboveCeiling,
  accountKey,
  ceilingOf,
  type Charge,
  chargePpm,
  draftOf,
  orderKey,
  shareDown,
  tierPpm,
} from '../../src/licences/charge.ts'
import { runs } from '../support/property.ts'

const terms = (o: Partial<LicenceTerms> = {}): LicenceTerms => ({
  percentOfList: '50',
  ceilingPercent: '50',
  steps: [],
  includes: [],
  ...o,
})
const RESELL = terms({ percentOfList: { reseller: '85', premier: '70' }, ceilingPercent: '85' })
const STEPS = terms({
  percentOfList: { reseller: '85', premier: '70' },
  ceilingPercent: '85',
  steps: [
    { tier: 'premier', accounts: 10, percentOfList: '65' },
    { tier: 'premier', accounts: 25, percentOfList: '60' },
  ],
})
const ppm = (text: string) => parsePercent(text) ?? 0n

describe('COP-10: at most half of the list price, rounded down', () => {
  test('of list 0.99 Brightwave is charged 0.49, of 0.01 nothing, of 1.00 half', () => {
    expect([99n, 1n, 100n, 3n].map(list => shareDown(list, ppm('50')))).toEqual([49n, 0n, 50n, 1n])
  })

  test('yen have no decimals and dinars three: 99 JPY is 49, 0.999 KWD is 0.499', () => {
    expect(shareDown(99n, ppm('50'))).toBe(49n)
    expect(shareDown(999n, ppm('50'))).toBe(499n)
  })

  test('50 per cent may be agreed, 50.0001 and 51 may not', () => {
    expect(aboveCeiling(terms(), null, ppm('50'))).toBe(false)
    expect(aboveCeiling(terms(), null, ppm('50.0001'))).toBe(true)
    expect(aboveCeiling(terms(), null, ppm('51'))).toBe(true)
  })

  test('terms that say more than their own ceiling charge the ceiling', () => {
    expect(tierPpm(terms({ percentOfList: '51' }), null)).toBe(ppm('50'))
    expect(ceilingOf(terms())).toBe(500_000n)
  })

  test('invariant 13: whatever the terms, the tier, the steps and what was agreed, a charge is at most floor(ceiling × list)', () => {
    const percent = fc
      .integer({ min: 0, max: 1_000_000 })
      .map(n => `${Math.floor(n / 10_000)}.${String(n % 10_000).padStart(4, '0')}`)
    const step = fc.record({
      tier: fc.constantFrom<(string | null)[]>(null, 'premier'),
      accounts: fc.integer({ min: 1, max: 50 }),
      percentOfList: percent,
    })
    const licence: fc.Arbitrary<LicenceTerms> = fc.record({
      percentOfList: fc.oneof<fc.Arbitrary<LicenceTerms['percentOfList']>[]>(
        percent,
        fc.record({ reseller: percent, premier: percent }),
      ),
      ceilingPercent: percent,
      steps: fc.array(step, { maxLength: 4 }),
      includes: fc.constant<string[]>([]),
    })
    fc.assert(
      fc.property(
        licence,
        fc.constantFrom(null, 'reseller', 'premier', 'gold'),
        fc.integer({ min: 0, max: 60 }),
        fc.option(fc.bigInt({ min: 0n, max: 1_000_000n })),
        fc.bigInt({ min: 0n, max: 9_007_199_254_740_991n }),
        (made, tier, accounts, own, list) => {
          const charged = shareDown(list, chargePpm(made, { tier, accounts, own }))
          const most = (list * ceilingOf(made)) / 1_000_000n
          expect(charged >= 0n && charged <= most).toBe(true)
          expect(charged * 1_000_000n <= list * ceilingOf(made)).toBe(true)
        },
      ),
      runs(500),
    )
  })
})

describe('CC-4: the per cent falls in steps by the number of open accounts', () => {
  const of = (accounts: number, tier = 'premier', own: bigint | null = null) =>
    chargePpm(STEPS, { tier, accounts, own })

  test('9 accounts of a Premier reseller are charged 70 %, 10 are 65 %; 24 are 65 %, 25 are 60 %', () => {
    expect([of(9), of(10), of(24), of(25)]).toEqual([ppm('70'), ppm('65'), ppm('65'), ppm('60')])
  })

  test('a step of one tier is none for another', () => {
    expect(of(25, 'reseller')).toBe(ppm('85'))
  })

  test("a step for everybody holds for all, and a tier's own at the same number goes before it", () => {
    const both = terms({
      steps: [
        { tier: null, accounts: 5, percentOfList: '45' },
        { tier: 'premier', accounts: 5, percentOfList: '40' },
      ],
    })
    expect(chargePpm(both, { tier: 'premier', accounts: 5, own: null })).toBe(ppm('40'))
    expect(chargePpm(both, { tier: 'reseller', accounts: 5, own: null })).toBe(ppm('45'))
    expect(chargePpm(both, { tier: null, accounts: 4, own: null })).toBe(ppm('50'))
  })

  test('a step above the per cent of the tier raises nothing', () => {
    const odd = terms({ steps: [{ tier: null, accounts: 2, percentOfList: '80' }] })
    expect(chargePpm(odd, { tier: null, accounts: 2, own: null })).toBe(ppm('50'))
  })

  test('what was agreed for an account goes before the steps, and never above the tier of the day', () => {
    expect(of(25, 'premier', ppm('66'))).toBe(ppm('66'))
    expect(of(1, 'premier', ppm('85'))).toBe(ppm('70'))
  })
})

describe('CC-3: list less the margin of the tier', () => {
  test('a Reseller is charged 85 %, a Premier 70 %; a tier that the terms leave out the ceiling', () => {
    const of = (tier: string | null) => chargePpm(RESELL, { tier, accounts: 0, own: null })
    expect([of('reseller'), of('premier'), of('gold'), of(null)]).toEqual([ppm('85'), ppm('70'), ppm('85'), ppm('85')])
  })

  test('nothing above the tier may be agreed: 70 for a Premier, 71 not, though 85 is the ceiling', () => {
    expect(aboveCeiling(RESELL, 'premier', ppm('70'))).toBe(false)
    expect(aboveCeiling(RESELL, 'premier', ppm('71'))).toBe(true)
    expect(aboveCeiling(RESELL, 'reseller', ppm('85'))).toBe(false)
    expect(aboveCeiling(RESELL, 'reseller', ppm('86'))).toBe(true)
  })
})

describe('the journal of a charge', () => {
  const EUR = 'EUR' as Currency
  const charge: Charge = {
    key: accountKey('acc-1', '2025-03' as Month),
    account: 'acc-1' as AccountId,
    deal: null,
    partner: 'brightwave' as PartnerId,
    program: 'copernica' as ProgramKey,
    customer: 'acme' as CustomerId,
    kind: 'customer',
    period: '2025-03' as Month,
    effective: '2025-03-31' as Day,
    list: money(99n, EUR),
    ppm: 500_000n,
    ceiling: 500_000n,
    amount: money(49n, EUR),
    terms: 1,
    tier: null,
    accounts: 1,
  }

  test('posts the list price, then the discount, so that a query over the books proves the ceiling', () => {
    expect(draftOf(charge)).toMatchObject({
      key: 'licence:acc-1:2025-03',
      effective: '2025-03-31',
      legs: [
        { debit: 'Assets:Receivable:Reseller:brightwave', credit: 'Revenue:Licence:List', amount: { minor: 99n } },
        { debit: 'Revenue:Licence:Discount', credit: 'Assets:Receivable:Reseller:brightwave', amount: { minor: 50n } },
      ],
    })
  })

  test('has no discount where all of the list price is charged, and there is none for what costs nothing', () => {
    expect(draftOf({ ...charge, ppm: 1_000_000n, amount: money(99n, EUR) })?.legs).toHaveLength(1)
    for (const kind of ['own', 'sandbox', 'demo'] as const)
      expect(draftOf({ ...charge, kind, ppm: 0n, amount: money(0n, EUR) })).toBeNull()
    expect(draftOf({ ...charge, list: money(0n, EUR), amount: money(0n, EUR) })).toBeNull()
  })

  test('is named by account and month, or by order, and no account can take the name of an order', () => {
    expect(orderKey('D-7' as DealId)).toBe('licence:deal:D-7')
    expect(accountKey('deal', '2025-03' as Month)).not.toBe(orderKey('2025-03'))
    expect(accountKey('deal:x', '2025-03' as Month)).not.toBe(orderKey('x:2025-03'))
  })
})
