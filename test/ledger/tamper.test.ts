/** Triggers stop bugs; the chain makes tampering evident: any change to a posted row is detected, and told where it is. */
import type { Client } from '@libsql/client'
import { expect, test } from 'vitest'
import type { Database } from '#db/client.ts'
import * as ledger from '#ledger/index.ts'
import { act, freshDatabase, looking, within } from '../support/database.ts'
import { brightwave, draft, EXPENSE, findings, leg, month, northlight, payable, pending } from './books.ts'

const AT = '2025-05-10T00:00:00Z'

/** Five journals, a closed month, and a thief: someone with the file, no guards, no checks. */
async function robbed(): Promise<Database> {
  const database = await freshDatabase()
  await within(database, AT, cx =>
    ledger.post(cx, [
      draft('a', '2025-02-04', [
        leg(EXPENSE, pending(brightwave), 1_000),
        leg(pending(brightwave), payable(brightwave), 400),
      ]),
      draft('b', '2025-02-05', [leg(EXPENSE, pending(northlight), 7)]),
    ]),
  )
  await act(database, AT, cx => ledger.closePeriod(cx, month('2025-02')))
  await act(database, AT, cx => ledger.reverse(cx, 2, 'wrong'))
  await within(database, AT, cx => ledger.post(cx, [draft('d', '2025-03-05'), draft('e', '2025-03-06')]))
  await database.alone('thief', async client => {
    const triggers = await client.execute("select name from sqlite_schema where type = 'trigger'")
    for (const row of triggers.rows) await client.execute(`drop trigger ${String(row.name)}`)
    await client.execute('pragma foreign_keys = off')
    await client.execute('pragma ignore_check_constraints = on')
  })
  return database
}

/** Every stored value of a table with one bit of it flipped, as updates and their way back. */
async function flips(client: Client, table: string, key: string) {
  const { columns, rows } = await client.execute(`select * from ${table}`)
  return rows.flatMap(row =>
    columns.map((column, i) => {
      const value = row[i]
      const where = typeof row[key] === 'string' ? `'${row[key]}'` : String(row[key])
      return { column, where, value, flipped: flipped(value ?? null) }
    }),
  )
}
function flipped(value: unknown): string | number | Uint8Array {
  if (value === null) return 1
  if (typeof value === 'number') return value ^ 1
  if (value instanceof ArrayBuffer) return new Uint8Array(value).map((byte, i) => (i === 13 ? byte ^ 4 : byte))
  const text = String(value)
  const at = text.length >> 1
  return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1)
}

test('invariant 5: one flipped bit in any field of any journal is found, at that journal', async () => {
  const database = await robbed()
  const cx = looking(database, AT)
  const wrong = await database.alone('flip', async client => {
    const missed: string[] = []
    const all = await flips(client, 'journal', 'id')
    expect(all).toHaveLength(5 * 12)
    for (const { column, where, value, flipped: changed } of all) {
      const id = column === 'id' ? Number(changed) : Number(where)
      try {
        await client.execute({ sql: `update journal set ${column} = ? where id = ${where}`, args: [changed] })
      } catch (error) {
        // A unique index still holds for the thief: that change cannot be made at all.
        if (!/UNIQUE/.test(String(error))) throw error
        continue
      }
      const chain = (await findings(cx)).find(f => f.check === 'chain')
      if (chain?.ok !== false || chain.journal !== Number(where))
        missed.push(`${column} of ${where}: ${chain?.message}`)
      await client.execute({ sql: `update journal set ${column} = ? where id = ${id}`, args: [value as never] })
    }
    return missed
  })
  expect(wrong).toEqual([])
  expect((await findings(cx)).every(f => f.ok)).toBe(true)
})

