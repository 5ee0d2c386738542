/** Where the programs' own texts leave a choice: each row of the readings (programs.md section 8), played through the rooms' verbs. */
import { describe, expect, test } from 'vitest'
import * as attribution from '#attribution/index.ts'
import type { Day, Month } from '#kernel/period.ts'
import * as commissions from '#commissions/index.ts'
import * as ledger from '#ledger/index.ts'
import * as licences from '#licences/index.ts'
import * as payouts from '#payouts/index.ts'
import * as tiers from '#tiers/index.ts'
import { dealScene } from '../commissions/deal-scene.ts'
import { amount, c, p } from '../commissions/scene.ts'
import { act, freshDatabase, looking } from '../support/database.ts'

/** Brightwave and Clearpath are in the program since New Year; Acme and Beta are customers. */
async function town(preset: string, settings: Record<string, string | number | boolean> = {}) {
  const database = await freshDatabase()
  const s = dealScene(database, preset)
  await s.program(settings)
  for (const id of ['brightwave', 'clearpath']) await s.partner('2025-01-01T00:00:00Z', id)
  for (const id of ['acme', 'beta']) await s.customer('2025-01-01T00:00:00Z', id)
  return { database, s }
}
const on = (at: string) => ({ at: new Date(at) })
const dated = (at: string) => ({ occurredAt: new Date(at) })
const refusalOf = (outcome: { ok: boolean; refusal?: string }) => (outcome.ok ? 'ok' : outcome.refusal)
type Town = Awaited<ReturnType<typeof town>>
const earned = async ({ s }: Town, partner = 'brightwave') =>
  (await s.earnings(partner)).entries.map(e => `${e.cause} ${e.amount}${e.reason ? ` ${e.reason}` : ''}`)

describe('time zone', () => {
  test.each([
    ['UTC', {}, 'outside-window'],
    ['New York by setting', { timeZone: 'America/New_York' }, 'earns'],
  ])('in %s a signature at 03:59 UTC after the last day is %o: %s', async (_, settings, reason) => {
    const { s } = await town('one-network', settings)
    await s.won('2025-03-15T12:00:00Z', 'L-1', 'brightwave', 'acme')
    await s.sign('2026-03-16T03:59:59Z', 'D-1', 'acme', '100.00')
    expect(await s.reason('brightwave', 'deal:D-1')).toBe(reason)
  })
})

describe('Copernica’s “instantly”', () => {
  test.each([
    ['payable as the customer pays', {}, 'EUR 10.00 0.00 0.00 0.00 0.00'],
    ['payable with the invoice, by setting', { payable: 'at-accrual' }, 'EUR 0.00 10.00 0.00 0.00 0.00'],
  ])('bound and accruing at once, %s', async (_, settings, money) => {
    const { s } = await town('copernica', settings)
    await s.select('2025-03-15T10:00:00Z', 'acme', 'brightwave')
    await s.invoice('2025-03-15T10:00:00Z', 'I-1', 'acme', '100.00')
    expect(await s.money('brightwave')).toEqual([money])
    await s.payment('2025-04-01T10:00:00Z', 'P-1', 'I-1', '100.00')
    expect(await s.money('brightwave')).toEqual(['EUR 0.00 10.00 0.00 0.00 0.00'])
  })
})

describe('a direct purchase in cloudcodes, and the December case of CC-8', () => {
  test('bought directly it earns the level’s per cent; reached on 15 December it is Premier from 1 January to 31 December', async () => {
    const { s } = await town('cloudcodes')
    await s.refer('2025-02-01T09:00:00Z', 'brightwave', 'acme', { code: 'BW', domain: 'acme.example' })
    await s.verb('2025-12-15T12:00:00Z', cx => tiers.meetTier(cx, { partner: p('brightwave'), tier: 'premier' }))
    for (const [deal, at] of [
      ['D-1', '2025-12-31T23:59:59.999Z'],
      ['D-2', '2026-01-01T00:00:00Z'],
      ['D-3', '2026-12-31T23:59:59.999Z'],
      ['D-4', '2027-01-01T00:00:00Z'],
    ] as const)
      await s.sign(at, deal, 'acme', '100.00')
    expect(await s.rates('brightwave')).toEqual([
      'deal:D-1 15 % 15.00 -',
      'deal:D-2 30 % 30.00 -',
      'deal:D-3 30 % 30.00 -',
      'deal:D-4 15 % 15.00 -',
    ])
  })
})

