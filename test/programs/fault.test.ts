import { describe, expect, test } from 'vitest'
import { checkTerms } from '../../src/programs/fault.ts'
import { PRESET_KEYS, presetOf } from '../../src/programs/preset.ts'
import { COPERNICA } from '../../src/programs/preset-copernica.ts'
import { SIMPRO } from '../../src/programs/preset-simpro.ts'
import type { TermsBody } from '../../src/programs/terms.ts'
import { HARBOUR } from './sixth.ts'

/** The places and codes of what is wrong with Harbour's terms after a change. */
function faults(change: (draft: Record<string, never> & TermsBody) => void, ceiling: string | null = null) {
  const draft = structuredClone(HARBOUR) as Record<string, never> & TermsBody
  change(draft)
  return checkTerms(draft, ceiling).faults.map(fault => `${fault.path}: ${fault.code} ${fault.detail}`.trim())
}
const set = (draft: unknown, path: string, value: unknown) => {
  const names = path.split('.')
  const last = names.pop() ?? ''
  const target = names.reduce((inner, name) => (inner as Record<string, unknown>)[name], draft)
  ;(target as Record<string, unknown>)[last] = value
}
const changed = (path: string, value: unknown, ceiling: string | null = null) =>
  faults(draft => set(draft, path, value), ceiling)

test.each(PRESET_KEYS)('the terms of the preset %s have no fault', key => {
  expect(checkTerms(presetOf(key)?.terms).faults).toEqual([])
})

test('a sixth program, unlike the five, is terms without a word of code', () => {
  expect(checkTerms(HARBOUR)).toEqual({ body: HARBOUR, faults: [] })
})

describe('what is not of the shape is told at its place', () => {
  test.each([
    ['earns.0.rate.bridge', '12,5', 'earns.0.rate.bridge: bad-value a per cent from 0 to 100 with at most 4 decimals'],
    ['earns.0.rate', 'lots', 'earns.0.rate: bad-value a per cent from 0 to 100 with at most 4 decimals'],
    ['earns.1.base', 'gross', 'earns.1.base: not-one-of net-turnover, deal-value, first-stage, first-year-net'],
    ['payable', { when: 'never' }, 'payable.when: bad-value'],
    ['payable.days', 4000, 'payable.days: too-large 3650'],
    ['payable.days', 'soon', 'payable.days: wrong-type number'],
    ['lead.windowMonths', 0, 'lead.windowMonths: too-small 1'],
    ['lead.windowMonths', undefined, 'lead.windowMonths: missing number'],
    ['bonus', '5', 'bonus: unknown-field bonus'],
    ['earns.0.bonus', '5', 'earns.0.bonus: unknown-field bonus'],
    ['tiers.0.key', 'Deck', 'tiers.0.key: bad-word'],
    ['attribution', [], 'attribution: too-small 1'],
    ['tiers.1.requirements.0.measure', 'charm', 'tiers.1.requirements.0.measure: bad-value'],
    ['obligations.0.due', { every: 'week' }, 'obligations.0.due.every: not-one-of month, quarter, half-year, year'],
  ])('%s', (path, value, told) => expect(changed(path, value)).toContain(told))

  test('what is no object at all', () => {
    expect(checkTerms('ten per cent').faults).toMatchObject([{ path: '', code: 'wrong-type' }])
    expect(checkTerms(null).body).toBeNull()
  })
})

describe('what contradicts itself is told at its place', () => {
  test.each([
    ['attribution', ['lead', 'selection', 'lead'], 'attribution.2: twice lead'],
    ['earns.1.key', 'found', 'earns.1.key: twice found'],
    ['tiers.1.rank', 1, 'tiers.1.rank: twice 1'],
    ['obligations.1.what', 'forecast', 'obligations.1.what: twice forecast'],
    [
      'licence.steps.1',
      { tier: 'bridge', accounts: 5, percentOfList: '60' },
      'licence.steps.1.accounts: twice bridge 5',
    ],
    ['earns.0.rate', { deck: '8', mast: '9' }, 'earns.0.rate.mast: unknown-tier mast'],
    ['licence.percentOfList', { mast: '80' }, 'licence.percentOfList.mast: unknown-tier mast'],
    ['licence.steps.0.tier', 'mast', 'licence.steps.0.tier: unknown-tier mast'],
    ['modules.0.tiers', ['mast'], 'modules.0.tiers.0: unknown-tier mast'],
    ['obligations.1.binds.modules', ['diver'], 'obligations.1.binds.modules.0: unknown-module diver'],
    ['tiers.1.requirements.0.currency', 'EUX', 'tiers.1.requirements.0.currency: no-currency EUX'],
    ['tiers.1.requirements.0.amount', '10.005', 'tiers.1.requirements.0.amount: too-many-decimals EUR'],
    ['lead', null, 'lead: lead-terms-missing'],
    ['attribution', ['selection'], 'lead: lead-terms-unused'],
    ['earns.1.base', 'first-stage', 'earns.1.base: base-of-deals first-stage'],
    ['earns.0.base', 'net-turnover', 'earns.0.base: base-of-invoices net-turnover'],
    ['earns.0.rate', 'as-agreed', 'earns.0.rate: agreed-renewals-only'],
    ['benefit', 'partner-elects', 'discount: discount-missing'],
  ])('%s', (path, value, told) => expect(changed(path, value)).toContain(told))

  test('two rules for one kind of deal, or for invoices', () => {
    expect(faults(draft => draft.earns.push({ ...draft.earns[0], key: 'again' } as never))).toEqual([
      'earns.2.dealKinds: twice new',
    ])
    expect(faults(draft => draft.earns.push({ ...draft.earns[1], key: 'again' } as never))).toEqual([
      'earns.2.event: twice invoice',
    ])
  })
})

describe('COP-10: no charge is above the ceiling', () => {
  test('a per cent of list at the ceiling will do, one above will not', () => {
    expect(changed('licence.percentOfList', '90')).toEqual([])
    expect(changed('licence.percentOfList', '90.0001')).toEqual(['licence.percentOfList: above-ceiling 90'])
    expect(changed('licence.percentOfList.bridge', '91')).toEqual(['licence.percentOfList.bridge: above-ceiling 90'])
    expect(changed('licence.steps.1.percentOfList', '91')).toEqual(['licence.steps.1.percentOfList: above-ceiling 90'])
  })

  test('the ceiling itself may fall, and never rises above the one with which the program opened', () => {
    const ceiling = (ceilingPercent: string, percentOfList = '40') =>
      checkTerms({ ...COPERNICA.terms, licence: { ...COPERNICA.terms.licence, ceilingPercent, percentOfList } }, '50')
    expect(ceiling('50').faults).toEqual([])
    expect(ceiling('45').faults).toEqual([])
    expect(ceiling('51').faults).toEqual([{ path: 'licence.ceilingPercent', code: 'above-ceiling', detail: '50' }])
  })
})

test('SIM-6: who may elect the discount needs one to elect', () => {
  expect(checkTerms({ ...SIMPRO.terms, discount: null }).faults).toMatchObject([{ code: 'discount-missing' }])
})
