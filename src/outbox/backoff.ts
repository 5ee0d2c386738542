const SECOND = 1_000
const HOUR = 3_600 * SECOND
const DAY = 24 * HOUR

export const MAX_TRIES = 10
/** A letter about something older than this is not sent: a replayed history must not write to people. */
export const STALE_AFTER_MS = 7 * DAY
/** Finished jobs and letters stay this long, so that an admin can see what happened. */
export const KEEP_MS = 7 * DAY

/**
 * How long to wait after the given number of failed tries, in ms: 1 s, doubling to 1 h. `chance` (0 to 1) moves it by
 * up to a quarter either way, so that jobs which failed together do not come back together.
 */
export function waitAfter(tries: number, chance: number): number {
  const wait = Math.min(HOUR, SECOND * 2 ** Math.max(0, tries - 1))
  return Math.min(HOUR, Math.round(wait * (0.75 + 0.5 * chance)))
}

/** What is kept of a failure: its first line, short enough for a table of jobs. */
export const shortMessage = (message: string): string => (message.split('\n', 1)[0] ?? '').slice(0, 500)

export const isStale = (createdAt: Date, now: Date): boolean => now.getTime() - createdAt.getTime() > STALE_AFTER_MS