describe('which lead, selection or code lost', () => {
  test('a lead that was approved later, of another program, leaves no entry for the loser', async () => {
    const { s } = await town('one-network')
    const other = s.in('cocentric')
    await other.partner('2025-01-01T00:00:00Z', 'delta')
    await s.won('2025-02-01T09:00:00Z', 'L-1', 'brightwave', 'acme')
    await other.won('2025-02-01T09:00:00.001Z', 'L-2', 'delta', 'acme')
    await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '100.00')
    expect([await s.rates('brightwave'), await s.rates('delta')]).toEqual([['deal:D-1 10 % 10.00 -'], []])
  })
  test('a selection against a lead and a code against a selection lose without an entry; without the winner each has its own', async () => {
    const { s } = await town('copernica')
    const codes = s.in('cloudcodes')
    await codes.partner('2025-01-01T00:00:00Z', 'delta')
    await s.select('2025-02-01T09:00:00Z', 'acme', 'brightwave')
    await codes.refer('2025-02-01T09:00:00Z', 'delta', 'acme', { code: 'D', domain: 'acme.example' })
    await codes.refer('2025-02-01T09:00:00Z', 'delta', 'beta', { code: 'D', domain: 'beta.example' })
    for (const customer of ['acme', 'beta']) {
      await codes.sign('2025-03-01T12:00:00Z', `D-${customer}`, customer, '100.00')
      await codes.bill('2025-03-01T12:00:00Z', `I-${customer}`, customer, `D-${customer}`, '100.00')
    }
    expect(await s.rates('brightwave')).toEqual(['invoice:I-acme 10 % 10.00 -'])
    expect(await s.rates('delta')).toEqual(['deal:D-beta 15 % 15.00 -'])
  })
})

describe('an instant', () => {
  test.each([
    ['the invoice is written first', true],
    ['the choice is written first', false],
  ])('an invoice at the very instant of a choice is the new partner’s, also when %s', async (_, invoiceFirst) => {
    const world = await town('copernica')
    const { s } = world
    await s.select('2025-02-01T09:00:00Z', 'acme', 'brightwave')
    const invoice = () => s.invoice('2025-03-01T12:00:00Z', 'I-1', 'acme', '100.00')
    if (invoiceFirst) await invoice()
    await s.select('2025-03-01T12:00:00Z', 'acme', 'clearpath')
    if (!invoiceFirst) await invoice()
    await s.invoice('2025-03-02T12:00:00Z', 'I-0', 'acme', '100.00', 'EUR', dated('2025-03-01T11:59:59.999Z'))
    expect(await s.reason('clearpath', 'invoice:I-1')).toBe('earns')
    expect(await s.reason('brightwave', 'invoice:I-1')).toBe('not-bound')
    expect(await s.reason('brightwave', 'invoice:I-0')).toBe('earns')
  })
  test('a suspension and a reinstatement at any hour hold from the start of their day', async () => {
    const world = await town('copernica')
    const { s } = world
    await s.select('2025-02-01T09:00:00Z', 'acme', 'brightwave')
    await s.suspend('2025-03-10T23:59:59Z', 'brightwave')
    await s.reinstate('2025-03-20T23:59:59Z', 'brightwave')
    for (const [document, at] of [
      ['9th', '2025-03-09T23:59:59.999Z'],
      ['10th', '2025-03-10T00:00:00Z'],
      ['19th', '2025-03-19T23:59:59.999Z'],
      ['20th', '2025-03-20T00:00:00Z'],
    ] as const)
      await s.invoice('2025-03-21T00:00:00Z', document, 'acme', '10.00', 'EUR', dated(at))
    expect(await earned(world)).toEqual([
      'invoice:9th 1.00',
      'invoice:10th 0.00 partner-not-active',
      'invoice:19th 0.00 partner-not-active',
      'invoice:20th 1.00',
    ])
  })
})

