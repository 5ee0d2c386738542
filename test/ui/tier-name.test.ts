import { expect, test } from 'vitest'
import { CLOUDCODES } from '#programs/preset-cloudcodes.ts'
import { SIMPRO } from '#programs/preset-simpro.ts'
import { has } from '#ui/messages.ts'
import { termWord, tierName } from '#ui/tier-name.ts'

test('a word of the terms is worded in the reader’s language, one that nobody knows is written as words', () => {
  expect(termWord('nl', 'module', 'service-provider')).toBe('Dienstverlener')
  expect(termWord('nl', 'benefit', 'golden-handshake')).toBe('Golden handshake')
  expect(tierName('en', 'premier')).toBe('Premier')
  expect(tierName('nl', 'Gold partner')).toBe('Gold partner')
})

test('every tier, module, requirement and benefit that ships has its words', () => {
  const words = [CLOUDCODES, SIMPRO].flatMap(({ terms }) => [
    ...terms.tiers.map(tier => `term.tier.${tier.key}`),
    ...terms.modules.map(module => `term.module.${module.key}`),
    ...[...terms.tiers, ...terms.modules].flatMap(one => one.benefits.map(benefit => `term.benefit.${benefit}`)),
    ...terms.tiers.flatMap(tier =>
      tier.requirements.flatMap(one => (one.measure === 'confirmed' ? [`term.requirement.${one.what}`] : [])),
    ),
  ])
  expect(words.filter(key => !has('en', key) || !has('nl', key))).toEqual([])
})
