import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { type Database, raisedBy } from '#db/client.ts'
import type { Actor } from '#kernel/actor.ts'
import type { PartnerId, UserId } from '#kernel/id.ts'
import { money } from '#kernel/money.ts'
import * as ledger from '#ledger/index.ts'
import * as licences from '#licences/index.ts'
import { act, looking } from '../support/database.ts'
import { amount, APRIL, bill, books, brightwave, day, MARCH, nova, open, owes, town } from './town.ts'

const finance: Actor = {
  kind: 'user',
  user: 'usr_1' as UserId,
  email: 'finn@guildhall.example',
  name: 'Finn',
  customer: null,
  partner: null,
  staff: ['finance'],
}
/** Brightwave owes 24.50 for March, and has 10.00 payable. */
async function debt(): Promise<Database> {
  const database = await town()
  await open(database, MARCH, { account: 'A-1' })
  await bill(database, APRIL, '2025-03')
  await database.write('earn', db =>
    ledger.post({ db, now: new Date(APRIL), actor: { kind: 'system' } }, [
      {
        key: 'settle:invoice:I-1:1',
        kind: 'settle',
        cause: 'invoice:I-1',
        effective: day('2025-03-20'),
        detail: {},
        legs: [
          {
            debit: ledger.commissionExpense('copernica'),
            credit: ledger.partnerAccount('brightwave', 'Payable'),
            amount: amount('10.00'),
          },
        ],
      },
    ]),
  )
  return database
}
type Wish = Partial<Parameters<typeof licences.recordPayment>[1]>
const pay = (database: Database, o: Wish = {}, at = APRIL, actor: Actor = finance) =>
  act(
    database,
    at,
    cx =>
      licences.recordPayment(cx, {
        partner: brightwave,
        reference: 'BANK-7',
        amount: amount('20.00'),
        day: day('2025-04-01'),
        ...o,
      }),
    actor,
  )
const setOff = (database: Database, text: string, reference = 'SO-1', actor: Actor = finance) =>
  act(database, APRIL, cx => licences.setOff(cx, { partner: brightwave, reference, amount: amount(text) }), actor)
const agree = (database: Database, agreed: boolean, note = 'letter of 3 March') =>
  act(database, APRIL, cx => licences.agreeSetOff(cx, { partner: brightwave, agreed, note }), finance)

describe('a partner pays what it was charged', () => {
  test('from the bank to what it owes; what is open is what was charged less what was paid', async () => {
    const database = await debt()
    expect(await pay(database)).toMatchObject({ ok: true })
    expect(await owes(database, APRIL)).toEqual(['EUR 2450 open 450'])
    expect(await books(database, APRIL)).toContain('Assets:Bank:Payout EUR 2000')
    await pay(database, { reference: 'BANK-8', amount: amount('4.50') })
    expect(await owes(database, APRIL)).toEqual(['EUR 2450 open 0'])
    const kept = await licences.paymentsOf(looking(database, APRIL, finance), brightwave)
    expect(kept.map(p => `${p.kind} ${p.reference} ${p.amount.minor}`)).toEqual([
      'payment BANK-8 450',
      'payment BANK-7 2000',
    ])
  })

  test('M11: the same reference again is the same payment; with another amount it is a conflict', async () => {
    const database = await debt()
    await pay(database)
    expect(await pay(database, {}, '2025-06-01T00:00:00Z')).toMatchObject({ ok: true })
    expect(await owes(database, APRIL)).toEqual(['EUR 2450 open 450'])
    expect(await pay(database, { amount: amount('20.01') })).toMatchObject({ refusal: 'id-conflict' })
    expect(await pay(database, { partner: nova })).toMatchObject({ ok: true })
  })

  test('more than is open stands to its credit, and the next month takes it', async () => {
    const database = await debt()
    await pay(database, { amount: amount('30.00') })
    expect(await owes(database, APRIL)).toEqual(['EUR 2450 open -550'])
    await bill(database, '2025-05-01T06:00:00Z', '2025-04')
    expect(await owes(database, '2025-05-01T06:00:00Z')).toEqual(['EUR 4900 open 1900'])
  })

  test('M23: is refused without an amount, for a day to come, for nobody, and by who is not of finance', async () => {
    const database = await debt()
    expect(await pay(database, { amount: money(0n, amount('1.00').currency) })).toMatchObject({ refusal: 'bad-amount' })
    expect(await pay(database, { day: day('2025-04-02') })).toMatchObject({ refusal: 'in-the-future' })
    expect(await pay(database, { partner: 'who' as PartnerId })).toMatchObject({ refusal: 'unknown-partner' })
    expect(await pay(database, { reference: '' })).toMatchObject({ refusal: 'bad-id' })
    const owner: Actor = { ...finance, staff: [], partner: { id: brightwave, role: 'owner' } } as Actor
    expect(await pay(database, {}, APRIL, owner)).toMatchObject({ refusal: 'not-allowed' })
    expect(await owes(database, APRIL)).toEqual(['EUR 2450 open 2450'])
  })

  test('what was paid is never changed or deleted', async () => {
    const database = await debt()
    await pay(database)
    const tried = (statement: ReturnType<typeof sql>) =>
      database
        .write('tamper', db => db.run(statement))
        .then(
          () => 'done',
          error => raisedBy(error),
        )
    expect(await tried(sql`update licence_payment set amount = 1`)).toBe('append-only')
    expect(await tried(sql`delete from licence_payment`)).toBe('append-only')
    expect(await tried(sql`insert or replace into licence_payment select * from licence_payment`)).toBe('append-only')
  })
})

