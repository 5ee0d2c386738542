import * as commissions from '#commissions/index.ts'
import type { Cx, Database } from '#db/client.ts'
import { SYSTEM } from '#kernel/actor.ts'
import * as outbox from '#outbox/index.ts'

const CHUNK = 5_000
const OWNER = `cli-${process.pid}`
/** What money waits for: who chose whom, who is in the program, what was bought. */
const KINDS = ['binding.changed', 'standing.changed', 'turnover.recorded']

/** Hands what changed to commissions, within one transaction. Mail is the running site's affair, not a file's or a history's. */
export async function reconsider(cx: Cx): Promise<number> {
  const jobs = await outbox.claim(cx, { owner: OWNER, limit: 200, leaseMs: 60_000, kinds: KINDS })
  for (const job of jobs) {
    if (job.kind === 'binding.changed')
      await commissions.reconsiderCustomer(cx, job.subject as Parameters<typeof commissions.reconsiderCustomer>[1])
    if (job.kind === 'standing.changed')
      await commissions.reconsiderPartner(cx, job.subject as Parameters<typeof commissions.reconsiderPartner>[1])
    await outbox.finish(cx, job.id)
  }
  return jobs.length
}

/** Settles until nothing is left, a chunk a transaction, so that a killed process goes on where it was. */
export async function settleAll(
  database: Database,
  now: () => Date,
  progress: (share: number, what: string) => void = () => {},
): Promise<void> {
  const within = <T>(name: string, work: (cx: Cx) => Promise<T>) =>
    database.write(name, db => work({ db, now: now(), actor: SYSTEM }))
  while ((await within('reconsider', reconsider)) > 0);
  let done = 0
  for (;;) {
    const { settled, more } = await within('settle', cx => commissions.settleNext(cx, CHUNK))
    done += settled
    if (!more) return
    progress(1 - 1 / (1 + done / 20_000), `${done} causes settled`)
    await new Promise(resolve => setImmediate(resolve))
  }
}

/** The same within a transaction that is open already: for a history, whose every line is settled at its own instant. */
export async function settleWithin(cx: Cx): Promise<void> {
  while ((await commissions.settleNext(cx, CHUNK)).more);
}

/** Everything that changed is looked at again and settled, within a transaction: a command has no worker beside it. */
export async function settled(cx: Cx): Promise<void> {
  while ((await reconsider(cx)) > 0);
  await settleWithin(cx)
}
