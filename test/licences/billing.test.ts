import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as attribution from '#attribution/index.ts'
import { type Database, raisedBy } from '#db/client.ts'
import type { Actor } from '#kernel/actor.ts'
import type { DealId, UserId } from '#kernel/id.ts'
import * as ledger from '#ledger/index.ts'
import * as licences from '#licences/index.ts'
import * as partners from '#partners/index.ts'
import * as programs from '#programs/index.ts'
import * as tiers from '#tiers/index.ts'
import { act, freshDatabase, looking } from '../support/database.ts'
import { runs } from '../support/property.ts'
import { acme, amount, APRIL, bill, books, brightwave, MARCH, month, NEW_YEAR, nova, open, owes, town } from './town.ts'

const charged = (outcome: Awaited<ReturnType<typeof bill>>) =>
  outcome.ok ? outcome.value.charges.map(c => `${c.account} ${c.amount.minor} ${c.amount.currency}`) : outcome.refusal
const journals = async (database: Database) =>
  (await ledger.journals(looking(database, APRIL), { limit: 50, order: 'oldest' })).map(
    j => `${j.key} ${j.effective} ${j.period}${j.late ? ' late' : ''}`,
  )

describe("a month's licences", () => {
  test('COP-10: half of the list price, rounded down: of 0.99 it is 0.49, posted as list and discount on the last day', async () => {
    const database = await town()
    await open(database, MARCH, { account: 'A-1', listNet: amount('0.99') })
    expect(charged(await bill(database, APRIL, '2025-03'))).toEqual(['A-1 49 EUR'])
    expect(await books(database, APRIL)).toEqual([
      'Assets:Receivable:Reseller:brightwave EUR 49',
      'Revenue:Licence:Discount EUR -50',
      'Revenue:Licence:List EUR 99',
    ])
    expect(await journals(database)).toEqual(['licence:A-1:2025-03 2025-03-31 2025-03'])
    expect(await owes(database, APRIL)).toEqual(['EUR 49 open 49'])
    expect(await owes(database, APRIL, nova)).toEqual([])
  })

  test('licence month: an account opened on the last day is charged whole; one closed the day before the month is not', async () => {
    const database = await town()
    await open(database, '2025-02-10T09:00:00Z', { account: 'gone' })
    await act(database, '2025-02-28T23:59:59Z', cx => licences.closeAccount(cx, { account: 'gone' }))
    await open(database, '2025-02-10T09:00:00Z', { account: 'left' })
    await act(database, '2025-03-01T09:00:00Z', cx => licences.closeAccount(cx, { account: 'left' }))
    await open(database, '2025-03-31T23:59:59Z', { account: 'last' })
    await open(database, '2025-04-01T00:00:00Z', { account: 'next' })
    expect(charged(await bill(database, APRIL, '2025-03'))).toEqual(['last 2450 EUR', 'left 2450 EUR'])
  })

  test('own use, sandboxes and demos cost nothing and write no journal, but are on the list (COP-13)', async () => {
    const database = await town()
    for (const kind of ['own', 'sandbox', 'demo'] as const) await open(database, MARCH, { account: kind, kind })
    expect(charged(await bill(database, APRIL, '2025-03'))).toEqual(['demo 0 EUR', 'own 0 EUR', 'sandbox 0 EUR'])
    expect(await journals(database)).toEqual([])
    expect(await owes(database, APRIL)).toEqual([])
    expect(await licences.chargesIn(looking(database, APRIL), brightwave, month('2025-03'))).toHaveLength(3)
  })

  test('what was agreed for an account goes before the terms; the own price of the partner changes nothing (COP-11)', async () => {
    const database = await town()
    await open(database, MARCH, { account: 'A-1', chargePercent: '33.3333' })
    await act(database, MARCH, cx => licences.setAccountPrice(cx, { account: 'A-1', net: amount('900.00') }))
    expect(charged(await bill(database, APRIL, '2025-03'))).toEqual(['A-1 1633 EUR'])
  })

  test('yen, dinars and pounds each stay their own', async () => {
    const database = await town()
    await open(database, MARCH, { account: 'Y', listNet: amount('999', 'JPY') })
    await open(database, MARCH, { account: 'K', listNet: amount('9.999', 'KWD') })
    await open(database, MARCH, { account: 'P', listNet: amount('9.99', 'GBP') })
    expect(charged(await bill(database, APRIL, '2025-03'))).toEqual(['K 4999 KWD', 'P 499 GBP', 'Y 499 JPY'])
    expect(await owes(database, APRIL)).toEqual(['GBP 499 open 499', 'JPY 499 open 499', 'KWD 4999 open 4999'])
  })

  test('is refused while it is not over, and to everybody but finance', async () => {
    const database = await town()
    await open(database, MARCH, { account: 'A-1' })
    expect(await bill(database, '2025-03-31T23:59:59.999Z', '2025-03')).toEqual({
      ok: false,
      refusal: 'period-not-ended',
    })
    const manager: Actor = {
      kind: 'user',
      user: 'usr_1' as UserId,
      email: 'mila@guildhall.example',
      name: 'Mila',
      customer: null,
      partner: null,
      staff: ['partner-manager'],
    }
    expect(await bill(database, APRIL, '2025-03', manager)).toEqual({ ok: false, refusal: 'not-allowed' })
    expect(await journals(database)).toEqual([])
    const preview = await licences.previewLicences(looking(database, '2025-03-20T09:00:00Z', manager), month('2025-03'))
    expect(preview).toMatchObject({ ended: false, charges: [{ account: 'A-1', amount: { minor: 2450n } }] })
  })

  test('M10: charging a month twice changes nothing, whenever it is run', async () => {
    const database = await town()
    await open(database, MARCH, { account: 'A-1' })
    await bill(database, APRIL, '2025-03')
    const before = await journals(database)
    for (const at of [APRIL, '2025-04-01T23:59:59Z', '2026-01-01T00:00:00Z'])
      expect(charged(await bill(database, at, '2025-03'))).toEqual([])
    expect(await journals(database)).toEqual(before)
  })

  test('a closed month stays closed: what is charged after it is a late item of the earliest open one', async () => {
    const database = await town()
    await open(database, MARCH, { account: 'A-1' })
    await act(database, APRIL, cx => ledger.closePeriod(cx, month('2025-03')))
    await bill(database, APRIL, '2025-03')
    expect(await journals(database)).toEqual(['licence:A-1:2025-03 2025-03-31 2025-04 late'])
  })

  test('as posted by an instant: what is charged later is not in an earlier answer', async () => {
    const database = await town()
    await open(database, MARCH, { account: 'A-1' })
    await bill(database, APRIL, '2025-03')
    await bill(database, '2025-05-01T06:00:00Z', '2025-04')
    expect(await owes(database, '2025-06-01T00:00:00Z', brightwave, new Date('2025-04-30T23:59:59Z'))).toEqual([
      'EUR 2450 open 2450',
    ])
    expect(await owes(database, '2025-06-01T00:00:00Z')).toEqual(['EUR 4900 open 4900'])
  })

  test('a partner that is suspended still owes what its open accounts cost', async () => {
    const database = await town()
    await open(database, MARCH, { account: 'A-1' })
    await act(database, MARCH, cx => partners.suspend(cx, { partner: brightwave }))
    expect(charged(await bill(database, APRIL, '2025-03'))).toEqual(['A-1 2450 EUR'])
  })
})

