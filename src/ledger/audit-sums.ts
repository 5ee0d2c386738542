/** What moved between two accounts in one month; amounts in minor units. */
export type PairSum = {
  readonly month: string
  readonly debit: number
  readonly credit: number
  readonly amount: bigint
}
export type Counter = { readonly account: number; readonly debits: bigint; readonly credits: bigint }
/** An account's month as a close kept it; opening and closing are debits less credits. */
export type KeptMonth = Counter & { readonly month: string; readonly opening: bigint; readonly closing: bigint }

type Sides = { debits: bigint; credits: bigint }
const NOTHING: Sides = { debits: 0n, credits: 0n }

function sidesBy<K>(pairs: readonly PairSum[], keyOf: (pair: PairSum, account: number) => K): Map<K, Sides> {
  const sums = new Map<K, Sides>()
  const at = (key: K): Sides => {
    let found = sums.get(key)
    if (!found) {
      found = { debits: 0n, credits: 0n }
      sums.set(key, found)
    }
    return found
  }
  for (const pair of pairs) {
    at(keyOf(pair, pair.debit)).debits += pair.amount
    at(keyOf(pair, pair.credit)).credits += pair.amount
  }
  return sums
}

/** Accounts whose maintained counters are not what their transfers say, or are missing where something moved. */
export function wrongCounters(pairs: readonly PairSum[], counters: readonly Counter[]): number[] {
  const sums = sidesBy(pairs, (_, account) => account)
  const wrong = counters.filter(({ account, debits, credits }) => {
    const sum = sums.get(account) ?? NOTHING
    return sum.debits !== debits || sum.credits !== credits
  })
  const known = new Set(counters.map(c => c.account))
  return [...wrong.map(c => c.account), ...[...sums.keys()].filter(account => !known.has(account))]
}

/** Currencies in which the maintained debits and credits differ. */
export function wrongCurrencies(counters: readonly Counter[], currencyOf: (account: number) => string): string[] {
  const nets = new Map<string, bigint>()
  for (const { account, debits, credits } of counters) {
    const currency = currencyOf(account)
    nets.set(currency, (nets.get(currency) ?? 0n) + debits - credits)
  }
  return [...nets].filter(([, net]) => net !== 0n).map(([currency]) => currency)
}

/**
 * Accounts of closed months whose kept figures are not the transfers', do not add up, do not open where the month before
 * closed, or are missing; and figures kept of a month that is not closed. `closed`: the closed months, in order.
 */
export function wrongMonths(
  closed: readonly string[],
  pairs: readonly PairSum[],
  kept: readonly KeptMonth[],
): { readonly month: string; readonly account: number }[] {
  const moved = sidesBy(pairs, (pair, account) => `${pair.month} ${account}`)
  const byMonth = Map.groupBy(kept, row => row.month)
  const wrong: { month: string; account: number }[] = []
  let before = new Map<number, bigint>()
  for (const month of closed) {
    const rows = byMonth.get(month) ?? []
    byMonth.delete(month)
    const seen = new Set<number>()
    for (const row of rows) {
      seen.add(row.account)
      const key = `${month} ${row.account}`
      const sum = moved.get(key) ?? NOTHING
      moved.delete(key)
      const sound =
        row.debits === sum.debits &&
        row.credits === sum.credits &&
        row.opening === (before.get(row.account) ?? 0n) &&
        row.closing === row.opening + row.debits - row.credits
      if (!sound) wrong.push({ month, account: row.account })
    }
    for (const [account, closing] of before) if (closing !== 0n && !seen.has(account)) wrong.push({ month, account })
    before = new Map(rows.map(row => [row.account, row.closing]))
  }
  for (const [month, rows] of byMonth) for (const { account } of rows) wrong.push({ month, account })
  const months = new Set(closed)
  for (const key of moved.keys()) {
    const [month = '', account = ''] = key.split(' ')
    if (months.has(month)) wrong.push({ month, account: Number(account) })
  }
  return wrong
}
