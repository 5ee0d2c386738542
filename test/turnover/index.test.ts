import { hash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as attribution from '#attribution/index.ts'
import { type Database, raisedBy } from '#db/client.ts'
import { VISITOR } from '#kernel/actor.ts'
import type { CustomerId, PartnerId, UserId } from '#kernel/id.ts'
import { type Currency, formatMoney, money } from '#kernel/money.ts'
import * as outbox from '#outbox/index.ts'
import * as turnover from '#turnover/index.ts'
import { act, freshDatabase, looking, within } from '../support/database.ts'

const AT = '2025-06-01T12:00:00Z'
const acme = 'acme' as CustomerId
const event = (
  type: turnover.TurnoverType,
  document: string,
  cents: bigint,
  more: Partial<turnover.TurnoverEvent> = {},
): turnover.TurnoverEvent => ({
  eventId: document,
  type,
  document,
  invoice: type === 'invoice' ? document : 'INV-1',
  customer: acme,
  occurredAt: new Date('2025-05-01T00:00:00Z'),
  net: money(cents, 'EUR' as Currency),
  ...more,
})
const take = (database: Database, events: turnover.TurnoverEvent[], o: { file?: string } = {}) =>
  act(database, AT, cx => turnover.record(cx, events, 'csv', o))

async function withCustomers(): Promise<Database> {
  const database = await freshDatabase()
  for (const id of ['acme', 'beta'])
    await act(database, AT, cx => attribution.addCustomer(cx, { id: id as CustomerId, name: id }))
  return database
}
const count = async (database: Database, table: string): Promise<number> =>
  (await database.read.all<{ n: number }>(sql`select count(*) as n from ${sql.raw(table)}`))[0]?.n ?? -1

test('a file is taken, told in figures, and asks once to be settled', async () => {
  const database = await withCustomers()
  const rows = [
    event('invoice', 'INV-1', 10_000n),
    event('payment', 'P-1', 4_000n),
    event('credit_note', 'CN-1', 2_500n),
  ]
  const report = await take(database, rows, { file: 'may.csv' })
  expect(report.ok && report.value).toMatchObject({
    rows: 3,
    new: 3,
    duplicate: 0,
    conflict: 0,
    errors: [],
    errorCount: 0,
  })
  expect(report.ok && report.value.totals.map(formatMoney)).toEqual(['75.00'])
  expect(report.ok && report.value.paid.map(formatMoney)).toEqual(['40.00'])
  await take(database, [event('invoice', 'INV-2', 1n)])
  const jobs = await within(database, AT, cx =>
    outbox.claim(cx, { owner: 't', limit: 9, leaseMs: 1, kinds: ['turnover.recorded'] }),
  )
  expect(jobs).toHaveLength(1)
  const [taken] = await turnover.imports(looking(database, AT))
  expect(taken).toMatchObject({ name: 'may.csv', takenBy: 'system', rows: 3, new: 3, duplicate: 0 })
})

test('taking a file again changes nothing and says so', async () => {
  const database = await withCustomers()
  const rows = [event('invoice', 'INV-1', 10_000n), event('payment', 'P-1', 4_000n)]
  await take(database, rows)
  const again = await take(database, rows.toReversed())
  expect(again.ok && again.value).toMatchObject({ new: 0, duplicate: 2, totals: [] })
  expect(await count(database, 'fact')).toBe(2)
  expect(await count(database, 'source_event')).toBe(2)
})

test('one wrong row of a thousand and more: nothing is written, at most fifty are listed and all are counted', async () => {
  const database = await withCustomers()
  const rows = Array.from({ length: 2_100 }, (_, i) => event('invoice', `INV-${i}`, 100n))
  const bad = rows.map((row, i) => (i >= 2_000 ? { ...row, customer: 'nobody' as CustomerId } : row))
  const report = await take(database, bad)
  expect(report.ok && report.value.errorCount).toBe(100)
  expect(report.ok && report.value.errors).toHaveLength(50)
  expect(report.ok && report.value.errors[0]).toMatchObject({
    row: 2_001,
    column: 'customer',
    code: 'unknown-customer',
  })
  expect(await count(database, 'fact')).toBe(0)
  expect((await take(database, rows)).ok).toBe(true)
  expect(await count(database, 'fact')).toBe(2_100)
})

test('the same invoice told under another event id is no second invoice, and that id is remembered', async () => {
  const database = await withCustomers()
  await take(database, [event('invoice', 'INV-1', 10_000n)])
  const echo = await take(database, [event('invoice', 'INV-1', 10_000n, { eventId: 'evt-b' })])
  expect(echo.ok && echo.value).toMatchObject({ new: 0, duplicate: 1 })
  expect(await count(database, 'fact')).toBe(1)
  const misuse = await take(database, [event('invoice', 'INV-7', 1n, { eventId: 'evt-b' })])
  expect(misuse.ok && misuse.value.errors[0]).toMatchObject({ row: 1, column: 'invoice', code: 'conflict' })
})

test('what was told is kept word for word, with its hash, however odd its ids are', async () => {
  const database = await withCustomers()
  const odd = [
    'a"b',
    'back\\slash',
    'é ü 漢字 😀',
    'tab\there',
    'line\u2028sep',
    '{"x":[1]}',
    "o'clock",
    '5',
    '1e3',
    'null',
  ]
  const first = await take(
    database,
    odd.map(text => event('invoice', text, 100n, { eventId: `e ${text}` })),
  )
  expect(first.ok && first.value).toMatchObject({ new: odd.length, errors: [] })
  const rows = await database.read.all<{ key: string; payload: string; hash: string; document: string }>(
    sql`select e.key, e.payload, lower(hex(e.payload_hash)) as hash, f.document from source_event e join fact f on f.source_event = e.id order by e.id`,
  )
  for (const [i, row] of rows.entries()) {
    const text = odd[i]
    expect([row.document, row.key]).toEqual([text, `e ${text}`])
    expect(row.hash).toBe(hash('sha256', row.payload, 'hex'))
    expect(JSON.parse(row.payload)).toMatchObject({ document: odd[i] })
  }
  const again = await take(
    database,
    odd.slice(0, 7).map(text => event('invoice', text, 100n, { eventId: `e ${text}` })),
  )
  expect(again.ok && again.value).toMatchObject({ duplicate: 7, errorCount: 0 })
})

test('the same event told later without its time is a duplicate, with another time a conflict', async () => {
  const database = await withCustomers()
  await take(database, [event('invoice', 'INV-1', 10_000n)])
  const later = { occurredAt: new Date(AT) }
  const assumed = await take(database, [event('invoice', 'INV-1', 10_000n, { ...later, assumed: ['occurred_at'] })])
  expect(assumed.ok && assumed.value.duplicate).toBe(1)
  const given = await take(database, [event('invoice', 'INV-1', 10_000n, later)])
  expect(given.ok && given.value.errors[0]).toMatchObject({ column: 'occurred_at', code: 'conflict' })
})

test('a payment waits for its invoice, and the invoice must then agree with it', async () => {
  const database = await withCustomers()
  await take(database, [event('payment', 'P-1', 4_000n)])
  const yen = await take(database, [event('invoice', 'INV-1', 100n, { net: money(100n, 'JPY' as Currency) })])
  expect(yen.ok && yen.value.errors[0]).toMatchObject({ row: 1, column: 'currency', code: 'wrong-currency' })
  const beta = await take(database, [event('invoice', 'INV-1', 100n, { customer: 'beta' as CustomerId })])
  expect(beta.ok && beta.value.errors[0]).toMatchObject({ row: 1, column: 'customer', code: 'wrong-customer' })
  expect((await take(database, [event('invoice', 'INV-1', 10_000n)])).ok).toBe(true)
  const causes = await turnover.factsOfCauses(looking(database, AT), ['invoice:INV-1'])
  expect(causes.get('invoice:INV-1')?.payments.map(x => x.document)).toEqual(['P-1'])
})

test('a credit note stands alone until its invoice is known', async () => {
  const database = await withCustomers()
  const cx = looking(database, AT)
  await take(database, [event('credit_note', 'CN-1', 500n), event('credit_note', 'CN-2', 500n, { invoice: 'CN-2' })])
  const both = ['credit-note:CN-1', 'credit-note:CN-2']
  expect([...(await turnover.factsOfCauses(cx, both)).keys()]).toEqual(both)
  expect((await turnover.causesAfter(cx, 0, 100)).causes).toEqual(both)
  await take(database, [event('invoice', 'INV-1', 10_000n)])
  expect([...(await turnover.factsOfCauses(cx, both)).keys()]).toEqual(['credit-note:CN-2'])
  expect(await turnover.causesAfter(cx, 0, 100)).toEqual({ causes: ['invoice:INV-1', 'credit-note:CN-2'], upTo: 3 })
  expect(await turnover.causesOfCustomers(cx, [acme])).toEqual(['invoice:INV-1', 'credit-note:CN-2'])
})

test('a customer’s turnover is read page by page, newest first', async () => {
  const database = await withCustomers()
  const rows = [1, 2, 3, 4].map(day =>
    event('invoice', `INV-${day}`, 100n, { occurredAt: new Date(`2025-05-0${day}T00:00:00Z`) }),
  )
  await take(database, rows)
  const cx = looking(database, AT)
  const page = await turnover.turnoverOf(cx, acme, { limit: 3 })
  expect(page.map(f => f.document)).toEqual(['INV-4', 'INV-3', 'INV-2'])
  const last = page.at(-1)
  const next = await turnover.turnoverOf(cx, acme, { before: last ? { at: last.occurredAt, seq: last.seq } : null })
  expect(next.map(f => f.document)).toEqual(['INV-1'])
})

test('only finance takes turnover in', async () => {
  const database = await withCustomers()
  const someone = (staff: 'finance' | 'moderator') => ({
    kind: 'user' as const,
    user: 'u' as UserId,
    email: 'f@example.org',
    name: 'F',
    customer: null,
    partner: { id: 'p' as PartnerId, role: 'owner' as const },
    staff: [staff],
  })
  const rows = [event('invoice', 'INV-1', 1n)]
  for (const actor of [VISITOR, someone('moderator')])
    expect(await act(database, AT, cx => turnover.record(cx, rows, 'csv'), actor)).toEqual({
      ok: false,
      refusal: 'not-allowed',
    })
  expect((await act(database, AT, cx => turnover.record(cx, rows, 'csv'), someone('finance'))).ok).toBe(true)
})

test.each([
  ['update fact set net = 1', 'append-only'],
  ['delete from fact', 'append-only'],
  [
    'insert or replace into fact select seq, kind, document, invoice, customer, occurred_at, 5, currency, account, deal, source_event from fact',
    'append-only',
  ],
  [
    'insert or replace into fact select 99, kind, document, invoice, customer, occurred_at, 5, currency, account, deal, source_event from fact',
    'append-only',
  ],
  [
    "insert or ignore into fact select 99, kind, 'X', invoice, customer, occurred_at, 0, currency, account, deal, source_event from fact",
    'bad fact',
  ],
  [
    "insert or ignore into fact select 99, 'refund', 'X', invoice, customer, occurred_at, 1, currency, account, deal, source_event from fact",
    'bad fact',
  ],
  ["update source_event set payload = '{}'", 'append-only'],
  ['delete from source_event', 'append-only'],
  [
    "insert or replace into source_event select 99, source, key, payload_hash, type, '{}', received_at from source_event",
    'append-only',
  ],
  [
    "insert or ignore into source_event select 99, source, 'k', x'00', type, payload, received_at from source_event",
    'bad source event',
  ],
  ['update import set rows = 0', 'append-only'],
  ['delete from import', 'append-only'],
])('the database itself refuses: %s', async (statement, refusal) => {
  const database = await withCustomers()
  await take(database, [event('invoice', 'INV-1', 10_000n)], { file: 'f.csv' })
  const outcome = await database
    .write('tamper', async db => db.run(sql.raw(statement)))
    .then(
      () => 'written',
      error => raisedBy(error),
    )
  expect(outcome).toBe(refusal)
})

test('facts touch the deals that they name, that their invoice is of, and that waited for that invoice', async () => {
  const database = await withCustomers()
  for (const deal of ['D-1', 'D-2']) await act(database, AT, cx => attribution.openDeal(cx, { deal, customer: 'acme' }))
  const cx = looking(database, AT)
  const after = async (seq: number) => (await turnover.causesAfter(cx, seq, 100)).causes
  await take(database, [event('credit_note', 'CN-1', 500n, { deal: 'D-2' })])
  expect(await after(0)).toEqual(['credit-note:CN-1', 'deal:D-2'])
  await take(database, [event('invoice', 'INV-1', 10_000n, { deal: 'D-1' })])
  expect(await after(1)).toEqual(['invoice:INV-1', 'deal:D-1', 'deal:D-2'])
  await take(database, [event('payment', 'P-1', 10_000n)])
  expect(await after(2)).toEqual(['invoice:INV-1', 'deal:D-1'])
  await take(database, [event('invoice', 'INV-2', 1n)])
  expect(await after(3)).toEqual(['invoice:INV-2'])
  const papers = await turnover.factsOfDeals(cx, ['D-1', 'D-2', 'D-3'])
  expect(papers.get('D-1')?.invoices.map(i => [i.id, i.payments.length, i.credits.length])).toEqual([
    ['invoice:INV-1', 1, 1],
  ])
  expect([papers.get('D-2'), papers.get('D-3')]).toEqual([
    { invoices: [], credits: [] },
    { invoices: [], credits: [] },
  ])
})

test('a customer’s causes are its papers and its signed deals; what is billed makes it a customer', async () => {
  const database = await withCustomers()
  await act(database, AT, cx => attribution.openDeal(cx, { deal: 'D-0', customer: 'acme' }))
  const signing = {
    deal: 'D-1',
    customer: 'acme',
    at: new Date('2025-05-01T00:00:00Z'),
    kind: 'new',
    subscription: 'paid',
    termMonths: 12,
    net: money(100n, 'EUR' as Currency),
    firstYearNet: null,
    stages: [],
    lead: null,
    via: 'direct',
    discount: false,
    product: null,
  } as const
  expect((await act(database, AT, cx => attribution.signDeal(cx, signing))).ok).toBe(true)
  await take(database, [event('invoice', 'INV-1', 100n, { deal: 'D-1' })])
  const cx = looking(database, AT)
  expect(await turnover.causesOfCustomers(cx, [acme])).toEqual(['invoice:INV-1', 'deal:D-1'])
  expect(await turnover.causesOfCustomers(cx, [acme], new Date('2025-05-01T00:00:00.001Z'))).toEqual([])
  const wrong = await take(database, [
    event('invoice', 'INV-2', 100n, { deal: 'D-1', net: money(1n, 'JPY' as Currency) }),
    event('invoice', 'INV-3', 100n, { deal: 'D-9', account: 'acc-9' }),
    event('invoice', 'INV-4', 100n, { deal: 'D-0', customer: 'beta' as CustomerId }),
  ])
  expect(wrong.ok && wrong.value.errors.map(e => `${e.row} ${e.column} ${e.code}`)).toEqual([
    '1 currency wrong-currency',
    '2 deal unknown-deal',
    '2 account unknown-account',
    '3 customer wrong-customer',
  ])
  expect(await count(database, 'customer_billed')).toBe(1)
})
