import type { Locale } from './link.ts'
import { has, t } from './messages.ts'

/** A word of the terms for a reader: ours where we have a text for it, else the word itself, written as one ("joint-plan" → "Joint plan"). */
export function termWord(locale: Locale, kind: 'tier' | 'module' | 'benefit' | 'requirement', word: string): string {
  const key = `term.${kind}.${word}`
  if (has(locale, key)) return t(locale, key)
  const text = word.replaceAll('-', ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** "premier" → "Premier". What was said as free text stays as it is but for its first letter. */
export const tierName = (locale: Locale, tier: string): string => termWord(locale, 'tier', tier)
