import enAccount from '../messages/en/account.json' with { type: 'json' }
import enAdmin from '../messages/en/admin.json' with { type: 'json' }
import enCommon from '../messages/en/common.json' with { type: 'json' }
import enLeads from '../messages/en/leads.json' with { type: 'json' }
import enLicences from '../messages/en/licences.json' with { type: 'json' }
import enMail from '../messages/en/mail.json' with { type: 'json' }
import enPartner from '../messages/en/partner.json' with { type: 'json' }
import enPayouts from '../messages/en/payouts.json' with { type: 'json' }
import enPrograms from '../messages/en/programs.json' with { type: 'json' }
import enPublic from '../messages/en/public.json' with { type: 'json' }
import enTasks from '../messages/en/tasks.json' with { type: 'json' }
import enTiers from '../messages/en/tiers.json' with { type: 'json' }
import nlAccount from '../messages/nl/account.json' with { type: 'json' }
import nlAdmin from '../messages/nl/admin.json' with { type: 'json' }
import nlCommon from '../messages/nl/common.json' with { type: 'json' }
import nlLeads from '../messages/nl/leads.json' with { type: 'json' }
import nlLicences from '../messages/nl/licences.json' with { type: 'json' }
import nlMail from '../messages/nl/mail.json' with { type: 'json' }
import nlPartner from '../messages/nl/partner.json' with { type: 'json' }
import nlPayouts from '../messages/nl/payouts.json' with { type: 'json' }
import nlPrograms from '../messages/nl/programs.json' with { type: 'json' }
import nlPublic from '../messages/nl/public.json' with { type: 'json' }
import nlTasks from '../messages/nl/tasks.json' with { type: 'json' }
import nlTiers from '../messages/nl/tiers.json' with { type: 'json' }
import { number, tagOf } from './format.ts'
import type { Locale } from './link.ts'

type Catalogue = Readonly<Record<string, string>>
export type Params = Readonly<Record<string, string | number>>

/** All texts of a language by key. Areas are files so that two people can write at once; the keys are one space. */
export const CATALOGUES: Record<Locale, Catalogue> = {
  en: {
    ...enCommon,
    ...enPublic,
    ...enAccount,
    ...enPartner,
    ...enAdmin,
    ...enMail,
    ...enLeads,
    ...enTiers,
    ...enTasks,
    ...enLicences,
    ...enPayouts,
    ...enPrograms,
  },
  nl: {
    ...nlCommon,
    ...nlPublic,
    ...nlAccount,
    ...nlPartner,
    ...nlAdmin,
    ...nlMail,
    ...nlLeads,
    ...nlTiers,
    ...nlTasks,
    ...nlLicences,
    ...nlPayouts,
    ...nlPrograms,
  },
}

const plurals: Record<Locale, Intl.PluralRules> = {
  en: new Intl.PluralRules(tagOf('en')),
  nl: new Intl.PluralRules(tagOf('nl')),
}

export const has = (locale: Locale, key: string): boolean => found(locale, key, undefined) !== undefined

function found(locale: Locale, key: string, count: string | number | undefined): string | undefined {
  const words = CATALOGUES[locale]
  if (Object.hasOwn(words, key)) return words[key]
  const form = typeof count === 'number' ? plurals[locale].select(count) : 'other'
  return words[`${key}.${form}`] ?? words[`${key}.other`]
}

/**
 * The text of a key in a language; `{name}` is replaced by the parameter of that name, numbers in the language's own writing.
 * With a `count`, `key.one` and `key.other` are chosen by the language's plural rules. A key that does not exist is shown
 * itself: a page with one odd word is better than no page, and a test looks for such keys.
 */
export function t(locale: Locale, key: string, params: Params = {}): string {
  const text = found(locale, key, params.count) ?? key
  if (!text.includes('{')) return text
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined
    return value === undefined ? whole : typeof value === 'number' ? number(locale, value, 2) : value
  })
}

/** The words for a refusal; an unknown one gets the general sentence, never its bare name. */
export function refusalText(locale: Locale, refusal: string): string {
  return has(locale, `refusal.${refusal}`) ? t(locale, `refusal.${refusal}`) : t(locale, 'refusal.unknown')
}

/** `t` for one language, as pages use it: `const say = words(locale)`. */
export const words =
  (locale: Locale) =>
  (key: string, params?: Params): string =>
    t(locale, key, params)
