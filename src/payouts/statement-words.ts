import { parseMonth } from '#kernel/period.ts'
import en from '../messages/en/payouts.json' with { type: 'json' }
import nl from '../messages/nl/payouts.json' with { type: 'json' }

/** The words of the paper in one language, and how it writes amounts and days. Nothing here asks the machine's own tables, so the same paper has the same bytes everywhere. */
export type Words = {
  readonly locale: 'en' | 'nl'
  readonly say: (key: string, params?: Readonly<Record<string, string | number>>) => string
  /** "1,234.50" of "1234.50". */
  readonly amount: (decimal: string) => string
  /** "4 March 2025" of a day or an instant, "March 2025" of a month. */
  readonly date: (text: string) => string
  /** "4 Mar 2025", for the narrow columns of tables. */
  readonly day: (text: string) => string
}

const TEXTS: Readonly<Record<'en' | 'nl', Readonly<Record<string, string>>>> = { en, nl }
const MARKS = { en: [',', '.'], nl: ['.', ','] } as const

export function statementWords(locale: 'en' | 'nl'): Words {
  const texts = TEXTS[locale]
  const say: Words['say'] = (key, params = {}) =>
    (texts[`statement.paper.${key}`] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) =>
      String(Object.hasOwn(params, name) ? params[name] : whole),
    )
  const months = say('months').split(',')
  const short = say('months.short').split(',')
  const [thousands, point] = MARKS[locale]
  return {
    locale,
    say,
    amount: decimal => {
      const [whole = '', places] = decimal.replace('-', '').split('.')
      const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousands)
      return `${decimal.startsWith('-') ? '−' : ''}${grouped}${places === undefined ? '' : point + places}`
    },
    date: text => {
      const [year = '', month = '', day] = text.slice(0, 10).split('-')
      const name = months[Number(month) - 1] ?? month
      return parseMonth(text).ok || day === undefined ? `${name} ${year}` : `${Number(day)} ${name} ${year}`
    },
    day: text => {
      const [year = '', month = '', day = ''] = text.slice(0, 10).split('-')
      return `${Number(day)} ${short[Number(month) - 1] ?? month} ${year}`
    },
  }
}

export const hasWord = (key: string): boolean => Object.hasOwn(en, `statement.paper.${key}`)