test('invariant 5: one flipped bit in any field of any transfer is found, at its journal', async () => {
  const database = await robbed()
  const cx = looking(database, AT)
  const wrong = await database.alone('flip', async client => {
    const missed: string[] = []
    const home = new Map(
      (await client.execute('select id, journal_id from transfer')).rows.map(r => [String(r.id), Number(r.journal_id)]),
    )
    const all = await flips(client, 'transfer', 'id')
    expect(all).toHaveLength(6 * 9)
    for (const { column, where, value, flipped: changed } of all) {
      const id = column === 'id' ? Number(changed) : Number(where)
      try {
        await client.execute({ sql: `update transfer set ${column} = ? where id = ${where}`, args: [changed] })
      } catch (error) {
        if (!/UNIQUE/.test(String(error))) throw error
        continue
      }
      const chain = (await findings(cx)).find(f => f.check === 'chain')
      const near = column === 'journal_id' ? [home.get(where), Number(changed)] : [home.get(where)]
      if (chain?.ok !== false || !near.includes(chain.journal ?? 0))
        missed.push(`${column} of ${where}: ${chain?.message}`)
      await client.execute({ sql: `update transfer set ${column} = ? where id = ${id}`, args: [value as never] })
    }
    return missed
  })
  expect(wrong).toEqual([])
  expect((await findings(cx)).every(f => f.ok)).toBe(true)
})

test.each<[string, string, ledger.Finding['check']]>([
  ['a journal taken out', 'delete from journal where id = 3', 'chain'],
  ['the last transfer taken out', 'delete from transfer where id = (select max(id) from transfer)', 'chain'],
  ['a transfer put in', "insert into transfer values (99, 1, 3, 1, 2, 5, 'EUR', '2025-02', '2025-02-04')", 'chain'],
  [
    'a transfer of no journal',
    "insert into transfer values (99, 77, 1, 1, 2, 5, 'EUR', '2025-02', '2025-02-04')",
    'chain',
  ],
  ['an account renamed', "update account set code = 'Expenses:Other' where id = 1", 'chain'],
  [
    'two accounts swapped',
    'update account set id = case id when 2 then 3 else 2 end + 100 where id in (2, 3)',
    'chain',
  ],
  ['a counter raised', 'update balance set credits = credits + 1 where account_id = 2', 'balances'],
  ['a counter taken away', 'delete from balance where account_id = 2', 'balances'],
  ['a counter of nobody', 'insert into balance values (99, 1, 1)', 'balances'],
  ['both counters raised on one side', 'update balance set debits = debits + 1 where account_id = 1', 'currencies'],
  ['an account given to another', "update account set owner = 'northlight' where id = 2", 'accounts'],
  ['an account of another kind', "update account set kind = 'asset' where id = 2", 'accounts'],
  ['a currency of other decimals', 'update currency set exponent = 3', 'accounts'],
  ['a kept balance changed', 'update period_balance set closing = closing + 1 where account_id = 2', 'periods'],
  [
    'a kept balance moved',
    'update period_balance set debits = debits + 1, closing = closing + 1 where account_id = 2',
    'periods',
  ],
  ['a kept balance taken away', 'delete from period_balance where account_id = 2', 'periods'],
  ['a kept balance of an open month', "insert into period_balance values ('2025-03', 2, 0, 0, 0, 0)", 'periods'],
  ['another head of a month', 'update period set head = zeroblob(32) where closed_at is not null', 'periods'],
  ['another end of a month', 'update period set last_journal = 1 where closed_at is not null', 'periods'],
  ['a closed month opened again', "insert into period values ('2025-01', null, null, null)", 'periods'],
])('%s is told', async (_, statement, check) => {
  const database = await robbed()
  await database.alone('thief', client => client.execute(statement))
  const found = await findings(looking(database, AT))
  expect(found.filter(f => !f.ok).map(f => f.check)).toContain(check)
})

test('a whole forged ending is sound in itself, but its head is not the one that was given away', async () => {
  const database = await robbed()
  const cx = looking(database, AT)
  const kept = (await ledger.journals(cx, { limit: 1 }))[0]?.hash
  await database.alone('thief', async client => {
    await client.execute('delete from transfer where journal_id = 5')
    await client.execute('delete from journal where id = 5')
    await client.execute('update balance set debits = debits - 1000 where account_id = 1')
    await client.execute('update balance set credits = credits - 1000 where account_id = 2')
  })
  const found = await findings(cx)
  expect(found.filter(f => !f.ok)).toEqual([])
  expect(found.find(f => f.check === 'chain')?.message).not.toContain(kept)
})