describe('same id again', () => {
  test('a customer, a lead, a deal and a referral told again in the same words change nothing', async () => {
    const { s } = await town('one-network')
    for (const _ of [1, 2]) {
      await s.customer('2025-02-01T09:00:00Z', 'gamma', { domain: 'gamma.example' })
      await s.lead('2025-02-02T09:00:00Z', 'L-1', 'brightwave', 'gamma')
      await s.approve('2025-02-03T09:00:00Z', 'L-1')
      await s.contact('2025-02-03T09:00:00Z', 'L-1')
      await s.sign('2025-03-01T12:00:00Z', 'D-1', 'gamma', '100.00')
    }
    expect(await s.rates('brightwave')).toEqual(['deal:D-1 10 % 10.00 -'])
  })
  test('with other content it is a conflict, and what stood stays', async () => {
    const { database, s } = await town('one-network')
    await s.won('2025-02-02T09:00:00Z', 'L-1', 'brightwave', 'acme')
    await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '100.00')
    await expect(s.lead('2025-03-02T09:00:00Z', 'L-1', 'brightwave', 'beta')).rejects.toThrow('id-conflict')
    await expect(s.lead('2025-03-02T09:00:00Z', 'L-1', 'clearpath', 'acme')).rejects.toThrow('id-conflict')
    await expect(s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '100.01')).rejects.toThrow('id-conflict')
    await expect(s.sign('2025-03-01T12:00:00Z', 'D-1', 'beta', '100.00')).rejects.toThrow('id-conflict')
    const other = await act(database, '2025-03-02T09:00:00Z', cx =>
      attribution.addCustomer(cx, { id: 'acme', name: 'Acme of somewhere else', domain: 'else.example' }),
    )
    expect(refusalOf(other)).toBe('id-conflict')
    expect(await s.rates('brightwave')).toEqual(['deal:D-1 10 % 10.00 -'])
  })
})

describe('late facts', () => {
  test('programs use the own date of an invoice, a payment, a credit note and a signature, the books the day they were told', async () => {
    const { s } = await town('one-network')
    await s.won('2025-02-02T09:00:00Z', 'L-1', 'brightwave', 'acme')
    await s.sign('2025-06-10T12:00:00Z', 'D-1', 'acme', '1000.00', on('2025-03-01T12:00:00Z'))
    await s.bill('2025-06-10T12:00:00Z', 'I-1', 'acme', 'D-1', '1000.00', 'EUR', dated('2025-03-05T12:00:00Z'))
    await s.payment('2025-06-10T12:00:00Z', 'P-1', 'I-1', '1000.00', 'EUR', dated('2025-03-10T12:00:00Z'))
    expect(await s.lines('brightwave', '2025-06-09')).toEqual([])
    expect(await s.lines('brightwave', '2025-06-10')).toEqual([
      'deal:D-1 1000.00 100.00 EUR 2025-03-01 2025-04-09 -', // 30 days after the payment's own day
    ])
    const [journal] = await ledger.journals(s.as(), { limit: 1, cause: 'deal:D-1' })
    expect(journal?.postedAt).toEqual(new Date('2025-06-10T12:00:00Z'))
  })
  test('G4: a deal signed in a month that is closed stands in the open one, as late; told a day before the close it stands in its own', async () => {
    for (const [told, period] of [
      ['2025-04-01T00:00:00Z', '2025-03'],
      ['2025-04-03T00:00:00Z', '2025-04'],
    ] as const) {
      const { database, s } = await town('cocentric')
      await s.won('2025-02-02T09:00:00Z', 'L-1', 'brightwave', 'acme')
      const sign = () => s.sign(told, 'D-1', 'acme', '1000.00', on('2025-03-31T23:59:59.999Z'))
      const close = () => s.verb('2025-04-02T00:00:00Z', cx => payouts.closeMonth(cx, '2025-03' as Month))
      for (const step of period === '2025-03' ? [sign, close] : [close, sign]) await step()
      const [journal] = await ledger.journals(looking(database, '2025-05-01T00:00:00Z'), {
        limit: 1,
        cause: 'deal:D-1',
      })
      expect(journal).toMatchObject({ effective: '2025-03-31', period, late: period === '2025-04' })
    }
  })
})

