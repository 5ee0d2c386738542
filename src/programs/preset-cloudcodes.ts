import type { Preset } from './preset.ts'

/** Resellers and Premier resellers (CC-1 to CC-11): a code and a domain make a customer a partner's, the level decides the rate. */
export const CLOUDCODES: Preset = {
  key: 'cloudcodes',
  name: 'CloudCodes',
  settings: {
    timeZone: 'UTC',
    noticeDays: 15,
    payable: 'with-payment',
    minimumPayout: '0',
    resoldEarns: false,
  },
  terms: {
    attribution: ['code-and-domain'], // CC-2
    lead: null,
    earns: [
      {
        key: 'order',
        event: 'deal',
        base: 'deal-value',
        dealKinds: ['new', 'renewal', 'expansion'],
        rate: { reseller: '15', premier: '30' }, // CC-1, by the level on the order's date (CC-11)
        conditions: [
          'partner-not-active',
          'agreement-not-accepted',
          'self-dealing',
          'bought-through-partner', // CC-3: the margin is the reward
          'code-or-domain-missing', // CC-2, CC-10
          'poc-or-trial',
        ],
        windowMonths: null,
        minTermMonths: null,
      },
    ],
    payable: { when: 'with-payment' },
    resoldEarns: false,
    licence: {
      percentOfList: { reseller: '85', premier: '70' }, // CC-3: list less the margin
      ceilingPercent: '85',
      steps: [], // CC-4: later terms may let a Premier reseller's per cent fall by its number of open accounts.
      includes: [],
    },
    benefit: 'fee',
    discount: null,
    tiers: [
      {
        key: 'reseller',
        rank: 1,
        entry: 'apply',
        requirements: [
          { measure: 'confirmed', what: 'host-platform-reseller' }, // CC-5, the following too
          { measure: 'confirmed', what: 'sales-team' },
          { measure: 'confirmed', what: 'technical-team' },
        ],
        benefits: [],
        qualified: 'each-1-january', // CC-6
        effective: 'at-once',
        kept: 'no-end',
      },
      {
        key: 'premier',
        rank: 2,
        entry: 'qualify',
        requirements: [
          { measure: 'confirmed', what: 'revenue-commitment' }, // CC-4, the following two too
          { measure: 'confirmed', what: 'trained-sales-person' },
          { measure: 'confirmed', what: 'joint-business-plan' },
          { measure: 'confirmed', what: 'product-on-website' }, // CC-5, the following too
          { measure: 'confirmed', what: 'joint-campaign' },
        ],
        benefits: ['volume-discount'], // CC-4
        qualified: 'each-1-january', // CC-6
        effective: 'next-month', // CC-7
        kept: 'rest-of-year-and-next', // CC-8, CC-9
      },
    ],
    modules: [],
    obligations: [],
  },
}
