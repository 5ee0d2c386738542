import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as attribution from '#attribution/index.ts'
import * as commissions from '#commissions/index.ts'
import { raisedBy } from '#db/client.ts'
import { VISITOR } from '#kernel/actor.ts'
import type { PartnerId, UserId } from '#kernel/id.ts'
import type { Month } from '#kernel/period.ts'
import * as turnover from '#turnover/index.ts'
import { act, freshDatabase, freshFileDatabase, within } from '../support/database.ts'
import { amount, c, p, scene, settle } from './scene.ts'

/** Acme is Brightwave's from 15 March 2025, 10 o'clock. */
async function story() {
  const database = await freshDatabase()
  const s = scene(database)
  await s.partner('2025-01-01T09:00:00Z', 'brightwave')
  await s.partner('2025-01-01T09:00:00Z', 'clearpath')
  await s.customer('2025-01-01T09:00:00Z', 'acme')
  await s.select('2025-03-15T10:00:00Z', 'acme', 'brightwave')
  return { database, s }
}

test('an invoice earns its ten per cent, payable as the customer pays', async () => {
  const { s } = await story()
  await s.invoice('2025-04-01T12:00:00Z', 'INV-1', 'acme', '1234.55')
  expect(await s.lines('brightwave')).toEqual(['invoice:INV-1 1234.55 123.46 EUR 2025-04-01 - -'])
  expect(await s.money('brightwave')).toEqual(['EUR 123.46 0.00 0.00 0.00 0.00'])
  await s.payment('2025-04-20T12:00:00Z', 'PAY-1', 'INV-1', '600.00')
  expect(await s.money('brightwave')).toEqual(['EUR 63.46 60.00 0.00 0.00 0.00'])
  await s.payment('2025-05-20T12:00:00Z', 'PAY-2', 'INV-1', '634.55')
  expect(await s.money('brightwave')).toEqual(['EUR 0.00 123.46 0.00 0.00 0.00'])
  expect(await s.lines('brightwave')).toEqual(['invoice:INV-1 1234.55 123.46 EUR 2025-04-01 2025-05-20 -'])
})

test('as of a day: what was posted by its end, entries and balances alike', async () => {
  const { s } = await story()
  await s.invoice('2025-04-01T12:00:00Z', 'INV-1', 'acme', '100.00')
  await s.payment('2025-04-20T23:59:59.999Z', 'PAY-1', 'INV-1', '100.00')
  await s.credit('2025-05-02T00:00:00Z', 'CN-1', 'acme', '40.00', 'EUR', { invoice: 'INV-1' })
  expect([await s.money('brightwave', '2025-03-31'), await s.lines('brightwave', '2025-03-31')]).toEqual([[], []])
  expect(await s.money('brightwave', '2025-04-19')).toEqual(['EUR 10.00 0.00 0.00 0.00 0.00'])
  expect(await s.lines('brightwave', '2025-04-19')).toEqual(['invoice:INV-1 100.00 10.00 EUR 2025-04-01 - -'])
  expect(await s.money('brightwave', '2025-05-01')).toEqual(['EUR 0.00 10.00 0.00 0.00 0.00'])
  expect(await s.lines('brightwave', '2025-05-02')).toEqual(['invoice:INV-1 60.00 6.00 EUR 2025-04-01 2025-04-20 -'])
  expect(await s.money('brightwave', '2025-05-02')).toEqual(['EUR 0.00 6.00 0.00 0.00 0.00'])
})

test('the answer has the shape of the contract, also for a partner that has nothing', async () => {
  const { s } = await story()
  expect(await s.earnings('clearpath', '2025-12-31')).toEqual({
    partner: 'clearpath',
    asOf: '2025-12-31',
    balances: [],
    entries: [],
    licence: [],
  })
  await s.invoice('2025-03-01T12:00:00Z', 'INV-0', 'acme', '7', 'JPY', { occurredAt: new Date('2025-03-01T12:00:00Z') })
  expect(await s.earnings('brightwave', '2025-12-31')).toMatchObject({
    balances: [{ currency: 'JPY', pending: '0', payable: '0', held: '0', inPayment: '0', paid: '0' }],
    entries: [
      { cause: 'invoice:INV-0', base: '7', amount: '0', reason: 'not-bound', ratePercent: '10', payableOn: null },
    ],
  })
})

