/** Bugs seen in other houses (money.md section 13), played through the rooms' own verbs. Those of payouts are in its room. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as commissions from '#commissions/index.ts'
import * as licences from '#licences/index.ts'
import * as payouts from '#payouts/index.ts'
import { act, freshDatabase, looking } from '../support/database.ts'
import { dealScene } from './deal-scene.ts'
import { amount, c, p } from './scene.ts'

async function bound() {
  const database = await freshDatabase()
  const s = dealScene(database, 'copernica')
  await s.partner('2025-01-01T09:00:00Z', 'dir')
  await s.customer('2025-01-02T09:00:00Z', 'acme')
  await s.select('2025-01-05T09:00:00Z', 'acme', 'dir')
  return { database, s }
}
async function led(program = 'cocentric') {
  const database = await freshDatabase()
  const s = dealScene(database, program)
  await s.partner('2025-01-01T09:00:00Z', 'reg')
  await s.customer('2025-01-02T09:00:00Z', 'acme')
  await s.won('2025-01-10T09:00:00Z', 'L-1', 'reg', 'acme')
  return { database, s }
}

test('M1, M31: a refund takes back its part, of a deal as of an invoice, and all parts together exactly the whole', async () => {
  const { s } = await led()
  await s.sign('2025-02-01T12:00:00Z', 'D-1', 'acme', '100.00')
  await s.bill('2025-02-02T12:00:00Z', 'INV-1', 'acme', 'D-1', '100.00')
  await s.payment('2025-02-03T12:00:00Z', 'PAY-1', 'INV-1', '100.00')
  await s.credit('2025-02-04T12:00:00Z', 'CN-1', 'acme', '30.00', 'EUR', { invoice: 'INV-1' })
  expect(await s.money('reg')).toEqual(['EUR 0.00 14.00 0.00 0.00 0.00'])
  for (const [i, net] of ['33.33', '33.33', '3.34'].entries())
    await s.credit('2025-02-05T12:00:00Z', `CN-${i + 2}`, 'acme', net, 'EUR', { invoice: 'INV-1' })
  expect(await s.money('reg')).toEqual(['EUR 0.00 0.00 0.00 0.00 0.00'])
  expect(await s.lines('reg')).toEqual(['deal:D-1 0.00 0.00 EUR 2025-02-01 - -'])
})

test('M19: 300,668 refunded in two halves at a crooked rate leaves no cent', async () => {
  const { s } = await led('one-network')
  const [terms] = await s.termsOf()
  const earns = terms?.earns.map(rule => ({ ...rule, rate: '18.1844' }))
  await s.publish('2025-01-11T09:00:00Z', { ...terms, earns, payable: { when: 'with-payment' } }, '2025-02-01')
  await s.sign('2025-02-02T12:00:00Z', 'D-1', 'acme', '3006.68')
  await s.bill('2025-02-02T12:00:00Z', 'INV-1', 'acme', 'D-1', '3006.68')
  await s.payment('2025-02-03T12:00:00Z', 'PAY-1', 'INV-1', '3006.68')
  expect(await s.money('reg')).toEqual(['EUR 0.00 546.75 0.00 0.00 0.00'])
  for (const i of [1, 2])
    await s.credit('2025-03-01T12:00:00Z', `CN-${i}`, 'acme', '1503.34', 'EUR', { invoice: 'INV-1' })
  expect(await s.money('reg')).toEqual(['EUR 0.00 0.00 0.00 0.00 0.00'])
})

test('M2, M22: a refund after everything was paid is a debt of exactly what was credited', async () => {
  const { s } = await bound()
  await s.credit('2025-03-01T12:00:00Z', 'CN-1', 'acme', '40.00')
  expect(await s.lines('dir')).toEqual(['credit-note:CN-1 -40.00 -4.00 EUR 2025-03-01 2025-03-01 -'])
  expect(await s.money('dir')).toEqual(['EUR 0.00 -4.00 0.00 0.00 0.00'])
  await s.invoice('2025-04-01T12:00:00Z', 'INV-1', 'acme', '100.00')
  await s.payment('2025-04-02T12:00:00Z', 'PAY-1', 'INV-1', '100.00')
  expect(await s.money('dir')).toEqual(['EUR 0.00 6.00 0.00 0.00 0.00'])
})

test('M8: each currency stands by itself, with its own decimals, and nothing is converted', async () => {
  const { s } = await led()
  for (const [i, [currency, net]] of [
    ['EUR', '100.05'],
    ['JPY', '1003'],
    ['KWD', '1.003'],
  ].entries()) {
    await s.customer('2025-01-02T09:00:00Z', `k${i}`)
    await s.won('2025-01-10T09:00:00Z', `L-k${i}`, 'reg', `k${i}`)
    await s.sign('2025-02-01T12:00:00Z', `D-${i}`, `k${i}`, net ?? '', { currency: currency ?? '' })
  }
  expect(await s.money('reg')).toEqual([
    'EUR 20.01 0.00 0.00 0.00 0.00',
    'JPY 201 0 0 0 0',
    'KWD 0.201 0.000 0.000 0.000 0.000',
  ])
})

test('M9: a deal that is billed later, in parts, is one entry; a signature that fails leaves nothing', async () => {
  const { s } = await led()
  await expect(s.sign('2025-02-01T12:00:00Z', 'D-1', 'acme', '100.00', { lead: 'L-9' as never })).rejects.toThrow(
    'unknown-lead',
  )
  expect(await s.lines('reg')).toEqual([])
  await s.sign('2025-02-01T12:00:00Z', 'D-1', 'acme', '100.00')
  for (const i of [1, 2, 3]) await s.bill('2025-03-01T12:00:00Z', `INV-${i}`, 'acme', 'D-1', '33.33')
  expect(await s.lines('reg')).toEqual(['deal:D-1 100.00 20.00 EUR 2025-02-01 - -'])
})

test('M12: a refund touches its own invoice and no other of the customer', async () => {
  const { s } = await bound()
  for (const i of [1, 2]) await s.invoice('2025-02-01T12:00:00Z', `INV-${i}`, 'acme', '100.00')
  await s.credit('2025-02-02T12:00:00Z', 'CN-1', 'acme', '100.00', 'EUR', { invoice: 'INV-1' })
  expect(await s.lines('dir')).toEqual([
    'invoice:INV-1 0.00 0.00 EUR 2025-02-01 - -',
    'invoice:INV-2 100.00 10.00 EUR 2025-02-01 - -',
  ])
})

test('M15, M16: a credit note never pays, and takes back at the rate of what it reverses, not at its own day’s', async () => {
  const { s } = await bound()
  await s.invoice('2025-01-20T12:00:00Z', 'INV-1', 'acme', '100.00')
  const [terms] = await s.termsOf()
  const earns = terms?.earns.map(rule => ({ ...rule, rate: '50' }))
  await s.publish('2025-01-20T13:00:00Z', { ...terms, earns }, '2025-03-01')
  await s.credit('2025-03-02T12:00:00Z', 'CN-1', 'acme', '40.00', 'EUR', { invoice: 'INV-1' })
  await s.credit('2025-03-02T12:00:00Z', 'CN-2', 'acme', '10.00')
  expect(await s.rates('dir')).toEqual(['invoice:INV-1 10 % 6.00 -', 'credit-note:CN-2 50 % -5.00 -'])
})

test('M20, M21: a dispute and then a refund take back once', async () => {
  const { database, s } = await bound()
  await s.invoice('2025-02-01T12:00:00Z', 'INV-1', 'acme', '100.00')
  await s.payment('2025-02-02T12:00:00Z', 'PAY-1', 'INV-1', '100.00')
  await s.verb('2025-02-03T12:00:00Z', cx =>
    commissions.openDispute(cx, { partner: p('dir'), cause: 'invoice:INV-1', text: 'Should be more' }),
  )
  expect(await s.money('dir')).toEqual(['EUR 0.00 0.00 10.00 0.00 0.00'])
  await s.credit('2025-02-04T12:00:00Z', 'CN-1', 'acme', '40.00', 'EUR', { invoice: 'INV-1' })
  expect(await s.money('dir')).toEqual(['EUR 0.00 0.00 6.00 0.00 0.00'])
  await s.credit('2025-02-05T12:00:00Z', 'CN-2', 'acme', '60.00', 'EUR', { invoice: 'INV-1' })
  await s.verb('2025-02-06T12:00:00Z', cx =>
    commissions.answerDispute(cx, { dispute: 1, outcome: 'declined', text: 'It was refunded' }),
  )
  expect(await s.money('dir')).toEqual(['EUR 0.00 0.00 0.00 0.00 0.00'])
  expect(await commissions.verify(looking(database, '2026-01-01T00:00:00Z'))).toEqual([])
})

test('M30: a storm of the same payment counts once, and what was refunded and billed anew earns', async () => {
  const { s } = await bound()
  await s.invoice('2025-02-01T12:00:00Z', 'INV-1', 'acme', '100.00')
  for (let i = 0; i < 5; i++) await s.payment('2025-02-02T12:00:00Z', 'PAY-1', 'INV-1', '50.00')
  expect(await s.money('dir')).toEqual(['EUR 5.00 5.00 0.00 0.00 0.00'])
  await s.credit('2025-02-03T12:00:00Z', 'CN-1', 'acme', '100.00', 'EUR', { invoice: 'INV-1' })
  await s.invoice('2025-02-04T12:00:00Z', 'INV-2', 'acme', '100.00')
  expect(await s.money('dir')).toEqual(['EUR 10.00 0.00 0.00 0.00 0.00'])
})

test('COP-15: turnover of a resold account earns nobody anything, also where the customer is another’s', async () => {
  const { s } = await bound()
  await s.partner('2025-01-01T09:00:00Z', 'other')
  for (const partner of ['dir', 'other'])
    await s.verb('2025-01-10T09:00:00Z', cx =>
      licences.openAccount(cx, {
        account: `acc-${partner}`,
        partner: p(partner),
        customer: c('acme'),
        brand: 'vendor',
        listNet: amount('10.00', 'EUR'),
      }),
    )
  await s.invoice('2025-02-01T12:00:00Z', 'INV-1', 'acme', '100.00', 'EUR', { account: 'acc-dir' })
  await s.invoice('2025-02-02T12:00:00Z', 'INV-2', 'acme', '100.00', 'EUR', { account: 'acc-other' })
  await s.invoice('2025-02-03T12:00:00Z', 'INV-3', 'acme', '100.00')
  expect(await s.lines('dir')).toEqual([
    'invoice:INV-1 100.00 0.00 EUR 2025-02-01 - resold-account',
    'invoice:INV-2 100.00 0.00 EUR 2025-02-02 - resold-account',
    'invoice:INV-3 100.00 10.00 EUR 2025-02-03 - -',
  ])
  expect(await s.lines('other')).toEqual([])
})

test('COP-15: by the setting resold turnover earns as any other', async () => {
  const s = dealScene(await freshDatabase(), 'copernica')
  await s.program({ resoldEarns: true })
  await s.partner('2025-01-01T09:00:00Z', 'dir')
  await s.customer('2025-01-02T09:00:00Z', 'acme')
  await s.select('2025-01-05T09:00:00Z', 'acme', 'dir')
  await s.verb('2025-01-10T09:00:00Z', cx =>
    licences.openAccount(cx, {
      account: 'acc-1',
      partner: p('dir'),
      customer: c('acme'),
      brand: 'vendor',
      listNet: amount('10.00', 'EUR'),
    }),
  )
  await s.invoice('2025-02-01T12:00:00Z', 'INV-1', 'acme', '100.00', 'EUR', { account: 'acc-1' })
  expect(await s.reason('dir', 'invoice:INV-1')).toBe('earns')
})

test('M29: no room that decides who earns draws lots: the same story gives the same earner, whoever is told first', async () => {
  const rooms = [
    'attribution',
    'commissions',
    'tiers',
    'licences',
    'payouts',
    'ledger',
    'turnover',
    'programs',
    'partners',
  ]
  const files = rooms.flatMap(room => readdirSync(`src/${room}`).map(file => `src/${room}/${file}`))
  expect(files.filter(file => file.endsWith('.ts') && /Math\.random/.test(readFileSync(file, 'utf8')))).toEqual([])
  for (const order of [
    ['north', 'south'],
    ['south', 'north'],
  ]) {
    const s = dealScene(await freshDatabase(), 'cloudcodes')
    for (const partner of order) await s.partner('2025-01-01T09:00:00Z', partner)
    await s.customer('2025-01-02T09:00:00Z', 'acme')
    // Both are complete at one instant, each by a domain of its own: the earlier name decides, always.
    for (const partner of order)
      await s.refer('2025-02-01T09:00:00Z', partner, 'acme', { code: partner, domain: `${partner}.example` })
    await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '100.00')
    expect([await s.reason('north', 'deal:D-1'), await s.reason('south', 'deal:D-1')]).toEqual(['earns', 'none'])
  }
})

test('invariant 6, M1, M31: a deal refunded in any parts, before and after it was paid out, ends at nothing, also in what was paid', async () => {
  const { database, s } = await led()
  await s.sign('2025-02-01T12:00:00Z', 'D-1', 'acme', '100.00')
  await s.bill('2025-02-02T12:00:00Z', 'INV-1', 'acme', 'D-1', '100.00')
  await s.payment('2025-02-03T12:00:00Z', 'PAY-1', 'INV-1', '100.00')
  await s.credit('2025-02-04T12:00:00Z', 'CN-1', 'acme', '33.33', 'EUR', { invoice: 'INV-1' })
  await act(database, '2025-03-01T12:00:00Z', cx => payouts.preparePayout(cx, { run: 'R-1', by: 'ann@x.example' }))
  await act(database, '2025-03-01T12:00:00Z', cx => payouts.approvePayout(cx, { run: 'R-1', by: 'bob@x.example' }))
  await act(database, '2025-03-01T12:00:00Z', cx => payouts.settlePayout(cx, { run: 'R-1' }))
  expect(await s.money('reg')).toEqual(['EUR 0.00 0.00 0.00 0.00 13.33']) // a fifth of 66.67 is 13.334
  for (const [i, net] of ['33.33', '33.34'].entries())
    await s.credit('2025-03-05T12:00:00Z', `CN-${i + 2}`, 'acme', net, 'EUR', { invoice: 'INV-1' })
  expect(await s.money('reg')).toEqual(['EUR 0.00 -13.33 0.00 0.00 13.33'])
  expect((await s.earnings('reg')).entries.map(e => e.amount)).toEqual(['0.00'])
})

test('invariant 10: a debt is carried and repaid first; one cent below what is owed pays nothing, one above pays a cent', async () => {
  for (const [net, paid] of [
    ['39.90', []],
    ['40.10', ['0.01']],
  ] as const) {
    const { database, s } = await bound()
    await s.credit('2025-03-01T12:00:00Z', 'CN-1', 'acme', '40.00')
    await s.invoice('2025-04-01T12:00:00Z', 'INV-1', 'acme', net)
    await s.payment('2025-04-02T12:00:00Z', 'PAY-1', 'INV-1', net)
    const run = await act(database, '2025-05-01T12:00:00Z', cx =>
      payouts.preparePayout(cx, { run: 'R-1', by: 'ann@x.example' }),
    )
    expect(run.ok && run.value.items.map(item => item.amount)).toEqual(paid)
  }
})

test.each([
  ['EUR', '0.05', '0.01', '-0.01'],
  ['EUR', '0.04', '0.00', '0.00'],
  ['JPY', '5', '1', '-1'],
  ['JPY', '4', '0', '0'],
  ['KWD', '0.005', '0.001', '-0.001'],
  ['KWD', '0.004', '0.000', '0.000'],
])('M7, M18: a tenth of %s %s is %s, and of a credit note %s', async (currency, net, plus, minus) => {
  const { s } = await bound()
  await s.invoice('2025-02-01T12:00:00Z', 'INV-1', 'acme', net, currency)
  await s.credit('2025-02-02T12:00:00Z', 'CN-1', 'acme', net, currency)
  expect((await s.earnings('dir')).entries.map(e => e.amount)).toEqual([plus, minus])
})

test('M17: a fully credited deal ends at nothing whichever is told first, the credit or the invoice', async () => {
  for (const creditFirst of [true, false]) {
    const { s } = await led()
    await s.sign('2025-02-01T12:00:00Z', 'D-1', 'acme', '100.00')
    const told = [
      () => s.bill('2025-02-02T12:00:00Z', 'INV-1', 'acme', 'D-1', '100.00'),
      () => s.credit('2025-02-02T12:00:00Z', 'CN-1', 'acme', '100.00', 'EUR', { invoice: 'INV-1', deal: 'D-1' }),
    ]
    for (const tell of creditFirst ? told.toReversed() : told) await tell()
    await s.payment('2025-02-03T12:00:00Z', 'PAY-1', 'INV-1', '100.00')
    expect(await s.lines('reg')).toEqual(['deal:D-1 0.00 0.00 EUR 2025-02-01 - -'])
    expect(await s.money('reg')).toEqual(['EUR 0.00 0.00 0.00 0.00 0.00'])
  }
})
