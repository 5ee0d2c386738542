import { expect, test } from 'vitest'
import { isSepa, maskedIban, plainAccount, spacedIban } from '#payouts/bank-account.ts'

const plain = (iban: string, name = 'Brightwave BV', bic?: string) => {
  const account = plainAccount({ iban, name, bic })
  return account.ok ? account.value : account.refusal
}

test('an IBAN is kept without blanks in upper case', () => {
  expect(plain(' nl91 abna 0417 1643 00 ')).toEqual({ iban: 'NL91ABNA0417164300', name: 'Brightwave BV', bic: null })
})

test.each([
  ['a changed digit (mod 97)', 'NL92ABNA0417164300'],
  ['two digits that changed places', 'NL91ABNA0417164030'],
  ['one digit short', 'NL91ABNA041716430'],
  ['one digit long', 'NL91ABNA04171643000'],
  ['a country that has none', 'XX91ABNA0417164300'],
  ['a country that writes it otherwise', 'DE91ABNA0417164300'],
  ['nothing', ''],
  ['a slash inside', 'NL91/ABNA0417164300'],
  ['letters of another script', 'NL91АBNA0417164300'],
  ['a name', 'Brightwave'],
])('%s is no IBAN', (_, iban) => {
  expect(plain(iban)).toBe('bad-iban')
})

test('a BIC may be missing, must be one if given, and is kept in upper case', () => {
  expect(plain('NL91ABNA0417164300', 'B', ' abnanl2a ')).toMatchObject({ bic: 'ABNANL2A' })
  expect(plain('NL91ABNA0417164300', 'B', '')).toMatchObject({ bic: null })
  expect(plain('NL91ABNA0417164300', 'B', 'ABNANL2')).toBe('bad-bic')
})

test('a name of 70 characters is taken, one of 71 is refused, and so is none', () => {
  expect(plain('NL91ABNA0417164300', 'x'.repeat(70))).toMatchObject({ name: 'x'.repeat(70) })
  expect(plain('NL91ABNA0417164300', 'x'.repeat(71))).toBe('bad-name')
  expect(plain('NL91ABNA0417164300', '  ')).toBe('bad-name')
  expect(plain('NL91ABNA0417164300', 'a\u0000b')).toBe('bad-name')
})

test('a masked IBAN tells its country and its last four characters, and no more', () => {
  expect(maskedIban('NL91ABNA0417164300')).toBe('NL•• •••• 4300')
  expect(spacedIban('NL91ABNA0417164300')).toBe('NL91 ABNA 0417 1643 00')
})

test('the Netherlands and Switzerland are in the scheme, the Emirates are not', () => {
  expect([isSepa('NL91ABNA0417164300'), isSepa('CH9300762011623852957'), isSepa('AE070331234567890123456')]).toEqual([
    true,
    true,
    false,
  ])
})