describe('licence month: no set-off without agreement', () => {
  test('without a recorded agreement nothing is set off, and none after it ended', async () => {
    const database = await debt()
    expect(await setOff(database, '5.00')).toMatchObject({ refusal: 'set-off-not-agreed' })
    expect(await agree(database, true, ' ')).toMatchObject({ refusal: 'reason-required' })
    await agree(database, true)
    expect(await setOff(database, '5.00')).toMatchObject({ ok: true })
    await agree(database, false, 'letter of 4 April')
    expect(await setOff(database, '1.00', 'SO-2')).toMatchObject({ refusal: 'set-off-not-agreed' })
    const kept = await licences.setOffAgreement(looking(database, APRIL, finance), brightwave)
    expect(kept).toMatchObject({ agreed: false, note: 'letter of 4 April' })
  })

  test('never more than is payable, nor more than is open, to the cent', async () => {
    const database = await debt()
    await agree(database, true)
    expect(await setOff(database, '10.01')).toMatchObject({ refusal: 'more-than-payable' })
    expect(await setOff(database, '24.51')).toMatchObject({ refusal: 'more-than-open' })
    expect(await setOff(database, '10.00')).toMatchObject({ ok: true })
    expect(await owes(database, APRIL)).toEqual(['EUR 2450 open 1450'])
    expect(await ledger.balancesOf(looking(database, APRIL), brightwave)).toMatchObject([{ payable: 0n }])
    expect(await setOff(database, '10.00')).toMatchObject({ ok: true })
    expect(await setOff(database, '0.01', 'SO-2')).toMatchObject({ refusal: 'more-than-payable' })
    expect(await owes(database, APRIL)).toEqual(['EUR 2450 open 1450'])
  })

  test('sums never mix currencies: euros that are payable pay no yen that are owed', async () => {
    const database = await debt()
    await agree(database, true)
    await open(database, MARCH, { account: 'Y', listNet: amount('999', 'JPY') })
    await bill(database, APRIL, '2025-03')
    const wish = { partner: brightwave, reference: 'SO-Y', amount: amount('1', 'JPY') }
    expect(await act(database, APRIL, cx => licences.setOff(cx, wish), finance)).toMatchObject({
      refusal: 'more-than-payable',
    })
  })

  test('another partner reads neither payments nor agreement', async () => {
    const database = await debt()
    await pay(database)
    await agree(database, true)
    const nora: Actor = { ...finance, staff: [], partner: { id: nova, role: 'owner' } } as Actor
    expect(await licences.paymentsOf(looking(database, APRIL, nora), brightwave)).toEqual([])
    expect(await licences.setOffAgreement(looking(database, APRIL, nora), brightwave)).toBeNull()
    expect(await licences.chargesOf(looking(database, APRIL, nora), brightwave)).toEqual([])
    expect(await licences.chargedMonths(looking(database, APRIL, nora), brightwave)).toEqual([])
    expect(await licences.chargedMonths(looking(database, APRIL, nora), null)).toEqual([])
  })
})