describe('terms, tier and steps are those of the last day of the month', () => {
  test('CC-3, CC-7: a level reached on 10 March counts from 1 April: March costs 85 %, April 70 %', async () => {
    const database = await town('cloudcodes')
    await open(database, MARCH, { account: 'A-1', listNet: amount('100.00') })
    await act(database, MARCH, cx => tiers.meetTier(cx, { partner: brightwave, tier: 'premier' }))
    expect(charged(await bill(database, APRIL, '2025-03'))).toEqual(['A-1 8500 EUR'])
    expect(charged(await bill(database, '2025-05-01T06:00:00Z', '2025-04'))).toEqual(['A-1 7000 EUR'])
  })

  test('CC-4: with two accounts of customers open it is 70 %, with three 60; a sandbox is none of them', async () => {
    const database = await town('cloudcodes')
    const [terms] = await programs.termsOf(looking(database, NEW_YEAR), 'cloudcodes')
    if (!terms?.licence) throw new Error('there is a licence')
    const { program: _, version: __, from: ___, ...body } = terms
    const steps = [{ tier: 'premier', accounts: 3, percentOfList: '60' }]
    const draft = { ...body, licence: { ...terms.licence, steps } }
    await act(database, NEW_YEAR, cx => programs.publishTerms(cx, 'cloudcodes', draft, '2025-03-31' as never))
    await act(database, '2025-02-10T09:00:00Z', cx => tiers.meetTier(cx, { partner: brightwave, tier: 'premier' }))
    for (const account of ['A-1', 'A-2']) await open(database, MARCH, { account, listNet: amount('100.00') })
    await open(database, MARCH, { account: 'S', kind: 'sandbox', listNet: amount('100.00') })
    expect(charged(await bill(database, APRIL, '2025-03'))).toEqual(['A-1 7000 EUR', 'A-2 7000 EUR', 'S 0 EUR'])
    await open(database, '2025-04-30T23:00:00Z', { account: 'A-3', listNet: amount('100.00') })
    expect(charged(await bill(database, '2025-05-01T06:00:00Z', '2025-04'))).toEqual([
      'A-1 6000 EUR',
      'A-2 6000 EUR',
      'A-3 6000 EUR',
      'S 0 EUR',
    ])
  })

  test("the month is the program's: in Amsterdam the last evening of March in London is April", async () => {
    const database = await freshDatabase()
    await act(database, NEW_YEAR, cx =>
      programs.ensureProgram(cx, 'copernica', { preset: 'copernica', settings: { timeZone: 'Europe/Amsterdam' } }),
    )
    await town('copernica', database)
    await open(database, '2025-03-31T22:30:00Z', { account: 'A-1' })
    expect(charged(await bill(database, APRIL, '2025-03'))).toEqual([])
    expect(charged(await bill(database, '2025-05-01T00:00:00Z', '2025-04'))).toEqual(['A-1 2450 EUR'])
    expect(await bill(database, '2025-04-30T21:59:59Z', '2025-04')).toMatchObject({ refusal: 'period-not-ended' })
  })
})

