import { assert } from './assert.ts'
import { type Result, ok, refuse } from './result.ts'

/** A calendar day "YYYY-MM-DD" and a month "YYYY-MM" in some program's time zone. Both compare as text. */
export type Day = string & { readonly __day: true }
export type Month = string & { readonly __month: true }

const formatters = new Map<string, Intl.DateTimeFormat>()
function formatter(timeZone: string): Intl.DateTimeFormat {
  let found = formatters.get(timeZone)
  if (!found) {
    found = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formatters.set(timeZone, found)
  }
  return found
}

export function isTimeZone(name: string): boolean {
  try {
    formatter(name)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

const DAY_MS = 86_400_000
/** The few thousand days that a program sees, by their number: settling asks for the same ones again and again. */
const utcDays = new Map<number, Day>()
function utcDay(number: number): Day {
  let day = utcDays.get(number)
  if (day === undefined) {
    day = new Date(number * DAY_MS).toISOString().slice(0, 10) as Day
    if (utcDays.size < 50_000) utcDays.set(number, day)
  }
  return day
}

/** The day on which an instant falls in a time zone. */
export function dayOf(at: Date, timeZone: string): Day {
  if (timeZone === 'UTC') return utcDay(Math.floor(at.getTime() / DAY_MS))
  const part = Object.fromEntries(
    formatter(timeZone)
      .formatToParts(at)
      .map(p => [p.type, p.value]),
  )
  return `${part.year}-${part.month}-${part.day}` as Day
}

/** The first instant of a day in a time zone (after a gap at midnight: the first instant that exists). */
export function startOfDay(day: Day, timeZone: string): Date {
  const utc = Date.parse(`${day}T00:00:00Z`)
  if (timeZone === 'UTC') return new Date(utc)
  const offsetAt = (ms: number) => {
    const p = Object.fromEntries(
      formatter(timeZone)
        .formatToParts(new Date(ms))
        .map(x => [x.type, x.value]),
    )
    return Date.parse(`${p.year}-${p.month}-${p.day}T${p.hour}:${p.minute}:${p.second}Z`) - ms
  }
  const candidates = [utc - offsetAt(utc - 86_400_000), utc - offsetAt(utc + 86_400_000)]
  const starts = candidates.filter(
    ms => dayOf(new Date(ms), timeZone) === day && dayOf(new Date(ms - 1), timeZone) !== day,
  )
  return new Date(starts.length > 0 ? Math.min(...starts) : Math.max(...candidates))
}

/** The last instant (to the millisecond) of a day in a time zone. */
export const endOfDay = (day: Day, timeZone: string): Date =>
  new Date(startOfDay(addDays(day, 1), timeZone).getTime() - 1)

/** Before this year nobody kept books here: a year like 0001 or 0202 is a slip of the hand. */
const FIRST_YEAR = 1900

export function parseDay(text: string): Result<Day, 'bad-date'> {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match || Number(match[1]) < FIRST_YEAR) return refuse('bad-date')
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? ok(text as Day) : refuse('bad-date')
}

export function parseMonth(text: string): Result<Month, 'bad-month'> {
  const month = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text)
  return month && Number(month[1]) >= FIRST_YEAR ? ok(text as Month) : refuse('bad-month')
}

/** As most files have it: no need to take it apart. */
const PLAIN = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/

/** ISO 8601 with a zone, or a date alone: midnight in `timeZone`. Refuses an instant without zone, and days that do not exist. */
export function parseInstant(text: string, timeZone: string): Result<Date, 'bad-date'> {
  const plain = PLAIN.test(text) && text >= String(FIRST_YEAR) ? new Date(text) : null
  if (plain && !Number.isNaN(plain.getTime()) && plain.toISOString().startsWith(text.slice(0, 19))) return ok(plain)
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    const day = parseDay(text)
    return day.ok ? ok(startOfDay(day.value, timeZone)) : day
  }
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})$/i.exec(text)
  if (!match || !parseDay(match[1] ?? '').ok) return refuse('bad-date')
  const zone = (match[6] ?? 'Z').toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')
  const at = new Date(
    `${match[1]}T${match[2]}:${match[3]}:${match[4] ?? '00'}.${(match[5] ?? '').slice(0, 3).padEnd(3, '0')}${zone}`,
  )
  return Number.isNaN(at.getTime()) ? refuse('bad-date') : ok(at)
}

export function addDays(day: Day, n: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10) as Day
}

/** The same day n months later; a day that does not exist becomes the last of its month (G7). "Within n months" includes it. */
export function addMonths(day: Day, n: number): Day {
  const [y, m, d] = day.split('-').map(Number)
  assert(y !== undefined && m !== undefined && d !== undefined, 'a day has three parts')
  const first = new Date(Date.UTC(y, m - 1 + n, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(d, last)))
    .toISOString()
    .slice(0, 10) as Day
}

export const monthOf = (day: Day): Month => day.slice(0, 7) as Month
export const firstDay = (month: Month): Day => `${month}-01` as Day
export const nextMonth = (month: Month): Month => monthOf(addMonths(firstDay(month), 1))
export const lastDay = (month: Month): Day => addDays(firstDay(nextMonth(month)), -1)
