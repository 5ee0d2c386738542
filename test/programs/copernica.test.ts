import { describe, expect, test } from 'vitest'
import * as attribution from '#attribution/index.ts'
import * as directory from '#directory/index.ts'
import { type Actor, VISITOR } from '#kernel/actor.ts'
import type { UserId } from '#kernel/id.ts'
import type { Day } from '#kernel/period.ts'
import * as licences from '#licences/index.ts'
import * as programs from '#programs/index.ts'
import * as reviews from '#reviews/index.ts'
import { userOf } from '../attribution/town.ts'
import { dealScene } from '../commissions/deal-scene.ts'
import { amount, c, p, scene } from '../commissions/scene.ts'
import { act, freshDatabase, looking } from '../support/database.ts'

/** Two firms in the program since New Year, and two customers that chose nobody yet. */
async function town() {
  const database = await freshDatabase()
  const s = scene(database)
  for (const id of ['brightwave', 'clearpath']) await s.partner('2025-01-01T09:00:00Z', id)
  for (const id of ['acme', 'beta']) await s.customer('2025-01-01T09:00:00Z', id)
  const { termsOf: terms, publish, verb } = dealScene(database, 'copernica')
  return { database, s: { ...s, terms, publish, verb } }
}
const person = (email: string): Extract<Actor, { kind: 'user' }> => ({
  kind: 'user',
  user: email as UserId,
  email,
  name: email,
  customer: null,
  partner: null,
  staff: [],
})
const REVIEW: reviews.ReviewContent = {
  overall: 4,
  sub: { quality: 4, communication: 4, timeliness: 4, value: 4 },
  recommend: 8,
  text: {
    language: 'en',
    title: 'They listen',
    challenge: 'One newsletter for everybody.',
    wentWell: 'Live within four weeks.',
    couldBeBetter: 'A shorter report.',
    text: '',
  },
  identity: { role: 'Owner', industry: 'retail', companySize: '11-50', shownAs: null },
  project: { from: null, to: null, budget: null, services: [] },
  declarations: { connection: false, incentive: false },
}
const amounts = async (s: Pick<ReturnType<typeof scene>, 'earnings'>, partner: string) =>
  (await s.earnings(partner)).entries.map(
    e => `${e.cause.replace('invoice:', '')} ${e.amount}${e.reason ? ` ${e.reason}` : ''}`,
  )