test('a choice that becomes known after the turnover earns on it, and takes nothing from its own past', async () => {
  const { database, s } = await story()
  await s.customer('2025-01-01T09:00:00Z', 'beta')
  await s.invoice('2025-04-01T12:00:00Z', 'INV-1', 'beta', '100.00')
  await s.invoice('2025-06-01T12:00:00Z', 'INV-2', 'beta', '200.00')
  const row = { customer: 'beta', partner: 'clearpath', program: 'copernica', from: '2025-05-01' }
  await act(database, '2025-07-01T00:00:00Z', cx => attribution.importBindings(cx, [row]))
  await settle(database, '2025-07-01T00:00:00Z')
  expect(await s.lines('clearpath')).toEqual([
    'invoice:INV-1 100.00 0.00 EUR 2025-04-01 - not-bound',
    'invoice:INV-2 200.00 20.00 EUR 2025-06-01 - -',
  ])
})

test('an invoice at the very instant of a choice is the new partner’s, whatever was written first', async () => {
  const { s } = await story()
  const at = '2025-05-05T08:00:00Z'
  await s.invoice(at, 'INV-1', 'acme', '100.00')
  expect(await s.money('brightwave')).toEqual(['EUR 10.00 0.00 0.00 0.00 0.00'])
  await s.select(at, 'acme', 'clearpath')
  expect(await s.lines('brightwave')).toEqual(['invoice:INV-1 100.00 0.00 EUR 2025-05-05 - not-bound'])
  expect(await s.money('brightwave')).toEqual(['EUR 0.00 0.00 0.00 0.00 0.00'])
  expect(await s.lines('clearpath')).toEqual(['invoice:INV-1 100.00 10.00 EUR 2025-05-05 - -'])
})

test('a suspension takes back what was written earlier on its day, and nothing of the day before', async () => {
  const { s } = await story()
  await s.invoice('2025-05-04T23:59:59Z', 'INV-1', 'acme', '100.00')
  await s.invoice('2025-05-05T00:00:00Z', 'INV-2', 'acme', '100.00')
  await s.suspend('2025-05-05T18:00:00Z', 'brightwave')
  expect(await s.lines('brightwave')).toEqual([
    'invoice:INV-1 100.00 10.00 EUR 2025-05-04 - -',
    'invoice:INV-2 100.00 0.00 EUR 2025-05-05 - partner-not-active',
  ])
  await s.payment('2025-05-20T00:00:00Z', 'PAY-1', 'INV-1', '100.00')
  expect(await s.money('brightwave')).toEqual(['EUR 0.00 10.00 0.00 0.00 0.00'])
})

test('a lone credit note is negative and at once payable; when its invoice becomes known both are settled again', async () => {
  const { s } = await story()
  await s.credit('2025-05-01T12:00:00Z', 'CN-1', 'acme', '50.05', 'EUR', { invoice: 'INV-1' })
  expect(await s.lines('brightwave')).toEqual(['credit-note:CN-1 -50.05 -5.01 EUR 2025-05-01 2025-05-01 -'])
  expect(await s.money('brightwave')).toEqual(['EUR 0.00 -5.01 0.00 0.00 0.00'])
  await s.invoice('2025-06-01T12:00:00Z', 'INV-1', 'acme', '100.00', 'EUR', {
    occurredAt: new Date('2025-04-01T00:00:00Z'),
  })
  expect(await s.lines('brightwave')).toEqual(['invoice:INV-1 49.95 5.00 EUR 2025-04-01 - -'])
  expect(await s.money('brightwave')).toEqual(['EUR 5.00 0.00 0.00 0.00 0.00'])
  expect(await s.money('brightwave', '2025-05-31')).toEqual(['EUR 0.00 -5.01 0.00 0.00 0.00'])
})

