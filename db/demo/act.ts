/** The town's history is a list of dated acts, each one verb of a room, played in time order. */
import type { Cx, Database } from '#db/client.ts'
import { SYSTEM } from '#kernel/actor.ts'
import type { Result } from '#kernel/result.ts'

export type Act = { readonly at: Date; readonly do: (cx: Cx) => Promise<unknown> }
export type Progress = (share: number, what: string) => void

const DAY_MS = 86_400_000

/** The town's last day, at midnight, and days before it at an hour of the day. */
export type Calendar = { readonly today: Date; readonly ago: (days: number, hour?: number, minute?: number) => Date }

export function calendarOf(now: Date): Calendar {
  const midnight = Math.floor(now.getTime() / DAY_MS) * DAY_MS
  return {
    today: new Date(midnight),
    ago: (days, hour = 9, minute = 0) => new Date(midnight - days * DAY_MS + hour * 3_600_000 + minute * 60_000),
  }
}

/** What a verb gave; a refusal here is a fault of the town. */
export async function must<T>(what: string, outcome: Promise<Result<T, string>>): Promise<T> {
  const result = await outcome
  if (!result.ok) throw new Error(`broken promise: the town may ${what}, but: ${result.refusal}`)
  return result.value
}

const CHUNK = 250

/** Plays acts at their own instants, many in one transaction; nobody waits on a town in the making. */
export async function play(
  database: Database,
  acts: readonly Act[],
  onProgress: (share: number) => void,
): Promise<void> {
  const inOrder = [...acts].sort((a, b) => a.at.getTime() - b.at.getTime())
  for (let i = 0; i < inOrder.length; i += CHUNK) {
    await database.write('demo town', async db => {
      for (const act of inOrder.slice(i, i + CHUNK)) await act.do({ db, now: act.at, actor: SYSTEM })
    })
    onProgress(Math.min(1, (i + CHUNK) / inOrder.length))
    await new Promise(resolve => setImmediate(resolve))
  }
}
