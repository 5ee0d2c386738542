import type { TermsBody } from '#programs/index.ts'

/**
 * A program of an operator's own making, unlike the five that ship: customers come by a lead or by choosing the partner, the
 * level is measured by turnover, everything is payable so many days after it was sold, and the partner reports each quarter.
 */
export const HARBOUR: TermsBody = {
  attribution: ['lead', 'selection'],
  lead: {
    conditions: ['open-deal'],
    windowMonths: 9,
    approvers: ['partner-manager'],
    reRegistration: 'anyone',
    conflict: 'first-approved',
  },
  earns: [
    {
      key: 'found',
      event: 'deal',
      base: 'deal-value',
      dealKinds: ['new'],
      rate: { deck: '8', bridge: '12.5' },
      conditions: [
        'partner-not-active',
        'agreement-not-accepted',
        'self-dealing',
        'lead-not-active',
        'outside-window',
        'poc-or-trial',
        'term-too-short',
      ],
      windowMonths: 9,
      minTermMonths: 6,
    },
    {
      key: 'kept',
      event: 'invoice',
      base: 'net-turnover',
      dealKinds: [],
      rate: { deck: '3', bridge: '4.25' },
      conditions: ['partner-not-active', 'agreement-not-accepted', 'self-dealing', 'not-bound', 'resold-account'],
      windowMonths: null,
      minTermMonths: null,
    },
  ],
  payable: { when: 'after-deal', days: 45 },
  resoldEarns: false,
  licence: {
    percentOfList: { deck: '90', bridge: '80' },
    ceilingPercent: '90',
    steps: [
      { tier: 'bridge', accounts: 5, percentOfList: '75' },
      { tier: null, accounts: 100, percentOfList: '70' },
    ],
    includes: ['own-use'],
  },
  benefit: 'fee',
  discount: null,
  tiers: [
    {
      key: 'deck',
      rank: 1,
      entry: 'apply',
      requirements: [],
      benefits: ['listing'],
      qualified: 'at-any-time',
      effective: 'at-once',
      kept: 'no-end',
    },
    {
      key: 'bridge',
      rank: 2,
      entry: 'apply',
      requirements: [{ measure: 'revenue', amount: '5000', currency: 'EUR', lastMonths: 6 }],
      benefits: ['listing', 'partner-manager'],
      qualified: 'at-any-time',
      effective: 'next-month',
      kept: 'rest-of-year',
    },
  ],
  modules: [
    { key: 'pilot', requirements: [{ measure: 'confirmed', what: 'pilot-exam' }], tiers: ['bridge'], benefits: [] },
  ],
  obligations: [
    { what: 'forecast', whose: 'partner', due: { every: 'quarter' }, binds: { tiers: [], modules: [] } },
    { what: 'safety-notice', whose: 'partner', due: { businessDays: 2 }, binds: { tiers: [], modules: ['pilot'] } },
    { what: 'visit', whose: 'operator', due: { every: 'half-year' }, binds: { tiers: ['bridge'], modules: [] } },
  ],
}
