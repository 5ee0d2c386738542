import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { connect, type Database, raisedBy } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import { type Actor, SYSTEM, VISITOR } from '#kernel/actor.ts'
import type { PartnerId, UserId } from '#kernel/id.ts'
import { canonical, type Json } from '#kernel/json.ts'
import type { Currency } from '#kernel/money.ts'
import type { Day, Month } from '#kernel/period.ts'
import * as ledger from '#ledger/index.ts'
import * as payouts from '#payouts/index.ts'
import { sumFault } from '#payouts/statement.ts'
import { ensureProgram } from '#programs/index.ts'
import { act, freshDatabase, looking, within } from '../support/database.ts'
import { runs } from '../support/property.ts'

const brightwave = 'brightwave' as PartnerId
const northlight = 'northlight' as PartnerId
const EUR = 'EUR' as Currency
const JPY = 'JPY' as Currency
const EXPENSE = ledger.commissionExpense('main')
const m = (text: string) => text as Month
const own = (partner: string, pocket: ledger.PartnerPocket) => ledger.partnerAccount(partner, pocket)

let count = 0
const journal = (
  effective: string,
  ...legs: [debit: string, credit: string, minor: number | bigint, currency?: Currency][]
): ledger.Draft => ({
  key: `k${count++}`,
  kind: 'settle',
  cause: `invoice:${count}`,
  effective: effective as Day,
  detail: { customer: 'acme', program: 'main', basis: '10000', ppm: '100000' },
  legs: legs.map(([debit, credit, minor, currency = EUR]) => ({
    debit,
    credit,
    amount: { minor: BigInt(minor), currency },
  })),
})
const post = (database: Database, at: string, ...drafts: ledger.Draft[]) =>
  within(database, at, cx => ledger.post(cx, drafts))
const close = (database: Database, at: string, month: string, actor: Actor = SYSTEM) =>
  act(database, at, cx => payouts.closeMonth(cx, m(month)), actor)
const read = async (database: Database, partner: PartnerId, month: string) =>
  (await payouts.statement(looking(database, '2026-01-01T00:00:00Z'), partner, m(month)))?.map(s => s.paper) ?? null
const user = (o: { partner?: PartnerId; role?: 'finance' | 'editor'; staff?: 'finance' | 'moderator' }): Actor => ({
  kind: 'user',
  user: 'u' as UserId,
  email: '',
  name: '',
  customer: null,
  partner: o.partner ? { id: o.partner, role: o.role ?? 'finance' } : null,
  staff: o.staff ? [o.staff] : [],
})

async function sound(database: Database) {
  const cx = looking(database, '2026-01-01T00:00:00Z')
  for await (const finding of payouts.verify(cx)) expect(finding).toMatchObject({ ok: true })
  for await (const finding of ledger.verify(cx)) expect(finding).toMatchObject({ ok: true })
}

test('a month is closed when it is over, and only once', async () => {
  const database = await freshDatabase()
  await post(database, '2025-03-05T00:00:00Z', journal('2025-03-04', [EXPENSE, own(brightwave, 'Pending'), 1_000]))
  expect(await close(database, '2025-03-31T23:59:59.999Z', '2025-03')).toEqual({
    ok: false,
    refusal: 'period-not-ended',
  })
  const closed = await close(database, '2025-04-01T00:00:00Z', '2025-03')
  expect(closed.ok && closed.value).toMatchObject({ month: '2025-03', months: ['2025-03'], statements: 1 })
  expect(await close(database, '2025-04-01T00:00:00Z', '2025-03')).toEqual({ ok: false, refusal: 'period-closed' })
  expect(await close(database, '2025-04-01T00:00:00Z', '2025-02')).toEqual({ ok: false, refusal: 'period-closed' })
  await sound(database)
})

test('the month is over when it is over where the program counts its days', async () => {
  const database = await freshDatabase()
  await act(database, '2025-01-01T00:00:00Z', cx =>
    ensureProgram(cx, 'copernica', { settings: { timeZone: 'America/New_York' } }),
  )
  expect((await close(database, '2025-04-01T03:59:59Z', '2025-03')).ok).toBe(false)
  expect((await close(database, '2025-04-01T04:00:00Z', '2025-03')).ok).toBe(true)
})