describe('whose not-bound entry', () => {
  test('a partner that was or becomes bound is shown what it missed; whoever never had the customer is shown nothing', async () => {
    const world = await town('copernica')
    const { s } = world
    await s.partner('2025-01-01T00:00:00Z', 'delta')
    await s.invoice('2025-01-20T12:00:00Z', 'BEFORE', 'acme', '10.00')
    await s.select('2025-02-01T09:00:00Z', 'acme', 'brightwave')
    await s.invoice('2025-02-20T12:00:00Z', 'DURING', 'acme', '10.00')
    expect(await earned(world, 'clearpath')).toEqual([])
    await s.select('2025-03-01T09:00:00Z', 'acme', 'clearpath')
    await s.invoice('2025-03-20T12:00:00Z', 'AFTER', 'acme', '10.00')
    expect(await earned(world)).toEqual([
      'invoice:BEFORE 0.00 not-bound',
      'invoice:DURING 1.00',
      'invoice:AFTER 0.00 not-bound',
    ])
    expect(await earned(world, 'clearpath')).toEqual([
      'invoice:BEFORE 0.00 not-bound',
      'invoice:DURING 0.00 not-bound',
      'invoice:AFTER 1.00',
    ])
    expect(await earned(world, 'delta')).toEqual([])
  })
})

describe('credit note above what is left', () => {
  test('a credit of exactly what is left ends at zero, one of more too, and the invoice after it earns whole', async () => {
    for (const [net, more] of [
      ['70.00', '0.01'],
      ['70.01', '500.00'],
    ] as const) {
      const { s } = await town('copernica')
      await s.select('2025-02-01T09:00:00Z', 'acme', 'brightwave')
      await s.invoice('2025-02-02T12:00:00Z', 'I-1', 'acme', '100.00')
      await s.credit('2025-02-03T12:00:00Z', 'C-1', 'acme', '30.00', 'EUR', { invoice: 'I-1' })
      await s.credit('2025-02-04T12:00:00Z', 'C-2', 'acme', net, 'EUR', { invoice: 'I-1' })
      await s.credit('2025-02-05T12:00:00Z', 'C-3', 'acme', more, 'EUR', { invoice: 'I-1' })
      await s.invoice('2025-02-06T12:00:00Z', 'I-2', 'acme', '10.00')
      expect(await s.lines('brightwave')).toEqual([
        'invoice:I-1 0.00 0.00 EUR 2025-02-02 - -',
        'invoice:I-2 10.00 1.00 EUR 2025-02-06 - -',
      ])
      // The rest has no effect and is marked.
      const why = await commissions.why(s.as(), p('brightwave'), 'invoice:I-1')
      expect(why?.excess).toEqual(amount(net === '70.00' ? '0.01' : '500.01', 'EUR'))
    }
  })
  test('the base of a deal stops at zero likewise', async () => {
    const { s } = await town('cocentric')
    await s.won('2025-02-02T09:00:00Z', 'L-1', 'brightwave', 'acme')
    await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '100.00')
    await s.bill('2025-03-02T12:00:00Z', 'I-1', 'acme', 'D-1', '250.00')
    await s.credit('2025-03-03T12:00:00Z', 'C-1', 'acme', '99.99', 'EUR', { invoice: 'I-1' })
    expect(await s.lines('brightwave')).toEqual(['deal:D-1 0.01 0.00 EUR 2025-03-01 - -'])
    await s.credit('2025-03-04T12:00:00Z', 'C-2', 'acme', '150.00', 'EUR', { invoice: 'I-1' })
    expect(await s.lines('brightwave')).toEqual(['deal:D-1 0.00 0.00 EUR 2025-03-01 - -'])
  })
})