test('a day ends where the program is', async () => {
  const database = await freshDatabase()
  const settings = { timeZone: 'America/New_York' }
  const programs = await import('#programs/index.ts')
  await act(database, '2025-01-01T00:00:00Z', cx =>
    programs.ensureProgram(cx, 'club', { preset: 'copernica', settings }),
  )
  const s = scene(database, 'club')
  await s.partner('2025-01-01T12:00:00Z', 'brightwave')
  await s.customer('2025-01-01T12:00:00Z', 'acme')
  await s.select('2025-01-02T12:00:00Z', 'acme', 'brightwave')
  await s.invoice('2025-02-01T04:59:59Z', 'INV-1', 'acme', '100.00')
  await s.invoice('2025-02-01T05:00:00Z', 'INV-2', 'acme', '100.00')
  expect(await s.lines('brightwave', '2025-01-31')).toEqual(['invoice:INV-1 100.00 10.00 EUR 2025-01-31 - -'])
  expect(await s.money('brightwave', '2025-01-31')).toEqual(['EUR 10.00 0.00 0.00 0.00 0.00'])
  expect((await s.lines('brightwave', '2025-02-01'))[1]).toBe('invoice:INV-2 100.00 10.00 EUR 2025-02-01 - -')
})

test('entries come page by page, newest first, and by month; each month has its sums', async () => {
  const { s } = await story()
  for (let i = 1; i <= 5; i++) await s.invoice(`2025-0${3 + i}-10T12:00:00Z`, `INV-${i}`, 'acme', `${i}00.00`)
  const cx = s.as()
  const first = await commissions.entries(cx, p('brightwave'), { limit: 2 })
  expect(first.entries.map(e => e.cause)).toEqual(['invoice:INV-5', 'invoice:INV-4'])
  const second = await commissions.entries(cx, p('brightwave'), { limit: 3, after: first.next })
  expect(second.entries.map(e => e.cause)).toEqual(['invoice:INV-3', 'invoice:INV-2', 'invoice:INV-1'])
  expect(second.next).toBeNull()
  const may = await commissions.entries(cx, p('brightwave'), { month: '2025-05' as Month })
  expect(may.entries.map(e => e.amount)).toEqual(['20.00'])
  const [latest] = await commissions.months(cx, p('brightwave'))
  expect(latest).toEqual({ month: '2025-08', currency: 'EUR', entries: 1, accrued: 5_000n, matured: 0n })
  expect(await commissions.totals(cx)).toEqual([amount('150.00', 'EUR')])
})

test('why: the entry shows its papers, its rate, its rounding and what keeps it from being payable', async () => {
  const { s } = await story()
  await s.invoice('2025-04-01T12:00:00Z', 'INV-1', 'acme', '100.05')
  await s.payment('2025-04-10T12:00:00Z', 'PAY-1', 'INV-1', '50.00')
  await s.credit('2025-04-20T12:00:00Z', 'CN-1', 'acme', '0.01', 'EUR', { invoice: 'INV-1' })
  const found = await commissions.why(s.as(), p('brightwave'), 'invoice:INV-1')
  expect(found).toMatchObject({
    own: { document: 'INV-1', day: '2025-04-01', net: amount('100.05', 'EUR') },
    payments: [{ document: 'PAY-1' }],
    credits: [{ document: 'CN-1' }],
    base: amount('100.04', 'EUR'),
    amount: amount('10.00', 'EUR'),
    payable: amount('5.00', 'EUR'),
    rounded: -400_000n,
    rule: 'turnover',
    waiting: 'partly-paid',
    boundFrom: new Date('2025-03-15T10:00:00Z'),
  })
  expect(await commissions.why(s.as(), p('clearpath'), 'invoice:INV-1')).toBeNull()
  expect(await commissions.why(s.as(), p('brightwave'), 'invoice:NONE')).toBeNull()
})

test('a partner’s figures are for its owner, its finance people and staff', async () => {
  const { s } = await story()
  await s.invoice('2025-04-01T12:00:00Z', 'INV-1', 'acme', '100.00')
  const person = (partner: string, role: 'owner' | 'editor' | 'finance') => ({
    kind: 'user' as const,
    user: 'u' as UserId,
    email: 'a@example.org',
    name: 'A',
    customer: null,
    partner: { id: partner as PartnerId, role },
    staff: [],
  })
  for (const actor of [VISITOR, person('clearpath', 'owner'), person('brightwave', 'editor')]) {
    const cx = s.as(actor)
    expect(commissions.maySee(cx, p('brightwave'))).toBe(false)
    await expect(commissions.earnings(cx, p('brightwave'))).rejects.toThrow()
    await expect(commissions.entries(cx, p('brightwave'))).rejects.toThrow()
    expect(await commissions.why(cx, p('brightwave'), 'invoice:INV-1')).toBeNull()
  }
  for (const role of ['owner', 'finance'] as const) {
    const cx = s.as(person('brightwave', role))
    expect((await commissions.earnings(cx, p('brightwave'))).entries).toHaveLength(1)
    expect((await commissions.why(cx, p('brightwave'), 'invoice:INV-1'))?.entry.amount).toBe('10.00')
  }
  await expect(commissions.settleNext(s.as(VISITOR))).rejects.toThrow()
})

