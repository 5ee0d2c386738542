import type { Cx } from '#db/client.ts'
import { isStaff } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import * as ledger from '#ledger/index.ts'
import { shareDown } from './charge.ts'
import { loadChargesAfter } from './charge.store.ts'

const PAGE = 1_000
const MAX = 20

/**
 * Holds every charge against its ceiling and against the books (invariant 13): what the ledger says was charged is what the row
 * says, save where the journal was reversed. At most 20 findings.
 */
export async function verify(cx: Cx): Promise<{ readonly message: string }[]> {
  assert(isStaff(cx.actor), 'only the house and its staff look into all charges')
  const findings: { message: string }[] = []
  for (let after = 0; findings.length < MAX; ) {
    const page = await loadChargesAfter(cx, after, PAGE)
    const standing = await ledger.standing(
      { ...cx, actor: { kind: 'system' } },
      page.map(charge => charge.key),
    )
    for (const { key, partner, list, amount, ceiling, journal } of page) {
      if (amount.minor > shareDown(list.minor, ceiling))
        findings.push({ message: `${key}: ${amount.minor} is above the ceiling of ${list.minor}` })
      const receivable = ledger.resellerReceivable(partner)
      const lines = standing.get(key) ?? []
      const booked = lines.filter(line => line.account === receivable).reduce((sum, line) => sum + line.net, 0n)
      const undone = journal !== null && lines.length === 0
      if (!undone && booked !== amount.minor)
        findings.push({ message: `${key}: ${partner} is charged ${amount.minor} and owes ${booked} in the ledger` })
    }
    if (page.length < PAGE) break
    after = page.at(-1)?.id ?? after
    await new Promise(resolve => setImmediate(resolve))
  }
  return findings.slice(0, MAX)
}
