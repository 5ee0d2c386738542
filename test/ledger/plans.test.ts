/** No question of a page, and none that settling asks, reads a whole table: the ledger only grows. */
import { type SQL, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Cx } from '#db/client.ts'
import * as ledger from '#ledger/index.ts'
import { freshDatabase, looking, within } from '../support/database.ts'
import { brightwave, draft, month } from './books.ts'

const AT = '2025-03-20T12:00:00Z'

/** Asks a question and tells the plans of all its statements. */
async function plansOf(cx: Cx, question: (cx: Cx) => Promise<unknown>): Promise<string[]> {
  const plans: string[] = []
  const db = new Proxy(cx.db, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (name !== 'all') return typeof value === 'function' ? value.bind(target) : value
      return async (query: SQL) => {
        for (const step of await target.all<{ detail: string }>(sql`explain query plan ${query}`))
          plans.push(step.detail)
        return target.all(query)
      }
    },
  })
  await question({ ...cx, db })
  expect(plans.length).toBeGreaterThan(0)
  return plans
}

const questions: [string, (cx: Cx) => Promise<unknown>][] = [
  ['balances', cx => ledger.balancesOf(cx, brightwave)],
  ['balances at an instant', cx => ledger.balancesOf(cx, brightwave, new Date(AT))],
  ['what stands for causes', cx => ledger.standing(cx, ['invoice:a', 'invoice:b'])],
  ['a partner’s month', cx => ledger.partnerMonth(cx, brightwave, month('2025-03'))],
  ['a partner’s movements', cx => ledger.movementsOf(cx, brightwave, month('2025-03'))],
  ['the journals of a cause', cx => ledger.journals(cx, { limit: 50, cause: 'invoice:a' })],
]

test.each(questions)('%s: every step is a search', async (_, question) => {
  const database = await freshDatabase()
  await within(database, AT, cx => ledger.post(cx, [draft('a', '2025-03-04'), draft('b', '2025-03-04')]))
  const plans = await plansOf(looking(database, AT), question)
  expect(plans.filter(step => /^SCAN (?!n VIRTUAL|mine|touched|\(subquery|CONSTANT)/.test(step))).toEqual([])
})

test('a page of the journal is read from its end, without sorting', async () => {
  const database = await freshDatabase()
  await within(database, AT, cx => ledger.post(cx, [draft('a', '2025-03-04')]))
  const plans = await plansOf(looking(database, AT), cx => ledger.journals(cx, { limit: 50 }))
  // The second statement fetches the legs of these few journals.
  expect(plans.slice(0, 2)).toEqual(['SCAN j', 'SCAN n VIRTUAL TABLE INDEX 1:'])
})

test('posting reads by key only', async () => {
  const database = await freshDatabase()
  await within(database, AT, cx => ledger.post(cx, [draft('a', '2025-03-04')]))
  const plans = await within(database, AT, cx => plansOf(cx, inside => ledger.post(inside, [draft('b', '2025-03-04')])))
  expect(plans.filter(step => /^SCAN (?!n VIRTUAL|journal$|period)/.test(step))).toEqual([])
})