test('a month without anything can be closed, and has no statements', async () => {
  const database = await freshDatabase()
  const closed = await close(database, '2025-04-01T00:00:00Z', '2025-03')
  expect(closed.ok && closed.value).toMatchObject({ statements: 0, months: ['2025-03'], head: '0'.repeat(64) })
  expect(await read(database, brightwave, '2025-03')).toBeNull()
})

test('only finance staff close a month', async () => {
  const database = await freshDatabase()
  for (const actor of [VISITOR, user({ partner: brightwave }), user({ staff: 'moderator' })])
    expect(await close(database, '2025-04-01T00:00:00Z', '2025-03', actor)).toEqual({
      ok: false,
      refusal: 'not-allowed',
    })
  expect((await close(database, '2025-04-01T00:00:00Z', '2025-03', user({ staff: 'finance' }))).ok).toBe(true)
})

test('earlier open months are closed first, in order, each with its statements', async () => {
  const database = await freshDatabase()
  await post(
    database,
    '2025-06-05T00:00:00Z',
    journal('2025-01-04', [EXPENSE, own(brightwave, 'Pending'), 1_000]),
    journal(
      '2025-03-04',
      [EXPENSE, own(brightwave, 'Pending'), 500],
      [own(brightwave, 'Pending'), own(brightwave, 'Payable'), 700],
    ),
    journal('2025-03-05', [EXPENSE, own(northlight, 'Pending'), 7], [EXPENSE, own(brightwave, 'Pending'), 33, JPY]),
  )
  const closed = await close(database, '2025-06-05T00:00:00Z', '2025-03')
  expect(closed.ok && closed.value).toMatchObject({ months: ['2025-01', '2025-02', '2025-03'], statements: 1 + 1 + 3 })
  const papers = await Promise.all(['2025-01', '2025-02', '2025-03'].map(month => read(database, brightwave, month)))
  expect(papers.map(p => p?.map(s => [s.number, s.currency, s.opening.total, s.closing.total]))).toEqual([
    [[1, 'EUR', '0.00', '10.00']],
    [[2, 'EUR', '10.00', '10.00']],
    [
      [3, 'EUR', '10.00', '15.00'],
      [4, 'JPY', '0', '33'],
    ],
  ])
  expect(papers[2]?.[0]?.closing).toMatchObject({ pending: '8.00', payable: '7.00' })
  expect((await read(database, northlight, '2025-03'))?.[0]?.number).toBe(1)
  await sound(database)
})

test('a late item stands on the statement of the month that took it, flagged, and the closed one does not move', async () => {
  const database = await freshDatabase()
  await post(database, '2025-03-05T00:00:00Z', journal('2025-03-04', [EXPENSE, own(brightwave, 'Pending'), 1_000]))
  await close(database, '2025-04-10T00:00:00Z', '2025-03')
  const march = await payouts.statement(looking(database, '2025-04-10T00:00:00Z'), brightwave, m('2025-03'))
  await post(database, '2025-04-11T00:00:00Z', journal('2025-03-20', [own(brightwave, 'Pending'), EXPENSE, 400]))
  await close(database, '2025-05-10T00:00:00Z', '2025-04')
  expect(await payouts.statement(looking(database, '2025-05-10T00:00:00Z'), brightwave, m('2025-03'))).toEqual(march)
  const [april] = (await read(database, brightwave, '2025-04')) ?? []
  expect(april).toMatchObject({
    opening: { total: '10.00' },
    reversals: '-4.00',
    late: { items: 1, accrued: '-4.00' },
    closing: { total: '6.00' },
  })
  expect(april?.lines).toEqual([expect.objectContaining({ effective: '2025-03-20', late: true, accrued: '-4.00' })])
})

