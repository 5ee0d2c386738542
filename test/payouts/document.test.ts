import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Currency } from '#kernel/money.ts'
import { documentOf, type Parties } from '#payouts/document.ts'
import type { Particulars } from '#payouts/vat-treatment.ts'
import { runs } from '../support/property.ts'

const EUR = 'EUR' as Currency
const firm = (o: Partial<Particulars> = {}): Particulars => ({
  name: 'Operator BV',
  street: 'Straat 1',
  postcode: '1000 AA',
  city: 'Amsterdam',
  country: 'NL',
  vatId: 'NL987654321B01',
  checkedAt: new Date('2025-01-01T00:00:00Z'),
  standing: 'business',
  ratePpm: 210_000n,
  ...o,
})
const parties = (o: Partial<Parties> = {}): Parties => ({
  name: 'Brightwave',
  operator: firm(),
  partner: firm({ name: 'Brightwave BV', vatId: 'NL123456789B01', ratePpm: 0n }),
  agreement: { at: new Date('2025-01-03T00:00:00Z'), version: 1, acceptance: 'silence', by: 'user:ann' },
  account: { iban: 'NL91ABNA0417164300', name: 'Brightwave BV' },
  ...o,
})

test('with an agreement the month’s paper is an invoice with both parties, the tax once at the rate, and the account', () => {
  const { document, tax } = documentOf(parties(), 1_005n, EUR)
  expect(tax).toBe(211n)
  expect(document).toEqual({
    kind: 'self-billing',
    supplier: {
      name: 'Brightwave BV',
      address: ['Straat 1', '1000 AA Amsterdam'],
      country: 'NL',
      vatId: 'NL123456789B01',
    },
    customer: {
      name: 'Operator BV',
      address: ['Straat 1', '1000 AA Amsterdam'],
      country: 'NL',
      vatId: 'NL987654321B01',
    },
    taxes: [{ treatment: 'domestic', ratePercent: '21', taxable: '10.05', tax: '2.11' }],
    gross: '12.16',
    account: { iban: 'NL91ABNA0417164300', name: 'Brightwave BV' },
    agreement: { version: 1, acceptedAt: '2025-01-03T00:00:00.000Z', acceptance: 'silence' },
  })
})

test('a month that takes more back than it gives is a credit note with the mirrored tax', () => {
  const { document, tax } = documentOf(parties(), -1_005n, EUR)
  expect([document.kind, tax, document.gross]).toEqual(['self-billing-credit', -211n, '-12.16'])
})

test('reverse charge and every other treatment add nothing, and say so', () => {
  const { document, tax } = documentOf(parties({ partner: firm({ country: 'BE', vatId: 'BE0123456789' }) }), 100n, EUR)
  expect([tax, document.taxes]).toEqual([
    0n,
    [{ treatment: 'reverse-charge', ratePercent: '0', taxable: '1.00', tax: '0.00' }],
  ])
})

test.each<[string, Partial<Parties>, bigint]>([
  ['without an agreement', { agreement: null }, 100n],
  ['without the operator’s particulars', { operator: null }, 100n],
  ['without the partner’s particulars', { partner: null }, 100n],
  ['while the VAT id is not checked', { partner: firm({ checkedAt: null }) }, 100n],
  ['for a private person', { partner: firm({ standing: 'private' }) }, 100n],
  ['in a month in which nothing became payable', {}, 0n],
])('%s it is a plain statement without tax', (_, o, matured) => {
  const { document, tax } = documentOf(parties(o), matured, EUR)
  expect([document.kind, document.taxes, document.gross, document.account, tax]).toEqual([
    'statement',
    [],
    null,
    null,
    0n,
  ])
})

test('a partner that said nothing stands on its statement by its name', () => {
  const { document } = documentOf(parties({ partner: null, operator: null }), 100n, EUR)
  expect([document.supplier.name, document.supplier.address, document.customer]).toEqual(['Brightwave', [], null])
})

test('the tax of any amount is one rounding, half away from zero, and mirrored', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.bigInt({ min: 0n, max: 1_000_000n }), (minor, ratePpm) => {
      const at = (amount: bigint) => documentOf(parties({ operator: firm({ ratePpm }) }), amount, EUR).tax
      expect(at(-minor)).toBe(-at(minor))
      const twice = 2n * (at(minor) * 1_000_000n - minor * ratePpm)
      expect(twice > -1_000_000n && twice <= 1_000_000n).toBe(true)
    }),
    runs(200),
  )
})
