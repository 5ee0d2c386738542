import type { Cx } from '#db/client.ts'
import { actsForPartner, isStaff } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import type { PartnerId } from '#kernel/id.ts'
import type { Currency } from '#kernel/money.ts'
import type { Month } from '#kernel/period.ts'
import * as ledger from '#ledger/index.ts'
import { hashOf, issued, readBack, readHead, type Statement } from './issued.ts'
import { monthFault } from './month-fault.ts'
import { effectOf, ownCodes } from './movement.ts'
import { isDue, NO_SERIES, seriesAfter, statementFault } from './series.ts'
import { type Body, bodiesOf, type Head, linesOf, paperOf } from './statement.ts'
import * as store from './store.ts'

const CHUNK = 200

/**
 * A closed month of a partner, a statement a currency; null if it has none, or for who may not see it. Lines that no job
 * wrote yet are composed here: from closed books, and so with the bytes that the job will keep.
 */
export async function statement(cx: Cx, partner: PartnerId, month: Month): Promise<Statement[] | null> {
  if (!maySee(cx, partner)) return null
  const rows = await store.statementsFor(cx, partner, month)
  if (rows.length === 0) return null
  const due = rows.flatMap(row => (row.body === null && row.head !== null ? [headFrom(row.head, row.hash)] : []))
  const composed = due.length > 0 ? await compose(cx, partner, month, due) : []
  return rows.map(row => {
    if (row.body !== null) return readBack(row.body, row.bodyHash ?? row.hash)
    const found = composed.find(one => one.number === row.number)
    assert(found, 'a statement without a body is due')
    return found
  })
}

function headFrom(text: string, hash: string): Head {
  assert(hashOf(text) === hash, 'the head of a statement is what was issued')
  return readHead(text)
}

/** The papers of one partner and month, from what the close issued and the ledger's closed books. */
async function compose(cx: Cx, partner: PartnerId, month: Month, heads: readonly Head[]): Promise<Statement[]> {
  const movements = await ledger.movementsOf(cx, partner, month)
  const papers: Statement[] = []
  for (const head of heads) {
    const moved = movements.filter(m => m.currency === head.currency)
    const originals = await originalsOf(cx, partner, month, head.currency as Currency, moved)
    papers.push(issued(paperOf(head, linesOf(head, moved, originals))))
  }
  return papers
}

/** For causes that this month takes back from what was payable: the number of the statement on which they became so. */
async function originalsOf(
  cx: Cx,
  partner: PartnerId,
  before: Month,
  currency: Currency,
  moved: readonly ledger.Movement[],
): Promise<Map<string, number>> {
  const own = ownCodes(partner)
  const causes = [...new Set(moved.filter(m => effectOf(m, own).matured < 0n).map(m => m.cause))]
  if (causes.length === 0) return new Map()
  const months = await ledger.lastPayable(cx, { partner, currency, before, causes })
  const rows = await store.numbersIn(cx, partner, currency, [...new Set(months.values())])
  const numbers = new Map(rows.map(row => [row.period, row.number]))
  return new Map(
    [...months].flatMap(([cause, month]) => (numbers.has(month) ? [[cause, numbers.get(month) ?? 0]] : [])),
  )
}

/**
 * Writes the lines of issued statements that have none yet, of one month or of all, at most `limit` statements; how many
 * there were. Twice writes nothing twice. For the house: after a close, and as a job.
 */
export async function writeBodies(cx: Cx, o: { month?: Month; limit?: number } = {}): Promise<number> {
  assert(isStaff(cx.actor, 'finance'), 'only the house and its finance staff write statements')
  const due = await store.unwritten(cx, o.month ?? null, o.limit ?? CHUNK)
  const groups = Map.groupBy(due, row => `${row.period} ${row.partner}`)
  for (const rows of groups.values()) {
    const heads = rows.map(row => readHead(row.head))
    const [first] = heads
    if (!first) continue
    const papers = await compose(cx, first.partner as PartnerId, first.period as Month, heads)
    await store.keepBodies(cx, papers)
  }
  return due.length
}

