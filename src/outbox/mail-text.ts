import en from '#messages/en/mail.json' with { type: 'json' }
import nl from '#messages/nl/mail.json' with { type: 'json' }

export type MailLocale = 'en' | 'nl'
export type MailParams = Readonly<Record<string, string>>

const MESSAGES: Record<MailLocale, Readonly<Record<string, string>>> = { en, nl }

const fill = (text: string, params: MailParams): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole)

/** What a letter may say without being told, until the site's own name and address are given. */
const PLACE: MailParams = { site: 'Guildhall', origin: '' }

/** Templates are pairs of messages, `<template>.subject` and `<template>.text`, filled with `{named}` parameters. An unknown name stays as it is. */
export function mailText(template: string, locale: MailLocale, given: MailParams): { subject: string; text: string } {
  const params = { ...PLACE, ...given }
  const subject = MESSAGES[locale][`${template}.subject`] ?? MESSAGES.en[`${template}.subject`] ?? template
  const text = MESSAGES[locale][`${template}.text`] ?? MESSAGES.en[`${template}.text`] ?? ''
  // A subject is one header line whatever a name holds.
  return { subject: fill(subject, params).replace(/\s+/g, ' ').trim(), text: fill(text, params) }
}

export const isTemplate = (template: string): boolean => `${template}.subject` in MESSAGES.en
