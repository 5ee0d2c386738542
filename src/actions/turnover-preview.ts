import { settleNext } from '#commissions/index.ts'
import type { Cx } from '#db/client.ts'
import { SYSTEM } from '#kernel/actor.ts'
import { formatMoney, type Money, money } from '#kernel/money.ts'
import { refuse } from '#kernel/result.ts'
import { enact } from '#enact.ts'
import { trialBalance } from '#ledger/index.ts'
import { record, type Report, type RowError, type TurnoverEvent } from '#turnover/index.ts'

export const REPORT_ERRORS = 100
/** Beyond this many rows the commission is not worked out beforehand: it would hold everybody else up. */
const MAX_PREVIEW = 20_000

type Figure = { readonly currency: string; readonly amount: string }
/** What an import would do. Amounts are plain decimals. */
export type Preview = {
  readonly rows: number
  readonly new: number
  readonly duplicate: number
  readonly conflict: number
  readonly errorCount: number
  readonly errors: readonly RowError[]
  readonly totals: readonly Figure[]
  readonly paid: readonly Figure[]
  /** Null when the file is too large to work it out. */
  readonly commission: readonly Figure[] | null
}

const figure = (value: Money): Figure => ({ currency: value.currency, amount: formatMoney(value) })

/** Does everything an import does, in a transaction of its own that is always rolled back. */
export async function preview(locals: App.Locals, events: readonly TurnoverEvent[], source: string): Promise<Preview> {
  const found: { report: Report | null; commission: Figure[] | null } = { report: null, commission: null }
  const stage = { database: locals.house.database, worker: { nudge: () => {} } }
  await enact(stage, { name: 'turnover.preview', actor: locals.actor }, async cx => {
    const system = { ...cx, actor: SYSTEM }
    const small = events.length <= MAX_PREVIEW
    if (small) await settle(system)
    const before = small ? await expenses(system) : null
    const report = await record(cx, events, source)
    if (!report.ok) return report
    found.report = report.value
    if (before && report.value.errorCount === 0) {
      await settle(system)
      found.commission = rises(before, await expenses(system))
    }
    // Nothing is kept: the file is only looked at.
    return refuse('dry-run')
  })
  const { report, commission } = found
  if (!report) throw new Error('broken promise: staff who may import may look')
  return {
    rows: report.rows,
    new: report.new,
    duplicate: report.duplicate,
    conflict: report.conflict,
    errorCount: report.errorCount,
    errors: report.errors.slice(0, REPORT_ERRORS),
    totals: report.totals.map(figure),
    paid: report.paid.map(figure),
    commission,
  }
}

async function settle(cx: Cx): Promise<void> {
  for (;;) {
    if (!(await settleNext(cx, 500)).more) return
    await new Promise(resolve => setImmediate(resolve))
  }
}

/** What was earned so far by currency. */
async function expenses(cx: Cx): Promise<Map<Money['currency'], bigint>> {
  const sums = new Map<Money['currency'], bigint>()
  for (const { account, currency, balance } of await trialBalance(cx))
    if (account.startsWith('Expenses:Commission:')) sums.set(currency, (sums.get(currency) ?? 0n) + balance)
  return sums
}

const rises = (before: Map<Money['currency'], bigint>, after: Map<Money['currency'], bigint>): Figure[] =>
  [...after]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, minor]) => figure(money(minor - (before.get(currency) ?? 0n), currency)))
