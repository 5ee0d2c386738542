import { type Month, nextMonth } from '#kernel/period.ts'

/** The month whose books take a fact: its own while that is open, else the earliest open one (a late item). */
export function bookMonth(effective: Month, closedThrough: Month | null): Month {
  return closedThrough === null || effective > closedThrough ? effective : nextMonth(closedThrough)
}

/**
 * The months that must be closed to close `month`: every one since the last close or, before the first close, since
 * the first month with books, none left out; so that each month's opening is its neighbour's closing.
 */
export function monthsToClose(month: Month, closedThrough: Month | null, firstOpen: Month | null): Month[] {
  const months: Month[] = []
  let next =
    closedThrough !== null ? nextMonth(closedThrough) : firstOpen !== null && firstOpen < month ? firstOpen : month
  for (; next <= month; next = nextMonth(next)) months.push(next)
  return months
}
