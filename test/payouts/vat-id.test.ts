import { expect, test } from 'vitest'
import { isEu, plainVatId } from '#payouts/vat-id.ts'

test.each<[string, string, string | null]>([
  ['nl 123456789.b01', 'NL', 'NL123456789B01'],
  ['123456789B01', 'NL', 'NL123456789B01'],
  ['NL12345678B01', 'NL', null],
  ['BE 0123.456.789', 'BE', 'BE0123456789'],
  ['BE 2123.456.789', 'BE', null],
  ['DE123456789', 'NL', null],
  ['EL123456789', 'GR', 'EL123456789'],
  ['GR123456789', 'GR', null],
  ['ATU12345678', 'AT', 'ATU12345678'],
  ['GB 123 4567 89', 'GB', 'GB123456789'],
  ['CHE-123.456.788 MWST', 'CH', 'CHE123456788MWST'],
  ['12', 'CH', null],
  ['', 'NL', null],
])('a VAT id as it is typed: %s of %s', (typed, country, kept) => {
  expect(plainVatId(typed, country)).toBe(kept)
})

test('the Union has Greece and not the United Kingdom', () => {
  expect(['NL', 'GR', 'HR', 'GB', 'CH', 'US'].map(isEu)).toEqual([true, true, true, false, false, false])
})
