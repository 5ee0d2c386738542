import { z } from 'astro/zod'
import { newId } from '#kernel/id.ts'
import type { Result } from '#kernel/result.ts'

/** Forms send the empty string or nothing for what was left empty; Astro makes both null. Messages are names, worded by the page. */
const filled = z.string({ error: 'required' })

/** Text that must be there, outer blanks removed. */
export const text = (max: number, min = 1) =>
  filled
    .trim()
    .min(min, min > 1 ? 'too-short' : 'required')
    .max(max, 'too-long')

/** Text that may be left empty: then ''. */
export const optionalText = (max: number) =>
  z
    .string({ error: 'bad-value' })
    .nullish()
    .transform(value => (value ?? '').trim())
    .refine(value => value.length <= max, 'too-long')

export const email = filled.trim().max(254, 'too-long').email('bad-email')

/** Twelve characters or more; no other rule, since rules make passwords worse. */
export const newPassword = filled.min(12, 'password-short').max(200, 'too-long')
export const password = filled.max(200, 'too-long')

export const choice = <const T extends readonly [string, ...string[]]>(values: T) => z.enum(values, { error: 'choose' })

/** A box that must be ticked. */
export const ticked = z.string({ error: 'tick' }).transform(() => true as const)

/** A box that may be ticked. */
export const box = z
  .string()
  .nullish()
  .transform(value => Boolean(value))

export const yesNo = z.enum(['yes', 'no'], { error: 'choose' }).transform(value => value === 'yes')

/** One line a value, or several parted by ";": for short lists in a text area. */
export const list = (max: number, each = 80) =>
  z
    .string()
    .nullish()
    .transform(value => [
      ...new Set(
        (value ?? '')
          .split(/[;\n]/)
          .map(part => part.trim())
          .filter(part => part !== ''),
      ),
    ])
    .refine(values => values.length <= max, 'too-many')
    .refine(values => values.every(value => value.length <= each), 'too-long')

export const id = filled.trim().min(1, 'required').max(120, 'too-long')

/** A whole number without sign, of at most nine digits. */
export const whole = (min: number, max: number) =>
  filled
    .trim()
    .regex(/^\d{1,9}$/, 'bad-number')
    .transform(Number)
    .refine(value => value >= min && value <= max, 'bad-number')

/** The id that the page made for what its form will tell; null if no page made it. */
export const made = (prefix: string) =>
  z
    .string()
    .nullish()
    .transform(value => (value && new RegExp(`^${prefix}_[2-9a-hjkmnp-z]{16}$`).test(value) ? value : null))

/**
 * Tells something under the id that its page made, so that pressing twice tells it once. Whoever went back in the browser and
 * told something else from the same page means a new thing, and gets a new id.
 */
export async function once<T, R extends string>(
  prefix: string,
  id: string | null,
  tell: (id: string) => Promise<Result<T, R>>,
): Promise<Result<T, R>> {
  const told = await tell(id ?? newId(prefix))
  return told.ok || told.refusal !== 'id-conflict' || id === null ? told : tell(newId(prefix))
}
