import { expect, test } from 'vitest'
import { CLOUDCODES } from '../../src/programs/preset-cloudcodes.ts'
import { checkTerms } from '../../src/programs/fault.ts'
import { dealRule, type EarnRule, rateOn } from '../../src/programs/terms.ts'

const { terms } = CLOUDCODES
const rule = dealRule(terms, 'new') as EarnRule

test('CC-1, CC-11: 15 % for a Reseller and 30 % for Premier, of what the order is worth', () => {
  expect(rule.base).toBe('deal-value')
  expect(rateOn(terms, rule, 'reseller')).toBe(150_000n)
  expect(rateOn(terms, rule, 'premier')).toBe(300_000n)
})

test('CC-1: every order earns: a first one, a renewal and an expansion, without end', () => {
  expect([dealRule(terms, 'renewal'), dealRule(terms, 'expansion')]).toEqual([rule, rule])
  expect(rule.windowMonths).toBeNull()
})

test('CC-2, CC-3: code and domain are both needed, and an order through the partner earns its margin instead', () => {
  expect(terms.attribution).toEqual(['code-and-domain'])
  expect(rule.conditions).toEqual(expect.arrayContaining(['bought-through-partner', 'code-or-domain-missing']))
})

test('CC-3: the partner is charged list less the same per cent', () => {
  expect(terms.licence).toMatchObject({ percentOfList: { reseller: '85', premier: '70' }, ceilingPercent: '85' })
})

test('CC-4, CC-5: what Premier asks is confirmed by a person; a Reseller commits to no revenue', () => {
  const asked = (key: string) =>
    terms.tiers.find(one => one.key === key)?.requirements.map(one => (one.measure === 'confirmed' ? one.what : ''))
  expect(asked('reseller')).toEqual(['host-platform-reseller', 'sales-team', 'technical-team'])
  expect(asked('premier')).toEqual([
    'revenue-commitment',
    'trained-sales-person',
    'joint-business-plan',
    'product-on-website',
    'joint-campaign',
  ])
})

test('CC-4: later terms may let the per cent fall in steps by open accounts, for Premier alone', () => {
  const steps = [
    { tier: 'premier', accounts: 10, percentOfList: '65' },
    { tier: 'premier', accounts: 50, percentOfList: '60' },
  ]
  const licence = terms.licence && { ...terms.licence, steps }
  expect(terms.licence?.steps).toEqual([])
  expect(checkTerms({ ...terms, licence }).faults).toEqual([])
})

test('CC-6, CC-7, CC-8: qualified each 1 January, from the next month, kept to the end of the next year', () => {
  expect(terms.tiers.find(one => one.key === 'premier')).toMatchObject({
    rank: 2,
    entry: 'qualify',
    qualified: 'each-1-january',
    effective: 'next-month',
    kept: 'rest-of-year-and-next',
  })
  expect(terms.tiers.find(one => one.key === 'reseller')).toMatchObject({ rank: 1, kept: 'no-end' })
})
