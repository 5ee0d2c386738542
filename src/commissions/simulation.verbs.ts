import * as attribution from '#attribution/index.ts'
import type { Cx } from '#db/client.ts'
import { isStaff } from '#kernel/actor.ts'
import type { CustomerId } from '#kernel/id.ts'
import { type Day, startOfDay } from '#kernel/period.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as programs from '#programs/index.ts'
import * as turnover from '#turnover/index.ts'
import { add, rowsOf, type SimulatedRow, type Sums } from './simulation-difference.ts'
import { targetsWith } from './targets.verbs.ts'

export type { SimulatedRow } from './simulation-difference.ts'
export type Simulation = {
  readonly program: string
  readonly from: Day
  readonly until: Day
  /** How many causes were looked at. */
  readonly causes: number
  /** Everybody who earns under either, sorted by partner and currency. */
  readonly partners: readonly SimulatedRow[]
}

/** So many customers and causes at a time; between two of them everyone else has a turn. */
const CUSTOMERS = 500
const CAUSES = 500

/**
 * What draft terms of a program would have brought each partner for what happened from one day until another, both included, by
 * the rules and facts that settling goes by (G10). Nothing is posted or kept. Partner managers, finance and the owner may ask.
 * Takes its time: give it a reader, not the one open transaction.
 */
export async function simulate(
  cx: Cx,
  program: string,
  draft: programs.TermsBody,
  { from, until }: { readonly from: Day; readonly until: Day },
): Promise<Result<Simulation, 'not-allowed' | 'unknown-program' | 'bad-period'>> {
  if (!isStaff(cx.actor, 'partner-manager', 'finance')) return refuse('not-allowed')
  const found = await programs.findProgram(cx, program)
  if (!found) return refuse('unknown-program')
  if (from > until) return refuse('bad-period')
  const override = { program: found.key, from: null, body: draft }
  const since = startOfDay(from, found.timeZone)
  // A day begins elsewhere up to a day earlier; what is not of the days asked for is left out where it is known.
  since.setUTCDate(since.getUTCDate() - 1)
  const sums: Sums = new Map()
  let causes = 0
  for await (const some of causesFrom(cx, since)) {
    causes += some.length
    add(sums, await targetsWith(cx, some, null, { from, until }), 'before')
    add(sums, await targetsWith(cx, some, override, { from, until }), 'after')
    await new Promise(resolve => setImmediate(resolve))
  }
  return ok({ program: found.key, from, until, causes, partners: rowsOf(sums) })
}

/** Every cause since an instant, customer by customer: one of which nobody earned yet may earn under other terms. */
async function* causesFrom(cx: Cx, since: Date): AsyncGenerator<string[]> {
  let after: CustomerId | '' = ''
  for (;;) {
    const customers = await attribution.listCustomers(cx, { after, limit: CUSTOMERS })
    const ids = customers.map(customer => customer.id)
    const causes = await turnover.causesOfCustomers(cx, ids, since)
    for (let i = 0; i < causes.length; i += CAUSES) yield causes.slice(i, i + CAUSES)
    if (customers.length < CUSTOMERS) return
    after = ids.at(-1) ?? ''
  }
}