describe('CC-3: an order through the partner', () => {
  const sign = (
    database: Database,
    at: string,
    id: string,
    via: 'direct' | 'partner',
    net = '1000.00',
    currency = 'EUR',
  ) =>
    act(database, at, async cx => {
      const signed = await attribution.signDeal(cx, {
        deal: id,
        customer: acme,
        kind: 'new',
        subscription: 'paid',
        termMonths: 12,
        net: amount(net, currency),
        firstYearNet: null,
        stages: [],
        lead: null,
        via,
        discount: false,
        product: null,
        at: cx.now,
      })
      return signed.ok ? licences.chargeOrder(cx, id as DealId) : signed
    })
  const refer = (database: Database, at: string, partner = brightwave, domain: string | undefined = 'acme.nl') =>
    act(database, at, cx => attribution.refer(cx, { partner, customer: acme, code: `${partner}-code`, domain }))

  test('is charged list less its margin, rounded down, once', async () => {
    const database = await town('cloudcodes')
    await refer(database, MARCH)
    expect(await sign(database, '2025-03-31T10:00:00Z', 'D-1', 'partner', '999.99')).toMatchObject({
      value: { partner: 'brightwave', kind: 'order', amount: amount('849.99'), effective: '2025-03-31' },
    })
    expect(await sign(database, '2025-03-31T10:00:00Z', 'D-1', 'partner', '999.99')).toMatchObject({ value: null })
    expect(await owes(database, APRIL)).toEqual(['EUR 84999 open 84999'])
    expect(await journals(database)).toEqual(['licence:deal:D-1 2025-03-31 2025-03'])
  })

  test('CC-7: the level of the day of the signature decides: 31 March 85 %, 1 April 70 %', async () => {
    const database = await town('cloudcodes')
    await refer(database, NEW_YEAR)
    await act(database, MARCH, cx => tiers.meetTier(cx, { partner: brightwave, tier: 'premier' }))
    expect(await sign(database, '2025-03-31T23:59:59Z', 'D-1', 'partner')).toMatchObject({
      value: { amount: amount('850.00'), tier: 'reseller' },
    })
    expect(await sign(database, '2025-04-01T00:00:00Z', 'D-2', 'partner')).toMatchObject({
      value: { amount: amount('700.00'), tier: 'premier' },
    })
  })

  test('a direct order charges nobody, nor one of a customer that nobody referred', async () => {
    const database = await town('cloudcodes')
    expect(await sign(database, MARCH, 'D-1', 'partner')).toMatchObject({ value: null })
    await refer(database, MARCH)
    expect(await sign(database, MARCH, 'D-2', 'direct')).toMatchObject({ value: null })
    expect(await act(database, MARCH, cx => licences.chargeOrder(cx, 'none' as DealId))).toMatchObject({
      refusal: 'unknown-deal',
    })
    expect(await journals(database)).toEqual([])
  })

  test('CC-10: of two partners, the one whose code and domain counted first', async () => {
    const database = await town('cloudcodes')
    await refer(database, '2025-02-01T00:00:00Z', brightwave)
    await refer(database, '2025-01-01T00:00:01Z', nova, undefined)
    await refer(database, '2025-03-01T00:00:00Z', nova, 'ACME.nl')
    expect(await sign(database, MARCH, 'D-1', 'partner', '10.000', 'KWD')).toMatchObject({
      value: { partner: 'brightwave', amount: amount('8.500', 'KWD') },
    })
  })
})