describe('credit note without a known invoice', () => {
  test('is its own cause, at once payable, that is negative; before the binding it takes nothing', async () => {
    const world = await town('copernica')
    const { s } = world
    await s.select('2025-02-01T09:00:00Z', 'acme', 'brightwave')
    await s.credit('2025-02-03T12:00:00Z', 'C-1', 'acme', '30.05', 'EUR', { invoice: 'UNKNOWN' })
    await s.credit('2025-02-03T12:00:00Z', 'C-2', 'acme', '10.00', 'EUR', {
      invoice: 'C-2',
      ...dated('2025-02-01T08:59:59.999Z'),
    })
    expect(await s.lines('brightwave')).toEqual([
      'credit-note:C-2 -10.00 0.00 EUR 2025-02-01 - not-bound',
      'credit-note:C-1 -30.05 -3.01 EUR 2025-02-03 2025-02-03 -',
    ])
    expect(await s.money('brightwave')).toEqual(['EUR 0.00 -3.01 0.00 0.00 0.00'])
  })
  test('when its invoice becomes known it is that one’s, and no cause of its own', async () => {
    const { s } = await town('copernica')
    await s.select('2025-02-01T09:00:00Z', 'acme', 'brightwave')
    await s.credit('2025-02-03T12:00:00Z', 'C-1', 'acme', '30.00', 'EUR', { invoice: 'I-1' })
    await s.invoice('2025-02-04T12:00:00Z', 'I-1', 'acme', '100.00')
    expect(await s.money('brightwave')).toEqual(['EUR 7.00 0.00 0.00 0.00 0.00'])
    expect(await s.reason('brightwave', 'invoice:I-1')).toBe('earns')
  })
})

describe('payable in parts', () => {
  test('each part is earned × paid ÷ base, rounded once; all of it when paid in full; the day is the last part’s', async () => {
    const { s } = await town('copernica')
    await s.select('2025-02-01T09:00:00Z', 'acme', 'brightwave')
    await s.invoice('2025-02-02T12:00:00Z', 'I-1', 'acme', '100.05') // 10.005 → 10.01
    expect(await s.lines('brightwave')).toEqual(['invoice:I-1 100.05 10.01 EUR 2025-02-02 - -'])
    await s.payment('2025-02-10T12:00:00Z', 'P-1', 'I-1', '33.35') // 3.336…
    expect(await s.money('brightwave')).toEqual(['EUR 6.67 3.34 0.00 0.00 0.00'])
    await s.payment('2025-02-11T12:00:00Z', 'P-2', 'I-1', '33.35') // 6.673…
    expect(await s.money('brightwave')).toEqual(['EUR 3.34 6.67 0.00 0.00 0.00'])
    await s.payment('2025-02-12T12:00:00Z', 'P-3', 'I-1', '33.34') // a cent short: 10.009
    expect(await s.money('brightwave')).toEqual(['EUR 0.00 10.01 0.00 0.00 0.00'])
    await s.payment('2025-02-13T12:00:00Z', 'P-4', 'I-1', '0.01')
    expect(await s.lines('brightwave')).toEqual(['invoice:I-1 100.05 10.01 EUR 2025-02-02 2025-02-12 -'])
  })
  test('no payment, no day; a payment that makes no cent payable is none', async () => {
    const { s } = await town('copernica')
    await s.select('2025-02-01T09:00:00Z', 'acme', 'brightwave')
    await s.invoice('2025-02-02T12:00:00Z', 'I-1', 'acme', '100.00')
    await s.payment('2025-02-10T12:00:00Z', 'P-1', 'I-1', '0.04')
    expect(await s.lines('brightwave')).toEqual(['invoice:I-1 100.00 10.00 EUR 2025-02-02 - -'])
    await s.payment('2025-02-11T12:00:00Z', 'P-2', 'I-1', '0.01')
    expect(await s.lines('brightwave')).toEqual(['invoice:I-1 100.00 10.00 EUR 2025-02-02 2025-02-11 -'])
  })
})

