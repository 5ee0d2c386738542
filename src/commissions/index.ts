/** What is earned, and why? Facts of turnover become entries in the ledger, and every figure can tell where it comes from. */
import type { Cx } from '#db/client.ts'
import { actsForPartner, isStaff } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import type { PartnerId } from '#kernel/id.ts'
import { type Currency, formatMoney, type Money, money } from '#kernel/money.ts'
import { type Day, dayOf, endOfDay, type Month } from '#kernel/period.ts'
import * as ledger from '#ledger/index.ts'
import * as licences from '#licences/index.ts'
import * as partners from '#partners/index.ts'
import * as programs from '#programs/index.ts'
import { balancesOf, chargeOf, type Earnings, type Entry, entryOf } from './entry.ts'
import { type Cursor, loadEarningMonths, loadEntries, loadEntry, loadMonths, type MonthTotal } from './entry.store.ts'
import { factsFor } from './settle.verbs.ts'
import type { Settlement } from './settlement.ts'
import { type Why, whyOf } from './why.ts'

export * from './dispute.verbs.ts'
export type { Balance, Earnings, Entry } from './entry.ts'
export type { MonthTotal } from './entry.store.ts'
export { backlog, nextDue, type Progress, reconsiderCustomer, reconsiderPartner, settleNext } from './settle.verbs.ts'
export * from './simulation.verbs.ts'
export { type Finding, verify } from './verify.verbs.ts'
export type { DealWhy, Paper, TieWhy, Waiting, Why } from './why.ts'

/** Who sees what a partner earns: its owner and finance people, and staff. */
export const maySee = (cx: Cx, partner: PartnerId): boolean =>
  isStaff(cx.actor) || actsForPartner(cx.actor, partner, 'finance')

const PAGE = 5_000

/**
 * Balances and entries of a partner, as strangers read them; `asOf`: what was posted by the end of that day in the time zone of
 * the partner's program. Entries by the day they were earned on. Throws for who may not see them: ask `maySee` first.
 */
export async function earnings(cx: Cx, partner: PartnerId, asOf?: Day): Promise<Earnings> {
  assert(maySee(cx, partner), 'a partner’s figures are its own')
  const timeZone = await timeZoneOf(cx, partner)
  const until = asOf === undefined ? null : endOfDay(asOf, timeZone)
  const entries: Entry[] = []
  const currencies = new Set<Currency>()
  let after: Cursor | null = null
  for (;;) {
    const page = await loadEntries(cx.db, partner, { until, after, limit: PAGE, newestFirst: false })
    for (const settlement of page) {
      currencies.add(settlement.currency)
      entries.push(entryOf(settlement))
    }
    after = page.at(-1) ?? null
    if (page.length < PAGE) break
    await new Promise(resolve => setImmediate(resolve))
  }
  const balances = await ledger.balancesOf(cx, partner, until ?? undefined)
  return {
    partner,
    asOf: asOf ?? dayOf(cx.now, timeZone),
    balances: balancesOf(balances, currencies),
    entries,
    licence: (await licences.chargesOf(cx, partner, until ?? undefined)).map(chargeOf),
  }
}

/** The partner's balances as decimals, one row a currency in which money ever moved, as they are now. */
export async function balances(cx: Cx, partner: PartnerId): Promise<Earnings['balances']> {
  assert(maySee(cx, partner), 'a partner’s figures are its own')
  return balancesOf(await ledger.balancesOf(cx, partner), [])
}

/** The day ends where the partner's first program is. */
async function timeZoneOf(cx: Cx, partner: PartnerId): Promise<string> {
  const membership = (await partners.membersFacts(cx, [partner])).get(partner)?.memberships[0]
  const program = membership && (await programs.findProgram(cx, membership.program))
  return program?.timeZone ?? 'UTC'
}

/** An entry as a page lists it: with what of its amount is payable, as a decimal. */
export type ListedEntry = Entry & { readonly payable: string }
export type EntryPage = { readonly entries: readonly ListedEntry[]; readonly next: string | null }

/** A page of entries, newest first, of one month if asked; `after` is `next` of the page before (anything else starts anew). */
export async function entries(
  cx: Cx,
  partner: PartnerId,
  o: { asOf?: Day; after?: string | null; limit?: number; month?: Month } = {},
): Promise<EntryPage> {
  assert(maySee(cx, partner), 'a partner’s figures are its own')
  const limit = Math.min(Math.max(o.limit ?? 50, 1), 500)
  const until = o.asOf === undefined ? null : endOfDay(o.asOf, await timeZoneOf(cx, partner))
  const after = o.after ? readCursor(o.after) : null
  const found = await loadEntries(cx.db, partner, {
    until,
    month: o.month ?? null,
    after,
    limit: limit + 1,
    newestFirst: true,
  })
  const page = found.slice(0, limit)
  const last = page.at(-1)
  return { entries: page.map(listedOf), next: found.length > limit && last ? writeCursor(last) : null }
}

const listedOf = (s: Settlement): ListedEntry => ({
  ...entryOf(s),
  payable: formatMoney(money(s.matured, s.currency)),
})

const writeCursor = ({ earnedOn, n, cause }: Cursor): string => `${earnedOn}.${n}.${cause}`
function readCursor(text: string): Cursor | null {
  const match = /^(\d{4}-\d{2}-\d{2})\.(\d{1,15})\.(.+)$/s.exec(text)
  return match ? { earnedOn: match[1] ?? '', n: Number(match[2]), cause: match[3] ?? '' } : null
}

/** What stands now by the month it was earned in, newest first, one row a month and currency. Minor units. */
export async function months(cx: Cx, partner: PartnerId): Promise<MonthTotal[]> {
  assert(maySee(cx, partner), 'a partner’s figures are its own')
  return loadMonths(cx.db, partner)
}

/** The months in which the partner has entries, newest first: found by as many steps in the index, however many entries there are. */
export async function earningMonths(cx: Cx, partner: PartnerId): Promise<Month[]> {
  assert(maySee(cx, partner), 'a partner’s figures are its own')
  return loadEarningMonths(cx.db, partner)
}

/** Why the partner's entry for a cause is what it is; null if there is none, or for who may not see it. */
export async function why(cx: Cx, partner: PartnerId, cause: string): Promise<Why | null> {
  if (!maySee(cx, partner)) return null
  const [settlement] = await loadEntry(cx.db, partner, cause)
  if (!settlement) return null
  const [facts] = await factsFor({ ...cx, actor: { kind: 'system' } }, [cause])
  const claim = facts?.claims.find(c => c.partner === partner && c.program === settlement.program)
  if (!facts?.cause || !claim) return null
  return whyOf(entryOf(settlement), facts.cause, claim, dayOf(cx.now, claim.timeZone))
}

/** What all partners earned so far, less what was taken back, one sum a currency. For staff. */
export async function totals(cx: Cx): Promise<Money[]> {
  const sums = new Map<Currency, bigint>()
  for (const row of await ledger.trialBalance(cx)) {
    if (!row.account.startsWith('Expenses:Commission:')) continue
    sums.set(row.currency, (sums.get(row.currency) ?? 0n) + row.balance)
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, minor]) => money(minor, currency))
}
