import { plainCountry, plainDomain, plainMail, plainWebsite } from '#kernel/contact.ts'
import { type Id, parseId } from '#kernel/id.ts'
import { parseInstant } from '#kernel/period.ts'
import type { Bad, Row } from './csv.ts'

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
/** Codes that the names know and that are no countries: unknown, groups of countries, made up for tests. */
const NO_COUNTRY = new Set(['ZZ', 'EU', 'EZ', 'UN', 'QO', 'XA', 'XB'])

/** Two letters that name a country today; null otherwise. */
function knownCountry(text: string): string | null {
  const code = plainCountry(text)
  return code !== null && !NO_COUNTRY.has(code) && regions.of(code) !== undefined ? code : null
}

/** The cells that several files share. Each answers the value, or null after telling `bad` what is wrong and where. */
export function cellsOf(row: Row, bad: Bad, timeZone = 'UTC') {
  function contact(
    column: string,
    plain: (text: string) => string | null,
    code: string,
    what: string,
  ): string | undefined | null {
    if (!row.has(column)) return undefined
    const text = row.cell(column)
    return text === '' ? '' : (plain(text) ?? bad(column, code, `"${text.slice(0, 60)}" is ${what}`))
  }
  return {
    id<K extends string>(column: string): Id<K> | null {
      const id = parseId<K>(row.cell(column))
      return id.ok ? id.value : bad(column, 'bad-id', 'an id has 1 to 120 characters and no control characters')
    },
    /** Text up to `max` characters. A column that the file does not have is undefined: nothing is told, nothing changes. */
    text(column: string, max: number): string | undefined | null {
      if (!row.has(column)) return undefined
      const text = row.cell(column)
      return text.length <= max
        ? text
        : bad(column, 'too-long', `${column} has ${text.length} characters; at most ${max} fit`)
    },
    list(column: string, max: number): string[] | undefined | null {
      if (!row.has(column)) return undefined
      const cells = row
        .cell(column)
        .split(';')
        .map(value => value.trim())
      const values = [...new Set(cells.filter(value => value !== ''))]
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
    /** Contact data: undefined without the column, '' for an empty cell (which clears), else in the form in which it compares. */
    country: (column: string) => contact(column, knownCountry, 'bad-country', 'no ISO 3166 country code'),
    email: (column: string) => contact(column, plainMail, 'bad-email', 'no mail address'),
    domain: (column: string) => contact(column, plainDomain, 'bad-domain', 'no domain name'),
    website: (column: string) => contact(column, plainWebsite, 'bad-url', 'no http address'),
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
