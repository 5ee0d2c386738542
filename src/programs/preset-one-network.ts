import type { Preset } from './preset.ts'

/** Referral with a lead registry (ONE-1 to ONE-11): 10 % of the first year of the first deal that a registered lead leads to. */
export const ONE_NETWORK: Preset = {
  key: 'one-network',
  name: 'One Network',
  settings: {
    timeZone: 'UTC',
    noticeDays: 15,
    payable: 'after-first-payment',
    minimumPayout: '0',
    // ONE-2, ONE-5: months from the day of approval, the last one included.
    leadWindowMonths: 12,
    // ONE-7: `first`, all of it 30 days after the first payment; `per-receipt`, in proportion to each payment.
    receipt: 'first',
  },
  terms: {
    attribution: ['lead'],
    lead: {
      // ONE-4: who is engaged with the operator already is nobody's lead.
      conditions: ['already-customer', 'open-deal'],
      windowMonths: 12,
      approvers: ['partner-manager', 'owner'],
      // ONE-8: registered anew by the same partner, a customer's next deal may earn.
      reRegistration: 'same-partner',
      conflict: 'first-approved',
    },
    earns: [
      {
        key: 'first-year', // ONE-1
        event: 'deal',
        base: 'first-year-net',
        // ONE-8: a renewal or later deal earns as the first deal of a lead that was registered anew.
        dealKinds: ['new', 'renewal', 'expansion'],
        rate: '10',
        conditions: [
          'partner-not-active',
          'agreement-not-accepted',
          'self-dealing',
          'lead-not-active', // ONE-2
          'no-decision-maker', // ONE-2
          'outside-window', // ONE-2, ONE-3
          'poc-or-trial',
          'renewal-not-registered', // ONE-8, ONE-11
        ],
        windowMonths: 12,
        minTermMonths: null,
      },
    ],
    // ONE-7: due by the customer's first cash, not by the deal.
    payable: { when: 'after-first-payment', days: 30 },
    resoldEarns: false,
    licence: null,
    benefit: 'fee',
    discount: null,
    tiers: [],
    modules: [],
    obligations: [],
  },
}
