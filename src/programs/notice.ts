import { addDays, type Day } from '#kernel/period.ts'

/** The first day on which terms published today may begin (G1): the notice lies between, so day 15 will do and day 14 will not. */
export const earliestBeginning = (today: Day, noticeDays: number): Day => addDays(today, noticeDays)

export const tooSoon = (from: Day, today: Day, noticeDays: number): boolean =>
  from < earliestBeginning(today, noticeDays)
