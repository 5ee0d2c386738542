import { formatPercent, parsePercent } from '#kernel/money.ts'
import { type EarnRule, rateOn, type Terms } from '#programs/index.ts'

/**
 * What differs between two tiers. Per cents as text ("15"); `rate`: what is earned by a rule; `margin`: what the partner keeps of
 * the list price of accounts it resells; `benefit` and `module` in the words of the terms.
 */
export type Change =
  | { readonly what: 'rate'; readonly rule: string; readonly from: string; readonly to: string }
  | { readonly what: 'margin'; readonly from: string; readonly to: string }
  | { readonly what: 'benefit' | 'module'; readonly gained: boolean; readonly word: string }

const HUNDRED = 1_000_000n

export function changesBetween(terms: Terms, from: string | null, to: string | null): Change[] {
  const rate = (rule: EarnRule, tier: string | null) => rateOn(terms, rule, tier) ?? 0n
  const rates = terms.earns.flatMap((rule): Change[] => {
    const [a, b] = [rate(rule, from), rate(rule, to)]
    return a === b ? [] : [{ what: 'rate', rule: rule.key, from: formatPercent(a), to: formatPercent(b) }]
  })
  const [a, b] = [marginOf(terms, from), marginOf(terms, to)]
  const margin: Change[] =
    a === null || b === null || a === b ? [] : [{ what: 'margin', from: formatPercent(a), to: formatPercent(b) }]
  return [
    ...rates,
    ...margin,
    ...difference('benefit', benefitsOf(terms, from), benefitsOf(terms, to)),
    ...difference('module', modulesOf(terms, from), modulesOf(terms, to)),
  ]
}

function marginOf(terms: Terms, tier: string | null): bigint | null {
  const charge = terms.licence?.percentOfList
  if (charge === undefined) return null
  const text = typeof charge === 'string' ? charge : charge[tier ?? '']
  return text === undefined ? null : HUNDRED - (parsePercent(text) ?? 0n)
}

const benefitsOf = (terms: Terms, tier: string | null): readonly string[] =>
  terms.tiers.find(one => one.key === tier)?.benefits ?? []

/** Modules that this tier may have and not every tier. */
const modulesOf = (terms: Terms, tier: string | null): readonly string[] =>
  terms.modules.filter(one => one.tiers.length > 0 && tier !== null && one.tiers.includes(tier)).map(one => one.key)

const difference = (what: 'benefit' | 'module', from: readonly string[], to: readonly string[]): Change[] => [
  ...to.filter(word => !from.includes(word)).map(word => ({ what, gained: true, word })),
  ...from.filter(word => !to.includes(word)).map(word => ({ what, gained: false, word })),
]