describe('COP, the directory program', () => {
  test('COP-1 whoever is not signed in reads the directory, and selects nothing; the customer’s own person does', async () => {
    const { database, s } = await town()
    const row = { partner: p('brightwave'), summary: 'Newsletters that people open' }
    await s.verb('2025-01-02T00:00:00Z', cx => directory.importListings(cx, [row as never]))
    const at = '2025-02-01T00:00:00Z'
    const emma = await userOf(database, 'Emma', { customer: c('acme') })
    const unproved = await userOf(database, 'Erik', { customer: c('acme'), verified: false })
    for (const actor of [VISITOR, emma]) {
      const found = await directory.publishedListings(looking(database, at, actor), [p('brightwave'), p('clearpath')])
      expect([...found.values()].map(one => [one.partner, one.texts])).toEqual([
        ['brightwave', { en: expect.objectContaining({ summary: 'Newsletters that people open' }) }],
      ])
    }
    const choose = (actor: Actor) =>
      act(database, at, cx => attribution.selectPartner(cx, { customer: c('acme'), partner: p('brightwave') }), actor)
    expect(await choose(VISITOR)).toMatchObject({ refusal: 'not-allowed' })
    const paul = await userOf(database, 'Paul', { customer: c('beta') })
    for (const actor of [paul, unproved]) expect(await choose(actor)).toMatchObject({ refusal: 'not-allowed' })
    expect(await choose(emma)).toMatchObject({ ok: true })
  })

  test('COP-2 a partner’s own people write its profile and cases and no review; the end user that chose it writes one', async () => {
    const { database, s } = await town()
    await s.select('2025-01-05T00:00:00Z', 'acme', 'brightwave')
    const mila: Actor = { ...person('mila@brightwave.example'), partner: { id: p('brightwave'), role: 'owner' } }
    const emma: Actor = { ...person('emma@acme.example'), customer: c('acme') }
    const at = '2025-03-01T00:00:00Z'
    const draft = (actor: Actor) =>
      act(
        database,
        at,
        cx => directory.saveDraft(cx, { partner: p('brightwave'), content: directory.EMPTY_LISTING }),
        actor,
      )
    expect([(await draft(mila)).ok, (await draft(emma)).ok]).toEqual([true, false])
    const review = (actor: Actor) =>
      act(
        database,
        at,
        cx => reviews.writeReview(cx, { customer: c('acme'), partner: p('brightwave'), content: REVIEW }),
        actor,
      )
    for (const actor of [mila, VISITOR, { ...person('ruben@operator.example'), staff: ['moderator' as const] }])
      expect((await review(actor)).ok).toBe(false)
    expect(await review(emma)).toMatchObject({ ok: true })
  })

  test('M26 the mean counts what is published and nothing that waits; who chose another partner does not rate this one', async () => {
    const { database, s } = await town()
    for (const customer of ['acme', 'beta']) await s.select('2025-01-05T00:00:00Z', customer, 'brightwave')
    await s.customer('2025-01-01T09:00:00Z', 'gamma')
    await s.select('2025-01-05T00:00:00Z', 'gamma', 'clearpath')
    const at = '2025-03-01T00:00:00Z'
    const write = (customer: string, overall: reviews.Stars) =>
      act(database, at, cx =>
        reviews.writeReview(cx, {
          customer: c(customer),
          partner: p('brightwave'),
          content: { ...REVIEW, overall, sub: null, recommend: null },
        }),
      )
    const mean = async () =>
      (await reviews.ratingsOf(looking(database, at), [p('brightwave')])).get(p('brightwave'))?.mean ?? null
    const five = await write('acme', 5)
    await write('beta', 1)
    expect(await write('gamma', 1)).toMatchObject({ refusal: 'not-bound' })
    expect(await mean()).toBeNull()
    if (!five.ok) throw new Error(five.refusal)
    await s.verb(at, cx => reviews.decide(cx, { review: five.value.id, decision: 'publish', reason: null }))
    expect(await mean()).toBe(5)
  })

  test('COP-3 selecting binds at that instant, with no approval step', async () => {
    const { database, s } = await town()
    const binding = await s.select('2025-03-15T10:00:00Z', 'acme', 'brightwave')
    expect(binding).toMatchObject({
      customer: 'acme',
      partner: 'brightwave',
      from: new Date('2025-03-15T10:00:00Z'),
      until: null,
    })
    expect(await attribution.bindingOf(looking(database, '2025-03-15T10:00:00Z'), c('acme'))).toMatchObject({
      partner: 'brightwave',
    })
    expect(await attribution.bindingOf(looking(database, '2025-03-15T09:59:59.999Z'), c('acme'))).toBeNull()
  })

  test('COP-4 ten per cent of all net turnover from that instant, renewals too, with no cap and no end', async () => {
    const { database, s } = await town()
    await s.select('2025-03-15T10:00:00Z', 'acme', 'brightwave')
    await s.invoice('2025-03-15T10:00:00Z', 'FIRST', 'acme', '100.00')
    await act(database, '2025-03-20T00:00:00Z', cx => attribution.openDeal(cx, { deal: 'D-1', customer: 'acme' }))
    await s.invoice('2025-04-01T00:00:00Z', 'OTHER-PRODUCT', 'acme', '12.34', 'EUR', { deal: 'D-1' })
    await s.invoice('2026-03-15T10:00:00Z', 'RENEWAL', 'acme', '9999999.99')
    await s.invoice('2029-12-31T23:59:59Z', 'YEARS-LATER', 'acme', '1.00')
    expect(await amounts(s, 'brightwave')).toEqual([
      'FIRST 10.00',
      'OTHER-PRODUCT 1.23',
      'RENEWAL 1000000.00',
      'YEARS-LATER 0.10',
    ])
  })

  test('COP-5 turnover dated before the binding instant earns nothing, by a millisecond', async () => {
    const { s } = await town()
    await s.select('2025-03-15T10:00:00Z', 'acme', 'brightwave')
    const dated = (at: string) => ({ occurredAt: new Date(at) })
    await s.invoice('2025-03-20T00:00:00Z', 'BEFORE', 'acme', '100.00', 'EUR', dated('2025-03-15T09:59:59.999Z'))
    await s.invoice('2025-03-20T00:00:00Z', 'AT', 'acme', '100.00', 'EUR', dated('2025-03-15T10:00:00.000Z'))
    expect(await amounts(s, 'brightwave')).toEqual(['AT 10.00', 'BEFORE 0.00 not-bound'])
  })

  test('COP-5 another customer’s turnover never counts, nor is it shown', async () => {
    const { s } = await town()
    await s.select('2025-03-15T10:00:00Z', 'acme', 'brightwave')
    await s.invoice('2025-03-20T00:00:00Z', 'BETA-1', 'beta', '100.00')
    expect(await amounts(s, 'brightwave')).toEqual([])
  })

  test('COP-6 accrued at the invoice, payable in proportion as it is paid, all of it when paid in full', async () => {
    const { s } = await town()
    await s.select('2025-03-15T10:00:00Z', 'acme', 'brightwave')
    await s.invoice('2025-04-01T00:00:00Z', 'INV-1', 'acme', '333.33')
    expect(await s.money('brightwave')).toEqual(['EUR 33.33 0.00 0.00 0.00 0.00'])
    await s.payment('2025-04-10T00:00:00Z', 'P-1', 'INV-1', '111.11')
    expect(await s.money('brightwave')).toEqual(['EUR 22.22 11.11 0.00 0.00 0.00'])
    await s.payment('2025-04-11T00:00:00Z', 'P-2', 'INV-1', '222.21')
    expect(await s.money('brightwave')).toEqual(['EUR 0.00 33.33 0.00 0.00 0.00'])
    expect(await s.lines('brightwave', '2025-04-10')).toEqual([
      'invoice:INV-1 333.33 33.33 EUR 2025-04-01 2025-04-10 -',
    ])
    await s.payment('2025-04-12T00:00:00Z', 'P-3', 'INV-1', '0.01')
    expect(await s.money('brightwave')).toEqual(['EUR 0.00 33.33 0.00 0.00 0.00'])
    expect(await s.lines('brightwave')).toEqual(['invoice:INV-1 333.33 33.33 EUR 2025-04-01 2025-04-11 -'])
  })

  test('COP-7 a switch ends the old binding as the new one begins, and the invoice’s instant decides who earns', async () => {
    const { s } = await town()
    await s.select('2025-03-15T10:00:00Z', 'acme', 'brightwave')
    await s.select('2025-06-01T10:00:00Z', 'acme', 'clearpath')
    const dated = (at: string) => ({ occurredAt: new Date(at) })
    await s.invoice('2025-07-01T00:00:00Z', 'LAST', 'acme', '100.00', 'EUR', dated('2025-06-01T09:59:59.999Z'))
    await s.invoice('2025-07-01T00:00:00Z', 'NEXT', 'acme', '100.00', 'EUR', dated('2025-06-01T10:00:00.000Z'))
    expect(await amounts(s, 'brightwave')).toEqual(['LAST 10.00', 'NEXT 0.00 not-bound'])
    expect(await amounts(s, 'clearpath')).toEqual(['LAST 0.00 not-bound', 'NEXT 10.00'])
    await s.payment('2025-07-05T00:00:00Z', 'P-1', 'LAST', '100.00')
    expect(await s.money('brightwave')).toEqual(['EUR 0.00 10.00 0.00 0.00 0.00'])
  })

  test.each([
    'customer',
    'partner',
    'vendor',
  ] as const)('COP-7, COP-8 a customer let go by the %s earns until that instant; who did it is kept', async by => {
    const { database, s } = await town()
    await s.select('2025-03-15T10:00:00Z', 'acme', 'brightwave')
    await s.release('2025-06-01T10:00:00Z', 'acme', 'brightwave', by)
    const dated = (at: string) => ({ occurredAt: new Date(at) })
    await s.invoice('2025-07-01T00:00:00Z', 'LAST', 'acme', '100.00', 'EUR', dated('2025-06-01T09:59:59.999Z'))
    await s.invoice('2025-07-01T00:00:00Z', 'NEXT', 'acme', '100.00', 'EUR', dated('2025-06-01T10:00:00.000Z'))
    expect(await amounts(s, 'brightwave')).toEqual(['LAST 10.00', 'NEXT 0.00 not-bound'])
    const [last] = await attribution.historyOf(looking(database, '2025-07-01T00:00:00Z'), c('acme'))
    expect(last).toMatchObject({ until: new Date('2025-06-01T10:00:00Z'), closedBy: by })
  })

  test('COP-8 the reason is kept with who did it; another partner releases nothing, and the customer of nobody cannot be released', async () => {
    const { database, s } = await town()
    await s.select('2025-03-15T10:00:00Z', 'acme', 'brightwave')
    const release = (partner: string, actor: Actor) =>
      act(
        database,
        '2025-06-01T10:00:00Z',
        cx => {
          const wish = { customer: c('acme'), partner: p(partner), by: 'partner' as const, reason: ' Too far away ' }
          return attribution.releaseCustomer(cx, wish)
        },
        actor,
      )
    const of = (partner: string): Actor => ({
      ...person(`owner@${partner}.example`),
      partner: { id: p(partner), role: 'owner' },
    })
    expect((await release('brightwave', of('clearpath'))).ok).toBe(false)
    expect((await release('clearpath', of('clearpath'))).ok).toBe(false)
    expect(await release('brightwave', of('brightwave'))).toMatchObject({ ok: true })
    const [last] = await attribution.historyOf(looking(database, '2025-07-01T00:00:00Z'), c('acme'))
    expect(last).toMatchObject({ closedBy: 'partner', reason: 'Too far away' })
    expect(await release('brightwave', of('brightwave'))).toMatchObject({ refusal: 'not-bound' })
  })

  test.each([
    ['50', 'ok'],
    ['50.0001', 'above-ceiling'],
    ['51', 'above-ceiling'],
  ])('COP-9, COP-10 an account at %s per cent of list: %s', async (chargePercent, answer) => {
    const { database } = await town()
    const opened = await act(database, '2025-03-01T00:00:00Z', cx =>
      licences.openAccount(cx, {
        account: 'A-1',
        partner: p('brightwave'),
        customer: c('acme'),
        brand: 'white-label',
        access: 'managed',
        listNet: amount('0.99', 'EUR'),
        chargePercent,
      }),
    )
    expect(opened.ok ? 'ok' : opened.refusal).toBe(answer)
  })

  test('COP-10 a setting of 51 per cent is refused as the operator’s terms too, one of 50 is taken', async () => {
    const { s } = await town()
    const [terms] = await s.terms()
    const body = (percentOfList: string, ceilingPercent: string) => ({
      ...terms,
      licence: { ...terms?.licence, percentOfList, ceilingPercent },
    })
    await expect(s.publish('2025-02-01T00:00:00Z', body('51', '50'), '2025-03-01')).rejects.toThrow()
    await expect(s.publish('2025-02-01T00:00:00Z', body('51', '51'), '2025-03-01')).rejects.toThrow()
    await s.publish('2025-02-01T00:00:00Z', body('50', '50'), '2025-03-01')
  })
})

