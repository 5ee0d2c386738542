import { AsyncLocalStorage } from 'node:async_hooks'
import type { Logger } from 'pino'
import { type Database, describeDatabaseError } from '#db/client.ts'
import { SYSTEM } from '#kernel/actor.ts'
import * as identity from '#identity/index.ts'
import { claim, fail, finish, type Job, nextDue, sweep } from '#outbox/index.ts'
import type { Search } from '#search/index.ts'
import { nextDue as nextInTime, passDue } from './due.ts'
import type { Env } from './env.ts'
import { groupHandlers, handlers, settleAll } from './worker-handlers.ts'

/** What a handler may use. */
export type Bench = {
  readonly env: Env
  readonly database: Database
  readonly search: Search
  readonly log: Logger
  /** The house is closing: work that can be gone on with later stops here. */
  readonly halted?: () => boolean
}
export type Handler = (bench: Bench, job: Job, now: Date) => Promise<void>

export type GroupHandler = (bench: Bench, jobs: readonly Job[], now: Date) => Promise<void>

export type Worker = {
  /** Takes jobs from now on, until `stop`. */
  start(): void
  /** After a commit: there may be something to do. Costs nothing when there is not. */
  nudge(): void
  /** Finishes the job in hand and takes no other. */
  stop(): Promise<void>
}

const LEASE_MS = 60_000
const BATCH = 50
const IDLE_MS = 5_000
const SWEEP_MS = 3_600_000
/** Earnings mature, levels change and tasks come due as days pass, without a job: so often is looked. */
const SETTLE_MS = 60_000

const owner = `${process.pid}-${crypto.randomUUID().slice(0, 8)}`

/** One job, or the jobs of a kind that are done together. What goes wrong is kept with them, and they come again. */
async function doJobs(bench: Bench, kind: string, jobs: readonly Job[], now: () => Date): Promise<void> {
  const ids = jobs.map(job => job.id)
  try {
    const together = groupHandlers[kind]
    const alone = handlers[kind]
    if (together) await together(bench, jobs, now())
    else if (alone) for (const job of jobs) await alone(bench, job, now())
    else throw new Error(`no handler for jobs of kind ${kind}`)
    await bench.database.write(`finish ${kind}`, db => finish({ db, now: now(), actor: SYSTEM }, ids))
  } catch (error) {
    const message = describeDatabaseError(error) ?? (error instanceof Error ? error.message : String(error))
    bench.log.warn({ jobs: ids, kind, tries: jobs[0]?.tries }, `job failed: ${message}`)
    await bench.database.write(`fail ${kind}`, async db => {
      for (const id of ids) await fail({ db, now: now(), actor: SYSTEM }, id, message)
    })
  }
}

/** In their order; neighbours of a kind that is done in groups stay together. */
function inGroups(jobs: readonly Job[]): Job[][] {
  const groups: Job[][] = []
  for (const job of jobs) {
    const last = groups.at(-1)
    if (last?.[0]?.kind === job.kind && job.kind in groupHandlers) last.push(job)
    else groups.push([job])
  }
  return groups
}

/** Takes and does one batch of due jobs; how many there were. Looks before it asks for a turn to write. */
async function round(bench: Bench, now: () => Date): Promise<number> {
  const halted = bench.halted ?? (() => false)
  const due = await nextDue({ db: bench.database.read, now: now(), actor: SYSTEM })
  if (due === null || due > now()) return 0
  const jobs = await bench.database.write('claim jobs', db =>
    claim({ db, now: now(), actor: SYSTEM }, { owner, limit: BATCH, leaseMs: LEASE_MS }),
  )
  for (const group of inGroups(jobs)) {
    // What is not begun when the house closes waits for its lease to end, or for this process to ask again.
    if (halted()) break
    await doJobs(bench, group[0]?.kind ?? '', group, now)
    await new Promise(resolve => setImmediate(resolve))
  }
  return jobs.length
}

/**
 * For the command line, replays and tests: does what is due at `now` until nothing is, then returns how many jobs ran.
 * A job that fails is left for its next try, which lies in the future.
 */
export async function drain(bench: Bench, now: () => Date = () => new Date()): Promise<number> {
  let total = 0
  for (;;) {
    const done = await round(bench, now)
    if (done === 0) break
    total += done
  }
  await timePasses(bench, now())
  await settleAll(bench, now())
  return total
}

/** What is due by now: levels, reminders, tasks. Looks before it asks for a turn to write. */
async function timePasses(bench: Bench, now: Date): Promise<void> {
  const due = await nextInTime({ db: bench.database.read, now, actor: SYSTEM })
  if (due !== null && due <= now) await bench.database.write('time passes', db => passDue({ db, now, actor: SYSTEM }))
}

/** The worker of this process. Several processes may each have one: a lease keeps a job in one pair of hands. */
export function createWorker(parts: Bench): Worker {
  let running: Promise<void> | null = null
  let timer: NodeJS.Timeout | null = null
  let started = false
  const bench: Bench = { ...parts, halted: () => !started }
  let again = false
  let swept = 0
  let settled = 0
  const now = () => new Date()
  // Whoever nudges may stand in a turn of the write queue; a job takes turns of its own, so it runs outside of that.
  const outside = AsyncLocalStorage.snapshot()

  async function work(): Promise<void> {
    do {
      again = false
      while (started && (await round(bench, now)) > 0);
    } while (again && started)
    if (started && Date.now() - settled > SETTLE_MS) {
      settled = Date.now()
      await timePasses(bench, now())
      await settleAll(bench, now())
    }
    if (started && Date.now() - swept > SWEEP_MS) {
      swept = Date.now()
      await bench.database.write('sweep', async db => {
        await sweep({ db, now: now(), actor: SYSTEM })
        await identity.sweep({ db, now: now(), actor: SYSTEM })
      })
    }
  }
  async function sleepTime(): Promise<number> {
    const due = await nextDue({ db: bench.database.read, now: now(), actor: SYSTEM })
    return due === null ? IDLE_MS : Math.min(IDLE_MS, Math.max(50, due.getTime() - Date.now()))
  }
  function wake(): void {
    if (!started) return
    again = true
    if (running) return
    if (timer) clearTimeout(timer)
    timer = null
    running = work()
      .then(sleepTime)
      .catch((error: unknown) => {
        bench.log.error(describeDatabaseError(error) ?? (error instanceof Error ? error.message : String(error)))
        return IDLE_MS
      })
      .then(ms => {
        running = null
        if (!started) return
        if (again) setImmediate(wake)
        else timer = setTimeout(wake, ms)
      })
  }
  return {
    start() {
      started = true
      wake()
    },
    nudge: () => {
      setImmediate(() => outside(wake))
    },
    async stop() {
      started = false
      if (timer) clearTimeout(timer)
      await running
    },
  }
}
