import { createRequire } from 'node:module'
import type Calendar from 'date-holidays'

let calendars: typeof Calendar | null = null

/** The library's own entries of a year. It is loaded when first asked: its data of all countries cost every start 50 ms. */
export function holidayEntries(country: string, year: number) {
  calendars ??= createRequire(import.meta.url)('date-holidays') as typeof Calendar
  return new calendars(country, { types: ['public'] }).getHolidays(year)
}