test('payouts and a debt are carried: what was paid leaves, what is owed back opens the next month', async () => {
  const database = await freshDatabase()
  const [pend, pay, transit] = [own(brightwave, 'Pending'), own(brightwave, 'Payable'), own(brightwave, 'InPayment')]
  await post(
    database,
    '2025-03-05T00:00:00Z',
    journal(
      '2025-03-04',
      [EXPENSE, pend, 1_000],
      [pend, pay, 1_000],
      [pay, transit, 1_000],
      [transit, 'Assets:Bank:Payout', 1_000],
    ),
  )
  await post(database, '2025-04-05T00:00:00Z', journal('2025-04-04', [pay, EXPENSE, 250]))
  await post(database, '2025-05-05T00:00:00Z', journal('2025-05-04', [EXPENSE, pay, 300]))
  await close(database, '2025-06-01T00:00:00Z', '2025-05')
  const papers = await Promise.all(['2025-03', '2025-04', '2025-05'].map(month => read(database, brightwave, month)))
  expect(papers.map(p => p?.map(s => [s.opening.payable, s.payouts, s.reversals, s.closing.payable]))).toEqual([
    [['0.00', '-10.00', '0.00', '0.00']],
    [['0.00', '0.00', '-2.50', '-2.50']],
    [['-2.50', '0.00', '0.00', '0.50']],
  ])
  await sound(database)
})

test('invariant 11: a statement issued again has the same bytes, whatever happened since', async () => {
  const database = await freshDatabase()
  await post(database, '2025-03-05T00:00:00Z', journal('2025-03-04', [EXPENSE, own(brightwave, 'Pending'), 1_000]))
  await close(database, '2025-04-10T00:00:00Z', '2025-03')
  const issue = async (now: string) => {
    const found = (await payouts.statement(looking(database, now), brightwave, m('2025-03'))) ?? []
    return [JSON.stringify(payouts.statementJson(found)), payouts.statementCsv(found), payouts.statementHtml(found)]
  }
  const first = await issue('2025-04-10T00:00:00Z')
  await post(database, '2025-04-11T00:00:00Z', journal('2025-03-20', [own(brightwave, 'Pending'), EXPENSE, 400]))
  await close(database, '2025-05-10T00:00:00Z', '2025-04')
  expect(await issue('2026-04-10T00:00:00Z')).toEqual(first)
})

test('M3: +5 and −5 of one month close their entries: the statement is issued, sums to zero, and nothing is left over', async () => {
  const database = await freshDatabase()
  const pending = own(brightwave, 'Pending')
  await post(database, '2025-03-05T00:00:00Z', journal('2025-03-04', [EXPENSE, pending, 500]))
  await post(database, '2025-03-06T00:00:00Z', journal('2025-03-06', [pending, EXPENSE, 500]))
  await close(database, '2025-05-10T00:00:00Z', '2025-04')
  const [march] = (await read(database, brightwave, '2025-03')) ?? []
  expect(march).toMatchObject({ accruals: '5.00', reversals: '-5.00', closing: { total: '0.00' } })
  expect(march?.lines.map(line => line.accrued)).toEqual(['5.00', '-5.00'])
  expect(await read(database, brightwave, '2025-04')).toBeNull()
  await sound(database)
})

test('a statement asked for before its lines are written has the bytes that are kept afterwards, and the doctor waits', async () => {
  const database = await freshDatabase()
  await post(database, '2025-03-05T00:00:00Z', journal('2025-03-04', [EXPENSE, own(brightwave, 'Pending'), 1_000]))
  await close(database, '2025-04-10T00:00:00Z', '2025-03')
  const cx = looking(database, '2025-04-10T00:00:00Z')
  const told = async () => {
    const findings: string[] = []
    for await (const finding of payouts.verify(cx)) if (finding.check === 'statements') findings.push(finding.message)
    return findings
  }
  const early = await payouts.statement(cx, brightwave, m('2025-03'))
  expect(await told()).toEqual(['1 statements are as they were issued; the lines of 1 are still to be written'])
  await post(database, '2025-04-11T00:00:00Z', journal('2025-03-20', [own(brightwave, 'Pending'), EXPENSE, 400]))
  expect(await within(database, '2025-04-12T00:00:00Z', c => payouts.writeBodies(c, { month: m('2025-02') }))).toBe(0)
  expect(await within(database, '2025-04-12T00:00:00Z', c => payouts.writeBodies(c, { month: m('2025-03') }))).toBe(1)
  expect(await within(database, '2025-04-12T00:00:00Z', c => payouts.writeBodies(c))).toBe(0)
  expect(await payouts.statement(cx, brightwave, m('2025-03'))).toEqual(early)
  expect(await told()).toEqual(['1 statements are as they were issued'])
})

