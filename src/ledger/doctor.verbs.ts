import type { Cx } from '#db/client.ts'
import { isStaff } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import { CURRENCIES } from '#kernel/currency.ts'
import { nextMonth } from '#kernel/period.ts'
import type { Month } from '#kernel/period.ts'
import { isAccountCode, kindOf, ownerOf } from './account.ts'
import { type Link, linkFault, nextLink } from './audit-chain.ts'
import { type PairSum, wrongCounters, wrongCurrencies, wrongMonths } from './audit-sums.ts'
import { NO_HASH } from './chain.ts'
import { guardFaults, triggersOf } from './guard.ts'
import { migrationTexts } from './migrations.adapter.ts'
import * as store from './verify.store.ts'

/** One sentence of the doctor. `journal` names the first bad one where the fault has a place in the chain. */
export type Finding = {
  readonly check: 'chain' | 'balances' | 'currencies' | 'accounts' | 'periods' | 'guards'
  readonly ok: boolean
  readonly journal: number | null
  readonly message: string
}

const CHUNK = 2_000
/** Enough to see what is wrong. */
const TOLD = 5

/**
 * Recomputes the ledger and says of each promise whether it holds: chain and legs, maintained = derived, debits =
 * credits, accounts, closed months. Reads in chunks and lets the site breathe between them.
 */
export async function* verify(cx: Cx): AsyncGenerator<Finding> {
  assert(isStaff(cx.actor, 'finance'), 'only the house and its finance staff look into the books')
  const names = await store.accountNames(cx)
  yield await chain(cx, names)
  const pairs = (await store.pairSums(cx)).map(([month, debit, credit, sum]) => ({
    month,
    debit,
    credit,
    amount: BigInt(sum),
  }))
  const counters = (await store.counterRows(cx)).map(([account, debits, credits]) => ({
    account,
    debits: BigInt(debits),
    credits: BigInt(credits),
  }))
  const named = (account: number) => names.get(account) ?? { code: '?', currency: '?' }
  yield finding(
    'balances',
    'maintained balances are what the transfers say',
    wrongCounters(pairs, counters)
      .map(named)
      .map(a => `the balance of ${a.code} in ${a.currency} is not what its transfers say`),
  )
  yield finding(
    'currencies',
    'debits equal credits in every currency',
    wrongCurrencies(counters, account => named(account).currency).map(c => `debits and credits differ in ${c}`),
  )
  yield finding('accounts', 'every account is what its code says', await accounts(cx))
  yield finding('periods', 'closed months are as they were closed', await periods(cx, pairs, named))
}

/** Whether every trigger of the database is the migrations' own: without them nothing above could be relied on. */
export async function guards(cx: Cx): Promise<Finding[]> {
  assert(isStaff(cx.actor), 'only the house and its staff look at the guards')
  const faults = guardFaults(triggersOf(migrationTexts()), await store.triggerRows(cx))
  if (faults.length === 0) return [finding('guards', 'every guard of the database is in place', [])]
  return faults.map(message => ({ check: 'guards', ok: false, journal: null, message }))
}

async function chain(cx: Cx, names: store.Names): Promise<Finding> {
  let link: Link = { id: 0, hash: NO_HASH, transfers: 0 }
  for (;;) {
    const kept = await store.keptAfter(cx, link.id, CHUNK, names)
    for (const journal of kept) {
      const fault = linkFault(link, journal)
      if (fault !== null)
        return { check: 'chain', ok: false, journal: Math.min(journal.id, link.id + 1), message: fault }
      link = nextLink(link, journal)
    }
    if (kept.length < CHUNK) break
    await new Promise(resolve => setImmediate(resolve))
  }
  const [stray] = await store.straysBeside(cx, link.transfers)
  if (stray) return { check: 'chain', ok: false, journal: null, message: `transfer ${stray.id} has no journal` }
  return { check: 'chain', ok: true, journal: null, message: `${link.id} journals, head ${link.hash}` }
}

async function accounts(cx: Cx): Promise<string[]> {
  const rows = await store.accountRows(cx)
  return rows.flatMap(a => {
    if (!isAccountCode(a.code) || kindOf(a.code) !== a.kind || ownerOf(a.code) !== a.owner)
      return [`the account ${a.code} is not what its code says`]
    return CURRENCIES.get(a.currency) === a.exponent ? [] : [`the currency ${a.currency} has other decimals`]
  })
}

async function periods(
  cx: Cx,
  pairs: readonly PairSum[],
  named: (account: number) => { code: string },
): Promise<string[]> {
  const rows = await store.periodRows(cx)
  const closed = rows.filter(r => r.closedAt !== null)
  const faults = closed.flatMap((row, i) => {
    const before = closed[i - 1]
    const wrong: string[] = []
    if (row.last === null || row.head !== row.hash) wrong.push(`the head of ${row.month} is not its last journal's`)
    if (before && nextMonth(before.month as Month) !== row.month) wrong.push(`a month before ${row.month} is missing`)
    if (before && (row.last ?? 0) < (before.last ?? 0)) wrong.push(`${row.month} ends before the month before it`)
    return wrong
  })
  const last = closed.at(-1)?.month ?? ''
  for (const row of rows) if (row.closedAt === null && row.month < last) faults.push(`${row.month} is open again`)
  for (const j of await store.journalsAfterClose(cx)) faults.push(`journal ${j.id} came after the close of ${j.month}`)
  const kept = (await store.monthRows(cx)).map(([month, account, opening, debits, credits, closing]) => ({
    month,
    account,
    opening: BigInt(opening),
    debits: BigInt(debits),
    credits: BigInt(credits),
    closing: BigInt(closing),
  }))
  const wrong = wrongMonths(
    closed.map(row => row.month),
    pairs,
    kept,
  )
  for (const { month, account } of wrong) faults.push(`${month} does not add up for ${named(account).code}`)
  return faults
}

const finding = (check: Finding['check'], promise: string, faults: readonly string[]): Finding => ({
  check,
  ok: faults.length === 0,
  journal: null,
  message: faults.length === 0 ? promise : faults.slice(0, TOLD).join('; '),
})
