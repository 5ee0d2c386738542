import { createHash } from 'node:crypto'
import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { isStaff } from '#kernel/actor.ts'
import { type Currency, formatMoney, money } from '#kernel/money.ts'
import { dayOf } from '#kernel/period.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as ledger from '#ledger/index.ts'
import type { BankAccount } from './bank-account.ts'
import { historyOf } from './bank.store.ts'
import { messageName, painFile, type PainVersion } from './pain.ts'
import { causeOf, type Item, stateOf } from './payout-item.ts'
import * as store from './payout.store.ts'

/** One file for the bank, with the sums that it says itself. */
export type PayoutFile = {
  readonly run: string
  readonly currency: Currency
  readonly version: PainVersion
  readonly name: string
  readonly payments: number
  readonly total: string
  /** SHA-256 of the bytes, hexadecimal. */
  readonly hash: string
  readonly bytes: Uint8Array
}

/**
 * The files for the bank, one a currency; `currency` asks for that one only. Made once, of what was not put back, and kept: the
 * same bytes for ever after. A payment that is settled already is in it, for the file tells what the run paid. Payments by hand
 * are left out, so there may be none. Refuses a run that nobody approved
 * (`not-approved`), and one for which the operator has no account to pay from (`no-bank-details`).
 */
export async function exportPayout(
  cx: Cx,
  wish: { readonly run: string; readonly currency?: string | undefined; readonly version?: PainVersion | undefined },
): Promise<Result<readonly PayoutFile[], 'not-allowed' | 'unknown-run' | 'not-approved' | 'no-bank-details'>> {
  if (!isStaff(cx.actor, 'finance')) return refuse('not-allowed')
  const version = wish.version ?? '09'
  const run = await store.loadRun(cx, wish.run)
  if (!run) return refuse('unknown-run')
  if (run.approvedAt === null) return refuse('not-approved')
  if (!(await store.wasExported(cx, run.id, version))) {
    const [from] = await historyOf(cx, null, 1)
    if (!from) return refuse('no-bank-details')
    const made = filesOf(cx, { run: run.id, version, from }, await itemsToPay(cx, run.id))
    await store.keepFiles(cx, run.id, version, made)
    const files = made.map(file => ({ currency: file.currency, payments: file.items, hash: file.hash }))
    await audit.note(cx, { verb: 'export-payout', subject: run.id, detail: { version, files } })
  }
  const rows = await store.loadFiles(cx, run.id, version)
  return ok(
    rows
      .filter(row => wish.currency === undefined || row.currency === wish.currency.toUpperCase())
      .map(row => shown(run, version, row)),
  )
}

/** A file that was made, for finance staff; null if there is none, or for others. */
export async function fileOf(
  cx: Cx,
  wish: { readonly run: string; readonly currency: string; readonly version: PainVersion },
): Promise<PayoutFile | null> {
  if (!isStaff(cx.actor, 'finance')) return null
  const run = await store.loadRun(cx, wish.run)
  const row = (await store.loadFiles(cx, wish.run, wish.version)).find(file => file.currency === wish.currency)
  return run && row ? shown(run, wish.version, row) : null
}

const shown = (run: store.RunRow, version: PainVersion, row: store.FileRow): PayoutFile => ({
  run: run.id,
  currency: row.currency as Currency,
  version,
  name: `payout-${run.seq}-${row.currency}.xml`,
  payments: row.items,
  total: formatMoney(money(BigInt(row.total), row.currency as Currency)),
  hash: row.hash,
  bytes: row.bytes,
})

async function itemsToPay(cx: Cx, run: string): Promise<Item[]> {
  const items = (await store.loadItems(cx, [run])).filter(item => item.byHand === null)
  const standing = await ledger.standing(cx, items.map(causeOf))
  return items.filter(item => stateOf(item, standing.get(causeOf(item)) ?? []) !== 'rejected')
}

function filesOf(
  cx: Cx,
  o: { run: string; version: PainVersion; from: BankAccount },
  items: readonly Item[],
): store.FileRow[] {
  const byCurrency = [...Map.groupBy(items, item => item.currency)].sort(([a], [b]) => (a < b ? -1 : 1))
  return byCurrency.map(([currency, all]) => {
    const text = painFile({
      version: o.version,
      // The bank takes a name once: where a run has several files, each says its currency.
      message: byCurrency.length === 1 ? o.run : `${o.run}-${currency}`,
      currency,
      createdAt: cx.now,
      executeOn: dayOf(cx.now, 'UTC'),
      from: o.from,
      transfers: all.map(item => ({
        reference: item.reference,
        amount: item.amount,
        to: { iban: item.iban ?? '', name: item.name ?? '', bic: item.bic },
        about: `Commission payout ${messageName(o.run)} ref ${item.reference}`,
      })),
    })
    const bytes = new TextEncoder().encode(text)
    return {
      currency,
      items: all.length,
      total: String(all.reduce((sum, item) => sum + item.amount, 0n)),
      bytes,
      hash: createHash('sha256').update(bytes).digest('hex'),
    }
  })
}
