import { domainToASCII } from 'node:url'
import { type Id, parseId } from '#kernel/id.ts'
import { parseInstant } from '#kernel/period.ts'
import type { Bad, Row } from './csv.ts'

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })

/** The cells that several files share. Each answers the value, or null after telling `bad` what is wrong and where. */
export function cellsOf(row: Row, bad: Bad, timeZone = 'UTC') {
  return {
    id<K extends string>(column: string): Id<K> | null {
      const id = parseId<K>(row.cell(column))
      return id.ok ? id.value : bad(column, 'bad-id', 'an id has 1 to 120 characters and no control characters')
    },
    /** Text up to `max` characters; '' stays ''. */
    text(column: string, max: number): string | null {
      const text = row.cell(column)
      return text.length <= max
        ? text
        : bad(column, 'too-long', `${column} has ${text.length} characters; at most ${max} fit`)
    },
    list(column: string, max: number): string[] | null {
      const values = [
        ...new Set(
          row
            .cell(column)
            .split(';')
            .map(v => v.trim())
            .filter(v => v !== ''),
        ),
      ]
      if (values.length > max)
        return bad(column, 'too-many', `${column} has ${values.length} values; at most ${max} fit`)
      return values.every(v => v.length <= 80)
        ? values
        : bad(column, 'too-long', `a value of ${column} is longer than 80 characters`)
    },
    instant(column: string): Date | null {
      const at = parseInstant(row.cell(column), timeZone)
      return at.ok
        ? at.value
        : bad(column, 'bad-date', `"${row.cell(column).slice(0, 40)}" is no ISO 8601 time with a zone, nor a date`)
    },
    /** '' is undefined: not told. */
    country(column: string): string | undefined | null {
      const code = row.cell(column).toUpperCase()
      if (code === '') return undefined
      return /^[A-Z]{2}$/.test(code) && regions.of(code) !== undefined
        ? code
        : bad(column, 'bad-country', `"${code.slice(0, 20)}" is no ISO 3166 country code`)
    },
    email(column: string): string | undefined | null {
      const email = row.cell(column).toLowerCase()
      if (email === '') return undefined
      return email.length <= 254 && /^[^\s@<>()",;:]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email)
        ? email
        : bad(column, 'bad-email', `"${email.slice(0, 60)}" is no mail address`)
    },
    domain(column: string): string | undefined | null {
      const domain = row.cell(column)
      if (domain === '') return undefined
      const ascii = domainToASCII(domain.toLowerCase().replace(/^www\./, ''))
      return /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(ascii) && ascii.length <= 253
        ? ascii
        : bad(column, 'bad-domain', `"${domain.slice(0, 60)}" is no domain name`)
    },
    website(column: string): string | undefined | null {
      const address = row.cell(column)
      if (address === '') return undefined
      const url = URL.parse(address)
      return url && /^https?:$/.test(url.protocol) && address.length <= 500
        ? url.href
        : bad(column, 'bad-url', `"${address.slice(0, 60)}" is no http address`)
    },
    yes(column: string): boolean | undefined | null {
      const word = row.cell(column).toLowerCase()
      if (word === '') return undefined
      if (['true', 'yes', '1'].includes(word)) return true
      return ['false', 'no', '0'].includes(word)
        ? false
        : bad(column, 'bad-choice', `"${word.slice(0, 20)}" is neither true nor false`)
    },
  }
}
