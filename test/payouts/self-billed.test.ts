/** From an agreement to the bank: a month as a self-billed invoice, its tax in the ledger, and the credit note that corrects it. */
import { expect, test } from 'vitest'
import type { Database } from '#db/client.ts'
import { type Actor, SYSTEM, VISITOR } from '#kernel/actor.ts'
import type { Currency } from '#kernel/money.ts'
import type { Day, Month } from '#kernel/period.ts'
import * as ledger from '#ledger/index.ts'
import * as payouts from '#payouts/index.ts'
import { act, freshDatabase, looking, within } from '../support/database.ts'
import { brightwave, northlight, person, town } from './town.ts'

const EUR = 'EUR' as Currency
const m = (text: string) => text as Month
const ann = person({ partner: brightwave, role: 'owner' })
const operator = {
  partner: null,
  name: 'Operator BV',
  street: 'Straat 1',
  postcode: '1000 AA',
  city: 'Amsterdam',
  country: 'NL',
  vatId: 'NL987654321B01',
  ratePercent: '21',
}
const partner = {
  partner: brightwave,
  name: 'Brightwave BV',
  street: 'Gracht 2',
  postcode: '3500 AB',
  city: 'Utrecht',
  country: 'NL',
  vatId: 'NL123456789B01',
}

/** Brightwave with everything that self-billing needs; what was earned in a month is posted by `earn`. */
async function billed(o: { country?: string; vatId?: string; acceptance?: string } = {}) {
  const database = await freshDatabase()
  const { firm, bank, sound } = town(database)
  const at = '2026-01-02T00:00:00Z'
  for (const id of ['brightwave', 'northlight']) await firm(id)
  await bank('brightwave')
  await act(database, at, cx => payouts.setParticulars(cx, operator))
  await act(database, at, cx => payouts.setParticulars(cx, { ...partner, ...o }))
  await act(database, at, cx => payouts.checkVatId(cx, { partner: brightwave, valid: true }))
  await act(
    database,
    at,
    cx => payouts.acceptSelfBilling(cx, { partner: brightwave, acceptance: o.acceptance ?? 'silence' }),
    ann,
  )
  return { database, sound }
}

const earn = (database: Database, cause: string, day: string, minor: number, at = `${day}T12:00:00Z`) => {
  const [expense, payable] = [ledger.commissionExpense('main'), ledger.partnerAccount(brightwave, 'Payable')]
  const [debit, credit] = minor < 0 ? [payable, expense] : [expense, payable]
  return within(database, at, cx =>
    ledger.post(cx, [
      {
        key: `${cause}:${day}`,
        kind: 'settle',
        cause,
        effective: day as Day,
        detail: {},
        legs: [{ debit, credit, amount: { minor: BigInt(Math.abs(minor)), currency: EUR } }],
      },
    ]),
  )
}
const close = (database: Database, month: string, at: string) =>
  act(database, at, cx => payouts.closeMonth(cx, m(month)))
async function paperOf(database: Database, month: string) {
  const found = await payouts.statement(looking(database, '2030-01-01T00:00:00Z'), brightwave, m(month))
  const [paper] = found?.map(one => one.paper) ?? []
  if (!paper) throw new Error(`no statement for ${month}`)
  return paper
}
const due = (database: Database) => payouts.vatDue(looking(database, '2030-01-01T00:00:00Z'), brightwave, EUR)

