/** A statement by hand, for the renderers' tests. */
import { issued } from '#payouts/issued.ts'
import type { Paper } from '#payouts/statement.ts'

const zero = { pending: '0.00', payable: '0.00', held: '0.00', inPayment: '0.00', total: '0.00' }

export const paper: Paper = {
  format: 1,
  partner: 'bright & <wave>',
  number: 3,
  period: '2025-03',
  currency: 'EUR',
  issuedAt: '2025-04-01T00:00:00.000Z',
  opening: zero,
  accruals: '12.00',
  reversals: '-2.00',
  matured: '4.00',
  payouts: '0.00',
  late: { items: 1, accrued: '-2.00' },
  closing: { ...zero, pending: '6.00', payable: '4.00', total: '10.00' },
  lines: [
    {
      journal: 7,
      kind: 'settle',
      cause: 'invoice:I-1',
      customer: '=HYPERLINK("x")',
      program: 'main',
      effective: '2025-03-04',
      posted: '2025-03-05T00:00:00.000Z',
      base: '120.00',
      ratePercent: '10',
      accrued: '12.00',
      matured: '4.00',
      paid: '0.00',
      late: false,
    },
    {
      journal: 8,
      kind: 'settle',
      cause: 'credit-note:C,"1"',
      customer: null,
      program: null,
      effective: '2025-02-27',
      posted: '2025-03-06T00:00:00.000Z',
      base: null,
      ratePercent: null,
      accrued: '-2.00',
      matured: '0.00',
      paid: '0.00',
      late: true,
    },
  ],
  chain: { journal: 8, head: 'ab'.repeat(32) },
}
export const statement = issued(paper)
