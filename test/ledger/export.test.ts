/** The export is what another program says it is: hledger where it is installed, and a strict reader of our own always. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, onTestFinished, test } from 'vitest'
import type { Database } from '#db/client.ts'
import { type Currency, exponentOf } from '#kernel/money.ts'
import * as ledger from '#ledger/index.ts'
import { act, freshDatabase, looking, within } from '../support/database.ts'
import { brightwave, draft, EUR, EXPENSE, JPY, KWD, leg, month, netOf, payable, pending, textOf } from './books.ts'
import { readHledger } from './hledger-reader.ts'

const hledger = spawnSync('hledger', ['--version']).status === 0
if (!hledger) console.warn('NOTICE: hledger is not installed here, so the export is read by our own reader only.')

const LATE = '2025-05-10T00:00:00Z'
const WEIRD = ['Zoë  & Söhne; "x"', '日本:(株)', ' [a] {b}, c', '100% <|> =@x', "'; drop--", '😀\u00a0']

/** A year in small: three currencies, weird ids, late items, a reversal, a debt, and one posting under an older clock. */
async function books(): Promise<Database> {
  const database = await freshDatabase()
  const post = (at: string, ...drafts: ledger.Draft[]) => within(database, at, cx => ledger.post(cx, drafts))
  await post(
    '2025-03-05T10:00:00Z',
    draft('a', '2025-03-04'),
    draft('b', '2025-02-04', [leg(EXPENSE, pending(brightwave), 77, JPY)]),
  )
  await post('2025-03-05T11:00:00Z', draft('c', '2025-03-05', [leg(pending(brightwave), payable(brightwave), 400)]))
  await act(database, '2025-04-01T00:00:00Z', cx => ledger.closePeriod(cx, month('2025-02')))
  await act(database, '2025-04-01T00:00:00Z', cx => ledger.closePeriod(cx, month('2025-03')))
  await post(
    LATE,
    draft('late', '2025-03-09', [leg(payable(brightwave), EXPENSE, 1_500), leg(EXPENSE, pending(brightwave), 5, KWD)]),
  )
  await post(
    LATE,
    ...WEIRD.map((id, i) => ({
      ...draft(`w${i},${id}`, '2025-05-02', [leg(EXPENSE, pending(id), i + 1)]),
      cause: `invoice:${id}`,
    })),
  )
  await act(database, LATE, cx => ledger.reverse(cx, 1, 'entered twice'))
  // A history played later under its own, older clock.
  await post('2025-04-20T00:00:00Z', draft('old clock', '2025-04-19', [leg(EXPENSE, payable(brightwave), 3)]))
  return database
}

function fileOf(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-hledger-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'x.journal'), text)
  return join(folder, 'x.journal')
}

/** Runs hledger in the plainest locale there is: the export must not need another. */
const run = (file: string, ...args: string[]) =>
  execFileSync('hledger', ['-f', file, ...args], { encoding: 'utf8', env: { ...process.env, LANG: 'C', LC_ALL: 'C' } })

function balancesSaidBy(file: string): Map<string, bigint> {
  const rows = parse(run(file, 'bal', '-N', '--flat', '--layout=bare', '-O', 'csv'), { columns: true }) as {
    account: string
    commodity: string
    balance: string
  }[]
  return new Map(
    rows
      .filter(r => r.commodity !== '' && Number(r.balance) !== 0)
      .map(r => [`${r.commodity} ${r.account}`, minorOf(r.balance, r.commodity as Currency)]),
  )
}
function minorOf(text: string, currency: Currency): bigint {
  const [whole = '', decimals = ''] = text.split('.')
  return BigInt(whole + decimals.padEnd(exponentOf(currency), '0'))
}
const sorted = (balances: ReadonlyMap<string, bigint>) => [...balances].sort(([a], [b]) => (a < b ? -1 : 1))

test('invariant 16: our own reader finds every journal, late items told, and our balances', async () => {
  const database = await books()
  const cx = looking(database, LATE)
  const read = readHledger(await textOf(ledger.exportHledger(cx)))
  expect(sorted(read.balances)).toEqual(sorted(await netOf(cx)))
  expect(read.transactions).toHaveLength(12)
  expect(read.transactions.filter(t => t.tags.get('late') === 'yes').map(t => t.code)).toEqual(['J000004', 'J000011'])
  expect(read.transactions.map(t => t.posted)).toEqual(read.transactions.map(t => t.posted).sort())
  expect(read.transactions.find(t => t.code === 'J000011')?.tags.get('reverses')).toBe('J000001')
})