test('a month is an invoice: what became payable is taxed once, and the tax is owed beside it, never in it', async () => {
  const { database, sound } = await billed()
  await earn(database, 'invoice:I-1', '2026-01-10', 10_01)
  await earn(database, 'invoice:I-2', '2026-01-20', 10_02)
  expect((await close(database, '2026-01', '2026-02-03T09:00:00Z')).ok).toBe(true)
  const paper = await paperOf(database, '2026-01')
  expect(paper.document).toMatchObject({
    kind: 'self-billing',
    supplier: { name: 'Brightwave BV', vatId: 'NL123456789B01' },
    customer: { name: 'Operator BV', vatId: 'NL987654321B01' },
    taxes: [{ treatment: 'domestic', ratePercent: '21', taxable: '20.03', tax: '4.21' }],
    gross: '24.24',
    agreement: { version: 1, acceptedAt: '2026-01-02T00:00:00.000Z', acceptance: 'silence' },
  })
  expect(paper.closing.total).toBe('20.03')
  expect(await due(database)).toBe(421n)
  const [journal] = await ledger.journals(looking(database, '2030-01-01T00:00:00Z'), { limit: 1 })
  expect(journal).toMatchObject({ key: 'vat:brightwave:1', effective: '2026-02-03', period: '2026-02' })
  await sound()
})

test('the payout takes the tax along, and the next statement closes at zero', async () => {
  const { database, sound } = await billed()
  await earn(database, 'invoice:I-1', '2026-01-10', 100_00)
  await close(database, '2026-01', '2026-02-03T09:00:00Z')
  const { prepare, approve, settle, export: exported } = town(database)
  const at = '2026-02-05T00:00:00Z'
  expect((await prepare('FEB', 'ann@example.com', {}, at)).ok).toBe(true)
  await approve('FEB', 'bob@example.com', at)
  await exported('FEB', {}, at)
  await settle('FEB', undefined, at)
  expect(await due(database)).toBe(0n)
  await close(database, '2026-02', '2026-03-03T09:00:00Z')
  const paper = await paperOf(database, '2026-02')
  expect(paper).toMatchObject({
    opening: { total: '100.00' },
    tax: '21.00',
    payouts: '-121.00',
    closing: { payable: '0.00', inPayment: '0.00', total: '0.00' },
    document: { kind: 'statement', taxes: [] },
  })
  await sound()
})

test('what is taken back in a later month is a credit note that names its original, and lowers the tax that is due', async () => {
  const { database, sound } = await billed()
  await earn(database, 'invoice:I-1', '2026-01-10', 100_00)
  await close(database, '2026-01', '2026-02-03T09:00:00Z')
  await earn(database, 'invoice:I-1', '2026-02-10', -40_00)
  await earn(database, 'invoice:I-9', '2026-02-11', -1_00)
  await close(database, '2026-02', '2026-03-03T09:00:00Z')
  const paper = await paperOf(database, '2026-02')
  expect(paper.document).toMatchObject({
    kind: 'self-billing-credit',
    gross: '-49.61',
    taxes: [{ taxable: '-41.00', tax: '-8.61' }],
  })
  expect(paper.lines.map(line => [line.cause, line.corrects])).toEqual([
    ['invoice:I-1', 1],
    ['invoice:I-9', null],
  ])
  expect(await due(database)).toBe(21_00n - 8_61n)
  await sound()
})

test('a partner elsewhere in the EU is invoiced for with the charge reversed: no tax is posted', async () => {
  const { database } = await billed({ country: 'BE', vatId: 'BE0123456789' })
  await earn(database, 'invoice:I-1', '2026-01-10', 100_00)
  await close(database, '2026-01', '2026-02-03T09:00:00Z')
  expect((await paperOf(database, '2026-01')).document.taxes).toEqual([
    { treatment: 'reverse-charge', ratePercent: '0', taxable: '100.00', tax: '0.00' },
  ])
  expect(await due(database)).toBe(0n)
})

test('an agreement that is ended before the issue makes the month a plain statement; issued papers stay', async () => {
  const { database } = await billed()
  await earn(database, 'invoice:I-1', '2026-01-10', 100_00)
  await close(database, '2026-01', '2026-02-03T09:00:00Z')
  const before = await payouts.statement(looking(database, '2026-02-03T09:00:00Z'), brightwave, m('2026-01'))
  await earn(database, 'invoice:I-2', '2026-02-10', 100_00)
  await act(database, '2026-03-02T00:00:00Z', cx => payouts.endSelfBilling(cx, brightwave), ann)
  await close(database, '2026-02', '2026-03-03T09:00:00Z')
  expect((await paperOf(database, '2026-02')).document.kind).toBe('statement')
  await act(database, '2026-03-04T00:00:00Z', cx => payouts.setParticulars(cx, { ...partner, name: 'Brighterwave BV' }))
  await within(database, '2026-03-05T00:00:00Z', payouts.passStatementsDue)
  expect(await payouts.statement(looking(database, '2026-03-05T00:00:00Z'), brightwave, m('2026-01'))).toEqual(before)
})

