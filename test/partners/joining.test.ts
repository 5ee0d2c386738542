import { expect, test } from 'vitest'
import type { Day } from '#kernel/period.ts'
import { joiningOf } from '#partners/joining.ts'
import type { TermsBody, TierTerms } from '#programs/index.ts'

const tier = (key: string, rank: number, kept: TierTerms['kept']): TierTerms => ({
  key,
  rank,
  kept,
  entry: 'qualify',
  requirements: [],
  benefits: [],
  qualified: 'each-1-january',
  effective: 'next-month',
})
const terms: Pick<TermsBody, 'tiers' | 'modules'> = {
  tiers: [tier('reseller', 1, 'no-end'), tier('premier', 2, 'rest-of-year-and-next')],
  modules: [{ key: 'service-provider', requirements: [], tiers: [], benefits: [] }],
}
const day = '2025-03-10' as Day

test('CC-8: who starts as Premier has it from that day to 31 December of the next year', () => {
  expect(joiningOf(terms, { tier: 'Premier' }, day)).toEqual({
    ok: true,
    value: { tier: 'premier', until: '2026-12-31', modules: [] },
  })
  expect(joiningOf(terms, { tier: 'premier' }, '2025-12-31' as Day)).toMatchObject({ value: { until: '2026-12-31' } })
  expect(joiningOf(terms, { tier: 'premier' }, '2026-01-01' as Day)).toMatchObject({ value: { until: '2027-12-31' } })
  expect(joiningOf(terms, { tier: 'reseller' }, day)).toMatchObject({ value: { tier: 'reseller', until: null } })
})

test('a tier that the terms do not know is refused; without tiers whatever is said is kept for people to read', () => {
  expect(joiningOf(terms, { tier: 'gold' }, day)).toEqual({ ok: false, refusal: 'unknown-tier' })
  expect(joiningOf({ ...terms, tiers: [] }, { tier: ' Gold Partner ' }, day)).toMatchObject({
    value: { tier: 'Gold Partner' },
  })
  expect(joiningOf(null, { tier: 'Gold' }, day)).toMatchObject({ value: { tier: 'Gold', until: null } })
  for (const said of [undefined, null, '', ' '])
    expect(joiningOf(terms, { tier: said }, day)).toMatchObject({ value: { tier: null } })
})

test('SIM-2: modules are kept in the words of the terms, each once', () => {
  const said = { modules: ['Service provider', 'service-provider', 'weaving'] }
  expect(joiningOf(terms, said, day)).toMatchObject({ value: { modules: ['service-provider', 'weaving'] } })
})