test('an export until an instant holds what was posted by then', async () => {
  const database = await books()
  const cx = looking(database, LATE)
  const until = new Date('2025-04-30T23:59:59.999Z')
  const read = readHledger(await textOf(ledger.exportHledger(cx, until)))
  expect(read.transactions.map(t => t.code)).toEqual(['J000001', 'J000002', 'J000003', 'J000012'])
  expect(sorted(read.balances)).toEqual(sorted(await netOf(cx, until)))
})

test('the CSV export has every transfer, in the same order', async () => {
  const database = await books()
  const cx = looking(database, LATE)
  const rows = parse(await textOf(ledger.exportCsv(cx)), { columns: true }) as Record<string, string>[]
  expect(rows.map(r => Number(r.journal))).toEqual([1, 2, 3, 12, 4, 4, 5, 6, 7, 8, 9, 10, 11])
  expect(rows[1]).toMatchObject({ amount: '77', currency: 'JPY', late: '', period: '2025-02' })
  expect(rows[5]).toMatchObject({ amount: '0.005', currency: 'KWD', late: 'yes', period: '2025-04' })
})

test.skipIf(!hledger)('invariant 16: hledger accepts it strictly, and its balances are ours', async () => {
  const database = await books()
  const cx = looking(database, LATE)
  const text = await textOf(ledger.exportHledger(cx))
  const file = fileOf(text)
  run(file, 'check')
  run(file, 'check', '-s', 'ordereddates')
  expect(sorted(balancesSaidBy(file))).toEqual(sorted(await netOf(cx)))
})

test.skipIf(!hledger)('hledger prints every posting back as we wrote it', async () => {
  const database = await books()
  const text = await textOf(ledger.exportHledger(looking(database, LATE)))
  const printed = parse(run(fileOf(text), 'print', '-O', 'csv'), { columns: true }) as Record<string, string>[]
  const ours = readHledger(text).transactions.flatMap(t =>
    t.postings.map(p => [t.posted, t.effective, t.code, p.account, p.minor, p.currency]),
  )
  const theirs = printed.map(r => [
    r.date,
    r.date2,
    r.code,
    r.account,
    minorOf(r.amount ?? '', (r.commodity ?? '') as Currency),
    r.commodity,
  ])
  expect(theirs).toEqual(ours)
})

test.skipIf(!hledger)('hledger knows the causes, the late items and the kinds of account', async () => {
  const database = await books()
  const file = fileOf(await textOf(ledger.exportHledger(looking(database, LATE))))
  expect(run(file, 'reg', 'tag:late', '-O', 'csv').trim().split('\n')).toHaveLength(1 + 4 + 2)
  expect(run(file, 'bal', '-N', '--flat', 'type:x', '-O', 'csv')).toContain('Expenses:Commission:main')
  expect(run(file, 'bal', '-N', '--flat', 'type:x', '-O', 'csv')).not.toContain('Liabilities')
})

test.skipIf(!hledger)('hledger accepts an empty ledger too', async () => {
  const database = await freshDatabase()
  const text = await textOf(ledger.exportHledger(looking(database, LATE)))
  const file = fileOf(text)
  run(file, 'check')
  run(file, 'check', '-s', 'ordereddates')
  expect(balancesSaidBy(file).size).toBe(0)
  expect(readHledger(text).transactions).toEqual([])
})

test.skipIf(!hledger)('hledger refuses an export in which one figure was changed', async () => {
  const database = await books()
  const text = await textOf(ledger.exportHledger(looking(database, LATE)))
  const wrong = text.replace('  10.00 EUR', '  10.01 EUR')
  expect(wrong).not.toBe(text)
  expect(() => execFileSync('hledger', ['-f', fileOf(wrong), 'check'], { stdio: 'pipe' })).toThrow()
  expect(() => readHledger(wrong)).toThrow('does not balance')
})

test('our own reader refuses what hledger would', async () => {
  const database = await books()
  const text = await textOf(ledger.exportHledger(looking(database, LATE)))
  expect(() => readHledger(text.replace(/^account Expenses.*$/m, ''))).toThrow('account not declared')
  expect(() => readHledger(text.replace('commodity 1000. JPY\n', ''))).toThrow('commodity not declared')
  expect(() => readHledger(text.replace('= -10.00 EUR', '= -10.01 EUR'))).toThrow('assertion fails')
  expect(() => readHledger(text.replace(/2025-05-10=/, '2025-01-10='))).toThrow('not in order')
})

test('a debt is exported as what it is', async () => {
  const database = await books()
  const cx = looking(database, LATE)
  expect((await netOf(cx)).get(`${EUR} ${payable(brightwave)}`)).toBe(1_500n - 400n - 3n)
})
