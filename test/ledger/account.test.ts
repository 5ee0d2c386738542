import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  accountPart,
  commissionExpense,
  idOfPart,
  isAccountCode,
  kindOf,
  ownerOf,
  partnerAccount,
  pocketOf,
} from '#ledger/account.ts'
import { runs } from '../support/property.ts'

test.each([
  ['brightwave', 'brightwave'],
  ['P-0001_a.b@c&d+e', 'P-0001_a.b@c&d+e'],
  ['Bright Wave', 'Bright Wave'],
  ['a  b', 'a%20 b'],
  [' a ', '%20a%20'],
  ['a:b;c', 'a%3Ab%3Bc'],
  ['(x)[y]{z}', '%28x%29%5By%5D%7Bz%7D'],
  ['100%', '100%25'],
  ['Zoë', 'Zo%C3%AB'],
  ['日本', '%E6%97%A5%E6%9C%AC'],
  ['a\u00a0b', 'a%C2%A0b'],
  ['😀', '%F0%9F%98%80'],
  ['a,b|c"d\'e#f', 'a%2Cb%7Cc%22d%27e%23f'],
])('the id %j is the account part %j', (id, part) => {
  expect(accountPart(id)).toBe(part)
  expect(idOfPart(part)).toBe(id)
})

test('any id becomes a plain part that leads back to it, and two ids never the same part', () => {
  const id = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }).filter(text => text.isWellFormed())
  fc.assert(
    fc.property(id, id, (a, b) => {
      const part = accountPart(a)
      expect(part).toMatch(/^[A-Za-z0-9._\-@&+%]+( [A-Za-z0-9._\-@&+%]+)*$/)
      expect(idOfPart(part)).toBe(a)
      expect(accountPart(b) === part).toBe(a === b)
      expect(isAccountCode(partnerAccount(a, 'Pending'))).toBe(true)
      expect(ownerOf(partnerAccount(a, 'VAT'))).toBe(a)
    }),
    runs(1_000),
  )
})

test('an account tells its kind, its owner and its pocket', () => {
  const code = partnerAccount('a:b', 'Payable')
  expect(code).toBe('Liabilities:Partner:a%3Ab:Payable')
  expect([kindOf(code), ownerOf(code), pocketOf(code)]).toEqual(['liability', 'a:b', 'Payable'])
  const shared = commissionExpense('main')
  expect([kindOf(shared), ownerOf(shared), pocketOf(shared)]).toEqual(['expense', null, null])
  expect(ownerOf('Assets:Receivable:Reseller:acme')).toBe('acme')
  expect(['Assets:VAT:Input', 'Equity:FX', 'Revenue:Licence:List'].map(kindOf)).toEqual(['asset', 'equity', 'revenue'])
  expect(() => kindOf('Money:Somewhere')).toThrow('starts with its kind')
})

test.each([
  'Assets',
  'Assets:',
  'Assets:a:',
  'Assets: a',
  'Assets:a ',
  'Assets:a  b',
  'Assets:a;b',
  'Assets:ü',
  'assets:a',
  'Assets:50%',
  '',
])('"%s" is no account', code => {
  expect(isAccountCode(code)).toBe(false)
})