describe('invariant 13: the database refuses what is above the ceiling', () => {
  const insert = (
    database: Database,
    o: { list: bigint; ceiling: number; amount: bigint; ppm?: number; kind?: string; journal?: null },
  ) =>
    database
      .write('raw', db =>
        db.run(sql`insert into licence_charge (key, account, partner, program, kind, period, effective, list, currency, ppm,
          ceiling_ppm, amount, terms, accounts, journal, posted_at)
          values (${`raw:${o.list}:${o.amount}`}, 'A-1', 'brightwave', 'copernica', ${o.kind ?? 'customer'}, '2025-03',
            '2025-03-31', cast(${String(o.list)} as integer), 'EUR', ${o.ppm ?? o.ceiling}, ${o.ceiling},
            cast(${String(o.amount)} as integer), 1, 1, ${o.journal === null ? null : 1}, 0)`),
      )
      .then(
        () => 'taken',
        error => raisedBy(error) ?? String(error),
      )

  /** A town with one account and one journal, for the charges to name. */
  async function charges() {
    const database = await town()
    await open(database, MARCH, { account: 'A-1' })
    await act(database, MARCH, cx =>
      licences.recordPayment(cx, {
        partner: brightwave,
        reference: 'R',
        amount: amount('1.00'),
        day: '2025-03-10' as never,
      }),
    )
    return database
  }

  test('0.49 of 0.99 is taken, 0.50 is not; nor a ceiling or a share that is none', async () => {
    const above = 'above the ceiling'
    expect(await insert(await charges(), { list: 99n, ceiling: 500_000, amount: 49n })).toBe('taken')
    const database = await charges()
    expect(await insert(database, { list: 99n, ceiling: 500_000, amount: 50n })).toBe(above)
    expect(await insert(database, { list: 99n, ceiling: 500_000, amount: 49n, ppm: 510_000 })).toBe(above)
    expect(await insert(database, { list: 99n, ceiling: 1_000_001, amount: 49n })).toBe(above)
    expect(await insert(database, { list: 99n, ceiling: 500_000, amount: -1n })).toBe(above)
    expect(await insert(database, { list: 99n, ceiling: 500_000, amount: 1n, kind: 'sandbox' })).toBe('bad charge')
  })

  test('also where list × ppm leaves 64 bits: the greatest list price of all', async () => {
    const most = 9_007_199_254_740_991n
    expect(await insert(await charges(), { list: most, ceiling: 500_000, amount: most / 2n })).toBe('taken')
    expect(await insert(await charges(), { list: most, ceiling: 500_000, amount: most / 2n + 1n })).toBe(
      'above the ceiling',
    )
  })

  test('for any list price and ceiling: floor(list × ceiling) is taken, a unit more is not', async () => {
    const database = await charges()
    await fc.assert(
      fc.asyncProperty(
        fc.bigInt({ min: 0n, max: 9_007_199_254_740_990n }),
        fc.integer({ min: 0, max: 1_000_000 }),
        async (list, ceiling) => {
          const most = (list * BigInt(ceiling)) / 1_000_000n
          const tried = (amount: bigint) => insert(database, { list, ceiling, amount, journal: null })
          expect(await tried(most + 1n)).toBe('above the ceiling')
          // Within the ceiling it is refused only for having no journal.
          if (most > 0n) expect(await tried(most)).toBe('bad charge')
        },
      ),
      runs(60),
    )
  })

  test('what was charged is never changed, deleted or written over', async () => {
    const database = await town()
    await open(database, MARCH, { account: 'A-1' })
    await bill(database, APRIL, '2025-03')
    const tried = (statement: ReturnType<typeof sql>) =>
      database
        .write('tamper', db => db.run(statement))
        .then(
          () => 'done',
          error => raisedBy(error),
        )
    expect(await tried(sql`update licence_charge set amount = 0`)).toBe('append-only')
    expect(await tried(sql`delete from licence_charge`)).toBe('append-only')
    expect(await tried(sql`insert or replace into licence_charge select * from licence_charge`)).toBe('append-only')
    const findings = await licences.verify(looking(database, APRIL))
    expect(findings).toEqual([])
  })
})

