import { expect, test } from 'vitest'
import { freshDatabase } from '../support/database.ts'
import { dealScene } from './deal-scene.ts'

/** Two programs in one house: Dir is chosen in the directory, Reg registers leads. */
async function story() {
  const registry = dealScene(await freshDatabase(), 'cocentric')
  const directory = registry.in('copernica')
  await directory.partner('2025-01-01T09:00:00Z', 'dir')
  await registry.partner('2025-01-01T09:00:00Z', 'reg')
  await registry.customer('2025-01-02T09:00:00Z', 'acme')
  await directory.select('2025-01-05T09:00:00Z', 'acme', 'dir')
  const all = async () => ({ dir: await registry.lines('dir'), reg: await registry.lines('reg') })
  return { registry, directory, all }
}

test('G3: a lead that leads to a deal goes before a selection: what is billed under the deal earns once', async () => {
  const { registry: s, all } = await story()
  await s.lead('2025-01-10T09:00:00Z', 'L-1', 'reg', 'acme')
  await s.approve('2025-01-15T09:00:00Z', 'L-1')
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '1000.00')
  await s.bill('2025-03-02T12:00:00Z', 'INV-1', 'acme', 'D-1', '1000.00')
  await s.invoice('2025-03-03T12:00:00Z', 'INV-2', 'acme', '50.00')
  await s.payment('2025-03-20T12:00:00Z', 'PAY-1', 'INV-1', '1000.00')
  expect(await all()).toEqual({
    dir: ['invoice:INV-2 50.00 5.00 EUR 2025-03-03 - -'],
    reg: ['deal:D-1 1000.00 200.00 EUR 2025-03-01 2025-03-20 -'],
  })
})

test('G3: without a lead in time the selection earns on the invoices, and the deal tells why it brings nothing', async () => {
  const { registry: s, all } = await story()
  await s.lead('2025-01-10T09:00:00Z', 'L-1', 'reg', 'acme')
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '1000.00')
  await s.bill('2025-03-02T12:00:00Z', 'INV-1', 'acme', 'D-1', '1000.00')
  await s.approve('2025-03-05T09:00:00Z', 'L-1')
  expect(await all()).toEqual({
    dir: ['invoice:INV-1 1000.00 100.00 EUR 2025-03-02 - -'],
    reg: ['deal:D-1 1000.00 0.00 EUR 2025-03-01 - lead-not-validated'],
  })
})

test('G3: a lead outside its window does not take the invoices from a selection', async () => {
  const { registry: s, all } = await story()
  await s.lead('2025-01-10T09:00:00Z', 'L-1', 'reg', 'acme')
  await s.approve('2025-01-15T09:00:00Z', 'L-1')
  await s.sign('2026-01-16T00:00:00Z', 'D-1', 'acme', '1000.00')
  await s.bill('2026-01-17T12:00:00Z', 'INV-1', 'acme', 'D-1', '1000.00')
  expect(await all()).toEqual({
    dir: ['invoice:INV-1 1000.00 100.00 EUR 2026-01-17 - -'],
    reg: ['deal:D-1 1000.00 0.00 EUR 2026-01-16 - outside-window'],
  })
})

test('G3: told in another order it ends the same: the invoice first, then the deal, which takes it from the selection', async () => {
  const { registry: s, all } = await story()
  await s.lead('2025-01-10T09:00:00Z', 'L-1', 'reg', 'acme')
  await s.approve('2025-01-15T09:00:00Z', 'L-1')
  await s.open('2025-02-01T12:00:00Z', 'D-1', 'acme')
  await s.bill('2025-03-02T12:00:00Z', 'INV-1', 'acme', 'D-1', '1000.00')
  await s.payment('2025-03-20T12:00:00Z', 'PAY-1', 'INV-1', '1000.00')
  expect((await all()).dir).toEqual(['invoice:INV-1 1000.00 100.00 EUR 2025-03-02 2025-03-20 -'])
  await s.sign('2025-04-01T12:00:00Z', 'D-1', 'acme', '1000.00', { at: new Date('2025-03-01T12:00:00Z') })
  expect(await all()).toEqual({ dir: [], reg: ['deal:D-1 1000.00 200.00 EUR 2025-03-01 2025-03-20 -'] })
  expect([await s.money('dir'), await s.money('reg')]).toEqual([
    ['EUR 0.00 0.00 0.00 0.00 0.00'],
    ['EUR 0.00 200.00 0.00 0.00 0.00'],
  ])
})

