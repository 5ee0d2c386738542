import type { Preset } from './preset.ts'

/** Kickback on validated leads (COC-1 to COC-11): 20 % of the first order, and of a renewal what was agreed for that renewal. */
export const COCENTRIC: Preset = {
  key: 'cocentric',
  name: 'Cocentric',
  settings: {
    timeZone: 'UTC',
    noticeDays: 15,
    payable: 'with-payment',
    minimumPayout: '0',
    // COC-10: months from the day of validation, the last one included.
    leadWindowMonths: 12,
  },
  terms: {
    attribution: ['lead'],
    lead: {
      // COC-2: the validation itself is the condition; COC-10: of two partners the first that was validated wins.
      conditions: [],
      windowMonths: 12,
      approvers: ['partner-manager', 'owner'],
      reRegistration: 'same-partner',
      conflict: 'first-approved',
    },
    earns: [
      {
        // COC-2, COC-5, COC-11: the net value of the initial order's committed term, of a staged one the first stage.
        key: 'initial-order',
        event: 'deal',
        base: 'first-stage',
        // An expansion earns nothing; it stands here so that its entry says why (`not-initial-deal`).
        dealKinds: ['new', 'expansion'],
        rate: '20',
        conditions: [
          'partner-not-active',
          'agreement-not-accepted', // COC-1
          'self-dealing',
          'lead-not-validated', // COC-2
          'outside-window', // COC-10
          'poc-or-trial', // COC-4
          'term-too-short', // COC-3
          'not-initial-deal',
          'account-stopped', // COC-7
        ],
        windowMonths: 12,
        minTermMonths: 12,
      },
      {
        // COC-6: at the rate agreed for that renewal, however long after the validation it is signed.
        key: 'renewal',
        event: 'deal',
        base: 'first-stage',
        dealKinds: ['renewal'],
        rate: 'as-agreed',
        conditions: [
          'partner-not-active',
          'agreement-not-accepted', // COC-1
          'self-dealing',
          'lead-not-validated', // COC-2
          'poc-or-trial', // COC-4
          'term-too-short', // COC-3
          'renewal-not-shared', // COC-6
          'account-stopped', // COC-7
          'recurring-stopped', // COC-8
        ],
        windowMonths: null,
        minTermMonths: 12,
      },
    ],
    payable: { when: 'with-payment' },
    resoldEarns: false,
    licence: null,
    benefit: 'fee',
    discount: null,
    tiers: [],
    modules: [],
    obligations: [],
  },
}
