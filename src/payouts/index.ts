/** What is settled? Months are closed, and each partner gets its statement of the month: numbered, and never changed. */
import type { Cx } from '#db/client.ts'
import { actsForPartner, isStaff } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import type { PartnerId } from '#kernel/id.ts'
import type { Month } from '#kernel/period.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as ledger from '#ledger/index.ts'
import { listPrograms } from '#programs/index.ts'
import { issued, readBack, type Statement } from './issued.ts'
import { hasEnded } from './month-end.ts'
import { NO_SERIES, seriesAfter, statementFault } from './series.ts'
import { type Body, bodiesOf } from './statement.ts'
import * as store from './store.ts'

export { type Statement, statementJson } from './issued.ts'
export type { Balances, Body, Line, Paper } from './statement.ts'
export { statementCsv } from './statement-csv.ts'
export { ENGLISH, statementHtml, type Words } from './statement-html.ts'
export * from './vat.verbs.ts'

const CHUNK = 200

export type Closed = {
  readonly month: Month
  /** Every month this close has closed, the asked one last. */
  readonly months: readonly Month[]
  /** How many statements were issued in all of them. */
  readonly statements: number
  /** The chain's head at the close, hexadecimal: worth keeping where nobody can change it. */
  readonly head: string
}

/**
 * The month's end, for the finance staff: closes every earlier open month in order and then this one, and issues a
 * statement for each partner and currency in which anything moved or was open. Refuses `period-closed`, and
 * `period-not-ended` while the month is not over in every program's time zone. All in the caller's one transaction.
 */
export async function closeMonth(
  cx: Cx,
  month: Month,
): Promise<Result<Closed, 'not-allowed' | 'period-closed' | 'period-not-ended'>> {
  if (!isStaff(cx.actor, 'finance')) return refuse('not-allowed')
  const months = await ledger.monthsBefore(cx, month)
  if (months.length === 0) return refuse('period-closed')
  const zones = (await listPrograms(cx)).map(program => program.timeZone)
  if (!hasEnded(month, cx.now, zones)) return refuse('period-not-ended')
  let statements = 0
  let head = ''
  for (const each of months) {
    const closed = await ledger.closePeriod(cx, each)
    assert(closed.ok && closed.value.head !== null, 'months are closed in order')
    head = closed.value.head
    statements += await issueStatements(cx, closed.value)
  }
  return ok({ month, months, statements, head })
}

/** A closed month of a partner, a statement a currency; null if it has none, or for who may not see it. */
export async function statement(cx: Cx, partner: PartnerId, month: Month): Promise<Statement[] | null> {
  if (!maySee(cx, partner)) return null
  const rows = await store.bodiesFor(cx, partner, month)
  return rows.length === 0 ? null : rows.map(row => readBack(row.body, row.hash))
}

export type StatementRow = {
  readonly number: number
  readonly period: Month
  readonly currency: string
  readonly hash: string
}

/** The partner's statements, the newest first; [] for who may not see them. */
export async function statements(cx: Cx, partner: PartnerId): Promise<StatementRow[]> {
  if (!maySee(cx, partner)) return []
  const rows = await store.statementRows(cx, partner)
  return rows.map(row => ({ ...row, period: row.period as Month }))
}

/** What a month's statement would say if it were closed now: for the open ones. [] for who may not see it. */
export async function movements(cx: Cx, partner: PartnerId, month: Month): Promise<Body[]> {
  if (!maySee(cx, partner)) return []
  const accounts = await ledger.partnerMonth(cx, partner, month)
  return bodiesOf(partner, month, accounts, await ledger.movementsOf(cx, partner, month))
}

/** Reads every statement again: numbered without a gap, as issued, each opening where the month before closed. */
export async function* verify(cx: Cx): AsyncGenerator<{ check: 'statements'; ok: boolean; message: string }> {
  assert(isStaff(cx.actor, 'finance'), 'only the house and its finance staff look into the books')
  let state = NO_SERIES
  let count = 0
  for (;;) {
    const kept = await store.bodiesAfter(cx, state.series, state.number, CHUNK)
    for (const each of kept) {
      const fault = statementFault(state, each)
      if (fault !== null) return yield { check: 'statements', ok: false, message: fault }
      state = seriesAfter(state, each)
    }
    count += kept.length
    if (kept.length < CHUNK) break
    await new Promise(resolve => setImmediate(resolve))
  }
  yield { check: 'statements', ok: true, message: `${count} statements are as they were issued` }
}

async function issueStatements(cx: Cx, period: ledger.Period): Promise<number> {
  assert(period.closedAt && period.head !== null && period.lastJournal !== null, 'a statement is of a closed month')
  const byPartner = new Map<string, ledger.AccountMonth[]>()
  for (const { owner, ...account } of await ledger.partnersIn(cx, period.month)) {
    byPartner.set(owner, [...(byPartner.get(owner) ?? []), account])
  }
  let count = 0
  for (const [partner, accounts] of byPartner) {
    const moved = accounts.some(a => a.moved) ? await ledger.movementsOf(cx, partner as PartnerId, period.month) : []
    for (const body of bodiesOf(partner, period.month, accounts, moved)) {
      const number = await store.nextNumber(cx, partner)
      const chain = { journal: period.lastJournal, head: period.head }
      await store.keepStatement(cx, issued({ ...body, number, issuedAt: period.closedAt.toISOString(), chain }))
      count += 1
    }
  }
  return count
}

const maySee = (cx: Cx, partner: PartnerId): boolean =>
  isStaff(cx.actor, 'finance', 'partner-manager') || actsForPartner(cx.actor, partner, 'finance')
