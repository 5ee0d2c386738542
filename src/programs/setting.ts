import { z } from 'astro/zod'
import { isTimeZone } from '#kernel/period.ts'
import type { TermsBody } from './terms.ts'

const decimal = z.union([z.string(), z.number().transform(String)]).pipe(z.string().regex(/^\d{1,12}(\.\d{1,4})?$/))
const count = z
  .union([
    z.int(),
    z
      .string()
      .regex(/^\d{1,4}$/)
      .transform(Number),
  ])
  .pipe(z.int().min(0).max(3650))

/** Every setting a program may have, and what it may be. Which of them a program has is said by its preset. */
export const SETTINGS = {
  timeZone: z.string().refine(isTimeZone, 'a time zone'),
  noticeDays: count,
  payable: z.enum(['with-payment', 'at-accrual']),
  minimumPayout: decimal,
  resoldEarns: z.boolean(),
} as const
export type SettingName = keyof typeof SETTINGS
export type Settings = { readonly timeZone: string; readonly noticeDays: number } & {
  readonly [K in SettingName]?: z.infer<(typeof SETTINGS)[K]>
}

export type SettingFault = { readonly setting: string; readonly code: 'unknown-setting' | 'bad-value' }

/** What is wrong with the settings a caller gives, each by its name; nothing if they may be taken over `defaults`. */
export function settingFaults(given: Readonly<Record<string, unknown>>, defaults: Settings): SettingFault[] {
  return Object.entries(given).flatMap(([setting, value]): SettingFault[] => {
    if (!Object.hasOwn(defaults, setting)) return [{ setting, code: 'unknown-setting' }]
    return SETTINGS[setting as SettingName].safeParse(value).success ? [] : [{ setting, code: 'bad-value' }]
  })
}

/** The settings with what the caller gives over `defaults`, in the form in which they are kept; null if there is a fault. */
export function settingsOf(given: Readonly<Record<string, unknown>>, defaults: Settings): Settings | null {
  if (settingFaults(given, defaults).length > 0) return null
  const read = Object.entries(given).map(([name, value]) => [name, SETTINGS[name as SettingName].parse(value)])
  return { ...defaults, ...Object.fromEntries(read) }
}

/** The terms as the settings want them: what is payable when, and whether resold accounts earn. */
export function withSettings(body: TermsBody, settings: Settings): TermsBody {
  return {
    ...body,
    payable: settings.payable === undefined ? body.payable : { when: settings.payable },
    resoldEarns: settings.resoldEarns ?? body.resoldEarns,
  }
}