test('a statement of before heads were kept is read and checked as it was issued', async () => {
  const database = await freshDatabase()
  await post(database, '2025-03-05T00:00:00Z', journal('2025-03-04', [EXPENSE, own(brightwave, 'Pending'), 1_000]))
  await close(database, '2025-04-10T00:00:00Z', '2025-03')
  const [paper] = (await read(database, brightwave, '2025-03')) ?? []
  if (!paper) throw new Error('the month has a statement')
  const { document: _, held: __, setOffs: ___, conversions: ____, tax: _____, ...rest } = paper
  const lines = paper.lines.map(({ held, inPayment, setOff, converted, tax, corrects, ...line }) => line)
  const text = canonical({ ...rest, format: 1, lines } as unknown as Json)
  const hash = createHash('sha256').update(text).digest('hex')
  const guards = await database.read.all<{ name: string; sql: string }>(
    sql`select name, sql from sqlite_schema where type = 'trigger' and tbl_name like 'statement%'`,
  )
  await database.write('as it was', async db => {
    for (const { name } of guards) await db.run(sql.raw(`drop trigger ${name}`))
    await db.run(sql`update statement set head = null, hash = ${hash}`)
    await db.run(sql`insert into statement_body (series, number, body) values ('brightwave', 1, ${text})`)
    for (const guard of guards) await db.run(sql.raw(guard.sql))
  })
  const [old] = (await payouts.statement(looking(database, '2026-01-01T00:00:00Z'), brightwave, m('2025-03'))) ?? []
  expect(old).toMatchObject({ hash, text, paper: { format: 1, accruals: '10.00', setOffs: '0.00', tax: '0.00' } })
  expect(payouts.statementCsv(old ? [old] : [])).toContain('invoice:')
  expect(payouts.statementHtml(old ? [old] : [])).toContain('Commission statement')
  expect(JSON.stringify(payouts.statementJson(old ? [old] : []))).not.toContain('setOffs')
  await sound(database)
})

test('what a close would do is told beforehand, and why it would not', async () => {
  const database = await freshDatabase()
  const preview = (now: string, month: string, actor: Actor = SYSTEM) =>
    payouts.closePreview(looking(database, now, actor), m(month))
  await post(
    database,
    '2025-03-05T00:00:00Z',
    journal('2025-02-04', [EXPENSE, own(brightwave, 'Pending'), 1_000], [EXPENSE, own(northlight, 'Pending'), 5, JPY]),
  )
  expect(await preview('2025-03-31T23:00:00Z', '2025-03')).toEqual({ ok: false, refusal: 'period-not-ended' })
  expect(await preview('2025-04-01T00:00:00Z', '2025-03', VISITOR)).toEqual({ ok: false, refusal: 'not-allowed' })
  expect(await preview('2025-04-01T00:00:00Z', '2025-03')).toEqual({
    ok: true,
    value: { months: ['2025-02', '2025-03'], statements: 4, selfBilled: 0 },
  })
  const closed = await close(database, '2025-04-01T00:00:00Z', '2025-03')
  expect(closed.ok && closed.value.statements).toBe(4)
  expect(await preview('2025-04-01T00:00:00Z', '2025-03')).toEqual({ ok: false, refusal: 'period-closed' })
})

test('the chain’s head of the close stands on the paper', async () => {
  const database = await freshDatabase()
  const [posted] = await post(
    database,
    '2025-03-05T00:00:00Z',
    journal('2025-03-04', [EXPENSE, own(brightwave, 'Pending'), 1_000]),
  )
  const closed = await close(database, '2025-04-10T00:00:00Z', '2025-03')
  expect((await read(database, brightwave, '2025-03'))?.[0]?.chain).toEqual({ journal: 1, head: posted?.hash })
  expect(closed.ok && closed.value.head).toBe(posted?.hash)
})