test('settling goes on where it was, however small the steps, and twice changes nothing', async () => {
  const { database, s } = await story()
  const at = '2025-09-01T00:00:00Z'
  const events = Array.from({ length: 25 }, (_, i) => ({
    eventId: `e${i}`,
    type: 'invoice' as const,
    document: `INV-${i}`,
    invoice: null,
    customer: c('acme'),
    occurredAt: new Date('2025-08-01T00:00:00Z'),
    net: amount('10.00', 'EUR'),
  }))
  await within(database, at, cx => turnover.record(cx, events, 'test'))
  expect(await within(database, at, cx => commissions.settleNext(cx, 10))).toEqual({ settled: 10, more: true })
  const failed = within(database, at, async cx => {
    await commissions.settleNext(cx, 10)
    throw new Error('the process dies')
  })
  await expect(failed).rejects.toThrow('the process dies')
  expect(await within(database, at, cx => commissions.settleNext(cx, 10))).toEqual({ settled: 10, more: true })
  expect(await within(database, at, cx => commissions.settleNext(cx, 10))).toEqual({ settled: 5, more: false })
  expect(await within(database, at, cx => commissions.settleNext(cx, 10))).toEqual({ settled: 0, more: false })
  expect(await s.money('brightwave')).toEqual(['EUR 25.00 0.00 0.00 0.00 0.00'])
  await within(database, at, cx => commissions.reconsiderPartner(cx, p('brightwave')))
  await settle(database, at)
  const [{ n } = { n: 0 }] = await database.read.all<{ n: number }>(sql`select count(*) as n from journal`)
  expect(n).toBe(25)
})

test('two processes settle side by side and each cause is settled once', async () => {
  const database = await freshFileDatabase()
  const s = scene(database)
  await s.partner('2025-01-01T09:00:00Z', 'brightwave')
  await s.customer('2025-01-01T09:00:00Z', 'acme')
  await s.select('2025-01-02T09:00:00Z', 'acme', 'brightwave')
  const { connect } = await import('#db/client.ts')
  const other = await connect({ url: `file:${database.file}`, synchronous: 'normal' })
  const events = Array.from({ length: 60 }, (_, i) => ({
    eventId: `e${i}`,
    type: 'invoice' as const,
    document: `INV-${i}`,
    invoice: null,
    customer: c('acme'),
    occurredAt: new Date('2025-08-01T00:00:00Z'),
    net: amount('10.00', 'EUR'),
  }))
  const at = '2025-09-01T00:00:00Z'
  await within(database, at, cx => turnover.record(cx, events, 'test'))
  for (let i = 0; i < 8; i++) {
    const turn = i % 2 === 0 ? database : other
    await within(turn, at, cx => commissions.settleNext(cx, 10))
  }
  await other.close()
  expect(await s.money('brightwave')).toEqual(['EUR 60.00 0.00 0.00 0.00 0.00'])
  expect(await commissions.verify(s.as())).toEqual([])
})

test('terms that pay thirty days after the first payment become payable by the clock alone', async () => {
  const { database, s } = await story()
  const programs = await import('#programs/index.ts')
  await act(database, '2025-03-16T00:00:00Z', async cx => {
    const [first] = await programs.termsOf(cx, 'copernica')
    if (!first) throw new Error('a program has terms')
    const { program: _, version: __, from: ___, ...body } = first
    return programs.publishTerms(
      cx,
      'copernica',
      { ...body, payable: { when: 'after-first-payment', days: 30 } },
      '2025-04-01' as never,
    )
  })
  await s.invoice('2025-04-02T12:00:00Z', 'INV-1', 'acme', '100.00')
  await s.payment('2025-04-10T12:00:00Z', 'PAY-1', 'INV-1', '1.00')
  await settle(database, '2025-05-09T23:59:59Z')
  expect(await s.money('brightwave')).toEqual(['EUR 10.00 0.00 0.00 0.00 0.00'])
  await settle(database, '2025-05-10T00:00:00Z')
  expect(await s.money('brightwave')).toEqual(['EUR 0.00 10.00 0.00 0.00 0.00'])
  expect(await s.lines('brightwave')).toEqual(['invoice:INV-1 100.00 10.00 EUR 2025-04-02 2025-05-10 -'])
})

