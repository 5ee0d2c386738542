import type { Cx } from '#db/client.ts'
import { isStaff } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import * as ledger from '#ledger/index.ts'
import { runFaults } from './payout-fault.ts'
import { causeOf } from './payout-item.ts'
import * as store from './payout.store.ts'

const CHUNK = 20

/** Looks at every run again: its payments against the ledger, who approved it, and its files byte for byte. */
export async function* verifyPayouts(cx: Cx): AsyncGenerator<{ check: 'payouts'; ok: boolean; message: string }> {
  assert(isStaff(cx.actor, 'finance'), 'only the house and its finance staff look into the books')
  let after: number | null = null
  let count = 0
  for (;;) {
    const runs: store.RunRow[] = await store.loadRuns(cx, { after, limit: CHUNK })
    const items = Map.groupBy(
      await store.loadItems(
        cx,
        runs.map(run => run.id),
      ),
      item => item.run,
    )
    const standing = await ledger.standing(cx, [...items.values()].flat().map(causeOf))
    for (const { id, preparedBy, approvedBy } of runs) {
      const mine = items.get(id) ?? []
      const files = []
      for (const version of ['09', '03'] as const)
        for (const file of await store.loadFiles(cx, id, version)) files.push({ ...file, version })
      const stands = mine.map(item => standing.get(causeOf(item)) ?? [])
      for (const message of runFaults({ id, preparedBy, approvedBy, items: mine, files, standing: stands }))
        yield { check: 'payouts', ok: false, message }
    }
    count += runs.length
    if (runs.length < CHUNK) break
    after = runs.at(-1)?.seq ?? null
    await new Promise(resolve => setImmediate(resolve))
  }
  yield { check: 'payouts', ok: true, message: `${count} payout runs are what the ledger and their files say` }
}