test('an open month is previewed as its statement would be', async () => {
  const database = await freshDatabase()
  await post(
    database,
    '2025-03-05T00:00:00Z',
    journal('2025-03-04', [EXPENSE, own(brightwave, 'Pending'), 1_000]),
    journal('2025-04-01', [EXPENSE, own(brightwave, 'Payable'), 5]),
  )
  const cx = looking(database, '2025-04-20T00:00:00Z')
  const preview = await Promise.all(
    ['2025-03', '2025-04', '2025-05'].map(month => payouts.movements(cx, brightwave, m(month))),
  )
  expect(preview[2]?.[0]).toMatchObject({ opening: { total: '10.05' }, lines: [] })
  await close(database, '2025-05-01T00:00:00Z', '2025-04')
  for (const [i, month] of ['2025-03', '2025-04'].entries()) {
    const [{ number: _, issuedAt: __, chain: ___, document: ____, ...body }] = (await read(
      database,
      brightwave,
      month,
    )) as [payouts.Paper]
    expect(preview[i]).toEqual([body])
  }
})

test('a partner sees its own statements, by its finance people; nobody sees another’s', async () => {
  const database = await freshDatabase()
  await post(database, '2025-03-05T00:00:00Z', journal('2025-03-04', [EXPENSE, own(brightwave, 'Pending'), 1_000]))
  await close(database, '2025-04-10T00:00:00Z', '2025-03')
  const seen = async (actor: Actor) => {
    const cx = looking(database, '2025-04-10T00:00:00Z', actor)
    const all = [
      await payouts.statement(cx, brightwave, m('2025-03')),
      await payouts.statements(cx, brightwave),
      await payouts.movements(cx, brightwave, m('2025-03')),
    ]
    return all.map(found => found?.length ?? null)
  }
  expect(await seen(user({ partner: brightwave }))).toEqual([1, 1, 1])
  expect(await seen(user({ staff: 'finance' }))).toEqual([1, 1, 1])
  for (const actor of [
    VISITOR,
    user({ partner: northlight }),
    user({ partner: brightwave, role: 'editor' }),
    user({ staff: 'moderator' }),
  ])
    expect(await seen(actor)).toEqual([null, 0, 0])
})

test('a crash in the middle of a close leaves nothing of it: the next close takes the same numbers', async () => {
  const database = await freshDatabase()
  await post(database, '2025-03-05T00:00:00Z', journal('2025-03-04', [EXPENSE, own(brightwave, 'Pending'), 1_000]))
  const dying = within(database, '2025-04-10T00:00:00Z', async cx => {
    await payouts.closeMonth(cx, m('2025-03'))
    throw new Error('killed')
  })
  await expect(dying).rejects.toThrow('killed')
  expect((await close(database, '2025-04-10T00:00:00Z', '2025-03')).ok).toBe(true)
  expect((await read(database, brightwave, '2025-03'))?.[0]?.number).toBe(1)
  await sound(database)
})

test.each<[string, string, string]>([
  ['changing a statement', 'update statement set hash = hash', 'append-only'],
  ['deleting a statement', 'delete from statement', 'append-only'],
  ['changing a body', "update statement_body set body = '{}'", 'append-only'],
  ['deleting a body', 'delete from statement_body', 'append-only'],
  [
    'replacing a body',
    "insert or replace into statement_body values ('brightwave', 1, '{}', hex(randomblob(32)))",
    'append-only',
  ],
  ['replacing a statement', 'insert or replace into statement select * from statement', 'append-only'],
  [
    'a second paper for one month',
    "insert or ignore into statement values ('brightwave', 2, 'brightwave', 'EUR', '2025-03', hex(randomblob(32)), '{}')",
    'append-only',
  ],
  [
    'a number out of turn',
    "insert into statement values ('brightwave', 7, 'brightwave', 'EUR', '2025-04', hex(randomblob(32)), '{}')",
    'gap in the series',
  ],
  [
    'a number nobody drew',
    "insert into statement values ('brightwave', 2, 'brightwave', 'EUR', '2025-04', hex(randomblob(32)), '{}')",
    'gap in the series',
  ],
  ['a series set back', 'update series set next = 1', 'append-only'],
  ['a series that jumps', 'update series set next = next + 2', 'append-only'],
  ['a series taken away', 'delete from series', 'append-only'],
  ['a series begun again', "insert or replace into series values ('brightwave', 1)", 'append-only'],
])('%s is refused by the database', async (_, statement, refusal) => {
  const database = await freshDatabase()
  await post(database, '2025-03-05T00:00:00Z', journal('2025-03-04', [EXPENSE, own(brightwave, 'Pending'), 1_000]))
  await close(database, '2025-04-10T00:00:00Z', '2025-03')
  await within(database, '2025-04-10T00:00:00Z', payouts.passStatementsDue)
  expect(await database.write('test', db => db.run(sql.raw(statement))).then(() => 'allowed', raisedBy)).toBe(refusal)
  await sound(database)
})

