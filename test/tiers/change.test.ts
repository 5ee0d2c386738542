import { expect, test } from 'vitest'
import { CLOUDCODES } from '#programs/preset-cloudcodes.ts'
import { SIMPRO } from '#programs/preset-simpro.ts'
import type { Terms } from '#programs/index.ts'
import { changesBetween } from '#tiers/change.ts'

const cloudcodes = CLOUDCODES.terms as unknown as Terms
const simpro = SIMPRO.terms as unknown as Terms

test('CC-1, CC-3: Premier changes the commission from 15 to 30 % and the margin on resold accounts likewise', () => {
  expect(changesBetween(cloudcodes, 'reseller', 'premier')).toEqual([
    { what: 'rate', rule: 'order', from: '15', to: '30' },
    { what: 'margin', from: '15', to: '30' },
    { what: 'benefit', gained: true, word: 'volume-discount' },
  ])
  expect(changesBetween(cloudcodes, 'premier', 'reseller')).toContainEqual({
    what: 'benefit',
    gained: false,
    word: 'volume-discount',
  })
})

test('SIM-3: Select brings a partner manager, the annual plan and marketing; Premier has the joint plan instead', () => {
  const words = (from: string, to: string) =>
    changesBetween(simpro, from, to).map(change =>
      change.what === 'benefit' ? `${change.gained ? '+' : '-'}${change.word}` : change.what,
    )
  expect(words('registered', 'select')).toEqual(['+partner-manager', '+annual-plan', '+operator-led-marketing'])
  expect(words('select', 'premier')).toEqual([
    '+followed-link',
    '+joint-business-plan',
    '+quarterly-review',
    '+on-demand-session',
    '-annual-plan',
  ])
})

test('between a tier and itself nothing changes, and a tier without rate earns nothing', () => {
  expect(changesBetween(cloudcodes, 'premier', 'premier')).toEqual([])
  expect(changesBetween(cloudcodes, null, 'reseller')).toEqual([{ what: 'rate', rule: 'order', from: '0', to: '15' }])
})

test('a module that only some tiers may have is gained with the tier', () => {
  const guild = {
    ...cloudcodes,
    modules: [
      { key: 'lab', requirements: [], tiers: ['premier'], benefits: [] },
      { key: 'shop', requirements: [], tiers: [], benefits: [] },
    ],
  }
  expect(changesBetween(guild, 'reseller', 'premier').at(-1)).toEqual({ what: 'module', gained: true, word: 'lab' })
})