describe('deals billed in several invoices', () => {
  test('what was paid on all that name the deal counts, up to the base, and what names none does not', async () => {
    const { s } = await town('cocentric')
    await s.won('2025-02-02T09:00:00Z', 'L-1', 'brightwave', 'acme')
    await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '300.00')
    await s.bill('2025-03-02T12:00:00Z', 'I-1', 'acme', 'D-1', '200.00')
    await s.bill('2025-03-02T12:00:00Z', 'I-2', 'acme', 'D-1', '200.00')
    await s.invoice('2025-03-02T12:00:00Z', 'I-3', 'acme', '200.00')
    await s.payment('2025-03-03T12:00:00Z', 'P-3', 'I-3', '200.00')
    expect(await s.money('brightwave')).toEqual(['EUR 60.00 0.00 0.00 0.00 0.00'])
    await s.payment('2025-03-04T12:00:00Z', 'P-2', 'I-2', '150.00')
    expect(await s.money('brightwave')).toEqual(['EUR 30.00 30.00 0.00 0.00 0.00'])
    await s.payment('2025-03-05T12:00:00Z', 'P-1', 'I-1', '149.99')
    expect(await s.money('brightwave')).toEqual(['EUR 0.00 60.00 0.00 0.00 0.00']) // 59.998
    await s.payment('2025-03-06T12:00:00Z', 'P-4', 'I-1', '50.01')
    expect(await s.lines('brightwave')).toEqual(['deal:D-1 300.00 60.00 EUR 2025-03-01 2025-03-05 -'])
  })
})

describe('payout', () => {
  async function due(settings: Record<string, string | number | boolean> = {}) {
    const world = await town('copernica', settings)
    const { s, database } = world
    await s.select('2025-02-01T09:00:00Z', 'acme', 'brightwave')
    await s.invoice('2025-02-02T12:00:00Z', 'I-1', 'acme', '100.00')
    await s.invoice('2025-02-02T12:00:00Z', 'I-2', 'acme', '50.00')
    await s.payment('2025-02-03T12:00:00Z', 'P-1', 'I-1', '100.00')
    return {
      ...world,
      prepare: (run: string) =>
        act(database, '2025-03-01T12:00:00Z', cx => payouts.preparePayout(cx, { run, by: 'ann@x.example' })),
      approve: (run: string) =>
        act(database, '2025-03-02T12:00:00Z', cx => payouts.approvePayout(cx, { run, by: 'bob@x.example' })),
      settle: (run: string) => act(database, '2025-03-03T12:00:00Z', cx => payouts.settlePayout(cx, { run })),
      reject: (run: string) => act(database, '2025-03-03T12:00:00Z', cx => payouts.rejectPayment(cx, { run })),
    }
  }
  test('preparing reserves all that is payable, without bank details too, settling by hand pays it', async () => {
    const { s, prepare, approve, settle } = await due()
    const prepared = await prepare('R-1')
    if (!prepared.ok) throw new Error(prepared.refusal)
    expect(prepared.value.items.map(item => [item.partner, item.amount, item.byHand])).toEqual([
      ['brightwave', '10.00', 'no-bank-details'],
    ])
    expect(await s.money('brightwave')).toEqual(['EUR 5.00 0.00 0.00 10.00 0.00'])
    await approve('R-1')
    await settle('R-1')
    expect(await s.money('brightwave')).toEqual(['EUR 5.00 0.00 0.00 0.00 10.00'])
  })
  test('rejecting the payment puts it back, and a later run takes it', async () => {
    const { s, prepare, approve, reject } = await due()
    await prepare('R-1')
    await approve('R-1')
    await reject('R-1')
    expect(await s.money('brightwave')).toEqual(['EUR 5.00 10.00 0.00 0.00 0.00'])
    await prepare('R-2')
    expect(await s.money('brightwave')).toEqual(['EUR 5.00 0.00 0.00 10.00 0.00'])
  })
  test.each([
    ['10.00', 1],
    ['10.01', 0],
  ])('the minimum is nothing, or by setting %s: payments %i', async (minimumPayout, payments) => {
    const { prepare } = await due({ minimumPayout })
    const prepared = await prepare('R-1')
    expect(prepared.ok && prepared.value.items.length).toBe(payments)
  })
})