test('what the pages tell and what the ledger holds are compared, and a difference is found', async () => {
  const { database, s } = await story()
  await s.invoice('2025-04-01T12:00:00Z', 'INV-1', 'acme', '100.00')
  expect(await commissions.verify(s.as())).toEqual([])
  await database.write('tamper', async db => {
    await db.run(sql`drop trigger settlement_no_update`)
    await db.run(sql`update settlement set accrued = 999`)
  })
  expect((await commissions.verify(s.as())).map(f => f.cause)).toEqual(['invoice:INV-1'])
})

test.each([
  ['update settlement set accrued = 1', 'append-only'],
  ['delete from settlement', 'append-only'],
  [
    `insert or replace into settlement select cause, n, journals, partner, program, customer, terms, tier, ppm, currency, basis, 5, matured,
    earned_on, payable_on, reason, gone, posted_at from settlement`,
    'append-only',
  ],
  [
    `insert or ignore into settlement select cause, 9, journals, partner, program, customer, terms, tier, ppm, currency, basis, 5, matured,
    earned_on, payable_on, 'not-bound', gone, posted_at from settlement`,
    'bad settlement',
  ],
])('the database itself refuses: %s', async (statement, refusal) => {
  const { database, s } = await story()
  await s.invoice('2025-04-01T12:00:00Z', 'INV-1', 'acme', '100.00')
  const outcome = await database
    .write('tamper', async db => db.run(sql.raw(statement)))
    .then(
      () => 'written',
      error => raisedBy(error),
    )
  expect(outcome).toBe(refusal)
})

test('every list of entries is read by its index', async () => {
  const { database } = await story()
  const plan = await database.read.all<{ detail: string }>(sql`explain query plan
    select * from settlement s where s.partner = 'brightwave' and s.gone = 0 and not exists (select 1 from settlement l
      where l.cause = s.cause and l.n > s.n and l.partner = s.partner and l.program = s.program)
    order by s.earned_on desc, s.cause desc, s.n desc limit 50`)
  const text = plan.map(row => row.detail).join(' | ')
  expect(text).toContain('settlement_partner')
  expect(text).not.toMatch(/SCAN|TEMP B-TREE/)
})

test('what waits to be settled is told, and nothing waits once it is', async () => {
  const { database, s } = await story()
  const told = () => within(database, '2025-04-01T12:00:00Z', cx => commissions.backlog(cx))
  await s.invoice('2025-04-01T12:00:00Z', 'INV-1', 'acme', '100.00')
  expect(await told()).toEqual({ facts: 0, causes: 0 })
  await within(database, '2025-04-01T12:00:00Z', async cx => {
    await commissions.reconsiderPartner(cx, 'brightwave' as PartnerId)
  })
  expect(await told()).toEqual({ facts: 0, causes: 1 })
  await settle(database, '2025-04-01T12:00:00Z')
  expect(await told()).toEqual({ facts: 0, causes: 0 })
})

test('a listed entry says what of it is payable: half of it, where half was paid', async () => {
  const database = await freshDatabase()
  const s = scene(database)
  await s.partner('2025-01-01T09:00:00Z', 'brightwave')
  await s.customer('2025-01-01T09:00:00Z', 'acme')
  await s.select('2025-01-02T09:00:00Z', 'acme', 'brightwave')
  await s.invoice('2025-01-03T09:00:00Z', 'INV-1', 'acme', '100.00')
  await s.payment('2025-01-04T09:00:00Z', 'PAY-1', 'INV-1', '50.00')
  const listed = await commissions.entries(s.as(), p('brightwave'))
  expect(listed.entries.map(e => [e.amount, e.payable])).toEqual([['10.00', '5.00']])
})
