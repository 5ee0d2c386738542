import type { Cx } from '#db/client.ts'
import { actsForPartner, isStaff, SYSTEM } from '#kernel/actor.ts'
import type { PartnerId } from '#kernel/id.ts'
import * as ledger from '#ledger/index.ts'
import { causeOf, type Item, type ItemState, stateOf } from './payout-item.ts'
import { paymentOf, preparedOf, type Prepared, type StatedPayment, type Total, totalsOf } from './payout-run.ts'
import * as store from './payout.store.ts'

export type { ByHand, Skip } from './payout-choice.ts'
export type { ItemState } from './payout-item.ts'
export type { Payment, Skipped, StatedPayment, Total } from './payout-run.ts'
import type { PainVersion } from './pain.ts'

export type { PainVersion } from './pain.ts'

/** A run as it stands: who prepared and approved it, and how many of its payments are where. */
export type PayoutRun = {
  readonly run: string
  readonly seq: number
  /** The one partner it was prepared for, or null. */
  readonly partner: PartnerId | null
  readonly preparedBy: string | null
  readonly preparedAt: Date
  readonly approvedBy: string | null
  readonly approvedAt: Date | null
  readonly exportedAt: Date | null
  readonly totals: readonly Total[]
  readonly counts: Readonly<Record<ItemState, number>>
}
export type RunFile = {
  readonly version: PainVersion
  readonly currency: string
  readonly payments: number
  readonly hash: string
}
export type WholeRun = PayoutRun & {
  readonly items: readonly StatedPayment[]
  readonly skipped: Prepared['skipped']
  readonly files: readonly RunFile[]
  /** The versions of the format in which it was exported; there may be no file where nothing goes by file. */
  readonly exported: readonly PainVersion[]
}

/** Runs, the newest first, for finance staff; `after` is the `seq` of the last one seen. */
export async function runsOf(cx: Cx, o: { after?: number | null; limit?: number } = {}): Promise<PayoutRun[]> {
  if (!isStaff(cx.actor, 'finance')) return []
  const rows = await store.loadRuns(cx, { after: o.after ?? null, limit: Math.min(Math.max(o.limit ?? 20, 1), 100) })
  const items = await store.loadItems(
    cx,
    rows.map(row => row.id),
  )
  const states = await statesOf(cx, items)
  const byRun = Map.groupBy(items, item => item.run)
  return rows.map(row => runOf(row, byRun.get(row.id) ?? [], states))
}

const VERSIONS = ['09', '03'] as const

/** One run with all its payments, who was left out, and the bank files that were made; null if there is none, or for others. */
export async function findRun(cx: Cx, run: string): Promise<WholeRun | null> {
  if (!isStaff(cx.actor, 'finance')) return null
  const row = await store.loadRun(cx, run)
  if (!row) return null
  const items = await store.loadItems(cx, [run])
  const states = await statesOf(cx, items)
  const files: RunFile[] = []
  const exported: PainVersion[] = []
  for (const version of VERSIONS) {
    if (await store.wasExported(cx, run, version)) exported.push(version)
    for (const { currency, items: payments, hash } of await store.loadFiles(cx, run, version))
      files.push({ version, currency, payments, hash })
  }
  return {
    ...runOf(row, items, states),
    items: items.map(item => ({ ...paymentOf(item), state: states.get(causeOf(item)) ?? 'rejected' })),
    skipped: preparedOf(run, [], await store.loadSkipped(cx, run)).skipped,
    files,
    exported,
  }
}

export type OwnPayment = StatedPayment & { readonly run: string; readonly preparedAt: Date }

/** A partner's payments, the newest first; [] for who may not see them. */
export async function paymentsOf(cx: Cx, partner: PartnerId, limit = 50): Promise<OwnPayment[]> {
  if (!isStaff(cx.actor, 'finance', 'partner-manager') && !actsForPartner(cx.actor, partner, 'finance')) return []
  const items = await store.loadItemsOfPartner(cx, partner, limit)
  const states = await statesOf(cx, items)
  return items.map(item => ({
    ...paymentOf(item),
    run: item.run,
    preparedAt: new Date(item.at),
    state: states.get(causeOf(item)) ?? 'rejected',
  }))
}

/** Where the money of each item is, by its cause: the ledger alone says so. */
async function statesOf(cx: Cx, items: readonly Item[]): Promise<Map<string, ItemState>> {
  const standing = await ledger.standing({ ...cx, actor: SYSTEM }, items.map(causeOf))
  return new Map(items.map(item => [causeOf(item), stateOf(item, standing.get(causeOf(item)) ?? [])]))
}

function runOf(row: store.RunRow, items: readonly Item[], states: ReadonlyMap<string, ItemState>): PayoutRun {
  const counts: Record<ItemState, number> = { 'in-payment': 0, settled: 0, rejected: 0 }
  for (const item of items) counts[states.get(causeOf(item)) ?? 'rejected'] += 1
  return {
    run: row.id,
    seq: row.seq,
    partner: row.partner,
    preparedBy: row.preparedBy,
    preparedAt: new Date(row.preparedAt),
    approvedBy: row.approvedBy,
    approvedAt: row.approvedAt === null ? null : new Date(row.approvedAt),
    exportedAt: row.exportedAt === null ? null : new Date(row.exportedAt),
    totals: totalsOf(items),
    counts,
  }
}
