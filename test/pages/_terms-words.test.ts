import { describe, expect, test } from 'vitest'
import { checkTerms, draftFields, PRESET_KEYS, presetOf, settingNames } from '#programs/index.ts'
import { has } from '#ui/messages.ts'
import {
  bindsText,
  byTier,
  dueText,
  faultText,
  fieldLabel,
  kindsText,
  payableText,
  requirementText,
  stepText,
  wordOf,
} from '../../src/pages/_terms-words.ts'
import { HARBOUR } from '../programs/sixth.ts'

const LOCALES = ['en', 'nl'] as const
const presets = PRESET_KEYS.flatMap(key => presetOf(key) ?? [])
const missing = (keys: readonly string[]) =>
  LOCALES.flatMap(locale => keys.filter(key => !has(locale, key)).map(key => `${locale} ${key}`))

describe('a partner manager reads terms in words', () => {
  test.each(presets)('every word of $key is there in both languages', ({ terms }) => {
    const asked = [...terms.tiers, ...terms.modules].flatMap(one => one.requirements)
    const keys = [
      ...terms.earns.map(rule => rule.key),
      ...terms.tiers.flatMap(tier => [tier.key, ...tier.benefits]),
      ...terms.modules.flatMap(module => [module.key, ...module.benefits]),
      ...terms.obligations.map(one => one.what),
      ...(terms.licence?.includes ?? []),
      ...asked.flatMap(one => (one.measure === 'confirmed' ? [one.what] : [])),
    ]
    expect(missing(keys.map(key => `terms.word.${key}`))).toEqual([])
    const said = [
      ...terms.attribution.flatMap(way => [`terms.way.${way}`, `terms.way.short.${way}`]),
      ...terms.earns.flatMap(rule => [`terms.base.${rule.base}`, ...rule.dealKinds.map(kind => `terms.kind.${kind}`)]),
      ...terms.earns.flatMap(rule => rule.conditions.map(reason => `reason.${reason}`)),
      ...(terms.lead
        ? [`terms.lead.conflict.${terms.lead.conflict}`, `terms.lead.again.${terms.lead.reRegistration}`]
        : []),
      ...(terms.lead?.conditions ?? []).map(one => `terms.lead.${one}`),
      `terms.benefit.${terms.benefit}`,
      ...terms.tiers.flatMap(tier => [
        `terms.entry.${tier.entry}`,
        `terms.effective.${tier.effective}`,
        `terms.kept.${tier.kept}`,
        `terms.qualified.${tier.qualified}`,
      ]),
    ]
    expect(missing(said)).toEqual([])
  })

  test.each(presets)('every setting of $key and every field of its form has its label', preset => {
    expect(missing(settingNames(preset).map(name => `field.name.${name}`))).toEqual([])
    expect(missing(draftFields(preset.terms).map(field => `draft.field.${field.label}`))).toEqual([])
  })

  test('a word that nobody worded is shown without its hyphens, and a field names its rule and tier', () => {
    expect(wordOf('en', 'pilot-exam')).toBe('Pilot exam')
    expect(draftFields(HARBOUR).map(field => fieldLabel('en', field))).toEqual(
      expect.arrayContaining(['Rate, in per cent · Found · Bridge', 'Charge, in per cent of list · Deck']),
    )
  })

  test('sentences in both languages, with the language’s own decimals', () => {
    const [found] = HARBOUR.earns
    const [bridge] = HARBOUR.licence?.steps ?? []
    const [revenue] = HARBOUR.tiers[1]?.requirements ?? []
    if (!found || !bridge || !revenue) throw new Error('Harbour has all of these')
    expect(byTier('nl', { bridge: '4.25' })).toEqual([{ tier: 'Bridge', percent: '4,25' }])
    expect(kindsText('nl', found)).toBe('eerste orders')
    expect(payableText('en', HARBOUR.payable)).toBe('All of it, 45 days after the deal or the invoice.')
    expect(stepText('en', bridge)).toBe('Bridge: From 5 open accounts: 75% of list.')
    expect(requirementText('en', revenue)).toContain('€5,000.00 net turnover')
    expect(requirementText('nl', revenue)).toContain('€ 5.000,00'.replace(' ', '\u00a0'))
    expect(dueText('nl', { businessDays: 2 })).toBe('binnen 2 werkdagen')
    expect(bindsText('en', { tiers: [], modules: [] })).toBe('every partner')
  })
})

test('whatever can be wrong with a draft is worded, in both languages', () => {
  const codes = (draft: unknown) => checkTerms(draft, '50').faults
  const some = [
    ...codes({}),
    ...codes({ ...HARBOUR, payable: { when: 'after-deal', days: 'soon' }, bonus: 1, attribution: [] }),
    ...codes({ ...HARBOUR, lead: null, discount: null, benefit: 'discount' }),
  ]
  expect(new Set(some.map(fault => fault.code)).size).toBeGreaterThan(5)
  for (const locale of LOCALES)
    for (const fault of some) expect(faultText(locale, fault)).not.toMatch(/terms\.fault|\{/)
})
