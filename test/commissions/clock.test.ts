import { expect, test } from 'vitest'
import { emptyPlace } from '../support/command.ts'

const at = (day: string) => `${day}T00:00:00Z`
const HISTORY = [
  { at: at('2024-01-01'), do: 'add-partner', partner: 'relay', name: 'Relay', program: 'one-network' },
  { at: at('2024-01-01'), do: 'add-customer', customer: 'alfa', name: 'Alfa' },
  { at: at('2024-01-02'), do: 'register-lead', lead: 'L', partner: 'relay', program: 'one-network', customer: 'alfa' },
  { at: at('2024-01-02'), do: 'introduce-contact', lead: 'L', name: 'Noor', role: 'director', decisionMaker: true },
  { at: at('2024-01-02'), do: 'approve-lead', lead: 'L' },
  { at: at('2024-01-05'), do: 'suspend-partner', partner: 'relay' },
  { at: at('2024-01-07'), do: 'reinstate-partner', partner: 'relay' },
  {
    at: at('2024-01-10'),
    do: 'sign-deal',
    deal: 'D',
    customer: 'alfa',
    kind: 'new',
    subscription: 'paid',
    termMonths: 12,
    currency: 'EUR',
    net: '100.00',
  },
  { at: at('2024-01-10'), do: 'invoice', invoice: 'I', customer: 'alfa', net: '100.00', currency: 'EUR', deal: 'D' },
  { at: at('2024-01-10'), do: 'payment', payment: 'P', invoice: 'I', net: '100.00' },
  { at: at('2024-02-20'), do: 'wait' },
]

test('9.3, ONE-7: a history played twice takes back nothing that time has made payable', async () => {
  const place = emptyPlace()
  const file = place.file('year.jsonl', HISTORY.map(line => JSON.stringify(line)).join('\n'))
  await place.run('replay', file)
  const journal = (await place.run('export', 'journal', '--format', 'csv')).out
  expect(journal.trim().split('\n')).toHaveLength(3)
  await place.run('replay', file)
  expect((await place.run('export', 'journal', '--format', 'csv')).out).toBe(journal)
})
