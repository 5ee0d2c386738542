import { describe, expect, test } from 'vitest'
import { draftFields, withFields } from '../../src/programs/draft-field.ts'
import { checkTerms } from '../../src/programs/fault.ts'
import { PRESET_KEYS, presetOf } from '../../src/programs/preset.ts'
import { SIMPRO } from '../../src/programs/preset-simpro.ts'
import type { TermsBody } from '../../src/programs/terms.ts'
import { HARBOUR } from './sixth.ts'

const typed = (body: TermsBody, more: Record<string, string> = {}) => ({
  ...Object.fromEntries(draftFields(body).map(field => [field.name, field.value])),
  ...more,
})
const drafted = (more: Record<string, string>) => checkTerms(withFields(HARBOUR, typed(HARBOUR, more)))

test.each(PRESET_KEYS)('the form of %s, sent back as it came, changes nothing', key => {
  const terms = presetOf(key)?.terms ?? HARBOUR
  expect(withFields(terms, typed(terms))).toEqual(terms)
})

test('the form asks for rates by tier, the window, what is payable when, measures, charges and steps', () => {
  expect(draftFields(HARBOUR).map(({ name, value }) => [name, value])).toEqual([
    ['earns.0.rate.deck', '8'],
    ['earns.0.rate.bridge', '12.5'],
    ['earns.0.minTermMonths', '6'],
    ['earns.1.rate.deck', '3'],
    ['earns.1.rate.bridge', '4.25'],
    ['lead.windowMonths', '9'],
    ['payable.when', 'after-deal'],
    ['payable.days', '45'],
    ['tiers.1.requirements.0.amount', '5000'],
    ['tiers.1.requirements.0.lastMonths', '6'],
    ['licence.percentOfList.deck', '90'],
    ['licence.percentOfList.bridge', '80'],
    ['licence.ceilingPercent', '90'],
    ['licence.steps', 'bridge 5 75\n100 70'],
    ['resoldEarns', ''],
  ])
})

describe('what is typed lands in the terms', () => {
  test('a rate, with a comma and a per cent sign if one likes', () => {
    expect(drafted({ 'earns.0.rate.deck': '9,5 %' }).body?.earns[0]?.rate).toEqual({ deck: '9.5', bridge: '12.5' })
  })
  test('the window of the lead, and of the rule that had the same', () => {
    const { body } = drafted({ 'lead.windowMonths': '12' })
    expect([body?.lead?.windowMonths, body?.earns[0]?.windowMonths, body?.earns[1]?.windowMonths]).toEqual([
      12,
      12,
      null,
    ])
  })
  test('what is payable when: days only where they are asked for', () => {
    expect(drafted({ 'payable.when': 'with-payment' }).body?.payable).toEqual({ when: 'with-payment' })
    expect(drafted({ 'payable.when': 'after-first-payment', 'payable.days': '14' }).body?.payable).toEqual({
      when: 'after-first-payment',
      days: 14,
    })
  })
  test('steps, one a line, with or without a tier', () => {
    expect(drafted({ 'licence.steps': 'bridge 10 70 %\n\n200; 65' }).body?.licence?.steps).toEqual([
      { tier: 'bridge', accounts: 10, percentOfList: '70' },
      { tier: null, accounts: 200, percentOfList: '65' },
    ])
    expect(drafted({ 'licence.steps': '' }).body?.licence?.steps).toEqual([])
  })
  test('a box that was ticked', () => expect(drafted({ resoldEarns: 'yes' }).body?.resoldEarns).toBe(true))
  test('SIM-14: the products of the discount, none named being all', () => {
    const products = (text: string) =>
      checkTerms(withFields(SIMPRO.terms, typed(SIMPRO.terms, { 'discount.products': text }))).body?.discount?.products
    expect(products('Starter\n Pro suite ')).toEqual(['Starter', 'Pro suite'])
    expect(products('')).toBe('all')
  })
})

test.each([
  [{ 'earns.0.rate.deck': 'much' }, 'earns.0.rate.deck'],
  [{ 'lead.windowMonths': 'a year' }, 'lead.windowMonths'],
  [{ 'payable.when': 'after-deal', 'payable.days': '' }, 'payable.days'],
  [{ 'licence.percentOfList.deck': '95' }, 'licence.percentOfList.deck'],
  [{ 'licence.steps': 'bridge ten 70' }, 'licence.steps.0.accounts'],
  [{ 'licence.steps': '70' }, 'licence.steps.0.accounts'],
  [{ 'tiers.1.requirements.0.amount': '-5' }, 'tiers.1.requirements.0.amount'],
])('what cannot be is told at its field: %o', (more, path) => {
  expect(drafted(more as unknown as Record<string, string>).faults.map(fault => fault.path)).toContain(path)
})
