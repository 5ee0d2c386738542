import { expect, test } from 'vitest'
import { differences } from '../../src/programs/difference.ts'
import { HARBOUR } from './sixth.ts'

test('terms do not differ from themselves, in whatever order their names were written', () => {
  expect(differences(HARBOUR, structuredClone(HARBOUR))).toEqual([])
  const turned = Object.fromEntries(Object.entries(HARBOUR).reverse()) as typeof HARBOUR
  expect(differences(HARBOUR, turned)).toEqual([])
})

test('each place that differs is told with what stood there and what stands there', () => {
  const after = structuredClone(HARBOUR)
  after.payable = { when: 'with-payment' }
  after.attribution = ['selection', 'lead']
  after.earns[0] = { ...HARBOUR.earns[0], rate: { deck: '8', bridge: '13' } } as (typeof HARBOUR)['earns'][number]
  after.licence?.steps.pop()
  expect(differences(HARBOUR, after)).toEqual([
    { path: 'attribution', before: 'lead, selection', after: 'selection, lead' },
    { path: 'earns.0.rate.bridge', before: '12.5', after: '13' },
    { path: 'payable.when', before: 'after-deal', after: 'with-payment' },
    { path: 'payable.days', before: '45', after: null },
    { path: 'licence.steps.1.accounts', before: '100', after: null },
    { path: 'licence.steps.1.percentOfList', before: '70', after: null },
  ])
})