/** Everything that is due of statements: their lines. */
export async function passStatementsDue(cx: Cx): Promise<void> {
  while ((await writeBodies(cx)) > 0);
}

export type StatementRow = {
  readonly partner: string
  readonly number: number
  readonly period: Month
  readonly currency: string
  /** What the close issued; null for a statement of before heads were kept. */
  readonly head: Head | null
}
const rowOf = ({ head, period, ...row }: store.StatementListRow): StatementRow => ({
  ...row,
  period: period as Month,
  head: head === null ? null : readHead(head),
})

/** The partner's statements, the newest first; [] for who may not see them. */
export async function statements(cx: Cx, partner: PartnerId): Promise<StatementRow[]> {
  if (!maySee(cx, partner)) return []
  return (await store.statementRows(cx, partner)).map(rowOf)
}

/** Every partner's statements of a month, by partner and number, for staff; `after` is the last one of the page before. */
export async function statementsIn(
  cx: Cx,
  month: Month,
  page: { after?: { partner: string; number: number } | null; limit: number },
): Promise<StatementRow[]> {
  if (!isStaff(cx.actor, 'finance', 'partner-manager')) return []
  return (await store.monthRows(cx, month, page.after ?? { partner: '', number: 0 }, page.limit)).map(rowOf)
}

/** How many statements each month has, for staff. */
export async function statementCounts(cx: Cx): Promise<Map<string, number>> {
  if (!isStaff(cx.actor, 'finance', 'partner-manager')) return new Map()
  return new Map((await store.monthCounts(cx)).map(row => [row.period, row.statements]))
}

/** What a month's statement would say if it were closed now: for the open ones. [] for who may not see it. */
export async function movements(cx: Cx, partner: PartnerId, month: Month): Promise<Body[]> {
  if (!maySee(cx, partner)) return []
  const accounts = await ledger.partnerMonth(cx, partner, month)
  return bodiesOf(partner, month, accounts, await ledger.movementsOf(cx, partner, month))
}

/**
 * Reads every statement again: numbered without a gap, as issued, each opening where the month before closed; and every
 * closed month has the statements that its books ask for.
 */
export async function* verifyStatements(cx: Cx): AsyncGenerator<{ check: 'statements'; ok: boolean; message: string }> {
  assert(isStaff(cx.actor, 'finance'), 'only the house and its finance staff look into the books')
  let state = NO_SERIES
  let [count, due] = [0, 0]
  for (;;) {
    const kept = await store.statementsAfter(cx, state.series, state.number, CHUNK)
    for (const each of kept) {
      const fault = statementFault(state, each)
      if (fault !== null) return yield { check: 'statements', ok: false, message: fault }
      if (isDue(each)) due += 1
      state = seriesAfter(state, each)
    }
    count += kept.length
    if (kept.length < CHUNK) break
    await new Promise(resolve => setImmediate(resolve))
  }
  for (const { month, closedAt } of await ledger.periods(cx)) {
    if (closedAt === null) continue
    const accounts = Map.groupBy(await ledger.partnersIn(cx, month), account => account.owner)
    const rows = (await store.issuedIn(cx, month)).map(({ head, ...row }) => ({
      ...row,
      ends: head === null ? null : readHead(head),
    }))
    const fault = monthFault(month, accounts, rows)
    if (fault !== null) return yield { check: 'statements', ok: false, message: fault }
    await new Promise(resolve => setImmediate(resolve))
  }
  const waits = due > 0 ? `; the lines of ${due} are still to be written` : ''
  yield { check: 'statements', ok: true, message: `${count} statements are as they were issued${waits}` }
}

const maySee = (cx: Cx, partner: PartnerId): boolean =>
  isStaff(cx.actor, 'finance', 'partner-manager') || actsForPartner(cx.actor, partner, 'finance')