test('invariant 11, M6: any postings in any months: openings are closings, lines are sums, numbers have no gap', async () => {
  const account = fc.constantFrom(
    EXPENSE,
    'Assets:Bank:Payout',
    'Assets:Receivable:Reseller:brightwave',
    'Equity:FX',
    ...['Pending', 'Payable', 'Held', 'InPayment', 'VAT'].map(p => own(brightwave, p as ledger.PartnerPocket)),
    own(northlight, 'Pending'),
  )
  const aJournal = fc
    .record({
      day: fc.constantFrom('2025-01-05', '2025-01-31', '2025-02-01', '2025-04-30'),
      debit: account,
      credit: account,
      minor: fc.integer({ min: 1, max: 100_000 }),
      currency: fc.constantFrom(EUR, JPY),
    })
    .filter(j => j.debit !== j.credit)
  await fc.assert(
    fc.asyncProperty(
      fc.array(aJournal, { minLength: 1, maxLength: 15 }),
      fc.array(aJournal, { maxLength: 5 }),
      async (before, late) => {
        const database = await connect({ url: ':memory:' })
        try {
          await migrate(database)
          const drafts = (list: typeof before) =>
            list.map(j => journal(j.day, [j.debit, j.credit, j.minor, j.currency]))
          await post(database, '2025-05-01T00:00:00Z', ...drafts(before))
          await close(database, '2025-05-01T00:00:00Z', '2025-02')
          await post(database, '2025-05-02T00:00:00Z', ...drafts(late))
          await close(database, '2025-05-03T00:00:00Z', '2025-04')
          await sound(database)
          await within(database, '2025-05-03T00:00:00Z', payouts.passStatementsDue)
          await sound(database)
          const cx = looking(database, '2025-05-03T00:00:00Z')
          for (const partner of [brightwave, northlight]) {
            const rows = (await payouts.statements(cx, partner)).toReversed()
            expect(rows.map(r => r.number)).toEqual(rows.map((_, i) => i + 1))
            for (const month of ['2025-01', '2025-02', '2025-03', '2025-04']) {
              for (const s of (await read(database, partner, month)) ?? []) {
                const minor = (text: string) => BigInt(text.replace('.', ''))
                const sum = (pick: (l: payouts.Line) => string) =>
                  s.lines.reduce((total, l) => total + minor(pick(l)), 0n)
                expect(sum(l => l.accrued)).toBe(minor(s.accruals) + minor(s.reversals))
                expect(sum(l => l.matured)).toBe(minor(s.matured))
                expect(sum(l => l.paid)).toBe(minor(s.payouts))
                expect(sumFault(s)).toBeNull()
                const crossed = [sum(l => l.accrued), sum(l => l.setOff), sum(l => l.converted), sum(l => l.tax)]
                expect(crossed.reduce((a, b) => a + b, minor(s.opening.total) + sum(l => l.paid))).toBe(
                  minor(s.closing.total),
                )
                expect(s.lines.filter(l => l.late).length).toBe(s.late.items)
              }
            }
            const last = (await read(database, partner, '2025-04')) ?? []
            const now = await ledger.balancesOf(cx, partner)
            for (const b of now) {
              const paper = last.find(s => s.currency === b.currency)
              const total = b.pending + b.payable + b.held + b.inPayment
              expect(paper === undefined ? 0n : BigInt(paper.closing.total.replace('.', ''))).toBe(total)
            }
          }
        } finally {
          await database.close()
        }
      },
    ),
    runs(25),
  )
})
