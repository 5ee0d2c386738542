import { expect, test } from 'vitest'
import { SIMPRO } from '../../src/programs/preset-simpro.ts'
import { settingFaults, settingsOf, withSettings } from '../../src/programs/setting.ts'
import { dealRule } from '../../src/programs/terms.ts'

const settings = settingsOf({ feePercent: '7.5', discountPercent: 10 }, SIMPRO)
const terms = withSettings(SIMPRO.terms, settings ?? SIMPRO.settings)
const tier = (key: string) => terms.tiers.find(one => one.key === key)
const withBenefit = (benefit: string) => terms.tiers.filter(one => one.benefits.includes(benefit)).map(one => one.key)
const bound = (what: string) => terms.obligations.find(one => one.what === what)

test('SIM-1: Registered, Select, Premier; Premier by invitation only', () => {
  expect(terms.tiers.map(one => [one.key, one.rank, one.entry])).toEqual([
    ['registered', 1, 'apply'],
    ['select', 2, 'apply'],
    ['premier', 3, 'invite'],
  ])
})

test('SIM-2: five modules, open to every tier', () => {
  expect(terms.modules.map(one => one.key)).toEqual([
    'service-provider',
    'technology',
    'referral',
    'accountancy',
    'industry',
  ])
  expect(terms.modules.every(one => one.tiers.length === 0)).toBe(true)
})

test('SIM-3: which tier brings what', () => {
  expect(withBenefit('partner-manager')).toEqual(['select', 'premier'])
  expect(withBenefit('annual-plan')).toEqual(['select'])
  expect(withBenefit('joint-business-plan')).toEqual(['premier'])
  expect(withBenefit('quarterly-review')).toEqual(['premier'])
  expect(withBenefit('operator-led-marketing')).toEqual(['select', 'premier'])
  expect(withBenefit('on-demand-session')).toEqual(['premier'])
})

test('SIM-4: all are listed, Premier alone carries a followed link, Technology alone is among the integrations', () => {
  expect(withBenefit('listing')).toEqual(['registered', 'select', 'premier'])
  expect(withBenefit('followed-link')).toEqual(['premier'])
  expect(terms.modules.filter(one => one.benefits.includes('integrations-directory')).map(one => one.key)).toEqual([
    'technology',
  ])
})

test('SIM-6: the partner elects; a deal with the discount earns no fee, whoever elected what', () => {
  expect(terms.benefit).toBe('partner-elects')
  expect(dealRule(terms, 'new')?.conditions.slice(-2)).toEqual(['discount-given', 'fee-not-elected'])
})

test('SIM-7, SIM-8: Select asks service providers for ten customers won within six months, in twelve', () => {
  const asked = { measure: 'closed-won', customers: 10, withinMonths: 6, lastMonths: 12, modules: ['service-provider'] }
  expect(tier('select')?.requirements).toEqual([asked])
  expect(tier('registered')?.requirements).toEqual([])
  expect(tier('select')?.qualified).toBe('each-1-january')
})

test('SIM-7: the months in which a closed-won counts are a setting, and the fee’s window stays its own', () => {
  const other = settingsOf({ feePercent: '5', discountPercent: '5', closedWonMonths: 9 }, SIMPRO)
  const body = withSettings(SIMPRO.terms, other ?? SIMPRO.settings)
  expect(body.tiers[1]?.requirements[0]).toMatchObject({ withinMonths: 9, lastMonths: 12 })
  expect([body.lead?.windowMonths, body.earns[0]?.windowMonths]).toEqual([12, 12])
})

test('SIM-9, SIM-10: compatibility in 30 days for Technology, a reported problem in 5 business days', () => {
  expect(bound('compatibility-update')).toMatchObject({ due: { days: 30 }, binds: { modules: ['technology'] } })
  expect(bound('problem-resolution')).toMatchObject({ whose: 'partner', due: { businessDays: 5 } })
})

test('SIM-11: branding from Select on, a quarterly review for Premier, the listing confirmed each half-year by all', () => {
  expect(bound('operator-branding')?.binds).toEqual({ tiers: ['select', 'premier'], modules: [] })
  expect(bound('quarterly-review')).toMatchObject({ due: { every: 'quarter' }, binds: { tiers: ['premier'] } })
  expect(bound('listing-confirmation')).toMatchObject({
    whose: 'partner',
    due: { every: 'half-year' },
    binds: { tiers: [], modules: [] },
  })
})

test('SIM-14: neither the fee nor the discount has a default: both must be said', () => {
  expect(settingFaults({}, SIMPRO)).toEqual([
    { setting: 'feePercent', code: 'missing' },
    { setting: 'discountPercent', code: 'missing' },
  ])
  expect(settingFaults({ feePercent: '5' }, SIMPRO)).toEqual([{ setting: 'discountPercent', code: 'missing' }])
  expect(settingsOf({ feePercent: '5' }, SIMPRO)).toBeNull()
})

test('SIM-14: what was said is the fee’s rate and the discount’s per cent, on all products', () => {
  expect(dealRule(terms, 'new')?.rate).toBe('7.5')
  expect(terms.discount).toEqual({ percent: '10', products: 'all' })
})

test('a referral is of a customer that is new altogether, and earns for 12 months', () => {
  expect(terms.lead).toMatchObject({ conditions: ['already-customer'], windowMonths: 12 })
  expect(dealRule(terms, 'new')).toMatchObject({ base: 'deal-value', windowMonths: 12 })
})
