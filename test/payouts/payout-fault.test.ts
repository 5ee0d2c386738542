import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { PartnerId } from '#kernel/id.ts'
import type { Currency } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'
import { type KeptRun, runFaults } from '#payouts/payout-fault.ts'
import type { Item } from '#payouts/payout-item.ts'

const EUR = 'EUR' as Currency
const item: Item = {
  run: 'R1',
  n: 1,
  partner: 'brightwave' as PartnerId,
  currency: EUR,
  amount: 121n,
  vat: 21n,
  byHand: null,
  iban: 'NL91ABNA0417164300',
  bic: null,
  name: 'B',
  reference: 'PAY-1-1',
}
const line = (account: string, net: bigint, currency = EUR) => ({
  effective: '2026-01-01' as Day,
  account,
  currency,
  net,
})
const own = (pocket: string) => `Liabilities:Partner:brightwave:${pocket}`
const reserved = [line(own('Payable'), -100n), line(own('VAT'), -21n), line(own('InPayment'), 121n)]
const settled = [line(own('Payable'), -100n), line(own('VAT'), -21n), line('Assets:Bank:Payout', -121n)]
const bytes = new TextEncoder().encode('<EndToEndId>PAY-1-1</EndToEndId>')
const file = {
  version: '09',
  currency: 'EUR',
  items: 1,
  total: '121',
  bytes,
  hash: createHash('sha256').update(bytes).digest('hex'),
}
const run = (more: Partial<KeptRun> = {}): KeptRun => ({
  id: 'R1',
  preparedBy: 'ann@example.com',
  approvedBy: 'bob@example.com',
  items: [item],
  files: [file],
  standing: [reserved],
  ...more,
})

test('a payment that is reserved, paid or put back as a whole is sound', () => {
  for (const standing of [reserved, settled, []]) expect(runFaults(run({ standing: [standing] }))).toEqual([])
})

test.each([
  [
    'half of it left',
    [line(own('Payable'), -100n), line(own('InPayment'), 60n), line('Assets:Bank:Payout', -61n)],
    /neither/,
  ],
  ['more was paid than reserved', [line(own('Payable'), -100n), line('Assets:Bank:Payout', -122n)], /neither/],
  ['another amount was taken', [line(own('Payable'), -99n), line(own('InPayment'), 121n)], /not what the ledger took/],
  ['another currency moved', [line(own('Payable'), -100n, 'USD' as Currency)], /another currency/],
])('%s is told', (_, standing, fault) => {
  expect(runFaults(run({ standing: [standing] }))).toEqual([expect.stringMatching(fault)])
})

test('a run that one person prepared and approved is told; one that the machine prepared is not', () => {
  expect(runFaults(run({ approvedBy: 'ann@example.com' }))).toEqual(['run R1 was approved by who prepared it'])
  expect(runFaults(run({ preparedBy: null, approvedBy: null }))).toEqual([])
})

test('a file that was changed, says more payments than it has, or pays more than was set aside is told', () => {
  expect(runFaults(run({ files: [{ ...file, bytes: new TextEncoder().encode('<EndToEndId>PAY-1-2') }] }))).toEqual([
    'the EUR file of run R1 is not what was made',
  ])
  expect(runFaults(run({ files: [{ ...file, items: 2 }] }))).toEqual([
    'the EUR file of run R1 pays more than was set aside',
    'the EUR file of run R1 has 1 payments and says 2',
  ])
  expect(runFaults(run({ files: [{ ...file, total: '122' }] }))).toHaveLength(1)
  expect(runFaults(run({ items: [{ ...item, byHand: 'no-bank-details' }] }))).toHaveLength(1)
})
