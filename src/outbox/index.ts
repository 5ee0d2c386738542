import type { Cx } from '#db/client.ts'
import { isStaff } from '#kernel/actor.ts'
import { type Result, ok, refuse } from '#kernel/result.ts'
import { KEEP_MS, MAX_TRIES, shortMessage, waitAfter } from './backoff.ts'
import * as store from './store.ts'

export { isStale, MAX_TRIES } from './backoff.ts'
export { deliver } from './smtp.adapter.ts'
export * from './mail.verbs.ts'

/** Something that must still happen outside the database. It carries ids only: whoever does it reads the truth again. */
export type Job = {
  readonly id: number
  readonly kind: string
  readonly subject: string
  readonly payload: unknown
  /** This try included. */
  readonly tries: number
  readonly createdAt: Date
}
export type DeadJob = Job & { readonly deadAt: Date; readonly lastError: string | null }
export type Counts = {
  readonly open: number
  readonly due: number
  readonly running: number
  readonly dead: number
  readonly finished: number
  readonly oldestDue: Date | null
}

const jobOf = (row: store.JobRow): Job => ({
  id: row.id,
  kind: row.kind,
  subject: row.subject,
  payload: row.payload === null ? null : JSON.parse(row.payload),
  tries: row.tries,
  createdAt: new Date(row.createdAt),
})

/** Any verb may ask. A job that waits under the same `key` is not doubled; one that already runs is, for it may have read too early. */
export async function enqueue(
  cx: Cx,
  kind: string,
  subject: string,
  o: { payload?: unknown; dueAt?: Date; key?: string } = {},
): Promise<void> {
  await store.addJob(cx.db, {
    kind,
    subject,
    payload: o.payload === undefined ? null : JSON.stringify(o.payload),
    key: o.key ?? null,
    createdAt: cx.now.getTime(),
    dueAt: (o.dueAt ?? cx.now).getTime(),
  })
}

/** For the worker: takes due jobs, oldest first, for `leaseMs`. Whoever dies with a job loses it to the next when the lease ends. */
export async function claim(
  cx: Cx,
  o: { owner: string; limit: number; leaseMs: number; kinds?: readonly string[] },
): Promise<Job[]> {
  const now = cx.now.getTime()
  const rows = await store.takeJobs(cx.db, { ...o, now, until: now + o.leaseMs, kinds: o.kinds ?? null })
  return rows.map(jobOf)
}

/** One job, or several that were done together. */
export const finish = (cx: Cx, id: number | readonly number[]): Promise<void> =>
  store.endJobs(cx.db, typeof id === 'number' ? [id] : id, cx.now.getTime())

/** Comes again after 1 s, then twice as long each time up to 1 h; dead after 10 tries. */
export async function fail(cx: Cx, id: number, message: string): Promise<void> {
  const job = await store.jobOf(cx.db, id)
  if (!job) return
  const now = cx.now.getTime()
  await store.failJob(cx.db, id, {
    error: shortMessage(message),
    dueAt: now + waitAfter(job.tries, Math.random()),
    deadAt: job.tries >= MAX_TRIES ? now : null,
  })
}

export async function dead(cx: Cx, limit = 100): Promise<DeadJob[]> {
  if (!isStaff(cx.actor)) return []
  const rows = await store.deadJobs(cx.db, limit)
  return rows.map(row => ({ ...jobOf(row), deadAt: new Date(row.deadAt ?? 0), lastError: row.lastError }))
}

/** Staff give a dead job another ten tries. */
export async function retry(cx: Cx, id: number): Promise<Result<null, 'not-allowed' | 'unknown-job'>> {
  if (!isStaff(cx.actor)) return refuse('not-allowed')
  return (await store.reviveJob(cx.db, id, cx.now.getTime())) ? ok(null) : refuse('unknown-job')
}

export async function counts(cx: Cx): Promise<Counts> {
  const { oldest, ...rest } = await store.countJobs(cx.db, cx.now.getTime())
  return { ...rest, oldestDue: oldest === null ? null : new Date(oldest) }
}

/**
 * Jobs of one kind after an id, oldest first, done or not: for whoever follows on its own (each process keeps its own
 * search index). An open one may still absorb later changes under its key, so it must be read again once it is done.
 */
export const jobsAfter = (
  cx: Cx,
  kind: string,
  after: number,
  limit: number,
): Promise<{ id: number; subject: string; open: boolean }[]> => store.jobsAfter(cx.db, kind, after, limit)

/** The newest job of any kind; 0 before the first. */
export const lastJob = (cx: Cx): Promise<number> => store.lastJob(cx.db)

/** When the worker should look again. */
export async function nextDue(cx: Cx): Promise<Date | null> {
  const at = await store.nextDue(cx.db, cx.now.getTime())
  return at === null ? null : new Date(at)
}

/** For `doctor`: jobs are healthy while none is dead and none has been due for over an hour. */
export async function health(cx: Cx): Promise<{ ok: boolean; detail: string }> {
  const now = await counts(cx)
  const lateMs = now.oldestDue === null ? 0 : cx.now.getTime() - now.oldestDue.getTime()
  const detail = `${now.open} open, ${now.dead} dead, the oldest due for ${Math.max(0, Math.round(lateMs / 1000))} s`
  return { ok: now.dead === 0 && lateMs < 3_600_000, detail }
}

/** Removes what was finished over seven days ago. */
export const sweep = (cx: Cx): Promise<void> => store.sweepBefore(cx.db, cx.now.getTime() - KEEP_MS)
