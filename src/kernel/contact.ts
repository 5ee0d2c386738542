import { ok, type Result, refuse } from './result.ts'

/**
 * A domain as it compares: lower case, without `www.` and a trailing dot, in its ASCII form (CC-10); null if the text is none.
 * A whole address ("https://www.acme.nl/contact") gives its host.
 */
export function plainDomain(text: string): string | null {
  const trimmed = text.trim().replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
  const host = trimmed.split(/[/?#]/, 1)[0] ?? ''
  if (host === '' || /[\s@:\\%]/.test(host)) return null
  const ascii = asciiHost(host)
    ?.replace(/\.$/, '')
    .replace(/^www\.(?=[^.]+\.)/, '')
  if (!ascii || ascii.length > 253 || /^[\d.]+$/.test(ascii)) return null
  return /^([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]{2,}$/.test(ascii) ? ascii : null
}

function asciiHost(host: string): string | null {
  const parsed = URL.parse(`http://${host}`)
  return parsed ? parsed.hostname.toLowerCase() : null
}

/** A mail address as it compares: outer blanks off, lower case; null if the text is none. */
export function plainMail(text: string): string | null {
  const mail = text.trim().toLowerCase()
  const [, domain] = /^[^\s@<>,;:"()]{1,64}@([^\s@]+)$/.exec(mail) ?? []
  return domain && plainDomain(domain) ? mail : null
}

/** A web address that may be linked to: http or https only, a bare host gets https; null if the text is none. */
export function plainWebsite(text: string): string | null {
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(text.trim()) ? text.trim() : `https://${text.trim()}`
  const url = URL.parse(whole)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return null
  return plainDomain(url.hostname) === null || url.href.length > 500 ? null : url.href
}

/** An ISO 3166 code of two letters in upper case; null if the text is none. */
export const plainCountry = (text: string): string | null =>
  /^[a-z]{2}$/i.test(text.trim()) ? text.trim().toUpperCase() : null

export type Contact = {
  readonly name: string
  readonly domain?: string | null | undefined
  readonly email?: string | null | undefined
  readonly country?: string | null | undefined
  readonly website?: string | null | undefined
}
export type PlainContact = {
  readonly name: string
  readonly domain: string | null
  readonly email: string | null
  readonly country: string | null
  readonly website: string | null
}
export type ContactFault = 'bad-name' | 'bad-domain' | 'bad-email' | 'bad-country' | 'bad-website'

export const MAX_NAME = 200

/** An organisation's contact data in the form in which it is kept; absent and empty become null, the first fault is refused. */
export function plainContact(contact: Contact): Result<PlainContact, ContactFault> {
  const name = contact.name.trim()
  if (name === '' || name.length > MAX_NAME || /\p{Cc}/u.test(name)) return refuse('bad-name')
  const domain = read(contact.domain, plainDomain)
  if (domain === undefined) return refuse('bad-domain')
  const email = read(contact.email, plainMail)
  if (email === undefined) return refuse('bad-email')
  const country = read(contact.country, plainCountry)
  if (country === undefined) return refuse('bad-country')
  const website = read(contact.website, plainWebsite)
  if (website === undefined) return refuse('bad-website')
  return ok({ name, domain, email, country, website })
}

/** Null for what is absent or empty, undefined for what cannot be read. */
function read(text: string | null | undefined, parse: (text: string) => string | null): string | null | undefined {
  if (text === null || text === undefined || text.trim() === '') return null
  return parse(text) ?? undefined
}
