import { expect, test } from 'vitest'
import { rateOf, type Standing, treatmentOf } from '#payouts/vat-treatment.ts'

const operator = { country: 'NL', vatId: 'NL987654321B01' }
const CHECKED = new Date('2025-01-02T00:00:00Z')
const partner = (country: string, o: { vatId?: string | null; checked?: boolean; standing?: Standing } = {}) => ({
  country,
  vatId: o.vatId === undefined ? `${country}1` : o.vatId,
  checkedAt: (o.checked ?? true) ? CHECKED : null,
  standing: o.standing ?? 'business',
})

test('a partner at home is taxed at home, one elsewhere in the EU by reverse charge, one outside not at all', () => {
  expect(treatmentOf(operator, partner('NL'))).toBe('domestic')
  expect(treatmentOf(operator, partner('BE'))).toBe('reverse-charge')
  expect(treatmentOf(operator, partner('US'))).toBe('outside-scope')
  expect(treatmentOf({ country: 'US', vatId: null }, partner('NL'))).toBe('outside-scope')
})

test('at home and within the EU nothing can be told before the VAT id was checked', () => {
  for (const country of ['NL', 'BE']) {
    expect(treatmentOf(operator, partner(country, { checked: false }))).toBeNull()
    expect(treatmentOf(operator, partner(country, { vatId: null }))).toBeNull()
    expect(treatmentOf({ country: 'NL', vatId: null }, partner(country))).toBeNull()
  }
  expect(treatmentOf(operator, partner('US', { vatId: null, checked: false }))).toBe('outside-scope')
})

test('a small business is exempt and a private person is not invoiced for, wherever they are', () => {
  for (const country of ['NL', 'BE', 'US']) {
    expect(treatmentOf(operator, partner(country, { standing: 'small-business', vatId: null }))).toBe('small-business')
    expect(treatmentOf(operator, partner(country, { standing: 'private' }))).toBe('private')
  }
})

test('only a paper at home adds tax', () => {
  expect(rateOf('domestic', 210_000n)).toBe(210_000n)
  for (const other of ['reverse-charge', 'outside-scope', 'small-business', 'private'] as const)
    expect(rateOf(other, 210_000n)).toBe(0n)
})