describe('G, what holds for every program', () => {
  test('G1 an entry names the version it was computed with, and new terms change no past one', async () => {
    const { database, s } = await town()
    await s.select('2025-03-15T10:00:00Z', 'acme', 'brightwave')
    await s.invoice('2025-04-01T00:00:00Z', 'INV-1', 'acme', '100.00')
    const publish = (from: string) =>
      act(database, '2025-04-10T12:00:00Z', async cx => {
        const [first] = await programs.termsOf(cx, 'copernica')
        if (!first) throw new Error('a program has terms')
        const { program: _, version: __, from: ___, ...body } = first
        const earns = body.earns.map(rule => ({ ...rule, rate: '12.5' }))
        return programs.publishTerms(cx, 'copernica', { ...body, earns }, from as Day)
      })
    expect(await publish('2025-04-24')).toEqual({ ok: false, refusal: 'too-soon' })
    expect((await publish('2025-04-25')).ok).toBe(true)
    await s.invoice('2025-04-24T23:59:59Z', 'INV-2', 'acme', '100.00')
    await s.invoice('2025-04-25T00:00:00Z', 'INV-3', 'acme', '100.00')
    await s.credit('2025-05-01T00:00:00Z', 'CN-1', 'acme', '50.00', 'EUR', { invoice: 'INV-1' })
    const { entries } = await s.earnings('brightwave')
    expect(entries.map(e => [e.cause, e.terms, e.ratePercent, e.amount])).toEqual([
      ['invoice:INV-1', 1, '10', '5.00'],
      ['invoice:INV-2', 1, '10', '10.00'],
      ['invoice:INV-3', 2, '12.5', '12.50'],
    ])
  })

  test('G2 what earns nothing leaves an entry worth nothing, with the first condition that failed', async () => {
    const { s } = await town()
    await s.partner('2025-05-01T15:00:00Z', 'daybreak')
    await s.select('2025-05-02T10:00:00Z', 'acme', 'daybreak')
    const dated = (at: string) => ({ occurredAt: new Date(at) })
    await s.invoice('2025-05-03T00:00:00Z', 'A', 'acme', '10.00', 'EUR', dated('2025-04-30T23:59:59Z'))
    await s.invoice('2025-05-03T00:00:00Z', 'B', 'acme', '20.00', 'EUR', dated('2025-05-01T14:59:59Z'))
    await s.invoice('2025-05-03T00:00:00Z', 'C', 'acme', '30.00', 'EUR', dated('2025-05-01T15:00:00Z'))
    await s.invoice('2025-05-03T00:00:00Z', 'D', 'acme', '40.00', 'EUR', dated('2025-05-02T10:00:00Z'))
    expect((await s.earnings('daybreak')).entries.map(e => [e.cause, e.base, e.amount, e.reason])).toEqual([
      ['invoice:A', '10.00', '0.00', 'partner-not-active'],
      ['invoice:B', '20.00', '0.00', 'agreement-not-accepted'],
      ['invoice:C', '30.00', '0.00', 'not-bound'],
      ['invoice:D', '40.00', '4.00', null],
    ])
  })

  test('G3 one earner: the bases of all partners never exceed the turnover', async () => {
    const { s } = await town()
    for (const [month, partner] of [
      ['02', 'brightwave'],
      ['03', 'clearpath'],
      ['04', 'brightwave'],
      ['05', 'clearpath'],
    ])
      await s.select(`2025-${month}-01T00:00:00Z`, 'acme', partner ?? '')
    for (let day = 1; day <= 28; day += 3)
      for (const month of ['01', '02', '03', '04', '05'])
        await s.invoice('2025-06-01T00:00:00Z', `${month}-${day}`, 'acme', '10.00', 'EUR', {
          occurredAt: new Date(`2025-${month}-${String(day).padStart(2, '0')}T00:00:00Z`),
        })
    const all = [...(await s.earnings('brightwave')).entries, ...(await s.earnings('clearpath')).entries]
    const earned = all.filter(e => e.reason === null)
    expect(new Set(earned.map(e => e.cause)).size).toBe(earned.length)
    expect(earned).toHaveLength(40)
    expect(all).toHaveLength(100)
  })

  test('G4 a late fact is accrued by its own date and posted in the open month', async () => {
    const { database, s } = await town()
    const payouts = await import('#payouts/index.ts')
    await s.select('2025-03-15T10:00:00Z', 'acme', 'brightwave')
    await s.select('2025-06-01T10:00:00Z', 'acme', 'clearpath')
    expect((await act(database, '2025-07-02T00:00:00Z', cx => payouts.closeMonth(cx, '2025-06' as never))).ok).toBe(
      true,
    )
    await s.invoice('2025-07-03T00:00:00Z', 'LATE', 'acme', '100.00', 'EUR', {
      occurredAt: new Date('2025-04-01T00:00:00Z'),
    })
    expect(await s.lines('brightwave')).toEqual(['invoice:LATE 100.00 10.00 EUR 2025-04-01 - -'])
    expect(await s.lines('brightwave', '2025-07-02')).toEqual([])
    const ledger = await import('#ledger/index.ts')
    const [journal] = await ledger.journals(s.as(), { limit: 1, cause: 'invoice:LATE' })
    expect(journal).toMatchObject({ effective: '2025-04-01', period: '2025-07', late: true })
  })

  test('G5 every currency by itself, with its own decimals, halves away from zero in both directions', async () => {
    const { s } = await town()
    await s.select('2025-03-15T10:00:00Z', 'acme', 'brightwave')
    await s.invoice('2025-04-01T00:00:00Z', 'E', 'acme', '0.05')
    await s.invoice('2025-04-01T00:00:00Z', 'J', 'acme', '1005', 'JPY')
    await s.invoice('2025-04-01T00:00:00Z', 'K', 'acme', '1.234', 'KWD')
    await s.invoice('2025-04-01T00:00:00Z', 'L', 'acme', '1.0004', 'CLF')
    await s.credit('2025-04-02T00:00:00Z', 'CE', 'acme', '0.05')
    await s.credit('2025-04-02T00:00:00Z', 'CJ', 'acme', '1004', 'JPY')
    expect((await s.earnings('brightwave')).entries.map(e => `${e.cause} ${e.amount} ${e.currency}`)).toEqual([
      'invoice:E 0.01 EUR',
      'invoice:J 101 JPY',
      'invoice:K 0.123 KWD',
      'invoice:L 0.1000 CLF',
      'credit-note:CE -0.01 EUR',
      'credit-note:CJ -100 JPY',
    ])
    expect(await s.money('brightwave')).toEqual([
      'CLF 0.1000 0.0000 0.0000 0.0000 0.0000',
      'EUR 0.01 -0.01 0.00 0.00 0.00',
      'JPY 101 -100 0 0 0',
      'KWD 0.123 0.000 0.000 0.000 0.000',
    ])
  })

  test('G6, M1 a refund in any parts, before and after payment, ends at exactly the right amount', async () => {
    const { s } = await town()
    await s.select('2025-03-15T10:00:00Z', 'acme', 'brightwave')
    await s.invoice('2025-04-01T00:00:00Z', 'INV-1', 'acme', '100.00')
    await s.credit('2025-04-05T00:00:00Z', 'C-1', 'acme', '30.00', 'EUR', { invoice: 'INV-1' })
    expect(await s.money('brightwave')).toEqual(['EUR 7.00 0.00 0.00 0.00 0.00'])
    await s.payment('2025-04-10T00:00:00Z', 'P-1', 'INV-1', '70.00')
    expect(await s.money('brightwave')).toEqual(['EUR 0.00 7.00 0.00 0.00 0.00'])
    for (const [i, part] of ['0.01', '23.33', '46.66'].entries())
      await s.credit(`2025-05-0${i + 1}T00:00:00Z`, `C-${i + 2}`, 'acme', part, 'EUR', { invoice: 'INV-1' })
    expect(await s.money('brightwave')).toEqual(['EUR 0.00 0.00 0.00 0.00 0.00'])
    expect(await s.lines('brightwave')).toEqual(['invoice:INV-1 0.00 0.00 EUR 2025-04-01 - -'])
    await s.credit('2025-05-09T00:00:00Z', 'C-9', 'acme', '500.00', 'EUR', { invoice: 'INV-1' })
    expect(await s.money('brightwave')).toEqual(['EUR 0.00 0.00 0.00 0.00 0.00'])
  })

  test('G6, M2 a refund after the month was closed is an entry by itself and nets what comes next', async () => {
    const { database, s } = await town()
    const payouts = await import('#payouts/index.ts')
    await s.select('2025-03-15T10:00:00Z', 'acme', 'brightwave')
    await s.invoice('2025-04-01T00:00:00Z', 'INV-1', 'acme', '100.00')
    await s.payment('2025-04-02T00:00:00Z', 'P-1', 'INV-1', '100.00')
    await act(database, '2025-05-02T00:00:00Z', cx => payouts.closeMonth(cx, '2025-04' as never))
    await s.credit('2025-05-03T00:00:00Z', 'C-1', 'acme', '100.00', 'EUR', {
      invoice: 'INV-1',
      occurredAt: new Date('2025-04-20T00:00:00Z'),
    })
    expect(await s.money('brightwave', '2025-05-02')).toEqual(['EUR 0.00 10.00 0.00 0.00 0.00'])
    expect(await s.money('brightwave')).toEqual(['EUR 0.00 0.00 0.00 0.00 0.00'])
    await s.credit('2025-05-04T00:00:00Z', 'ALONE', 'acme', '50.00')
    await s.invoice('2025-05-05T00:00:00Z', 'INV-2', 'acme', '80.00')
    await s.payment('2025-05-06T00:00:00Z', 'P-2', 'INV-2', '80.00')
    expect(await s.money('brightwave')).toEqual(['EUR 0.00 3.00 0.00 0.00 0.00'])
  })

  test('M12 a refund lowers its own invoice and no other of the same customer', async () => {
    const { s } = await town()
    await s.select('2025-03-15T10:00:00Z', 'acme', 'brightwave')
    for (const n of [1, 2, 3]) await s.invoice('2025-04-01T00:00:00Z', `INV-${n}`, 'acme', '100.00')
    await s.credit('2025-04-05T00:00:00Z', 'C-1', 'acme', '100.00', 'EUR', { invoice: 'INV-2' })
    expect(await amounts(s, 'brightwave')).toEqual(['INV-1 10.00', 'INV-2 0.00', 'INV-3 10.00'])
  })

  test('M9 an invoice told twice, under two event ids, earns once', async () => {
    const { s } = await town()
    await s.select('2025-03-15T10:00:00Z', 'acme', 'brightwave')
    const same = { occurredAt: new Date('2025-04-01T00:00:00Z') }
    await s.invoice('2025-04-01T00:00:00Z', 'INV-1', 'acme', '100.00', 'EUR', same)
    await s.invoice('2025-04-02T00:00:00Z', 'INV-1', 'acme', '100.00', 'EUR', { ...same, eventId: 'webhook-9' })
    expect(await amounts(s, 'brightwave')).toEqual(['INV-1 10.00'])
    expect(await s.money('brightwave')).toEqual(['EUR 10.00 0.00 0.00 0.00 0.00'])
  })

  test('G8 nobody is bound to its own company, however the domain is written', async () => {
    const { database, s } = await town()
    await s.partner('2025-01-02T00:00:00Z', 'eastgate', { domain: 'eastgate.example' })
    await s.customer('2025-01-02T00:00:00Z', 'east', { domain: 'www.EASTGATE.example' })
    await s.customer('2025-01-02T00:00:00Z', 'other', { domain: 'notEastgate.example' })
    const choose = (customer: string) =>
      act(database, '2025-01-03T00:00:00Z', cx =>
        attribution.selectPartner(cx, { customer: c(customer), partner: p('eastgate') }),
      )
    expect(await choose('east')).toEqual({ ok: false, refusal: 'self-dealing' })
    expect((await choose('other')).ok).toBe(true)
  })

  test('G9 nothing new accrues from the day of suspension, what was earned stays and is still paid and credited', async () => {
    const { s } = await town()
    await s.select('2025-03-15T10:00:00Z', 'acme', 'brightwave')
    await s.invoice('2025-04-30T23:59:59Z', 'BEFORE', 'acme', '100.00')
    await s.suspend('2025-05-01T12:00:00Z', 'brightwave')
    await s.invoice('2025-05-01T00:00:00Z', 'ON-THE-DAY', 'acme', '100.00')
    await s.payment('2025-05-02T00:00:00Z', 'P-1', 'BEFORE', '50.00')
    await s.credit('2025-05-03T00:00:00Z', 'C-1', 'acme', '50.00', 'EUR', { invoice: 'BEFORE' })
    await s.credit('2025-05-03T00:00:00Z', 'ALONE', 'acme', '50.00')
    await s.reinstate('2025-06-01T12:00:00Z', 'brightwave')
    const dated = (at: string) => ({ occurredAt: new Date(at) })
    await s.invoice('2025-06-02T00:00:00Z', 'LAST-DAY-OUT', 'acme', '100.00', 'EUR', dated('2025-05-31T23:59:59Z'))
    await s.invoice('2025-06-02T00:00:00Z', 'FIRST-DAY-IN', 'acme', '100.00', 'EUR', dated('2025-06-01T00:00:00Z'))
    expect(await amounts(s, 'brightwave')).toEqual([
      'BEFORE 5.00',
      'ON-THE-DAY 0.00 partner-not-active',
      'credit-note:ALONE 0.00 partner-not-active',
      'LAST-DAY-OUT 0.00 partner-not-active',
      'FIRST-DAY-IN 10.00',
    ])
    expect(await s.money('brightwave')).toEqual(['EUR 10.00 5.00 0.00 0.00 0.00'])
  })

  test('payable at accrual, a setting: payable with the invoice, whatever is paid', async () => {
    const database = await freshDatabase()
    await act(database, '2025-01-01T00:00:00Z', cx =>
      programs.ensureProgram(cx, 'at-once', { preset: 'copernica', settings: { payable: 'at-accrual' } }),
    )
    const s = scene(database, 'at-once')
    await s.partner('2025-01-01T09:00:00Z', 'brightwave')
    await s.customer('2025-01-01T09:00:00Z', 'acme')
    await s.select('2025-03-15T10:00:00Z', 'acme', 'brightwave')
    await s.invoice('2025-04-01T00:00:00Z', 'INV-1', 'acme', '100.00')
    expect(await s.lines('brightwave')).toEqual(['invoice:INV-1 100.00 10.00 EUR 2025-04-01 2025-04-01 -'])
    expect(await s.money('brightwave')).toEqual(['EUR 0.00 10.00 0.00 0.00 0.00'])
  })
})
