import { addDays, type Day } from '#kernel/period.ts'
import { holidayEntries } from './holidays.adapter.ts'

const DAY_MS = 86_400_000
const years = new Map<string, ReadonlySet<Day>>()

/** The public holidays of a country in a year; none for a country that the calendar does not know, or for no country. */
export function holidaysIn(country: string | null, year: number): ReadonlySet<Day> {
  const key = `${country ?? ''} ${year}`
  let found = years.get(key)
  if (!found) {
    found = country === null ? new Set() : read(country, year)
    years.set(key, found)
  }
  return found
}

function read(country: string, year: number): ReadonlySet<Day> {
  const days = new Set<Day>()
  for (const { date, start, end, type } of holidayEntries(country, year)) {
    if (type !== 'public') continue
    // The text is the country's own calendar; a feast of several days tells its length by its end only.
    const first = date.slice(0, 10) as Day
    const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY_MS))
    for (let n = 0; n < length; n++) days.add(addDays(first, n))
  }
  return days
}

const isWeekend = (day: Day): boolean => new Date(`${day}T00:00:00Z`).getUTCDay() % 6 === 0

/** Monday to Friday, and no public holiday of the country. */
export const isBusinessDay = (day: Day, country: string | null): boolean =>
  !isWeekend(day) && !holidaysIn(country, Number(day.slice(0, 4))).has(day)

/** The n-th business day after a day: the clock starts on the next business day, which is the first (SIM-10). */
export function businessDayAfter(day: Day, n: number, country: string | null): Day {
  let at = day
  for (let left = n; left > 0; ) {
    at = addDays(at, 1)
    if (isBusinessDay(at, country)) left--
  }
  return at
}
