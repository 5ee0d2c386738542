import type { Preset } from './preset.ts'

const EVERYONE = { tiers: [], modules: [] }

/** Tiers, modules, and a fee or a discount (SIM-1 to SIM-14). What the fee and the discount are must be said before it opens. */
export const SIMPRO: Preset = {
  key: 'simpro',
  name: 'Simpro',
  settings: {
    timeZone: 'UTC',
    noticeDays: 15,
    payable: 'with-payment',
    minimumPayout: '0',
    // Months from the day of approval in which an order earns the fee, the last one included.
    leadWindowMonths: 12,
    // SIM-7: months from the day of approval in which an order counts for the tier, the last one included.
    closedWonMonths: 6,
  },
  required: ['feePercent', 'discountPercent'], // SIM-14
  terms: {
    attribution: ['lead'],
    lead: {
      // A referral is of a customer that is new altogether.
      conditions: ['already-customer'],
      windowMonths: 12,
      approvers: ['partner-manager', 'owner'],
      reRegistration: 'refused',
      conflict: 'first-approved',
    },
    earns: [
      {
        key: 'referral-fee',
        event: 'deal',
        base: 'deal-value',
        dealKinds: ['new', 'expansion'],
        rate: '0', // The setting feePercent says it.
        conditions: [
          'partner-not-active',
          'agreement-not-accepted', // SIM-11
          'self-dealing',
          'lead-not-validated',
          'outside-window',
          'poc-or-trial',
          'discount-given', // SIM-6
          'fee-not-elected', // SIM-6
        ],
        windowMonths: 12,
        minTermMonths: null,
      },
    ],
    payable: { when: 'with-payment' },
    resoldEarns: false,
    licence: null,
    benefit: 'partner-elects', // SIM-6
    discount: { percent: '0', products: 'all' }, // The setting discountPercent says it (SIM-13, SIM-14).
    tiers: [
      {
        key: 'registered',
        rank: 1,
        entry: 'apply',
        requirements: [], // SIM-8
        benefits: ['listing'],
        qualified: 'at-any-time',
        effective: 'at-once',
        kept: 'no-end',
      },
      {
        key: 'select',
        rank: 2,
        entry: 'apply',
        // SIM-8: asked of service providers; joining as Select is free, and looked at on the next 1 January.
        requirements: [
          { measure: 'closed-won', customers: 10, withinMonths: 6, lastMonths: 12, modules: ['service-provider'] },
        ],
        benefits: ['listing', 'partner-manager', 'annual-plan', 'operator-led-marketing'], // SIM-3
        qualified: 'each-1-january',
        effective: 'at-once',
        kept: 'no-end',
      },
      {
        key: 'premier',
        rank: 3,
        entry: 'invite', // SIM-1
        requirements: [],
        benefits: [
          'listing',
          'followed-link', // SIM-4
          'partner-manager', // SIM-3, the following too
          'joint-business-plan',
          'quarterly-review',
          'operator-led-marketing',
          'on-demand-session',
        ],
        qualified: 'at-any-time',
        effective: 'at-once',
        kept: 'no-end',
      },
    ],
    modules: [
      { key: 'service-provider', requirements: [], tiers: [], benefits: [] },
      { key: 'technology', requirements: [], tiers: [], benefits: ['integrations-directory'] }, // SIM-4
      { key: 'referral', requirements: [], tiers: [], benefits: [] },
      { key: 'accountancy', requirements: [], tiers: [], benefits: [] },
      { key: 'industry', requirements: [], tiers: [], benefits: [] },
    ],
    obligations: [
      {
        what: 'compatibility-update', // SIM-9
        whose: 'partner',
        due: { days: 30 },
        binds: { tiers: [], modules: ['technology'] },
      },
      { what: 'problem-resolution', whose: 'partner', due: { businessDays: 5 }, binds: EVERYONE }, // SIM-10
      { what: 'listing-confirmation', whose: 'partner', due: { every: 'half-year' }, binds: EVERYONE }, // SIM-11
      {
        what: 'operator-branding', // SIM-11
        whose: 'partner',
        due: { every: 'year' },
        binds: { tiers: ['select', 'premier'], modules: [] },
      },
      {
        what: 'quarterly-review', // SIM-3, SIM-11
        whose: 'operator',
        due: { every: 'quarter' },
        binds: { tiers: ['premier'], modules: [] },
      },
      { what: 'annual-plan', whose: 'operator', due: { every: 'year' }, binds: { tiers: ['select'], modules: [] } }, // SIM-3
      {
        what: 'joint-business-plan', // SIM-3
        whose: 'operator',
        due: { every: 'year' },
        binds: { tiers: ['premier'], modules: [] },
      },
    ],
  },
}
