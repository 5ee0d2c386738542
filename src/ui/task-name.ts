import type { Locale } from './link.ts'
import { has, t } from './messages.ts'

/** An obligation for a reader: our text for its word, else the word itself, written as one ("yearly-audit" → "Yearly audit"). */
export function taskName(locale: Locale, what: string): string {
  if (has(locale, `tasks.what.${what}`)) return t(locale, `tasks.what.${what}`)
  const text = what.replaceAll('-', ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
