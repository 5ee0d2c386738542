const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** So many tries in so many ms, for one address or one account. Tries that succeed are forgiven. */
export const LIMITS = {
  'sign-in:address': { tries: 30, withinMs: 15 * MINUTE },
  'sign-in:account': { tries: 10, withinMs: 15 * MINUTE },
  'sign-up:address': { tries: 50, withinMs: HOUR },
  'letter:address': { tries: 30, withinMs: HOUR },
  'letter:account': { tries: 5, withinMs: HOUR },
  'link:address': { tries: 60, withinMs: HOUR },
} as const

export type Limit = keyof typeof LIMITS

/** Older tries count for no limit. */
export const LONGEST_MS = Math.max(...Object.values(LIMITS).map(l => l.withinMs))

/** Whether one more try is within the limit, given how many there were in its time. */
export const allows = (limit: Limit, before: number): boolean => before < LIMITS[limit].tries
