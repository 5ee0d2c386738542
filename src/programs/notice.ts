import { addDays, type Day } from '#kernel/period.ts'

/** Turnover may be dated a day ahead, so what tomorrow earns may be settled already: terms never begin before the day after. */
const LEAST_DAYS = 2

/** The first day on which terms published today may begin (G1): the notice lies between, so day 15 will do and day 14 will not. */
export const earliestBeginning = (today: Day, noticeDays: number): Day =>
  addDays(today, Math.max(noticeDays, LEAST_DAYS))

export const tooSoon = (from: Day, today: Day, noticeDays: number): boolean =>
  from < earliestBeginning(today, noticeDays)
