import type { Cx } from '#db/client.ts'
import { isStaff } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import { NO_HASH } from './chain.ts'
import { hledgerHead, hledgerJournal } from './hledger.ts'
import type { Journal } from './journal.ts'
import { journalCsv, journalCsvHead } from './journal-csv.ts'
import * as store from './store.ts'

const CHUNK = 500

/**
 * The whole ledger as an hledger journal, in pieces of text; `until`: what was posted by that instant. Ordered by the
 * day of posting, with the partners' balances asserted: `hledger check -s ordereddates` accepts it.
 */
export async function* exportHledger(cx: Cx, until?: Date): AsyncGenerator<string> {
  assert(isStaff(cx.actor, 'finance'), 'only the house and its finance staff export the ledger')
  const ids = await store.idsByPostedDay(cx, until ?? null)
  const last = ids.reduce((most, id) => Math.max(most, id), 0)
  const [newest] = await store.journalsOf(cx, last === 0 ? [] : [last])
  yield hledgerHead(await store.currenciesUsed(cx), await store.accountsDeclared(cx), {
    id: last,
    hash: newest?.hash ?? NO_HASH,
  })
  const running = new Map<string, bigint>()
  for await (const journals of chunks(cx, ids)) yield journals.map(j => hledgerJournal(j, running)).join('')
}

/** The whole ledger as CSV, a line a transfer, in the same order. */
export async function* exportCsv(cx: Cx, until?: Date): AsyncGenerator<string> {
  assert(isStaff(cx.actor, 'finance'), 'only the house and its finance staff export the ledger')
  yield journalCsvHead()
  for await (const journals of chunks(cx, await store.idsByPostedDay(cx, until ?? null)))
    yield journals.map(journalCsv).join('')
}

async function* chunks(cx: Cx, ids: readonly number[]): AsyncGenerator<Journal[]> {
  for (let i = 0; i < ids.length; i += CHUNK) {
    yield await store.journalsOf(cx, ids.slice(i, i + CHUNK))
    await new Promise(resolve => setImmediate(resolve))
  }
}
