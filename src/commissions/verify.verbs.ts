import type { Cx } from '#db/client.ts'
import { isStaff } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import * as ledger from '#ledger/index.ts'
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
    const standing = Map.groupBy(await ledger.standingSums(cx, causes), sum => sum.cause)
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

function compare(latest: readonly Settlement[], standing: readonly ledger.CauseStanding[]): string | null {
  const partners = new Set([...latest.map(row => row.partner as string), ...standing.map(sum => sum.partner)])
  for (const partner of partners) {
    const rows = latest.filter(row => row.partner === partner)
    const accrued = rows.reduce((sum, row) => sum + row.accrued, 0n)
    const matured = rows.reduce((sum, row) => sum + row.matured, 0n)
    const { earned, payable } = standing.find(sum => sum.partner === partner) ?? { earned: 0n, payable: 0n }
    if (earned !== accrued || payable !== matured)
      return `${partner} has ${accrued}/${matured} by its settlement and ${earned}/${payable} in the ledger`
  }
  return null
}