test('a credit note that names the deal and no known invoice lowers the deal; when its invoice comes it is that one’s', async () => {
  const { registry: s, all } = await story()
  await s.lead('2025-01-10T09:00:00Z', 'L-1', 'reg', 'acme')
  await s.approve('2025-01-15T09:00:00Z', 'L-1')
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '1000.00')
  await s.credit('2025-03-10T12:00:00Z', 'CN-1', 'acme', '100.00', 'EUR', { invoice: 'INV-9', deal: 'D-1' })
  expect(await all()).toEqual({ dir: [], reg: ['deal:D-1 900.00 180.00 EUR 2025-03-01 - -'] })
  await s.invoice('2025-03-11T12:00:00Z', 'INV-9', 'acme', '500.00')
  expect(await all()).toEqual({
    dir: ['invoice:INV-9 400.00 40.00 EUR 2025-03-11 - -'],
    reg: ['deal:D-1 1000.00 200.00 EUR 2025-03-01 - -'],
  })
})

test('G3: a selection that ended before the signature is none, and a code then counts', async () => {
  const { registry, directory } = await story()
  const codes = registry.in('cloudcodes')
  await codes.partner('2025-01-01T09:00:00Z', 'cod')
  await codes.customer('2025-01-02T09:00:00Z', 'beta', { domain: 'beta.example' })
  await directory.select('2025-01-05T09:00:00Z', 'beta', 'dir')
  await codes.refer('2025-02-01T09:00:00Z', 'cod', 'beta', { code: 'C', domain: 'beta.example' })
  await directory.release('2025-03-01T12:00:00Z', 'beta', 'dir')
  await codes.sign('2025-03-01T11:59:59.999Z', 'D-1', 'beta', '100.00')
  await codes.sign('2025-03-01T12:00:00Z', 'D-2', 'beta', '100.00')
  await codes.bill('2025-03-02T12:00:00Z', 'INV-1', 'beta', 'D-1', '100.00')
  await codes.bill('2025-03-02T12:00:00Z', 'INV-2', 'beta', 'D-2', '100.00')
  expect(await codes.lines('cod')).toEqual(['deal:D-2 100.00 15.00 EUR 2025-03-01 - -'])
  // Billed after the customer left: its own date decides, and a deal that a code won leaves no entry.
  expect(await directory.lines('dir')).toEqual(['invoice:INV-1 100.00 0.00 EUR 2025-03-02 - not-bound'])
})

test('M28: three leads of three partners at three customers earn three partners', async () => {
  const s = dealScene(await freshDatabase(), 'one-network')
  for (const id of ['north', 'east', 'south']) {
    await s.partner('2025-01-01T09:00:00Z', id)
    await s.customer('2025-01-02T09:00:00Z', `c-${id}`)
    await s.won('2025-01-10T09:00:00Z', `L-${id}`, id, `c-${id}`)
  }
  for (const id of ['south', 'north', 'east']) await s.sign('2025-02-01T12:00:00Z', `D-${id}`, `c-${id}`, '100.00')
  for (const id of ['north', 'east', 'south']) expect(await s.rates(id)).toEqual([`deal:D-${id} 10 % 10.00 -`])
})

test('M9: a deal signed twice is one entry, and with other content nothing', async () => {
  const { registry: s } = await story()
  await s.lead('2025-01-10T09:00:00Z', 'L-1', 'reg', 'acme')
  await s.approve('2025-01-15T09:00:00Z', 'L-1')
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '1000.00')
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '1000.00')
  await expect(s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '2000.00')).rejects.toThrow('id-conflict')
  expect(await s.money('reg')).toEqual(['EUR 200.00 0.00 0.00 0.00 0.00'])
})

