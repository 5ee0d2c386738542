/** What the database refuses by itself, whoever asks and however the statement is worded (money.md section 3). */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { type Database, raisedBy } from '#db/client.ts'
import * as ledger from '#ledger/index.ts'
import { act, freshDatabase, looking, within } from '../support/database.ts'
import { brightwave, draft, EXPENSE, expectSound, JPY, leg, month, pending, postedRows } from './books.ts'

/** Two journals in February (closed) and March (open), accounts 1 and 2 in EUR, 3 and 4 in JPY. */
async function books(): Promise<Database> {
  const database = await freshDatabase()
  const post = (...drafts: ledger.Draft[]) => within(database, '2025-03-20T12:00:00Z', cx => ledger.post(cx, drafts))
  await post(draft('a', '2025-02-04'), draft('b', '2025-03-05', [leg(EXPENSE, pending(brightwave), 9, JPY)]))
  await act(database, '2025-03-20T12:00:00Z', cx => ledger.closePeriod(cx, month('2025-02')))
  return database
}

const head = '(select hash from journal order by id desc limit 1)'
const columns = 'id, key, kind, cause, effective_date, posted_at, period_id, reverses_id, legs, detail, prev_hash, hash'
const next = (o: Partial<Record<string, string>> = {}) =>
  Object.values({
    id: '3',
    key: "'c'",
    kind: "'settle'",
    cause: "'x'",
    effective: "'2025-03-06'",
    posted: "'2025-03-06T00:00:00.000Z'",
    period: "'2025-03'",
    reverses: 'null',
    legs: '1',
    detail: "'{}'",
    prev: head,
    hash: 'randomblob(32)',
    ...o,
  }).join(', ')
const journal = (o: Partial<Record<string, string>> = {}, verb = 'insert') =>
  `${verb} into journal (${columns}) values (${next(o)})`
const transfer = (o: Partial<Record<string, string>> = {}, verb = 'insert') =>
  `${verb} into transfer (journal_id, leg, debit_id, credit_id, amount, currency, period_id, effective_date) values (${Object.values({ journal: '3', leg: '1', debit: '1', credit: '2', amount: '5', currency: "'EUR'", period: "'2025-03'", effective: "'2025-03-06'", ...o }).join(', ')})`

test.each<[string, string, string]>([
  ['changing a journal', "update journal set cause = 'y' where id = 2", 'append-only'],
  ['changing a journal by replacing', "update or replace journal set key = 'a' where id = 2", 'append-only'],
  ['deleting a journal', 'delete from journal where id = 2', 'append-only'],
  ['changing a transfer', 'update transfer set amount = 1 where id = 1', 'append-only'],
  ['deleting a transfer', 'delete from transfer', 'append-only'],
  ['changing an account', "update account set owner = 'z'", 'append-only'],
  ['deleting an account', 'delete from account', 'append-only'],
  ['changing a currency', 'update currency set exponent = 3', 'append-only'],
  ['deleting a currency', 'delete from currency', 'append-only'],
  ['changing a kept balance', 'update period_balance set closing = closing', 'append-only'],
  ['deleting a kept balance', 'delete from period_balance', 'append-only'],
  ['deleting a month', "delete from period where id = '2025-03'", 'append-only'],
  ['opening a closed month again', "update period set closed_at = null where id = '2025-02'", 'period is closed'],
  ['closing a month twice', "update period set closed_at = 'x' where id = '2025-02'", 'period is closed'],
  ['renaming a month', "update period set id = '2025-07' where id = '2025-03'", 'period is closed'],
  [
    'closing with another head',
    "update period set closed_at = 'x', last_journal = 1, head = zeroblob(32) where id = '2025-03'",
    'not the head',
  ],
  ['replacing a closed month by an open one', "insert or replace into period (id) values ('2025-02')", 'append-only'],
  ['a month that is born closed', "insert into period (id, closed_at) values ('2025-09', 'x')", 'bad period'],
  ['a month behind a closed one', "insert into period (id) values ('2025-01')", 'period is closed'],
  ['a month that is none', "insert or ignore into period (id) values ('2025-3')", 'bad period'],
  [
    'replacing a journal',
    journal({ id: '2', prev: '(select hash from journal where id = 1)' }, 'insert or replace'),
    'not the next journal',
  ],
  ['replacing a journal by its key', journal({ key: "'a'" }, 'insert or replace'), 'key used'],
  [
    'replacing a journal by its hash',
    journal({ hash: '(select hash from journal where id = 1)' }, 'replace'),
    'key used',
  ],
  ['ignoring a used key', journal({ key: "'a'" }, 'insert or ignore'), 'key used'],
  ['an upsert on the key', `${journal({ key: "'a'" })} on conflict (key) do update set cause = 'z'`, 'key used'],
  ['a gap in the chain', journal({ id: '4' }), 'not the next journal'],
  ['a broken chain', journal({ prev: 'randomblob(32)' }), 'chain broken'],
  ['a chain that forks', journal({ prev: '(select hash from journal where id = 1)' }), 'chain broken'],
  ['a journal in a closed month', journal({ period: "'2025-02'", effective: "'2025-02-03'" }), 'period not open'],
  ['a journal in no month', journal({ period: "'2025-08'" }), 'period not open'],
  ['a journal booked before its fact', journal({ effective: "'2025-04-01'" }), 'bad journal'],
  ['a journal without legs', journal({ legs: '0' }, 'insert or ignore'), 'bad journal'],
  ['a journal with 51 legs', journal({ legs: '51' }, 'insert or ignore'), 'bad journal'],
  ['a journal without a cause', journal({ cause: 'null' }, 'insert or ignore'), 'bad journal'],
  ['a short hash', journal({ hash: 'randomblob(31)' }, 'insert or ignore'), 'bad journal'],
  [
    'a second account by that name',
    "insert or replace into account values (9, (select code from account where id = 1), null, 'EUR', 'expense')",
    'append-only',
  ],
  [
    'another account by that number',
    "insert or replace into account values (1, 'Expenses:Other', null, 'EUR', 'expense')",
    'append-only',
  ],
  [
    'an account of no kind',
    "insert or ignore into account values (9, 'Expenses:Other', null, 'EUR', 'income')",
    'bad account',
  ],
  ['a currency again', "insert or replace into currency values ('EUR', 3)", 'append-only'],
  [
    'a balance for a closed month',
    "insert or replace into period_balance values ('2025-02', 3, 0, 0, 0, 0)",
    'period not open',
  ],
  ['a balance again', "insert or replace into period_balance values ('2025-02', 1, 0, 0, 0, 0)", 'append-only'],
  [
    'a balance that does not add up',
    "insert or ignore into period_balance values ('2025-03', 1, 0, 5, 0, 4)",
    'bad balance',
  ],
])('%s is refused', async (_, statement, refusal) => {
  const database = await books()
  const before = await postedRows(database)
  expect(await database.write('test', db => db.run(sql.raw(statement))).then(() => 'allowed', raisedBy)).toBe(refusal)
  expect(await postedRows(database)).toEqual(before)
  await expectSound(looking(database, '2025-03-20T12:00:00Z'))
})