describe('the doctor', () => {
  test('names a charge that is above its ceiling, or that the books say differently', async () => {
    const database = await town()
    for (const account of ['A-1', 'A-2']) await open(database, MARCH, { account, listNet: amount('0.99') })
    await bill(database, APRIL, '2025-03')
    await database.write('tamper', async db => {
      await db.run(sql`drop trigger licence_charge_kept`)
      await db.run(sql`pragma ignore_check_constraints = on`)
      await db.run(sql`update licence_charge set amount = 48 where account = 'A-1'`)
      await db.run(sql`update licence_charge set amount = 50 where account = 'A-2'`)
    })
    expect((await licences.verify(looking(database, APRIL))).map(f => f.message)).toEqual([
      'licence:A-1:2025-03: brightwave is charged 48 and owes 49 in the ledger',
      'licence:A-2:2025-03: 50 is above the ceiling of 99',
      'licence:A-2:2025-03: brightwave is charged 50 and owes 49 in the ledger',
    ])
  })

  test('finds a charge sound whose journal was reversed; it is owed no more, and billing does not charge it again', async () => {
    const database = await town()
    await open(database, MARCH, { account: 'A-1' })
    await bill(database, APRIL, '2025-03')
    await act(database, APRIL, cx => ledger.reverse(cx, 1, 'opened by mistake'))
    expect(await owes(database, APRIL)).toEqual(['EUR 0 open 0'])
    expect(await licences.verify(looking(database, APRIL))).toEqual([])
    expect(charged(await bill(database, APRIL, '2025-03'))).toEqual([])
  })
})

test('a month of 2,500 accounts is charged in one go, each once', async () => {
  const database = await town()
  await database.write('many', db =>
    db.run(sql`insert into reseller_account (id, partner, program, customer, kind, brand, list, currency, opened_at, opened_by)
      with recursive n(i) as (select 1 union all select i + 1 from n where i < 2500)
      select 'A-' || i, case i % 2 when 0 then 'nova' else 'brightwave' end, 'copernica', 'acme', 'customer', 'vendor',
        99, 'EUR', 0, 'import' from n`),
  )
  const outcome = await bill(database, APRIL, '2025-03')
  expect(outcome.ok && outcome.value.charges.length).toBe(2500)
  expect(await owes(database, APRIL)).toEqual([`EUR ${1250 * 49} open ${1250 * 49}`])
  expect(charged(await bill(database, APRIL, '2025-03'))).toEqual([])
  expect(await licences.verify(looking(database, APRIL))).toEqual([])
})

test('invariant 13: whatever is opened and closed, what the books say was charged is within the ceiling, line by line', async () => {
  const wish = fc.record({
    list: fc.integer({ min: 1, max: 100_000 }),
    percent: fc.option(fc.integer({ min: 0, max: 50 })),
    currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
    partner: fc.constantFrom(brightwave, nova),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(wish, { minLength: 1, maxLength: 12 }), async wishes => {
      const database = await town()
      for (const [n, w] of wishes.entries()) {
        const decimals = { EUR: 2, JPY: 0, KWD: 3 }[w.currency] ?? 2
        const text = (w.list / 10 ** decimals).toFixed(decimals)
        await open(database, MARCH, {
          account: `A-${n}`,
          partner: w.partner,
          listNet: amount(text, w.currency),
          chargePercent: w.percent === null ? undefined : String(w.percent),
        })
      }
      await bill(database, APRIL, '2025-03')
      const rows = await ledger.journals(looking(database, APRIL), { limit: 50, order: 'oldest' })
      expect(rows).toHaveLength(wishes.length)
      for (const { legs } of rows) {
        const [list, off] = legs
        const due = (list?.amount.minor ?? 0n) - (off?.amount.minor ?? 0n)
        expect(due * 2n <= (list?.amount.minor ?? 0n)).toBe(true)
      }
      expect(await licences.verify(looking(database, APRIL))).toEqual([])
      await database.close()
    }),
    runs(8),
  )
})
