/** A statement by hand, for the renderers' tests. */
import { hashOf, headText, issued } from '#payouts/issued.ts'
import type { Head, Paper } from '#payouts/statement.ts'

const zero = { pending: '0.00', payable: '0.00', held: '0.00', inPayment: '0.00', total: '0.00' }

const none = { held: '0.00', inPayment: '0.00', setOff: '0.00', converted: '0.00', tax: '0.00', corrects: null }

export const paper: Paper = {
  format: 2,
  partner: 'bright & <wave>',
  number: 3,
  period: '2025-03',
  currency: 'EUR',
  issuedAt: '2025-04-01T00:00:00.000Z',
  opening: zero,
  accruals: '12.00',
  reversals: '-2.00',
  matured: '4.00',
  held: '0.00',
  setOffs: '0.00',
  conversions: '0.00',
  tax: '0.00',
  payouts: '0.00',
  late: { items: 1, accrued: '-2.00' },
  closing: { ...zero, pending: '6.00', payable: '4.00', total: '10.00' },
  lines: [
    {
      ...none,
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
      ...none,
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
  document: {
    kind: 'statement',
    supplier: { name: 'Bright & <Wave>', address: [], country: null, vatId: null },
    customer: null,
    taxes: [],
    gross: null,
    account: null,
    agreement: null,
  },
}
export const statement = issued(paper)

/** A paper as it lies in the tables: what the close issued, and its lines. */
export function keptOf(o: Partial<Paper>, series = 'brightwave') {
  const { text, hash, number } = issued({ ...paper, ...o })
  const { late: _, lines: __, ...rest } = { ...paper, ...o }
  const head = headText(rest as Head)
  return { series, number, head, hash: hashOf(head), body: text, bodyHash: hash }
}