test.each<[string, string, string | RegExp]>([
  ['a leg of another number', transfer({ leg: '2' }), 'journal sealed'],
  ['a leg zero', transfer({ leg: '0' }), 'journal sealed'],
  ['a leg without a number', transfer({ leg: 'null' }, 'insert or ignore'), 'journal sealed'],
  ['a leg of a journal that is sealed', transfer({ journal: '2', leg: '2' }), 'journal sealed'],
  ['a leg of no journal', transfer({ journal: '9' }), 'journal sealed'],
  ['a leg in a closed month', transfer({ period: "'2025-02'" }), 'period not open'],
  ['nothing moved', transfer({ amount: '0' }, 'insert or ignore'), 'bad transfer'],
  ['a negative amount', transfer({ amount: '-5' }, 'insert or ignore'), 'bad transfer'],
  ['more than the file can tell exactly', transfer({ amount: '9007199254740992' }, 'insert or ignore'), 'bad transfer'],
  ['an amount that is absent', transfer({ amount: 'null' }, 'insert or ignore'), 'bad transfer'],
  ['the same account twice', transfer({ credit: '1' }, 'insert or ignore'), 'bad transfer'],
  ['half a cent', transfer({ amount: '1.5' }), /cannot store REAL/],
  ['an amount in words', transfer({ amount: "'five'" }), /cannot store TEXT/],
  ['another currency than its accounts', transfer({ currency: "'JPY'" }), /FOREIGN KEY/],
  ['accounts of two currencies', transfer({ credit: '4' }), /FOREIGN KEY/],
  ['an account that is none', transfer({ credit: '99' }), /FOREIGN KEY/],
  ['another day than its journal', transfer({ effective: "'2025-03-07'" }), /FOREIGN KEY/],
])('%s is refused', async (_, statement, refusal) => {
  const database = await books()
  const refused = await database
    .write('test', async db => {
      await db.run(sql.raw(journal()))
      await db.run(sql.raw(statement))
    })
    .then(() => 'allowed', raisedBy)
  expect(refused).toEqual(typeof refusal === 'string' ? refusal : expect.stringMatching(refusal))
  await expectSound(looking(database, '2025-03-20T12:00:00Z'))
})

test('a leg that is there is not replaced', async () => {
  const database = await books()
  const replaced = await database
    .write('test', async db => {
      await db.run(sql.raw(journal()))
      await db.run(sql.raw(transfer()))
      await db.run(sql.raw(transfer({ amount: '6' }, 'insert or replace')))
    })
    .then(() => 'allowed', raisedBy)
  expect(replaced).toBe('append-only')
})

test('invariant 12: a second reversal of one journal is refused', async () => {
  const database = await books()
  await act(database, '2025-03-20T12:00:00Z', cx => ledger.reverse(cx, 2, 'wrong'))
  const again = journal({ id: '4', reverses: '2' }, 'insert or replace')
  expect(await database.write('test', db => db.run(sql.raw(again))).catch(raisedBy)).toBe('already reversed')
})

test('closing out of order is refused', async () => {
  const database = await books()
  const statement = `update period set closed_at = 'x', last_journal = 2, head = ${head} where id = '2025-04'`
  await database.write('test', db => db.run(sql.raw("insert into period (id) values ('2025-04')")))
  expect(await database.write('test', db => db.run(sql.raw(statement))).catch(raisedBy)).toBe('earlier period open')
})

test('the guards’ texts are the migrations’ own; a dropped, a changed and a strange trigger are told', async () => {
  const database = await books()
  const cx = looking(database, '2025-03-20T12:00:00Z')
  expect(await ledger.guards(cx)).toEqual([expect.objectContaining({ ok: true })])
  const run = (text: string) => database.alone('test', client => client.execute(text))
  await run('drop trigger transfer_no_update')
  await run('drop trigger journal_no_delete')
  await run(
    "create trigger journal_no_delete before delete on journal when 0 begin select raise(abort, 'append-only'); end",
  )
  await run('create trigger thief after insert on transfer begin update balance set debits = 0; end')
  expect((await ledger.guards(cx)).map(f => [f.ok, f.message])).toEqual([
    [false, 'the trigger journal_no_delete was changed'],
    [false, 'the trigger thief is not ours'],
    [false, 'the trigger transfer_no_update is missing'],
  ])
})
