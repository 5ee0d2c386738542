import type { Preset } from './preset.ts'

/** The directory program (COP-1 to COP-8): who is chosen earns 10 % of everything the customer buys, for as long as it stays. */
export const COPERNICA: Preset = {
  key: 'copernica',
  name: 'Copernica',
  settings: {
    timeZone: 'UTC',
    noticeDays: 15,
    payable: 'with-payment',
    minimumPayout: '0',
    resoldEarns: false,
  },
  terms: {
    attribution: ['selection'],
    lead: null,
    earns: [
      {
        key: 'turnover',
        event: 'invoice',
        base: 'net-turnover',
        dealKinds: ['new', 'renewal', 'expansion'],
        rate: '10',
        conditions: ['partner-not-active', 'agreement-not-accepted', 'self-dealing', 'not-bound', 'resold-account'],
        windowMonths: null,
        minTermMonths: null,
      },
    ],
    payable: { when: 'with-payment' },
    resoldEarns: false,
    licence: {
      percentOfList: '50',
      ceilingPercent: '50',
      steps: [],
      includes: ['own-use', 'listing', 'support', 'partner-manager', 'sandbox-accounts', 'demo-accounts'],
    },
    benefit: 'fee',
    discount: null,
    tiers: [],
    modules: [],
    obligations: [],
  },
}