test('what is changed of a partner is checked again, unless its name, country and VAT id stay', async () => {
  const { database } = await billed()
  const set = (o: object) =>
    act(database, '2026-01-03T00:00:00Z', cx => payouts.setParticulars(cx, { ...partner, ...o }), ann)
  const checked = async () =>
    (await payouts.particulars(looking(database, '2026-01-04T00:00:00Z', ann), brightwave))?.checkedAt !== null
  await set({ street: 'Gracht 3' })
  expect(await checked()).toBe(true)
  await set({ vatId: 'NL123456780B01' })
  expect(await checked()).toBe(false)
  expect(await payouts.treatment(looking(database, '2026-01-04T00:00:00Z', ann), brightwave)).toBeNull()
  const waiting = await payouts.uncheckedVatIds(looking(database, '2026-01-04T00:00:00Z'), 10)
  expect(waiting.map(one => one.vatId)).toEqual(['NL123456780B01'])
})

test('where each paper is accepted by word, a person of the partner says so once, and only for a self-billed one', async () => {
  const { database } = await billed({ acceptance: 'each' })
  await earn(database, 'invoice:I-1', '2026-01-10', 100_00)
  await close(database, '2026-01', '2026-02-03T09:00:00Z')
  const accept = (number: number, actor: Actor, at = '2026-02-04T00:00:00Z') =>
    act(database, at, cx => payouts.acceptStatement(cx, { partner: brightwave, number }), actor)
  expect(await accept(1, person({ partner: northlight, role: 'owner' }))).toEqual({ ok: false, refusal: 'not-allowed' })
  expect(await accept(2, ann)).toEqual({ ok: false, refusal: 'unknown-statement' })
  expect((await accept(1, ann)).ok).toBe(true)
  expect((await accept(1, ann, '2026-02-09T00:00:00Z')).ok).toBe(true)
  expect(await payouts.acceptancesOf(looking(database, '2026-02-09T00:00:00Z', ann), brightwave)).toEqual(
    new Map([[1, new Date('2026-02-04T00:00:00Z')]]),
  )
})

test('who may not, may not: the operator’s particulars, another partner’s, the check, and agreeing for somebody else', async () => {
  const { database } = await billed()
  const at = '2026-01-05T00:00:00Z'
  const no = { ok: false, refusal: 'not-allowed' }
  const finance = person({ partner: brightwave, role: 'finance' })
  expect(await act(database, at, cx => payouts.setParticulars(cx, operator), ann)).toEqual(no)
  expect(await act(database, at, cx => payouts.setParticulars(cx, { ...partner, partner: northlight }), ann)).toEqual(
    no,
  )
  expect(await act(database, at, cx => payouts.checkVatId(cx, { partner: brightwave, valid: false }), ann)).toEqual(no)
  expect(
    await act(database, at, cx => payouts.acceptSelfBilling(cx, { partner: brightwave, acceptance: 'each' }), finance),
  ).toEqual(no)
  expect(await act(database, at, cx => payouts.endSelfBilling(cx, brightwave), finance)).toEqual(no)
  for (const actor of [VISITOR, person({ partner: northlight, role: 'owner' }), person({ staff: 'moderator' })]) {
    const cx = looking(database, at, actor)
    expect([await payouts.particulars(cx, brightwave), await payouts.agreementOf(cx, brightwave)]).toEqual([null, null])
  }
  expect(
    await act(database, at, cx => payouts.acceptSelfBilling(cx, { partner: northlight, acceptance: 'each' }), SYSTEM),
  ).toEqual({
    ok: false,
    refusal: 'incomplete',
  })
})