describe('licence month', () => {
  const account = (id: string, listNet: string, o: object = {}) => ({
    account: id,
    partner: p('brightwave'),
    customer: c('acme'),
    brand: 'vendor' as const,
    listNet: amount(listNet, 'EUR'),
    ...o,
  })
  test('charged whole if the account was open on any day of it, at the ceiling by default, each line rounded down', async () => {
    const { database, s } = await town('copernica')
    const open = (at: string, wish: ReturnType<typeof account>) => s.verb(at, cx => licences.openAccount(cx, wish))
    await open('2025-03-31T23:59:59Z', account('LAST-DAY', '0.99')) // 0.49
    await open('2025-04-01T00:00:00Z', account('NEXT-MONTH', '10.00'))
    await open('2025-02-01T00:00:00Z', account('FIRST-DAY', '1.01')) // 0.50
    await open('2025-02-01T00:00:00Z', account('BEFORE', '10.00'))
    // Closed at midnight an account was not open that day; a moment later it was.
    await s.verb('2025-03-01T00:00:00Z', cx => licences.closeAccount(cx, { account: 'BEFORE' }))
    await s.verb('2025-03-01T00:00:00.001Z', cx => licences.closeAccount(cx, { account: 'FIRST-DAY' }))
    const billed = await act(database, '2025-04-02T00:00:00Z', cx => licences.billLicences(cx, '2025-03' as Month))
    if (!billed.ok) throw new Error(billed.refusal)
    expect(billed.value.charges.map(charge => `${charge.account} ${charge.amount.minor}`).sort()).toEqual([
      'FIRST-DAY 50',
      'LAST-DAY 49',
    ])
    expect((await s.earnings('brightwave')).licence).toEqual([{ currency: 'EUR', charged: '0.99', open: '0.99' }])
  })
  test('open is what was charged less what was paid or set off, and nothing is set off without agreement', async () => {
    const { database, s } = await town('copernica')
    await s.select('2025-02-01T09:00:00Z', 'acme', 'brightwave')
    await s.invoice('2025-02-02T12:00:00Z', 'I-1', 'acme', '100.00')
    await s.payment('2025-02-03T12:00:00Z', 'P-1', 'I-1', '100.00')
    await s.verb('2025-03-01T00:00:00Z', cx => licences.openAccount(cx, account('A-1', '40.00')))
    await s.verb('2025-04-01T00:00:00Z', cx => licences.billLicences(cx, '2025-03' as Month))
    const partner = p('brightwave')
    const five = { partner, amount: amount('5.00', 'EUR') }
    const setOff = () =>
      act(database, '2025-04-02T00:00:00Z', cx => licences.setOff(cx, { ...five, reference: 'SO-1' }))
    expect((await setOff()).ok).toBe(false)
    await s.verb('2025-04-02T00:00:00Z', cx =>
      licences.recordPayment(cx, { ...five, reference: 'BANK-1', day: '2025-04-02' as Day }),
    )
    await s.verb('2025-04-02T00:00:00Z', cx => licences.agreeSetOff(cx, { partner, agreed: true, note: 'article 4' }))
    expect((await setOff()).ok).toBe(true)
    const { licence, balances } = await s.earnings('brightwave')
    expect(licence).toEqual([{ currency: 'EUR', charged: '20.00', open: '10.00' }])
    expect(balances[0]?.payable).toBe('5.00')
  })
})

describe('account resold by one partner, customer bound to another', () => {
  test('earns nobody anything; the customer’s other turnover earns its partner', async () => {
    const world = await town('copernica')
    const { s } = world
    await s.select('2025-02-01T09:00:00Z', 'acme', 'brightwave')
    await s.verb('2025-02-01T09:00:00Z', cx =>
      licences.openAccount(cx, {
        account: 'A-1',
        partner: p('clearpath'),
        customer: c('acme'),
        brand: 'white-label',
        listNet: amount('9.00', 'EUR'),
      }),
    )
    await s.invoice('2025-02-02T12:00:00Z', 'I-1', 'acme', '100.00', 'EUR', { account: 'A-1' })
    await s.invoice('2025-02-02T12:00:00Z', 'I-2', 'acme', '100.00')
    expect(await earned(world)).toEqual(['invoice:I-1 0.00 resold-account', 'invoice:I-2 10.00'])
    expect(await earned(world, 'clearpath')).toEqual([])
  })
})
