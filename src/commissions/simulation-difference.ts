import type { PartnerId } from '#kernel/id.ts'
import { type Currency, formatMoney, money } from '#kernel/money.ts'
import type { Standing } from './targets.verbs.ts'

/** What a partner would have earned in one currency: plain decimals; `difference` is after less before. */
export type SimulatedRow = {
  readonly partner: PartnerId
  readonly currency: Currency
  readonly before: string
  readonly after: string
  readonly difference: string
  /** How many entries there are under the terms that hold, and under the draft; those of nothing too. */
  readonly entries: { readonly before: number; readonly after: number }
}
export type Sums = Map<
  string,
  { partner: PartnerId; currency: Currency; before: bigint; after: bigint; counts: [number, number] }
>

/** Adds what stands before or after to the sums, over all programs: what one wins another may lose (G3). */
export function add(sums: Sums, rows: readonly Standing[], side: 'before' | 'after'): void {
  for (const { partner, currency, accrued, entries } of rows) {
    const key = `${partner} ${currency}`
    const sum = sums.get(key) ?? { partner, currency, before: 0n, after: 0n, counts: [0, 0] as [number, number] }
    sum[side] += accrued
    sum.counts[side === 'before' ? 0 : 1] += entries
    sums.set(key, sum)
  }
}

/** A row a partner and currency that either earns something in, by partner and currency. */
export function rowsOf(sums: Sums): SimulatedRow[] {
  return [...sums.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .filter(([, sum]) => sum.before !== 0n || sum.after !== 0n)
    .map(([, { partner, currency, before, after, counts }]) => ({
      partner,
      currency,
      before: formatMoney(money(before, currency)),
      after: formatMoney(money(after, currency)),
      difference: formatMoney(money(after - before, currency)),
      entries: { before: counts[0], after: counts[1] },
    }))
}