test('SIM-6: a fee until the partner elects the discount, from that day; a deal that carries the discount earns none', async () => {
  const s = dealScene(await freshDatabase(), 'simpro')
  await s.program({ feePercent: '7.5', discountPercent: '10' })
  await s.partner('2025-01-01T09:00:00Z', 'north')
  for (const id of ['a', 'b', 'c', 'd']) {
    await s.customer('2025-01-02T09:00:00Z', id)
    await s.won('2025-01-10T09:00:00Z', `L-${id}`, 'north', id)
  }
  await s.sign('2025-02-01T12:00:00Z', 'D-1', 'a', '1000.00')
  await s.sign('2025-02-02T12:00:00Z', 'D-2', 'b', '1000.00', { discount: true, product: 'core' })
  await s.elect('2025-03-01T15:00:00Z', 'north', 'discount')
  await s.sign('2025-03-02T00:00:00Z', 'D-3', 'c', '1000.00', { at: new Date('2025-02-28T23:59:59Z') })
  await s.sign('2025-03-02T00:00:00Z', 'D-4', 'd', '1000.00', { at: new Date('2025-03-01T00:00:00Z') })
  await s.sign('2025-03-03T00:00:00Z', 'D-5', 'a', '1000.00', { kind: 'expansion', discount: true, product: 'core' })
  await s.elect('2025-04-01T15:00:00Z', 'north', 'fee')
  await s.sign('2025-04-01T16:00:00Z', 'D-6', 'a', '1000.00', { kind: 'expansion' })
  await s.sign('2025-04-02T16:00:00Z', 'D-7', 'a', '1000.00', { kind: 'renewal' })
  expect(await s.rates('north')).toEqual([
    'deal:D-1 7.5 % 75.00 -',
    'deal:D-2 7.5 % 0.00 discount-given',
    'deal:D-3 7.5 % 75.00 -',
    'deal:D-4 7.5 % 0.00 fee-not-elected',
    'deal:D-5 7.5 % 0.00 discount-given',
    'deal:D-6 7.5 % 75.00 -',
    'deal:D-7 7.5 % 0.00 renewal-not-registered',
  ])
})

test('G1, G4: a deal keeps the terms of the day of its signature, whenever it is told and whatever is published later', async () => {
  const { registry: s } = await story()
  await s.lead('2025-01-10T09:00:00Z', 'L-1', 'reg', 'acme')
  await s.approve('2025-01-15T09:00:00Z', 'L-1')
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '1000.00')
  const [first] = await s.termsOf()
  const earns = first?.earns.map(rule => (rule.rate === '20' ? { ...rule, rate: '30' } : rule))
  await s.publish('2025-03-02T12:00:00Z', { ...first, earns }, '2025-04-01')
  await s.customer('2025-01-02T09:00:00Z', 'beta')
  await s.customer('2025-01-02T09:00:00Z', 'gamma')
  for (const [lead, customer] of [
    ['L-2', 'beta'],
    ['L-3', 'gamma'],
  ] as const) {
    await s.lead('2025-03-10T09:00:00Z', lead, 'reg', customer)
    await s.approve('2025-03-11T09:00:00Z', lead)
  }
  await s.sign('2025-05-01T12:00:00Z', 'D-2', 'beta', '1000.00', { at: new Date('2025-03-31T23:59:59Z') })
  await s.sign('2025-05-01T12:00:00Z', 'D-3', 'gamma', '1000.00', { at: new Date('2025-04-01T00:00:00Z') })
  expect(await s.rates('reg')).toEqual(['deal:D-1 20 % 200.00 -', 'deal:D-2 20 % 200.00 -', 'deal:D-3 30 % 300.00 -'])
  const { entries } = await s.earnings('reg')
  expect(entries.map(e => e.terms)).toEqual([1, 1, 2])
})
