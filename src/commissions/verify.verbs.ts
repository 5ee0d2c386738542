import type { Cx } from '#db/client.ts'
import { isStaff } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import * as ledger from '#ledger/index.ts'
import { partnerAccount } from '#ledger/index.ts'
import type { Settlement } from './settlement.ts'
import * as store from './store.ts'

export type Finding = { readonly cause: string; readonly message: string }
const PAGE = 1_000
const MAX = 20

/** Holds what was settled against the ledger, cause by cause: the figures on the pages are those in the books. At most 20. */
export async function verify(cx: Cx): Promise<Finding[]> {
  assert(isStaff(cx.actor), 'only the house and its staff look into all figures')
  const findings: Finding[] = []
  for (let after = ''; findings.length < MAX; ) {
    const causes = await store.settledCauses(cx.db, after, PAGE)
    const latest = await store.latestOf(cx.db, causes)
    const standing = await ledger.standing({ ...cx, actor: { kind: 'system' } }, causes)
    for (const cause of causes) {
      const message = compare(latest.get(cause) ?? [], standing.get(cause) ?? [])
      if (message) findings.push({ cause, message: `${cause}: ${message}` })
    }
    if (causes.length < PAGE) break
    after = causes.at(-1) ?? ''
    await new Promise(resolve => setImmediate(resolve))
  }
  return findings.slice(0, MAX)
}

function compare(latest: readonly Settlement[], standing: readonly { account: string; net: bigint }[]): string | null {
  for (const [partner, rows] of Map.groupBy(latest, row => row.partner)) {
    const inLedger = (...pockets: ('Pending' | 'Payable' | 'Held')[]) => {
      const accounts = pockets.map(pocket => partnerAccount(partner, pocket))
      return standing.filter(line => accounts.includes(line.account)).reduce((sum, line) => sum + line.net, 0n)
    }
    const accrued = rows.reduce((sum, row) => sum + row.accrued, 0n)
    const matured = rows.reduce((sum, row) => sum + row.matured, 0n)
    const books = { accrued: inLedger('Pending', 'Payable', 'Held'), matured: inLedger('Payable', 'Held') }
    if (books.accrued !== accrued || books.matured !== matured)
      return `${partner} has ${accrued}/${matured} by its settlement and ${books.accrued}/${books.matured} in the ledger`
  }
  return null
}
