import type { StaffRole } from '#kernel/actor.ts'
import type { UserId } from '#kernel/id.ts'
import { type Result, ok, refuse } from '#kernel/result.ts'

export type UserLocale = 'en' | 'nl'
export type User = {
  readonly id: UserId
  readonly email: string
  readonly name: string
  readonly locale: UserLocale
  /** The address was proven by a one-time link. */
  readonly verified: boolean
  readonly staff: readonly StaffRole[]
}

export const MIN_PASSWORD = 12
export const MAX_PASSWORD = 200

/** The one spelling under which an address is kept: trimmed, lower case. Refuses what cannot be an address. */
export function normalEmail(text: string): Result<string, 'bad-email'> {
  const email = text.trim().normalize('NFC').toLowerCase()
  const fits = /^[^\s@\p{C}<>(),;:"\\[\]]+@[^\s@\p{C}<>(),;:"\\[\]]+$/u.test(email)
  return fits && email.length <= 254 ? ok(email) : refuse('bad-email')
}

/** Length is the only rule but one: the address itself is no password. Counted in characters, after NFKC. */
export function acceptPassword(text: string, email: string): Result<string, 'weak-password'> {
  const password = text.normalize('NFKC')
  const length = [...password].length
  if (length < MIN_PASSWORD || length > MAX_PASSWORD) return refuse('weak-password')
  return password.toLowerCase() === email ? refuse('weak-password') : ok(password)
}

/** A device as its owner knows it: "Firefox on Linux". From the browser's own word, so it proves nothing. */
export function deviceName(userAgent: string): string {
  const browser =
    [
      ['Edge', /\bEdg(A|iOS)?\//],
      ['Opera', /\bOPR\//],
      ['Firefox', /\b(Firefox|FxiOS)\//],
      ['Chrome', /\b(Chrome|CriOS)\//],
      ['Safari', /\bSafari\//],
    ].find(([, pattern]) => (pattern as RegExp).test(userAgent))?.[0] ?? 'Browser'
  const system =
    [
      ['iPhone', /\biPhone\b/],
      ['iPad', /\biPad\b/],
      ['Android', /\bAndroid\b/],
      ['Windows', /\bWindows\b/],
      ['macOS', /\bMac OS X\b/],
      ['Linux', /\bLinux\b/],
    ].find(([, pattern]) => (pattern as RegExp).test(userAgent))?.[0] ?? null
  return system === null ? String(browser) : `${browser} on ${system}`
}
